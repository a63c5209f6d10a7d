package api

import (
	"reflect"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

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
