package instrument

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Fault is one thing wrong with an instrument file.
type Fault struct {
	Line   int    // from 1; 0 when no line is to blame
	Detail string // what is wrong and what to do, in plain words

	about spot
}

// spot is what in a file a fault is about. A list, a block and a text may
// start at the same place.
type spot struct {
	line, column int
	kind         yaml.Kind
}

func spotOf(n *yaml.Node) spot { return spot{n.Line, n.Column, n.Kind} }

func faultAt(n *yaml.Node, format string, args ...any) Fault {
	return Fault{n.Line, fmt.Sprintf(format, args...), spotOf(n)}
}

// blamed are the things that faults are about. A word where a number should be is
// also no number from 1 to 240, but that is said once. A file may hold hundreds of
// thousands of faults, so they are not gone through for each thing.
type blamed map[spot]bool

func blamedIn(faults []Fault) blamed {
	things := blamed{}
	for _, fault := range faults {
		if fault.about != (spot{}) {
			things[fault.about] = true
		}
	}
	return things
}

// Faults is what is wrong with one file, by line. It is an error.
type Faults struct {
	File   string
	Faults []Fault
	Cut    bool // whether the rest of the file could not be checked because of these
}

// Error names the file and every fault, one a line.
func (f *Faults) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s cannot be used:", f.File)
	for _, fault := range f.Faults {
		fmt.Fprintf(&b, "\n  %s: %s", location(f.File, fault.Line), fault.Detail)
	}
	if f.Cut {
		b.WriteString("\n  Put this right first. The rest is checked after that.")
	}
	return b.String()
}

// location names a line of a file as editors and terminals link it.
func location(file string, line int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}

func sortFaults(faults []Fault) {
	slices.SortFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Detail, b.Detail))
	})
}

// notYAML says in plain words what the YAML library could not read, and where.
func notYAML(err error, lines []string) Fault {
	var one *yaml.LoadError
	if !errors.As(err, &one) {
		return Fault{Detail: otherwise}
	}
	line := min(one.Mark.Line, len(lines))
	for at := line; at > max(0, line-2); at-- {
		if detail, found := misread(lines[at-1]); found {
			return Fault{Line: at, Detail: detail}
		}
	}
	for _, known := range syntax {
		if !strings.Contains(one.Message, known.message) {
			continue
		}
		if known.opened {
			return Fault{Line: min(one.ContextMark.Line, len(lines)), Detail: known.detail}
		}
		if known.detail == colon && line > 0 && strings.Count(lines[line-1]+" ", ": ") < 2 {
			return Fault{Line: line, Detail: indented}
		}
		return Fault{Line: line, Detail: known.detail}
	}
	return Fault{Line: line, Detail: otherwise}
}

const (
	indented = "This line or the one above starts too far left or right."
	colon    = "There is a colon here where none can be. Put a text with a colon in it between quotes, or look at the spaces at the start of the line."
)

const otherwise = "This cannot be read as YAML. Look at the spaces at the start of the line, the colons and the quotes, here and on the line above."

// syntax holds what the YAML library says most often of a file written by
// hand, and what that means to the person who wrote it. Some faults are
// noticed far below the line on which something was opened.
var syntax = []struct {
	message, detail string
	opened          bool
}{
	{"expected ',' or ']'", "A list starts here with [ and has no ] at its end, or a comma is missing in it. " + inBrackets, true},
	{"expected ',' or '}'", "A block starts here with { and has no } at its end, or a comma is missing in it. " + inBrackets, true},
	{"unexpected end of stream", "A quote is opened here and not closed.", true},
	{"unexpected document indicator", "A quote is opened here and not closed.", true},
	{"mapping values are not allowed", colon, false},
	{"tab", "Use spaces at the start of a line, and no tabs.", false},
	{"cannot start any token", "A text cannot start with this character. Put the text between quotes. If it is a tab, use spaces.", false},
	{"unknown escape character", `A backslash between double quotes has a meaning of its own. Use single quotes, or write \\.`, false},
	{"unknown anchor", "A text cannot start with *. Put the text between quotes.", false},
	{"did not find expected key", indented + " Or a quote stands where none can be.", false},
	{"did not find expected '-'", indented, false},
	{"did not find expected <document start>", indented, false},
	{"could not find expected ':'", "A colon is missing here, or on the line above. Write a name, a colon, a space and then the text.", false},
}

