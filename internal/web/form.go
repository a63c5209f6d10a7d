package web

import (
	"errors"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// maxForm is the longest form that is read, in bytes.
const maxForm = 1 << 20

// The fields that forms have besides their own. None of them is typed.
const (
	tokenField = "_token" // against other sites
	forField   = "_for"   // whom the form was made for
	keyField   = "_key"   // of a form that was sent when the session had ended
	wordsField = "words"  // the variant that the switch leads to, when that was pressed
)

// form is what a person typed, and what needs to be put right in it. It is never
// nil: of a page that was only looked at it is empty.
type form struct {
	values url.Values
	sent   bool
	faults []formFault
}

// formFault is one thing to put right.
type formFault struct {
	Field string // "" when it is not about one
	Text  string
}

// read reads the form that was sent, which must come from this site.
func (v *visit) read() error {
	if err := v.elsewhere.Check(v.Request); err != nil {
		return edge.Forbidden.Problem(v.say("problem.elsewhere"))
	}
	body, err := edge.ReadBody(v.Context, maxForm)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(string(body))
	if kind, _, _ := mime.ParseMediaType(v.GetHeader("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return edge.Malformed.Problem(v.say("problem.unread"))
	}
	v.sent = &form{values: values, sent: true}
	return nil
}

// form returns what was typed.
func (v *visit) form() *form {
	if v.sent == nil {
		v.sent = &form{values: url.Values{}}
	}
	return v.sent
}

// text returns what was typed into a field, without the space around it.
func (f *form) text(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// ticked tells whether a box was ticked.
func (f *form) ticked(name string) bool { return f.values.Get(name) != "" }

// fill puts something into a field of a form that was not sent yet.
func (f *form) fill(name, value string) {
	if !f.sent {
		f.values.Set(name, value)
	}
}

// put puts something into a field, whatever was there.
func (f *form) put(name, value string) { f.values.Set(name, value) }

// wrong notes what needs to be put right in a field.
func (f *form) wrong(name, text string) { f.faults = append(f.faults, formFault{name, text}) }

// refuse notes what the domain refused, and tells whether that can be put right
// in the form. What is wrong with a member of the request stands at the field of
// that name, unless names says that it, or what is within it, has another.
func (f *form) refuse(err error, names map[string]string, words *sentences.Sentences) bool {
	refused, is := errors.AsType[*fault.Error](err)
	if !is {
		return false
	}
	switch refused.Kind {
	case fault.Invalid, fault.Malformed:
		for _, one := range refused.Faults {
			f.wrong(f.fieldOf(one.Pointer, names), one.Say(words))
		}
		if len(refused.Faults) == 0 {
			f.wrong("", refused.Say(words))
		}
	case fault.Conflict, fault.Stale:
		f.wrong("", refused.Say(words))
	default:
		return false
	}
	return true
}

// fieldOf returns the field for a JSON pointer: that of names, or the first step
// of it where the form has such a field.
func (f *form) fieldOf(pointer string, names map[string]string) string {
	whole := strings.TrimPrefix(pointer, "/")
	if name, there := names[whole]; there {
		return name
	}
	step, _, _ := strings.Cut(whole, "/")
	if name, there := names[step]; there {
		return name
	}
	if f.values.Has(step) {
		return step
	}
	return ""
}

// again shows the form again, with what needs to be put right. What cannot be
// put right there is returned.
func (v *visit) again(err error, names map[string]string) error {
	if err != nil && !v.form().refuse(err, names, v.words) {
		return err
	}
	v.status = http.StatusUnprocessableEntity
	return v.route.show(v)
}

// switches tells whether the form was sent to switch the words, and for nothing
// else.
func (f *form) switches() bool { return f.values.Has(wordsField) }

// isAnothers tells whether the form was made for somebody else than who sent it.
func (f *form) isAnothers(mark string) bool {
	meant := f.values.Get(forField)
	return meant != "" && meant != mark
}

// kept lists what was typed, to be sent along in hidden fields. Who had pressed
// the switch is still to get the form, and not what it does.
func (f *form) kept() []field {
	var kept []field
	for _, name := range slices.Sorted(maps.Keys(f.values)) {
		if name == tokenField || name == keyField {
			continue
		}
		for _, value := range f.values[name] {
			kept = append(kept, field{Name: name, Value: value})
		}
	}
	return kept
}

// The methods below are for templates.

// Faulty tells whether something needs to be put right.
func (f *form) Faulty() bool { return len(f.faults) > 0 }

// Faults lists what needs to be put right.
func (f *form) Faults() []formFault { return f.faults }

// Value returns what is in a field.
func (f *form) Value(name string) string { return f.values.Get(name) }

// field is one field as its template draws it. Label and Hint are keys of
// sentences, and Hint may be "".
type field struct {
	Name, Label, Hint, Value, Fault string
	Options                         []option
}

// option is one of several to choose from.
type option struct {
	Value, Text, Hint string
	Picture           string // the name of a pictogram; "" for none
	Chosen            bool
}

// Field returns a field for its template.
func (f *form) Field(name, label, hint string) field {
	out := field{Name: name, Label: label, Hint: hint, Value: f.values.Get(name)}
	for _, one := range f.faults {
		if one.Field == name {
			out.Fault = one.Text
			break
		}
	}
	return out
}

// Choice returns a field with what there is to choose from.
func (f *form) Choice(name, label, hint string, options []option) field {
	out := f.Field(name, label, hint)
	for _, one := range options {
		one.Chosen = f.values.Get(name) == one.Value && f.values.Has(name)
		out.Options = append(out.Options, one)
	}
	return out
}
