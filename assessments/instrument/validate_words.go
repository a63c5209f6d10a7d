package instrument

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// words checks that every block of words is whole: a reader never gets half a
// questionnaire in one language and half in another.
func (c *checker) words() {
	if len(c.in.Words) == 0 {
		c.fail(at("words"), "There are no words. Give at least one block, with variant: standard.")
		return
	}
	if c.in.Words[0].Variant != Standard {
		c.fail(at("words", 0, "variant"), "The first block of words is the default. Its variant must be standard.")
	}
	seen := map[string]bool{}
	for i := range c.in.Words {
		w := &c.in.Words[i]
		if !isLanguage(w.Lang) {
			c.fail(at("words", i, "lang"), "The language is %q. Give a code such as en or cy.", w.Lang)
		}
		if !slices.Contains(Variants, w.Variant) {
			c.fail(at("words", i, "variant"), "The variant is %q. Use standard or easy_read.", w.Variant)
		}
		key := w.Lang + " " + string(w.Variant)
		if seen[key] {
			c.fail(at("words", i, "lang"), "There are two blocks of words for %s. Keep one.", key)
		}
		seen[key] = true
		c.block(at("words", i), w)
	}
}

func (c *checker) block(path []any, w *Words) {
	c.text(append(path, "title"), "title", w.Title)
	c.text(append(path, "summary"), "summary", w.Summary)
	c.text(append(path, "privacy"), "privacy", w.Privacy)
	c.titled(path, "rungs", rungIDs(c.in.Rungs), w.Rungs)
	c.titled(path, "principles", c.in.Principles, w.Principles)
	c.titled(path, "areas", c.in.Areas, w.Areas)
	if !c.shaky["rungs"] {
		c.exactly(append(path, "groups"), stancesOf(c.in.Rungs), keys(w.Groups))
	}
	for stance, text := range w.Groups {
		c.text(append(path, "groups", stance), string(stance), text)
	}
	c.exactly(append(path, "unscored"), Unscored, keys(w.Unscored))
	for code, text := range w.Unscored {
		c.text(append(path, "unscored", code), code, text)
	}
	if !c.shaky["questions"] {
		c.exactly(append(path, "questions"), questionIDs(c.in.Questions), keys(w.Questions))
	}
	for id, q := range w.Questions {
		c.question(append(path, "questions", id), q)
	}
}

func (c *checker) question(path []any, q QuestionWords) {
	c.text(append(path, "lived"), "lived", q.Lived)
	c.text(append(path, "learnt"), "learnt", q.Learnt)
	c.text(append(path, "help"), "help", q.Help)
	if q.Example != "" {
		c.text(append(path, "example"), "example", q.Example)
	}
	if q.Audio != "" {
		c.link(append(path, "audio"), q.Audio)
	}
	if q.BSL != "" {
		c.link(append(path, "bsl"), q.BSL)
	}
	for level, text := range q.Choices {
		c.text(append(path, "choices", level), "choice "+strconv.Itoa(level), text)
	}
	c.choices(append(path, "choices"), q.Choices)
}

// choices checks that there is one for each rung. The rungs are counted from
// the bottom, whatever levels they give themselves: those are checked there.
func (c *checker) choices(path []any, choices map[int]string) {
	n := len(c.in.Rungs)
	if n < MinRungs || n > MaxRungs {
		return
	}
	levels := make([]string, 0, n)
	for level := 1; level <= n; level++ {
		levels = append(levels, strconv.Itoa(level))
	}
	have := make([]string, 0, len(choices))
	for level := range choices {
		have = append(have, strconv.Itoa(level))
	}
	if len(have) > 0 && len(have) != n && !c.keysBlamed(path) {
		c.fail(path, "There are %d choices for %d rungs. Give one for each rung.", len(have), n)
	}
	c.exactly(path, levels, have)
}

// titled checks that there is a title and a description for each id.
func (c *checker) titled(path []any, name string, ids []string, titled map[string]Titled) {
	path = append(path, name)
	if !c.shaky[name] {
		c.exactly(path, ids, keys(titled))
	}
	for id, t := range titled {
		c.text(append(path, id, "title"), id+": title", t.Title)
		c.text(append(path, id, "description"), id+": description", t.Description)
	}
}

// keysBlamed tells whether a name in a block is known to be wrong: then what
// is missing may be there under it.
func (c *checker) keysBlamed(path []any) bool {
	_, block := c.doc.find(path...)
	for i := 0; i < len(block.Content); i += 2 {
		if c.known[spotOf(block.Content[i])] {
			return true
		}
	}
	return false
}

// exactly checks that what is there is what is needed: no more, no less.
func (c *checker) exactly(path []any, need, have []string) {
	if c.keysBlamed(path) {
		return
	}
	if len(have) == 0 {
		c.fail(path, "%s is missing or empty. It needs: %s.", path[len(path)-1], strings.Join(need, ", "))
		return
	}
	for _, id := range need {
		if !slices.Contains(have, id) {
			c.fail(path, "%q is missing here. Add it.", id)
		}
	}
	slices.Sort(have)
	for _, id := range have {
		if !slices.Contains(need, id) {
			c.fail(append(path, id), "%q is not known here. Check its spelling, or take it out.", id)
		}
	}
}

func keys[K ~string, V any](m map[K]V) []string {
	ids := make([]string, 0, len(m))
	for id := range maps.Keys(m) {
		ids = append(ids, string(id))
	}
	return ids
}

func rungIDs(rungs []Rung) []string {
	ids := make([]string, 0, len(rungs))
	for _, rung := range rungs {
		ids = append(ids, rung.ID)
	}
	return ids
}

func questionIDs(questions []Question) []string {
	ids := make([]string, 0, len(questions))
	for _, q := range questions {
		ids = append(ids, q.ID)
	}
	return ids
}

// stancesOf lists the stances that a ladder uses, lowest first.
func stancesOf(rungs []Rung) []string {
	var stances []string
	for _, rung := range rungs {
		if !slices.Contains(stances, string(rung.Stance)) {
			stances = append(stances, string(rung.Stance))
		}
	}
	return stances
}
