package instrument

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

// The limits of an instrument. At most 30 questions share a principle or an
// area: up to there every index is exact in 64-bit whole numbers.
const (
	MinRungs      = 2
	MaxRungs      = 12
	MaxPrinciples = 20
	MaxAreas      = 40
	MaxTogether   = 30 // questions in one principle or area
	MaxMinutes    = 240
	MaxID         = 64   // characters
	MaxText       = 1000 // characters
)

var (
	idPattern      = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	versionPattern = regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$`)
)

// checker collects the faults of one instrument with their lines.
type checker struct {
	in     *Instrument
	doc    document
	known  blamed // about these things all is said
	faults []Fault
	failed int             // how many faults there are, those on known things too
	shaky  map[string]bool // lists in which there is a fault, so that nothing can be held against them
}

// validate finds the faults of an instrument that are not about a thing that
// is known to be wrong already.
func validate(in *Instrument, doc document, known blamed) []Fault {
	c := &checker{in: in, doc: doc, known: known, shaky: map[string]bool{}}
	c.head()
	c.list("rungs", c.rungs)
	c.dimensions("principles", MaxPrinciples, in.Principles, func(q Question) string { return q.Principle })
	c.dimensions("areas", MaxAreas, in.Areas, func(q Question) string { return q.Area })
	c.list("questions", c.questions)
	for i, q := range in.Questions {
		c.belongs(i, "principle", q.Principle, in.Principles)
		c.belongs(i, "area", q.Area, in.Areas)
	}
	c.sources()
	c.words()
	return c.faults
}

// fail records a fault at a path into the file.
func (c *checker) fail(path []any, format string, args ...any) {
	line, node := c.doc.find(path...)
	fault := Fault{line, fmt.Sprintf(format, args...), spotOf(node)}
	c.failed++
	if !c.known[fault.about] {
		c.faults = append(c.faults, fault)
	}
}

// list checks a list to which other places refer, and remembers whether it is
// sound: one slip in it must not be blamed on all that refer to it.
func (c *checker) list(name string, check func()) {
	before := c.failed
	check()
	c.shaky[name] = c.failed > before
}

func at(path ...any) []any { return path }

func (c *checker) head() {
	c.id(at("id"), c.in.ID)
	if !versionPattern.MatchString(c.in.Version) {
		c.fail(at("version"), "The version is %q. Give three numbers with dots between them, such as 1.0.0.", c.in.Version)
	}
	if series := c.in.Series; series != "" && !isID(series) {
		c.fail(at("series"), "The series is %q. Use small letters, digits and single hyphens, at most %d, starting with a letter.", series, MaxID)
	}
	if c.in.Minutes < 1 || c.in.Minutes > MaxMinutes {
		c.fail(at("minutes"), "minutes is %d. Say how long one person needs, from 1 to %d.", c.in.Minutes, MaxMinutes)
	}
	if c.in.Ceiling < 1 || c.in.Ceiling > max(1, len(c.in.Rungs)) {
		c.fail(at("ceiling"), "ceiling is %d. Give the level of one of the rungs: nobody passes it while a gate is not met.", c.in.Ceiling)
	}
}

func (c *checker) rungs() {
	if n := len(c.in.Rungs); n < MinRungs || n > MaxRungs {
		c.fail(at("rungs"), "There are %d rungs. A ladder has %d to %d.", n, MinRungs, MaxRungs)
	}
	seen := map[string]bool{}
	highest := 0
	for i, rung := range c.in.Rungs {
		if rung.Level != i+1 {
			c.fail(at("rungs", i, "level"), "This rung says level %d, but it is number %d from the bottom. Start at 1 and skip none.", rung.Level, i+1)
		}
		c.id(at("rungs", i, "id"), rung.ID)
		c.unique(at("rungs", i, "id"), seen, rung.ID)
		switch stance := slices.Index(Stances, rung.Stance); {
		case stance < 0:
			c.fail(at("rungs", i, "stance"), "The stance is %q. Use to, for or with.", rung.Stance)
		case stance < highest:
			c.fail(at("rungs", i, "stance"), "The stance goes back to %q. Up the ladder it goes from to, over for, to with.", rung.Stance)
		default:
			highest = stance
		}
	}
}

func (c *checker) dimensions(name string, most int, ids []string, of func(Question) string) {
	c.list(name, func() {
		if n := len(ids); n < 1 || n > most {
			c.fail(at(name), "There are %d %s. Give 1 to %d.", n, name, most)
		}
		seen := map[string]bool{}
		for i, id := range ids {
			c.id(at(name, i), id)
			c.unique(at(name, i), seen, id)
		}
	})
	astray := slices.ContainsFunc(c.in.Questions, func(q Question) bool { return !slices.Contains(ids, of(q)) })
	if c.shaky[name] || astray {
		return // then it cannot be told which has how many
	}
	for i, id := range ids {
		n := 0
		for _, q := range c.in.Questions {
			if of(q) == id {
				n++
			}
		}
		if n < 1 || n > MaxTogether {
			c.fail(at(name, i), "%q has %d questions. Give it 1 to %d.", id, n, MaxTogether)
		}
	}
}

func (c *checker) questions() {
	seen := map[string]bool{}
	for i, q := range c.in.Questions {
		c.id(at("questions", i, "id"), q.ID)
		c.unique(at("questions", i, "id"), seen, q.ID)
	}
}

// belongs checks that a question names something from a list.
func (c *checker) belongs(i int, what, id string, ids []string) {
	switch list := what + "s"; {
	case id == "":
		c.fail(at("questions", i, what), "The %s is missing. Use one from the list of %s.", what, list)
	case !c.shaky[list] && !slices.Contains(ids, id):
		c.fail(at("questions", i, what), "There is no %s %q. Use one from the list of %s.", what, id, list)
	}
}

func (c *checker) sources() {
	if len(c.in.Sources) == 0 {
		c.fail(at("sources"), "Name at least one source: what this rests on, and whose it is.")
	}
	for i, source := range c.in.Sources {
		c.text(at("sources", i, "name"), "name", source.Name)
		c.text(at("sources", i, "credit"), "credit", source.Credit)
		c.link(at("sources", i, "url"), source.URL)
	}
}

func (c *checker) id(path []any, id string) {
	if id == "" {
		c.missing(path, "The id is missing. Add one, such as my-id.")
	} else if !isID(id) {
		c.fail(path, "The id is %q. Use small letters, digits and single hyphens, at most %d, starting with a letter.", id, MaxID)
	}
}

func isID(text string) bool { return idPattern.MatchString(text) && len(text) <= MaxID }

// missing says that something is not there, or that what is there does not
// count: YAML takes some words without quotes for nothing.
func (c *checker) missing(path []any, detail string) {
	if _, node := c.doc.find(path...); node.Tag == "!!null" && node.Value != "" {
		detail = node.Value + " without quotes stands for nothing. If it is what you want to say, put quotes around it."
	}
	c.fail(path, "%s", detail)
}

func (c *checker) unique(path []any, seen map[string]bool, id string) {
	if seen[id] && id != "" {
		c.fail(path, "The id %q is used twice. Each needs its own.", id)
	}
	seen[id] = true
}

func (c *checker) text(path []any, name, text string) {
	switch {
	case !strings.ContainsFunc(text, IsSeen):
		c.missing(path, fmt.Sprintf("The text %q is missing.", name))
	case len([]rune(text)) > MaxText:
		c.fail(path, "The text %q has %d characters. Use at most %d.", name, len([]rune(text)), MaxText)
	case strings.ContainsFunc(text, IsControl):
		c.fail(path, "The text %q holds a character that nobody can see, such as a tab. Take it out.", name)
	case plainwords.FindHTML(text) != "":
		c.fail(path, "The text %q holds HTML (%s). Write plain text.", name, plainwords.FindHTML(text))
	}
}

func (c *checker) link(path []any, link string) {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		c.fail(path, "%q is not a web address. Give one that starts with https://.", link)
	}
}

func isLanguage(lang string) bool {
	tag, err := language.Parse(lang)
	return err == nil && tag.String() == lang
}
