package desk

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/uuid"

	"porchlight/wasm/wire"
)

const dice = "ffffffffffffffffffffffffffffffff"

func TestOpIDIsUUIDv7OfServerTime(t *testing.T) {
	const now, offset = 1_800_000_000_000, 3_600_123
	got := Act(wire.Act{NowMs: now, OffsetMs: offset, Random: dice, Kind: wire.OpClaim, Me: "me", Role: "staff",
		Conversation: wire.Conversation{Key: "k"}}).Op.OpID
	id, err := uuid.Parse(got)
	if err != nil || id.Version() != 7 || id.Variant() != uuid.RFC4122 || id.String() != got {
		t.Fatalf("%q is no canonical UUIDv7: %v", got, err)
	}
	if at := int64(id[0])<<40 | int64(id[1])<<32 | int64(id[2])<<24 | int64(id[3])<<16 | int64(id[4])<<8 | int64(id[5]); at != now+offset {
		t.Errorf("the id's time is %d, want %d", at, now+offset)
	}
}

// The table of rights by standing, and what a second press does.
func TestAct(t *testing.T) {
	const now = 1_000_000
	held := func(by string, left int64) *wire.Head { return &wire.Head{Holder: by, ExpiresMs: now + left, Fence: 3} }
	op := func(kind string) []wire.OutboxOp {
		return []wire.OutboxOp{{Kind: kind, State: inflight, ReplyLink: "https://a"}}
	}
	for _, c := range []struct {
		name   string
		kind   string
		role   string
		head   *wire.Head
		outbox []wire.OutboxOp
		want   string // the op's kind, "" for nothing, or a problem's code behind !
	}{
		{"claim what is free", "claim", "staff", nil, nil, "claim"},
		{"claim what ran out", "claim", "staff", held("bjorn", 0), nil, "claim"},
		{"claim what is mine", "claim", "staff", held("me", 1), nil, "claim"},
		{"claim what another holds", "claim", "admin", held("bjorn", 1), nil, "!held"},
		{"a second press", "claim", "staff", nil, op("claim"), ""},
		{"a second press after a parked one", "claim", "staff", nil, []wire.OutboxOp{{Kind: "claim", State: parked}}, "claim"},
		{"claim again behind a release", "claim", "staff", held("me", 1), op("release"), "claim"},
		{"staff take", "takeover", "staff", held("bjorn", 1), nil, "!forbidden"},
		{"a lead takes", "takeover", "lead", held("bjorn", 1), nil, "takeover"},
		{"an admin takes", "takeover", "admin", held("bjorn", 1), nil, "takeover"},
		{"no role takes", "takeover", "", held("bjorn", 1), nil, "!forbidden"},
		{"staff take what ran out", "takeover", "staff", held("bjorn", 0), nil, "claim"},
		{"a lead takes what is mine", "takeover", "lead", held("me", 1), nil, "claim"},
		{"renew mine", "renew", "staff", held("me", 1), nil, "renew"},
		{"keep mine", "keep", "staff", held("me", 1), nil, "keep"},
		{"keep theirs", "keep", "lead", held("bjorn", 1), nil, "!not_yours"},
		{"renew mine, ran out", "renew", "staff", held("me", 0), nil, "!not_yours"},
		{"renew theirs", "renew", "lead", held("bjorn", 1), nil, "!not_yours"},
		{"release mine", "release", "staff", held("me", 1), nil, "release"},
		{"release mine, ran out", "release", "staff", held("me", 0), nil, "release"},
		{"release theirs", "release", "admin", held("bjorn", 1), nil, "!not_yours"},
		{"release a claim without an answer", "release", "staff", nil, op("claim"), "release"},
		{"release twice", "release", "staff", held("me", 1), op("release"), ""},
		{"hand over mine", "handoff", "staff", held("me", 1), nil, "handoff"},
		{"hand over theirs", "handoff", "lead", held("bjorn", 1), nil, "!not_yours"},
		{"reply to what is free", "reply", "staff", nil, nil, "reply"},
		{"reply into theirs", "reply", "staff", held("bjorn", 1), nil, "reply"},
		{"the same reply seen twice", "reply", "staff", nil, op("reply"), ""},
		{"reopen what is answered", "reopen", "staff", &wire.Head{Outcome: "answered"}, nil, "reopen"},
		{"reopen what was answered before there were outcomes", "reopen", "staff", &wire.Head{Replied: 1}, nil, "reopen"},
		{"reopen below somebody's claim", "reopen", "staff", &wire.Head{Outcome: "refused", Holder: "bjorn", ExpiresMs: now + 1}, nil, "reopen"},
		{"reopen twice", "reopen", "staff", &wire.Head{Outcome: "answered"}, op("reopen"), ""},
		{"reopen what is reopened", "reopen", "staff", &wire.Head{Outcome: "reopened", Replied: 1}, nil, "!no_outcome"},
		{"reopen what nobody answered", "reopen", "staff", nil, nil, "!no_outcome"},
		{"listened to what is free", "listened", "staff", nil, nil, "listened"},
		{"listened to mine", "listened", "staff", held("me", 1), nil, "listened"},
		{"listened to what ran out", "listened", "staff", held("bjorn", 0), nil, "listened"},
		{"listened behind a claim without an answer", "listened", "staff", nil, op("claim"), "listened"},
		{"listened twice", "listened", "staff", held("me", 1), op("listened"), ""},
		{"listened to what another holds", "listened", "admin", held("bjorn", 1), nil, "!held"},
		{"refuse mine", "refuse", "staff", held("me", 1), nil, "refuse"},
		{"refuse what another holds", "refuse", "lead", held("bjorn", 1), nil, "!held"},
		{"refuse twice", "refuse", "staff", held("me", 1), []wire.OutboxOp{{Kind: "refuse", Refusal: &wire.Refusal{Reason: "no boat"}}}, ""},
		{"refuse with other words", "refuse", "staff", held("me", 1), []wire.OutboxOp{{Kind: "refuse", Refusal: &wire.Refusal{Reason: "no"}}}, "refuse"},
		{"an unknown action", "steal", "admin", nil, nil, "!invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Act(wire.Act{NowMs: now, Random: dice, Kind: c.kind, Me: "me", Role: c.role, Head: c.head, Outbox: c.outbox,
				Conversation: wire.Conversation{Key: "k"}, Target: "bjorn", ReplyLink: "https://a", Refusal: &wire.Refusal{Reason: " no\tboat "}})
			if got := acted(a); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestActRefusesNonsense(t *testing.T) {
	good := wire.Act{Random: dice, Kind: wire.OpClaim, Me: "me", Role: "staff", Conversation: wire.Conversation{Key: "k"}}
	for code, spoil := range map[string]func(*wire.Act){
		"signed_out": func(a *wire.Act) { a.Me = "" },
		"no_key":     func(a *wire.Act) { a.Conversation.Key = "-" },
		"invalid":    func(a *wire.Act) { a.Random = strings.Repeat("x", 32) },
	} {
		a := good
		spoil(&a)
		if got := Act(a); got.Problem == nil || got.Problem.Code != code || got.Op != nil {
			t.Errorf("want %s, got %+v", code, got)
		}
	}
	self := good
	self.Kind, self.Target, self.Head = wire.OpHandoff, "me", &wire.Head{Holder: "me", ExpiresMs: 1}
	if got := Act(self); got.Problem == nil || got.Problem.Code != "invalid" {
		t.Errorf("a handoff to oneself gives %+v", got)
	}
}

// A page may hold anything; the backend refuses control characters and long values.
func TestActTidiesWhatThePageSays(t *testing.T) {
	a := wire.Act{Random: dice, Kind: wire.OpClaim, Me: "me", Role: "staff", Conversation: wire.Conversation{
		Key: "k", Site: "torg", Author: " Kari\n\tNordmann\x00 " + strings.Repeat("ø", 200),
		Link:  "https://torg.example/a?" + strings.Repeat("__cft__=x&", 300),
		Names: append(make([]string, 3, 60), strings.Split(strings.Repeat("Havblikk,", 57), ",")...)}}
	c := Act(a).Op.Conversation
	if !strings.HasPrefix(c.Author, "Kari Nordmann øø") || len(c.Author) > 300 || !utf8.ValidString(c.Author) {
		t.Errorf("author %q", c.Author)
	}
	if c.Link != "https://torg.example/a" {
		t.Errorf("link %q", c.Link)
	}
	if len(c.Names) != 50 || c.Names[0] != "Havblikk" {
		t.Errorf("%d names, first %q", len(c.Names), c.Names[0])
	}
}

// A refusal needs a reason; nothing that a person wrote is cut, and what the backend would
// refuse never becomes an op.
func TestRefusalFits(t *testing.T) {
	most := strings.Repeat("ø", 300) // 600 bytes
	for _, c := range []struct {
		name     string
		in, want *wire.Refusal // want nil: a problem
	}{
		{"no refusal", nil, nil},
		{"no reason", &wire.Refusal{Instead: "the bus"}, nil},
		{"a reason of spaces", &wire.Refusal{Reason: " \n\t "}, nil},
		{"a reason alone", &wire.Refusal{Reason: "no"}, &wire.Refusal{Reason: "no"}},
		{"as a box gives it", &wire.Refusal{Reason: " one \ttwo\r\nthree\x00\n", Instead: "\u0085"}, &wire.Refusal{Reason: "one two\nthree"}},
		{"all of it", &wire.Refusal{Reason: most, Instead: most, Decides: most}, &wire.Refusal{Reason: most, Instead: most, Decides: most}},
		{"a reason too long", &wire.Refusal{Reason: most + "."}, nil},
		{"an alternative too long", &wire.Refusal{Reason: "no", Instead: most + "."}, nil},
		{"who decides too long", &wire.Refusal{Reason: "no", Decides: most + "."}, nil},
	} {
		got := Act(wire.Act{Random: dice, Kind: wire.OpRefuse, Me: "me", Role: "staff", Conversation: wire.Conversation{Key: "k"}, Refusal: c.in})
		switch {
		case c.want == nil && (got.Op != nil || got.Problem == nil || got.Problem.Code != map[bool]string{true: "too_large", false: "invalid"}[strings.Contains(c.name, "too long")]):
			t.Errorf("%s: %+v", c.name, got)
		case c.want != nil && (got.Op == nil || *got.Op.Refusal != *c.want):
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	plain := Act(wire.Act{Random: dice, Kind: wire.OpClaim, Me: "me", Role: "staff", Conversation: wire.Conversation{Key: "k"}, Refusal: &wire.Refusal{Reason: "x"}})
	if plain.Op.Refusal != nil {
		t.Error("a claim carries a refusal, which the backend does not take")
	}
}

// acted is the kind of the op that came of an act, "!" and the code of a problem, or "".
func acted(a wire.Acted) string {
	switch {
	case a.Problem != nil:
		return "!" + a.Problem.Code
	case a.Op != nil:
		return a.Op.Kind
	}
	return ""
}
