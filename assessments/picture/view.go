// Package picture shows where an organisation stands. A result is laid out
// once, as a [View]: the ladder, and for each principle and area a row with
// where each voice sees the organisation and how far apart they are. The view
// is then drawn twice: as an SVG document for a report or a phone, and as text
// for a terminal. So the two cannot tell different stories.
//
// What is published of many organisations is laid out as a [Release]: each mean
// with its margin, and how many there are on each stance and rung.
//
// The SVG is made for every reader. It is 360 units wide, as a phone is, and
// no text is smaller than 12. Each mark has its own shape and its own words, so
// that it can be read in grey, in print and aloud. It uses attributes only: no
// script, no style sheet, no font or address from elsewhere. It can stand alone
// or in a page whatever that page's policy.
//
// It is written with encoding/xml, which escapes by construction. The SVG
// libraries for Go (ajstarks/svgo and its like) print tags to a writer, and
// leave both escaping and closing them to the caller.
package picture

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// Options is what a result's numbers do not say. The zero Options are those of
// a score of which nothing is stored.
type Options struct {
	Title    string           // of the assessment; "" for none
	Closed   time.Time        // when the assessment closed; the zero time when it did not
	Target   int              // the level of the rung that is aimed at; 0 for none
	Minimums scoring.Minimums // how many people each voice needs
	Before   *Before          // nil when there is none to compare with
}

// Before is an earlier result that can be compared.
type Before struct {
	*scoring.Result
	Closed time.Time
}

// View is a result as it is shown. Every figure is rounded, every rung has its
// name, and every gap is judged.
type View struct {
	title      string  // the assessment's, or else the instrument's
	subtitle   string  // the instrument's, where title is not
	closed     string  // "" while it is not
	notice     *notice // nil where both voices are heard
	few        bool    // few answered, so that the rung is the nearest
	alone      bool    // one voice speaks, so that nothing is agreed
	speaks     scoring.Voice
	scoredWith string // the instrument's id and version
	sources    string // who the ideas are by
	overall    rung   // no level when there is none
	sure       string // "" where nothing can be said of it
	before     string // what the faint marks are; "" when there are none
	stoodOn    int    // the level of the overall rung before
	stoodThen  string // says so
	index      *int
	ladder     []rung // lowest first
	target     int
	voices     [len(scoring.Voices)]voice
	principles []row
	areas      []row

	said *sentences.Sentences // names are in the language of the instrument's words
}

// Lang is the language of its sentences.
func (v *View) Lang() string { return v.said.Lang }

// text returns a sentence.
func (v *View) text(key string, filled ...any) string { return v.said.Text(key, filled...) }

// rung is a rung of the ladder by name.
type rung struct {
	level  int // 0 for none
	title  string
	means  string // in a sentence
	stance instrument.Stance
}

// voice is who answered on one side.
type voice struct {
	people int
	heard  bool
}

// row is where the voices see the organisation, on one principle or area.
type row struct {
	title  string
	agreed rung // no level when there is none
	index  *int
	marks  [len(scoring.Voices)]mark
	gap    *scoring.Gap
	before [len(scoring.Voices)]int // the levels where the voices stood before; 0 for none

	withheld bool // the group is small
}

// mark is where one voice stands in a row.
type mark struct {
	state state
	rung  rung // no level unless the mark stands somewhere
}

// state says why a mark is where it is, or why there is none.
type state int

const (
	notHeard state = iota // too few people
	withheld              // the group is small
	noRung                // too few answers
	stands
)

// Of lays a result out in the words of its instrument, which the result must be one
// of, and in the sentences of its reader. Pieces of those are joined in a picture,
// so all of them are in one language.
func Of(in *instrument.Instrument, words *instrument.Words, result *scoring.Result, options Options, said *sentences.Sentences) *View {
	b := builder{in, words, result, options}
	v := &View{
		title: words.Title, scoredWith: in.ID + " " + in.Version,
		overall: b.rung(result.Rung), index: points(result.Index),
		target:     options.Target,
		principles: b.rows(result.Principles, words.Principles, false),
		areas:      b.rows(result.Areas, words.Areas, result.Guarded),
		sources:    sourcesOf(in), few: result.Few(), said: said.Whole("picture", "stance"),
	}
	v.speaks, v.alone = result.Alone()
	v.notice = b.notice(v)
	if title := visible(options.Title); title != "" {
		v.title, v.subtitle = title, words.Title
	}
	if !options.Closed.IsZero() {
		v.closed = v.text("picture.closed_on", "day", options.Closed)
	}
	for _, r := range in.Rungs {
		v.ladder = append(v.ladder, b.rung(r.Level))
	}
	if sure := result.Sure; sure != nil {
		v.sure = v.text("picture.sure", "same", sure.SameRung, "near", sure.WithinOne)
	}
	b.remember(v)
	for i, count := range result.Voices {
		v.voices[i] = voice{count.People, count.Heard}
	}
	return v
}

