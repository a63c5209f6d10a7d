package intake

import (
	"bytes"
	"errors"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// strictly refuses unknown fields. Duplicate fields, bytes that are not UTF-8,
// names in another case and data after the end are refused as well: the library
// refuses them by itself.
var strictly = json.RejectUnknownMembers(true)

// withoutNull also refuses null, which would pass for a zero or for nothing. It
// looks at every value on its own, so it is used only where the word is there.
var withoutNull = json.UnmarshalFromFunc(refuseNull)

var errNull = errors.New("null")

// refuseNull looks at every value before it is read.
func refuseNull(decoder *jsontext.Decoder, _ any) error {
	if decoder.PeekKind() == 'n' {
		return errNull
	}
	return errors.ErrUnsupported
}

// Decode reads a value from JSON, strictly. The error is of kind Malformed and
// names the first thing that cannot be read.
func Decode[T any](body []byte) (*T, error) { return decode[T](body, nil) }

// DecodeAnswers is [Decode] for what says something of each of so many questions.
// Maps and lists that hold more are refused as soon as they do: the error is of
// kind Invalid.
func DecodeAnswers[T any](body []byte, questions int) (*T, error) {
	return decode[T](body, atMost(questions))
}

// DecodeLists is [Decode] for what has lists that say something of each question: see
// [ListsOf].
func DecodeLists[T any](body []byte, lists ...*json.Unmarshalers) (*T, error) {
	return decode[T](body, json.JoinUnmarshalers(lists...))
}

func decode[T any](body []byte, bounds *json.Unmarshalers) (*T, error) {
	body = unmarked(body)
	value := new(T)
	if bytes.Contains(body, []byte("null")) {
		bounds = json.JoinUnmarshalers(withoutNull, bounds)
	}
	if err := json.Unmarshal(body, value, strictly, json.WithUnmarshalers(json.JoinUnmarshalers(bounds, times))); err != nil {
		return nil, unreadable(body, err)
	}
	return value, nil
}

// unmarked leaves off the mark with which some programs begin a text in UTF-8 (RFC
// 8259, section 8.1, lets a reader pass over it).
func unmarked(body []byte) []byte { return bytes.TrimPrefix(body, []byte("\ufeff")) }

// Patch changes a value by a merge patch (RFC 7396), strictly: a field that is
// left out stays, null takes it back to nothing, and a list is replaced.
func Patch(body []byte, value any) error { return patch(body, value, nil) }

// PatchAnswers is [Patch] for what says something of each of so many questions.
// See [DecodeAnswers].
func PatchAnswers(body []byte, value any, questions int) error {
	return patch(body, value, atMost(questions))
}

func patch(body []byte, value any, bounds *json.Unmarshalers) error {
	body = unmarked(body)
	if kind := jsontext.Value(body).Kind(); kind != '{' && len(bytes.TrimSpace(body)) > 0 {
		return malformed("A change is a JSON object that holds the fields to change.")
	}
	if err := json.Unmarshal(body, value, strictly, json.WithUnmarshalers(json.JoinUnmarshalers(bounds, times))); err != nil {
		return unreadable(body, err)
	}
	return nil
}

// unreadable says what is wrong with a body that cannot be read.
func unreadable(body []byte, err error) error {
	if limit, over := errors.AsType[*fault.Error](err); over {
		return limit
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return malformed("The body is empty. Send a JSON object.")
	}
	pointer, detail := explain(err)
	return malformed("The body could not be read. "+detail, fault.Fault{Pointer: cutPointer(pointer), Detail: detail})
}

func malformed(detail string, faults ...fault.Fault) error {
	return &fault.Error{Kind: fault.Malformed, Detail: detail, Faults: faults}
}

// cutPointer keeps a problem small where somebody nests without end: the
// pointer stops at the last name that fits.
func cutPointer(pointer string) string {
	const most = 300
	if len(pointer) <= most {
		return pointer
	}
	return pointer[:strings.LastIndexByte(pointer[:most+1], '/')]
}
