package e2e

// The language model of a team's home, where it has one: asked at a press, about a
// conversation that is one's own; what it says is a draft beside the others, and what it
// gets wrong is nowhere.

import (
	"os"
	"path/filepath"
	"testing"

	"porchlight/backend/server/modeltest"
	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const asksModel = `[data-act=model]`

// withModel runs a test on both homes, with a stand-in for the model.
func withModel(t *testing.T, run func(t *testing.T, h *drive.Home, model *modeltest.StandIn)) {
	t.Run("native", func(t *testing.T) {
		t.Parallel()
		model, key := modeltest.Start(t), filepath.Join(t.TempDir(), "key")
		check(t, os.WriteFile(key, []byte(modeltest.Key+"\n"), 0o600))
		h := drive.StartNative(t, built.Bin, "", "--model-url", model.URL, "--model-name", modeltest.Name, "--model-key-file", key)
		run(t, &h.Home, model)
	})
	t.Run("edge", func(t *testing.T) {
		t.Parallel()
		model := modeltest.Start(t)
		run(t, &drive.StartEdge(t, "", "MODEL_URL="+model.URL, "MODEL_NAME="+modeltest.Name, "MODEL_KEY="+modeltest.Key).Home, model)
	})
}

func TestModelInTheCard(t *testing.T) {
	t.Parallel()
	withModel(t, func(t *testing.T, h *drive.Home, model *modeltest.StandIn) {
		_, p := answering(t, h, "Anna Berg", wire.Staff, false)
		card := p.OpenCard("#p102")
		wantField(t, card, "{boat}")
		if has, _, err := card.Has(asksModel); err != nil || has {
			t.Fatalf("the model may be asked about a conversation that nobody has (%v)", err)
		}
		p.PressIn(card, drive.Claim)
		p.WaitBadgeOf("#p102", "mine")
		card.Want(asksModel)
		if sent, _ := model.Asked(); sent != "" {
			t.Fatalf("without a press the model was sent %s", sent)
		}
		wantIn(t, "what leaves", card.MustElement(".model pre").MustProperty("textContent").Str(), "two children to get to school")
		wantIn(t, "what leaves", card.MustElement(".model").MustText(), modeltest.Name)
		before := field(card)
		reveal := func(css string) { // as a person scrolls in the card
			_, err := card.Want(css).Eval(`() => this.scrollIntoView({block: "center", behavior: "instant"})`)
			check(t, err)
		}
		model.Do("injected")
		reveal(asksModel)
		p.PressIn(card, asksModel)
		card.Want(`[data-model=none]`)
		if got := field(card); got != before {
			t.Errorf("after an answer of no use the field holds %q", got)
		}
		lookInCard(t, p, card, "en", "model-none")
		model.Do("")
		reveal(asksModel)
		p.PressIn(card, asksModel)
		wantIn(t, "the offer", card.Want(`[data-model=draft]`).MustText(), "a language model")
		if got := field(card); got != before {
			t.Errorf("unasked the field holds %q", got)
		}
		reveal(`[data-model=draft]`)
		lookInCard(t, p, card, "en", "model")
		sent, _ := model.Asked()
		wantIn(t, "what the model was sent", sent, "two children to get to school")
		reveal(`[data-draft=model]`)
		card.Press(`[data-draft=model]`)
		wantField(t, card, modeltest.Good)
		card.Want(`[data-began]`)
		p.PressIn(card, insert)
		card.Want(`[data-told=stop]`) // it has the holes of every draft
		card.Fill(`[data-slot=boat]`, "07:40")
		card.Fill(`[data-slot=why]`, "a sick deckhand")
		pick(card, `[data-slot=from]`, "2030-12-02")
		card.Fill(answer, " I am sorry about your morning.")
		p.PressIn(card, insert)
		card.Want(`[data-told].good`)
		wantNoErrors(t, p)
	})
}

// The browser's own model: where there is none, as in the browser here, nothing of it is
// shown. One that stands in for it is asked in the card, and held to the drafts.
func TestOwnModel(t *testing.T) {
	t.Parallel()
	_, p := answering(t, &native(t).Home, "Anna Berg", wire.Staff, false)
	options := p.B.Extension("options.html")
	options.Want(`#leaves-title`)
	if has, _, err := options.Has(`#own-model`); err != nil || has {
		t.Fatalf("a browser without a model has a switch for it (%v)", err)
	}
	options.MustEvalOnNewDocument(`globalThis.LanguageModel = { availability: async () => "available" }`)
	options.MustReload().MustWaitLoad()
	if options.Want(`#own-model`).MustProperty("checked").Bool() {
		t.Error("it is on at first")
	}
	wantAccessible(t, options, "the switch")
	options.Press(`#own-model`)
	drive.Until(t, "it is kept", func() (string, bool) {
		said := options.MustEval(`async () => JSON.stringify(await chrome.storage.local.get("ownModel"))`).Str()
		return said, said == `{"ownModel":true}`
	})
	options.Close()

	p.MustActivate()
	card := p.OpenCard("#p102")
	wantField(t, card, "{boat}")
	if has, _, err := card.Has(`[data-act=own_model]`); err != nil || has {
		t.Errorf("a model that is not there is offered (%v)", err)
	}
	card.MustEval(`() => { globalThis.LanguageModel = { availability: async () => "available",
		create: async how => ({ prompt: async said => { asked = how.initialPrompts[0].content + said; return says }, destroy() {} }) } }`)
	card.Press(`.tones .chip`) // it looks again with each suggestion
	press := func(says string) {
		card.MustEval(`says => { globalThis.says = says }`, says)
		_, err := card.Want(`[data-act=own_model]`).Eval(`() => this.scrollIntoView({block: "center", behavior: "instant"})`)
		check(t, err)
		p.PressIn(card, `[data-act=own_model]`)
	}
	for _, bad := range []string{"See https://evil.example now.", "<b>Sorry</b>", "Call 22334455.", "It was {tomorrow}."} {
		press(bad)
		drive.Until(t, bad+" is dropped", func() (string, bool) {
			got, err := card.Eval(`() => document.querySelector("[data-act=own_model]").ariaBusy + !!document.querySelector("[data-model=none]")`)
			check(t, err)
			return got.Value.Str(), got.Value.Str() == "falsetrue"
		})
	}
	before := field(card)
	press("The {boat} had to wait for {why}.")
	wantIn(t, "the offer", card.Want(`[data-model=draft]`).MustText(), "The {boat} had to wait for {why}.")
	if got := field(card); got != before {
		t.Errorf("unasked the field holds %q", got)
	}
	wantIn(t, "what it was asked", card.MustEval(`() => asked`).Str(), "two children to get to school")
	lookInCard(t, p, card, "en", "own-model")
	wantNoErrors(t, p)
}
