package api

import (
	"reflect"

	"github.com/go-json-experiment/json/jsontext"
)

const wholeNumber = "A whole number"

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

// neededName says what sort of JSON value a Go kind is read from.
func neededName(kind reflect.Kind) string {
	switch kind {
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
