package web

import (
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// standing is a result as its page and its reports show it: the same parts, in the
// same words.
type standing struct {
	ID, Title, Organisation string
	Lang                    string // of the page
	Address                 string // what the addresses of its pages begin with; "" for who answered or has a link
	Closed                  time.Time
	Sides                   []side
	Document                *result.StoredDocument
	Alone                   bool                             // whether one side alone is heard
	Nobody                  bool                             // whether none is
	Said                    map[result.Part][]sentences.Said // the explanation; see View
	Rung                    instrument.Titled                // of the organisation; no title without one
	Stance, Group           string                           // whether things are done to, for or with people, and what that means
	Picture                 string                           // the picture in words
	Gaps                    []string
	Unknown                 []unknown
	Talk                    []string
	Before                  *before
	Principles, Areas       []row
}

// side is how many of a side answered.
type side struct {
	Voice  string
	People int
	Heard  bool
}

// unknown is what most people on a side do not know.
type unknown struct {
	Voice     string
	Questions []string
}

// before is where the organisation stood before.
type before struct {
	Address string
	Closed  time.Time
	Rung    string // "" for none
}

// row is a line of a table of principles or areas, in words.
type row struct {
	ID                 string
	Title, Rung, Index string
	Sees               []string // by side
	Gap                string
}

// View, Standing and the others are what the explanation says of a part.
func (st *standing) View() []any     { return st.marked(result.View) }
func (st *standing) Standing() []any { return st.marked(result.Standing) }
func (st *standing) HowSure() []any  { return st.marked(result.HowSure) }
func (st *standing) Came() []any     { return st.marked(result.Came) }
func (st *standing) Holds() []any    { return st.marked(result.Holds) }
func (st *standing) Missing() []any  { return st.marked(result.Missing) }

func (st *standing) marked(part result.Part) []any { return markedAll(st.Said[part], st.Lang) }

// markedAll are sentences, each marked where it is in another language than the page.
func markedAll(said []sentences.Said, lang string) []any {
	var all []any
	for _, one := range said {
		all = append(all, marked(one, lang))
	}
	return all
}

// standingOf says a result in the words of this person.
func (v *visit) standingOf(stored *assessments.StoredResult) (*standing, error) {
	ctx := v.Request.Context()
	organisation, address, err := v.whoseResult(stored)
	if err != nil {
		return nil, err
	}
	then, err := v.Service.Before(ctx, v.caller, stored)
	if err != nil {
		return nil, err
	}
	words := v.questions(stored.Instrument)
	t := teller{v, &stored.Scored, words}
	_, alone := stored.Alone()
	st := &standing{
		ID: stored.Assessment.ID, Title: stored.Assessment.Title, Organisation: organisation, Address: address, Lang: v.words.Lang, Closed: stored.Assessment.ClosedAt,
		Document: stored.Document(words, v.words), Alone: alone, Said: result.Explain(&stored.Scored, words, v.words).Parts,
		Gaps: t.gaps(), Unknown: t.unknown(), Talk: t.talk(), Before: t.before(then),
		Principles: t.rows(stored.Principles, words.Principles, false), Areas: t.rows(stored.Areas, words.Areas, stored.Guarded),
		Picture: picture.Of(stored.Instrument, words, stored.Result, pictureOf(stored, then), v.words).Headline(),
	}
	for _, voice := range scoring.Voices {
		count := stored.Voices[voice]
		st.Sides = append(st.Sides, side{voice.String(), count.People, count.Heard})
	}
	st.Nobody = !alone && !stored.Voices[scoring.Lived].Heard
	if stored.Rung > 0 {
		rung := stored.Instrument.Rung(stored.Rung)
		st.Rung, st.Stance, st.Group = words.Rungs[rung.ID], string(rung.Stance), words.Groups[rung.Stance]
	}
	return st, nil
}

// whoseResult is the name of whom a result is about, and what the addresses of its
// pages begin with.
func (v *visit) whoseResult(stored *assessments.StoredResult) (name, address string, err error) {
	if v.person != nil {
		_, organisation, err := v.Service.WhoseQuestions(v.Request.Context(), v.caller)
		return organisation.Name, "", err
	}
	organisation, err := v.Service.Organisation(v.Request.Context(), v.caller, stored.Assessment.Organisation)
	return organisation.Name, "/assessments/" + stored.Assessment.ID, err
}

// pictureOf is what the picture of a result shows besides its numbers.
func pictureOf(stored, then *assessments.StoredResult) picture.Options {
	options := picture.Options{
		Title: stored.Assessment.Title, Closed: stored.Assessment.ClosedAt, Target: stored.Assessment.Target, Minimums: stored.Minimums,
	}
	if then != nil {
		options.Before = &picture.Before{Result: then.Result, Closed: then.Assessment.ClosedAt}
	}
	return options
}
