// Package instrument holds the questionnaires: a ladder of rungs, principles,
// areas, questions and the words people read. Each published version is one
// YAML file beside this code, written so that a person who does not program
// can read it and suggest better words. A file is checked in full when it is
// read; an [Instrument] that exists is a valid one, and it never changes.
package instrument

import (
	"slices"

	"golang.org/x/text/language"
)

// Stance says how an organisation stands to people: it does things to them,
// for them, or with them. The three are the New Economics Foundation's.
type Stance string

// The stances, from the bottom of the ladder to the top.
const (
	To   Stance = "to"
	For  Stance = "for"
	With Stance = "with"
)

// Stances lists the stances from the bottom of the ladder to the top.
var Stances = []Stance{To, For, With}

// The answers that carry no rung. Every instrument has all of them.
const (
	DontKnow       = "dont_know"
	NotApplicable  = "not_applicable"
	PreferNotToSay = "prefer_not_to_say"
)

// Unscored lists the answers that carry no rung, in the order they are shown.
var Unscored = []string{DontKnow, NotApplicable, PreferNotToSay}

// Instrument is one version of a questionnaire. It is read-only: [Parse] and
// the catalogues hand the same one to everyone.
type Instrument struct {
	ID         string
	Version    string // semantic version, without a leading v
	Series     string `yaml:"series,omitempty"` // versions of one series ask the same, whatever their numbers
	Minutes    int    // how long one person needs, as an honest estimate
	Ceiling    int    // the level nobody passes without the gates and the lived voice
	Rungs      []Rung // lowest first; 2 to 12
	Principles []string
	Areas      []string
	Questions  []Question
	Sources    []Source
	Words      []Words // the first is the default: standard, in the instrument's own language

	file        string // as it was named to Parse
	published   bool
	digest      string
	positions   map[string]int
	byPrinciple [][]int
	byArea      [][]int
	gates       []int
	all         []int
	languages   []string
	matcher     language.Matcher // over languages
}

// Rung is one step of the ladder.
type Rung struct {
	Level  int // 1 is the lowest
	ID     string
	Stance Stance
}

// Question belongs to one principle and one area. A gate is a question that
// must be answered at the ceiling or above before anything passes the ceiling.
type Question struct {
	ID        string
	Principle string
	Area      string
	Gate      bool
}

// Source names what an instrument rests on and whose it is.
type Source struct {
	Name   string
	URL    string
	Credit string
}

// Digest identifies the content, whatever the layout of its file: "sha256:"
// and the SHA-256, in lower-case hex, of the RFC 8785 form of the file read as
// JSON.
func (in *Instrument) Digest() string { return in.digest }

// Published tells whether the instrument comes with the program. Those of an
// operator's own score like any other, but are never compared across
// organisations.
func (in *Instrument) Published() bool { return in.published }

// Top is the level of the highest rung.
func (in *Instrument) Top() int { return len(in.Rungs) }

// Rung returns the rung at level, which must be 1 to Top.
func (in *Instrument) Rung(level int) Rung { return in.Rungs[level-1] }

// Position returns where the question with this id stands in Questions.
func (in *Instrument) Position(question string) (int, bool) {
	at, ok := in.positions[question]
	return at, ok
}

// InPrinciple returns the positions of the questions of Principles[p], in order.
func (in *Instrument) InPrinciple(p int) []int { return in.byPrinciple[p] }

// InArea returns the positions of the questions of Areas[a], in order.
func (in *Instrument) InArea(a int) []int { return in.byArea[a] }

// Gates returns the positions of the gate questions, in order.
func (in *Instrument) Gates() []int { return in.gates }

// All returns the positions of all questions, in order.
func (in *Instrument) All() []int { return in.all }

// compile works out, once, what is looked up over and over.
func (in *Instrument) compile(digest string) {
	in.digest = digest
	if in.Series == "" {
		in.Series = in.ID + "-" + Major(in.Version)
	}
	in.positions = make(map[string]int, len(in.Questions))
	in.byPrinciple = make([][]int, len(in.Principles))
	in.byArea = make([][]int, len(in.Areas))
	in.languages = languagesOf(in.Words)
	tags := make([]language.Tag, len(in.languages))
	for i, lang := range in.languages {
		tags[i] = language.Make(lang)
	}
	in.matcher = language.NewMatcher(tags)
	for at, q := range in.Questions {
		in.positions[q.ID] = at
		in.all = append(in.all, at)
		p, a := slices.Index(in.Principles, q.Principle), slices.Index(in.Areas, q.Area)
		in.byPrinciple[p] = append(in.byPrinciple[p], at)
		in.byArea[a] = append(in.byArea[a], at)
		if q.Gate {
			in.gates = append(in.gates, at)
		}
	}
}
