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
		fmt.Fprintf(&b, "\n  %s: %s", place(f.File, fault.Line), fault.Detail)
	}
	if f.Cut {
		b.WriteString("\n  Put this right first. The rest is checked after that.")
	}
	return b.String()
}

// place names a line of a file as editors and terminals link it.
func place(file string, line int) string {
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
func notYAML(err error, lastLine int) Fault {
	var one *yaml.LoadError
	if !errors.As(err, &one) {
		return Fault{0, otherwise}
	}
	for _, known := range syntax {
		if !strings.Contains(one.Message, known.message) {
			continue
		}
		if known.opened {
			return Fault{min(one.ContextMark.Line, lastLine), known.detail}
		}
		return Fault{min(one.Mark.Line, lastLine), known.detail}
	}
	return Fault{min(one.Mark.Line, lastLine), otherwise}
}

const otherwise = "This cannot be read as YAML. Look at the spaces at the start of the line, the colons and the quotes, here and on the line above."

// syntax holds what the YAML library says most often of a file written by
// hand, and what that means to the person who wrote it. Some faults are
// noticed far below the line on which something was opened.
var syntax = []struct {
	message, detail string
	opened          bool
}{
	{"expected ',' or ']'", "A list starts here with [ and has no ] at its end, or a comma is missing in it.", true},
	{"expected ',' or '}'", "A block starts here with { and has no } at its end, or a comma is missing in it.", true},
	{"unexpected end of stream", "A quote is opened here and not closed.", true},
	{"unexpected document indicator", "A quote is opened here and not closed.", true},
	{"mapping values are not allowed", "There is a colon here where none can be. Put a text with a colon in it between quotes, or look at the spaces at the start of the line.", false},
	{"tab", "Use spaces at the start of a line, and no tabs.", false},
	{"cannot start any token", "A text cannot start with this character. Put the text between quotes. If it is a tab, use spaces.", false},
	{"unknown escape character", `A backslash between double quotes has a meaning of its own. Use single quotes, or write \\.`, false},
	{"unknown anchor", "A text cannot start with *. Put the text between quotes.", false},
	{"did not find expected key", "This line starts further to the left or right than the lines it belongs to, or a quote stands where none can be.", false},
	{"did not find expected '-'", "This line starts further to the left or right than the list it belongs to.", false},
	{"could not find expected ':'", "A colon is missing here, or on the line above. Write a name, a colon, a space and then the text.", false},
}

// kindFaults says in plain words which values are of the wrong kind and which
// names are not known. It tells too whether all faults leave the layout as it
// is, so that the rest can be checked.
func kindFaults(err error) (faults []Fault, sound bool) {
	var many *yaml.LoadErrors
	if !errors.As(err, &many) {
		return []Fault{{0, otherwise}}, false
	}
	sound = true
	for _, one := range many.Errors {
		faults = append(faults, Fault{one.Mark.Line, plainKind(one.Message)})
		if wrong := wrongKind.FindStringSubmatch(one.Message); wrong != nil && !scalars[wrong[3]] {
			sound = false
		}
	}
	return faults, sound
}

var (
	noField   = regexp.MustCompile(`^field (.*) not found in type instrument\.(\w+)$`)
	wrongKind = regexp.MustCompile("^cannot construct !!(\\w+)(?: `(.*)`)? into (.+)$")
	scalars   = map[string]bool{"int": true, "bool": true, "string": true}
)

func plainKind(message string) string {
	if found := noField.FindStringSubmatch(message); found != nil {
		return fmt.Sprintf("There is no field called %q here. Check its spelling, and how far the line is indented. The fields here are: %s.",
			found[1], strings.Join(fieldsOf[found[2]], ", "))
	}
	if found := wrongKind.FindStringSubmatch(message); found != nil {
		return fmt.Sprintf("Here is %s, but %s is needed.", given(found[1], found[2]), needed(found[3]))
	}
	return otherwise
}

func given(tag, value string) string {
	switch tag {
	case "map":
		return "a block of named lines"
	case "seq":
		return "a list"
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
		return "a text"
	case strings.HasPrefix(goType, "[]"):
		return "a list, with a dash at the start of each item,"
	}
	return "a block of named lines"
}

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
