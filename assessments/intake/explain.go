package intake

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// explain says in plain words where and why JSON could not be read.
func explain(err error) (pointer, detail string) {
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return string(syntax.JSONPointer), explainSyntax(syntax)
	}
	var semantic *json.SemanticError
	if !errors.As(err, &semantic) {
		return "", "It is not the JSON that is needed here."
	}
	pointer = string(semantic.JSONPointer)
	name := semantic.JSONPointer.LastToken()
	switch {
	case errors.Is(err, json.ErrUnknownName):
		return pointer, fmt.Sprintf("There is no field called %.80q here. Check its spelling, or leave it out.", name)
	case errors.Is(err, errNull):
		return pointer, "null is not allowed here. Give a value, or leave the field out."
	case semantic.GoType == nil:
		return pointer, "It is not the JSON that is needed here."
	}
	return pointer, explainKind(semantic)
}

// explainKind says what is there, and what is needed instead.
func explainKind(semantic *json.SemanticError) string {
	found, needed := kindName(semantic.JSONKind, semantic.JSONValue), neededName(semantic.GoType)
	how := ""
	switch {
	case needed == aTime && semantic.JSONKind == '"':
		return "This is not a time. Write it like " + someTime + "."
	case needed == aTime:
		how = " Write it as a text, like " + someTime + "."
	case needed == wholeNumber && semantic.JSONKind == '0':
		how = " Write it with digits only."
	}
	return fmt.Sprintf("This is %s. %s is needed here.%s", found, needed, how)
}

func explainSyntax(syntax *jsontext.SyntacticError) string {
	where := fmt.Sprintf(" Look near byte %d.", syntax.ByteOffset+1)
	switch {
	case errors.Is(syntax, jsontext.ErrDuplicateName):
		return fmt.Sprintf("The field %.80q is given twice. Give it once.", syntax.JSONPointer.LastToken())
	case errors.Is(syntax, io.ErrUnexpectedEOF):
		return "The JSON ends too early." + where
	case strings.Contains(syntax.Error(), "invalid UTF-8"):
		return "The text is not UTF-8." + where
	case strings.Contains(syntax.Error(), "after top-level value"):
		return "There is more after the end of the JSON. Send one object only." + where
	case strings.Contains(syntax.Error(), "exceeded max depth"):
		return "The JSON is nested too deeply." + where
	}
	return "This is not valid JSON." + where
}

const (
	wholeNumber = "A whole number"
	aTime       = "A time"
	someTime    = "2026-12-01T09:00:00Z" // shows how a time is written
)

// kindName says what a JSON value is, for a person.
func kindName(kind jsontext.Kind, value jsontext.Value) string {
	switch kind {
	case '"':
		return "a text"
	case '0':
		if len(value) > 0 && len(value) < 30 {
			return "the number " + string(value)
		}
		return "a number"
	case 't', 'f':
		return "true or false"
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	return "something else"
}

// neededName says what sort of JSON value a Go type is read from.
func neededName(needed reflect.Type) string {
	if needed == reflect.TypeFor[time.Time]() {
		return aTime
	}
	switch needed.Kind() {
	case reflect.String:
		return "A text"
	case reflect.Int, reflect.Int64:
		return wholeNumber
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "A list"
	}
	return "An object"
}