// kindFaults says in plain words which values are of the wrong kind and which
// names are not known. It tells too whether all faults leave the layout as it
// is, so that the rest can be checked.
func kindFaults(err error) (faults []Fault, sound bool) {
	var many *yaml.LoadErrors
	if !errors.As(err, &many) {
		return []Fault{{Detail: otherwise}}, false
	}
	sound = true
	for _, one := range many.Errors {
		about := spot{one.Mark.Line, one.Mark.Column, yaml.ScalarNode}
		if wrong := wrongKind.FindStringSubmatch(one.Message); wrong != nil {
			about.kind = kindOf(wrong[1])
			sound = sound && scalars[wrong[3]]
		}
		faults = append(faults, Fault{one.Mark.Line, plainKind(one.Message), about})
	}
	return faults, sound
}

var (
	noField   = regexp.MustCompile(`^field (.*) not found in type instrument\.(\w+)$`)
	wrongKind = regexp.MustCompile("^cannot construct !!(\\w+)(?: `(.*)`)? into (.+)$")
	scalars   = map[string]bool{"int": true, "bool": true, "string": true}
)

func kindOf(tag string) yaml.Kind {
	switch tag {
	case "map":
		return yaml.MappingNode
	case "seq":
		return yaml.SequenceNode
	}
	return yaml.ScalarNode
}

func plainKind(message string) string {
	if found := noField.FindStringSubmatch(message); found != nil {
		return fmt.Sprintf("There is no field called %q here. Check its spelling, and how far the line is indented. The fields here are: %s.",
			found[1], strings.Join(fieldsOf[found[2]], ", "))
	}
	if found := wrongKind.FindStringSubmatch(message); found != nil {
		need := needed(found[3])
		plain := fmt.Sprintf("Here is %s, but %s is needed.", given(found[1], found[2]), need)
		switch given := kindOf(found[1]); {
		case need == block:
			plain += " Check how far the line is indented."
		case need == aText && given != yaml.ScalarNode:
			plain += " " + inBrackets
		}
		return plain
	}
	return otherwise
}

func given(tag, value string) string {
	switch tag {
	case "map":
		return block
	case "seq":
		return "a list"
	}
	if value == "" || strings.HasSuffix(value, "...") { // the library cuts long ones short
		return "a text"
	}
	return fmt.Sprintf("%q", value)
}

func needed(goType string) string {
	switch {
	case goType == "int":
		return "a whole number without quotes"
	case goType == "bool":
		return "true or false"
	case goType == "string" || goType == "instrument.Stance" || goType == "instrument.Variant":
		return aText
	case strings.HasPrefix(goType, "[]"):
		return "a list, with a dash at the start of each item,"
	}
	return block
}

const (
	block = "a block of named lines"
	aText = "a text"
)

// fieldsOf lists the fields of each kind of block in a file.
var fieldsOf = func() map[string][]string {
	fields := map[string][]string{}
	for _, block := range []reflect.Type{
		reflect.TypeFor[Instrument](), reflect.TypeFor[Rung](), reflect.TypeFor[Question](), reflect.TypeFor[Source](),
		reflect.TypeFor[Words](), reflect.TypeFor[Titled](), reflect.TypeFor[QuestionWords](),
	} {
		for field := range block.Fields() {
			if field.IsExported() {
				fields[block.Name()] = append(fields[block.Name()], strings.ToLower(field.Name))
			}
		}
	}
	return fields
}()
