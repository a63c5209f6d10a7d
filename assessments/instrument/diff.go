package instrument

import (
	"fmt"
	"slices"
	"strings"
)

// Change is one thing that two versions do not say alike.
type Change struct {
	Part    string // Scoring, Questions, Sources, or a block of words
	What    string
	Was, Is string // "" where it is not there
}

// The parts of an instrument, as the list of changes shows them.
const (
	ScoringPart   = "Scoring"
	QuestionsPart = "Questions"
	SourcesPart   = "Sources"
)

// Diff lists what changed from one version to another, in the order of the
// newer one, part by part. A question that was taken out and a block of words
// that is new or gone are one change each. The version itself is none.
func Diff(was, is *Instrument) []Change {
	before, after := statements(was), statements(is)
	var changes []Change
	for _, part := range parts(before, after) {
		changes = append(changes, part.diff(of(before, part), of(after, part))...)
		if part == QuestionsPart {
			changes = append(changes, orders(was, is)...)
		}
	}
	return changes
}

// part is a heading under which an instrument says something.
type part string

// statement is one thing that an instrument says. The owner is the question it
// is about, if it is about one.
type statement struct {
	part        part
	what, owner string
	text        string
}

func of(all []statement, p part) []statement {
	return slices.DeleteFunc(slices.Clone(all), func(s statement) bool { return s.part != p })
}

// parts lists the headings, those of the newer version first.
func parts(before, after []statement) []part {
	var all []part
	for _, s := range slices.Concat(after, before) {
		if !slices.Contains(all, s.part) {
			all = append(all, s.part)
		}
	}
	return all
}

// AllWords is a block of words that is new or gone as a whole.
const AllWords = "all of them"

func (p part) diff(before, after []statement) []Change {
	change := func(what, was, is string) Change { return Change{string(p), what, was, is} }
	if len(before) == 0 && p.isWords() {
		return []Change{change(AllWords, "", "new")}
	}
	if len(after) == 0 && p.isWords() {
		return []Change{change(AllWords, "taken out", "")}
	}
	var changes []Change
	for _, now := range after {
		if was := find(before, now.what); was != now.text {
			changes = append(changes, change(now.what, was, now.text))
		}
	}
	for _, then := range before {
		gone := then.owner != "" && !slices.ContainsFunc(after, func(s statement) bool { return s.owner == then.owner })
		if find(after, then.what) == "" && (!gone || !p.isWords()) {
			changes = append(changes, change(then.what, then.text, ""))
		}
	}
	return changes
}

func (p part) isWords() bool { return strings.HasPrefix(string(p), "Words") }

// find returns what is said of a thing, or "".
func find(all []statement, what string) string {
	for _, s := range all {
		if s.what == what {
			return s.text
		}
	}
	return ""
}

// orders finds lists whose items come in another order. What is in one version
// only is no matter of order.
func orders(was, is *Instrument) []Change {
	var changes []Change
	for _, list := range []struct {
		name          string
		before, after []string
	}{
		{"principles", was.Principles, is.Principles},
		{"areas", was.Areas, is.Areas},
		{"questions", questionIDs(was.Questions), questionIDs(is.Questions)},
	} {
		before, after := shared(list.before, list.after), shared(list.after, list.before)
		if !slices.Equal(before, after) {
			changes = append(changes, Change{QuestionsPart, "order of the " + list.name, strings.Join(before, ", "), strings.Join(after, ", ")})
		}
	}
	return changes
}

func shared(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return !slices.Contains(other, id) })
}

// statements lists all that an instrument says.
func statements(in *Instrument) []statement {
	var all []statement
	add := func(p part, what, format string, args ...any) {
		all = append(all, statement{part: p, what: what, text: fmt.Sprintf(format, args...)})
	}
	add(ScoringPart, "id", "%s", in.ID)
	add(ScoringPart, "series", "%s", in.Series)
	add(ScoringPart, "ceiling", "%d", in.Ceiling)
	for _, rung := range in.Rungs {
		add(ScoringPart, fmt.Sprintf("rung %d", rung.Level), "%s, doing %s", rung.ID, rung.Stance)
	}
	for _, q := range in.Questions {
		if q.Gate {
			add(ScoringPart, "gate "+q.ID, "yes")
		}
	}
	add(QuestionsPart, "minutes", "%d", in.Minutes)
	for _, id := range in.Principles {
		add(QuestionsPart, "principle "+id, "there")
	}
	for _, id := range in.Areas {
		add(QuestionsPart, "area "+id, "there")
	}
	for _, q := range in.Questions {
		add(QuestionsPart, "question "+q.ID, "in %s and %s", q.Principle, q.Area)
	}
	for _, source := range in.Sources {
		add(SourcesPart, source.Name, "%s %s", source.URL, source.Credit)
	}
	for i := range in.Words {
		all = append(all, wordStatements(in, &in.Words[i])...)
	}
	return all
}

func wordStatements(in *Instrument, w *Words) []statement {
	var all []statement
	p := part(fmt.Sprintf("Words (%s, %s)", w.Lang, w.Variant))
	add := func(owner, what, text string) {
		if text != "" {
			all = append(all, statement{p, what, owner, text})
		}
	}
	add("", "title", w.Title)
	add("", "summary", w.Summary)
	add("", "privacy", w.Privacy)
	titled := func(kind string, ids []string, texts map[string]Titled) {
		for _, id := range ids {
			add("", kind+" "+id, texts[id].Title+": "+texts[id].Description)
		}
	}
	titled("rung", rungIDs(in.Rungs), w.Rungs)
	titled("principle", in.Principles, w.Principles)
	titled("area", in.Areas, w.Areas)
	for _, stance := range Stances {
		add("", "doing "+string(stance), w.Groups[stance])
	}
	for _, code := range Unscored {
		add("", code, w.Unscored[code])
	}
	for _, id := range questionIDs(in.Questions) {
		q := w.Questions[id]
		for _, text := range [][2]string{
			{"lived", q.Lived},
			{"learnt", q.Learnt},
			{"help", q.Help},
			{"example", q.Example},
			{"audio", q.Audio},
			{"bsl", q.BSL},
		} {
			add(id, id+", "+text[0], text[1])
		}
		for _, rung := range in.Rungs {
			add(id, fmt.Sprintf("%s, choice %d", id, rung.Level), q.Choices[rung.Level])
		}
	}
	return all
}