// remember adds where the voices stood before.
func (b builder) remember(v *View) {
	before := b.options.Before
	if before == nil {
		return
	}
	v.stoodOn, v.stoodThen = before.Rung, v.text("picture.stood_then", "day", before.Closed)
	for _, then := range before.Principles {
		i := slices.IndexFunc(b.result.Principles, func(now scoring.Profile) bool { return now.ID == then.ID })
		for who, standing := range then.Voices {
			if i >= 0 && standing.Rung > 0 {
				v.principles[i].before[who] = standing.Rung
				v.before = v.text("picture.before", "day", before.Closed)
			}
		}
	}
}

// notice says who is not heard, and how many are missing. It is nil when both
// voices are heard.
func (b builder) notice(v *View) *notice {
	switch {
	case v.alone:
		return &notice{
			v.text(bySide(v.speaks, "picture.lived_alone", "picture.staff_alone")),
			v.text(bySide(v.speaks, "picture.lived_alone_means", "picture.staff_alone_means"), "missing", b.result.Missing(v.speaks.Other(), b.options.Minimums)),
		}
	case !b.result.Voices[scoring.Lived].Heard:
		return &notice{v.text("picture.nobody"), v.text("picture.nobody_means")}
	}
	return nil
}

// sourcesOf names who the ideas of an instrument are by.
func sourcesOf(in *instrument.Instrument) string {
	names := make([]string, len(in.Sources))
	for i, source := range in.Sources {
		names[i] = source.Name
	}
	return strings.Join(names, "; ")
}

type builder struct {
	in      *instrument.Instrument
	words   *instrument.Words
	result  *scoring.Result
	options Options
}

func (b builder) rung(level int) rung {
	if level == 0 {
		return rung{}
	}
	r := b.in.Rung(level)
	words := b.words.Rungs[r.ID]
	return rung{level, words.Title, words.Description, r.Stance}
}

// points is an index as it is shown, or nil.
func points(index scoring.Index) *int {
	if !index.Valid() {
		return nil
	}
	rounded := index.Rounded(1)
	return &rounded
}

// rows is one row for each profile. Where the voices are withheld so is their
// gap, from which one could be worked out.
func (b builder) rows(profiles []scoring.Profile, titles map[string]instrument.Titled, withhold bool) []row {
	rows := make([]row, len(profiles))
	for i := range profiles {
		p := &profiles[i]
		rows[i] = row{title: titles[p.ID].Title, agreed: b.rung(p.Rung), index: points(p.Index), withheld: withhold}
		if !withhold {
			rows[i].gap = p.Gap
		}
		for v, standing := range p.Voices {
			rows[i].marks[v] = b.mark(b.result.Voices[v].Heard, withhold, standing.Rung)
		}
	}
	return rows
}

func (b builder) mark(heard, withhold bool, level int) mark {
	switch {
	case !heard:
		return mark{state: notHeard}
	case withhold:
		return mark{state: withheld}
	case level == 0:
		return mark{state: noRung}
	}
	return mark{stands, b.rung(level)}
}

// joiners make one letter or one picture of several. They are not seen, but
// what is seen depends on them.
var joiners = []rune{'\u200c', '\u200d'}

// visible leaves out what cannot be seen: characters that control a terminal or
// turn text round, and white space but for single blanks.
func visible(text string) string {
	seen := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case slices.Contains(joiners, r):
			return r
		case unicode.In(r, unicode.C, unicode.Noncharacter_Code_Point):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.Fields(seen), " ")
}

// join joins the texts that there are.
func join(separator string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), separator)
}
