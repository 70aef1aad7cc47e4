package server

// POST /model: one answer by a language model, where whoever runs the home has set one. It
// is the one way by which a post's text reaches a home: for a conversation that the member
// holds, at a press. Nothing of it is stored or logged but how many were asked today.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"porchlight/backend/ledger"
	"porchlight/wasm/reply/model"
	"porchlight/wasm/wire"
)

// Model is a language model behind an endpoint that takes chat completions as OpenAI's does.
// Its key stays in Ask.
type Model struct {
	Name     string
	Patience time.Duration // for one answer; 0: 12 s
	Most     int64         // answers of one team in a day (UTC); 0: 500

	// Ask posts a request and returns the body of an answer with status 200 and type
	// application/json, of at most MostModel bytes; anything else is an error.
	Ask func(ctx context.Context, body []byte) ([]byte, error)
}

// MostModel is the most bytes of an endpoint's answer.
const MostModel = 64 << 10

const (
	modelPatience = 12 * time.Second
	modelMost     = 500
	modelTokens   = 400
)

// One member: a few at once, then four a minute.
var modelRate = Rate{PerSecond: 4.0 / 60, Burst: 6}

func (c *call) askModel() error {
	if c.Model == nil {
		return fail("not_found", "this home has no language model")
	}
	var in wire.ModelIn
	if err := c.decode(&in); err != nil {
		return err
	}
	if err := checkModel(in); err != nil {
		return err
	}
	secret, err := c.secret()
	if err != nil {
		return err
	}
	holds, err := c.ledger.Holds(c.r.Context(), ledger.Subject(secret, in.Key), c.who.member.ID, c.now)
	if err != nil {
		return err
	}
	if !holds {
		return fail("conflict", "claim the conversation first: a post's text leaves only with your own claim")
	}
	if err := c.asks.take(c.who.member.ID, c.now); err != nil {
		return err
	}
	if err := c.countAsk(); err != nil {
		return err
	}
	return c.answer(http.StatusOK, c.modelSaid(model.Ask{Text: in.Text, Lang: in.Lang, Drafts: in.Drafts, Nonce: Random(16)}))
}

func checkModel(in wire.ModelIn) error {
	if len(in.Drafts) == 0 || len(in.Drafts) > model.MostDrafts {
		return fail("invalid", "%q has 1 to %d entries", "drafts", model.MostDrafts)
	}
	if !language.MatchString(in.Lang) {
		return fail("invalid", "%q is no language: %.20q", "lang", in.Lang)
	}
	errs := []error{text("key", in.Key, 2048, false), prose("text", in.Text, model.MostText)}
	for i, d := range in.Drafts {
		errs = append(errs, prose("drafts["+strconv.Itoa(i)+"]", d, model.MostDraft))
	}
	return errors.Join(errs...)
}

// prose checks a text as pages have it, with tabs and line breaks.
func prose(place, s string, most int) error {
	return lines(place, strings.ReplaceAll(s, "\t", " "), most, false)
}

// countAsk counts one, or refuses where the team has had its share of the day.
func (c *call) countAsk() error {
	most := c.Model.Most
	if most == 0 {
		most = modelMost
	}
	const q = `INSERT INTO meta (k, i, t) VALUES ('model', 1, ?1) ON CONFLICT (k) DO UPDATE
		SET i = CASE WHEN t = excluded.t THEN i + 1 ELSE 1 END, t = excluded.t WHERE t <> excluded.t OR i < ?2 RETURNING i`
	var n int64
	err := c.DB.QueryRowContext(c.r.Context(), q, time.UnixMilli(c.now).UTC().Format(time.DateOnly), most).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return &fault{code: "rate_limited", detail: "the team has asked the model enough for today", after: 3600}
	} else if err != nil {
		return fmt.Errorf("count what the model was asked: %w", err)
	}
	return nil
}

// modelSaid asks; what is not of use is no error, for the device has drafts of its own.
func (c *call) modelSaid(ask model.Ask) wire.ModelSaid {
	patience := c.Model.Patience
	if patience == 0 {
		patience = modelPatience
	}
	ctx, cancel := context.WithTimeout(c.r.Context(), patience)
	defer cancel()
	body, err := json.Marshal(chat{Model: c.Model.Name, MaxTokens: modelTokens,
		Messages: []message{{"system", ask.System()}, {"user", ask.User()}}})
	if err != nil {
		return wire.ModelSaid{Why: "broken"}
	}
	said, err := c.Model.Ask(ctx, body)
	switch {
	case ctx.Err() != nil:
		return wire.ModelSaid{Why: "slow"}
	case err != nil || len(said) > MostModel:
		return wire.ModelSaid{Why: "broken"}
	}
	content, whole := completion(said)
	if !whole {
		return wire.ModelSaid{Why: "broken"}
	}
	text, why := ask.Clean(content)
	return wire.ModelSaid{Text: text, Why: why, Model: c.Model.Name}
}

// What crosses to an endpoint, as OpenAI's chat completions have it.
type chat struct {
	Model     string    `json:"model"`
	Messages  []message `json:"messages"`
	MaxTokens int       `json:"max_tokens"`
}

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// completion reads an answer; one that was cut off at the limit of tokens is none.
func completion(said []byte) (content string, whole bool) {
	var got struct {
		Choices []struct {
			Message      message `json:"message"`
			FinishReason string  `json:"finish_reason"`
		} `json:"choices"`
	}
	if json.Unmarshal(said, &got) != nil || len(got.Choices) == 0 || got.Choices[0].FinishReason != "stop" {
		return "", false
	}
	return got.Choices[0].Message.Content, true
}
