package intake

import (
	"errors"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// written is a time as RFC 3339 has it, letters small or large.
var written = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:([0-9]{2})(\.[0-9]+)?([Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$`)

var errNotATime = errors.New("not a time of RFC 3339")

// ParseTime reads a time as RFC 3339 writes it, small letters and leap seconds
// included. A leap second is read as the one that follows it: nothing here counts
// the seconds between.
func ParseTime(given string) (time.Time, error) {
	parts := written.FindStringSubmatchIndex(given)
	if parts == nil {
		return time.Time{}, errNotATime
	}
	leap := given[parts[2]:parts[3]] == "60"
	if leap {
		given = given[:parts[2]] + "59" + given[parts[3]:]
	}
	read, err := time.Parse(time.RFC3339, strings.ToUpper(given))
	switch {
	case err != nil:
		return time.Time{}, errNotATime
	case !leap:
		return read, nil
	case read.UTC().Hour() != 23 || read.UTC().Minute() != 59: // they end a day of UTC
		return time.Time{}, errNotATime
	}
	return read.Add(time.Second), nil
}

// readTime reads a time in JSON.
func readTime(decoder *jsontext.Decoder, into *time.Time) error {
	if decoder.PeekKind() != '"' {
		return errors.ErrUnsupported // and so the library says what is there instead
	}
	value, err := decoder.ReadValue()
	if err != nil {
		return err
	}
	text, err := jsontext.AppendUnquote(nil, value)
	if err != nil {
		return err
	}
	if *into, err = ParseTime(string(text)); err != nil {
		return &json.SemanticError{JSONKind: '"', GoType: reflect.TypeFor[time.Time](), Err: err}
	}
	return nil
}

var times = json.UnmarshalFromFunc(readTime)
