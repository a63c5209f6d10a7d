package intake

import (
	"errors"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// atMost reads maps by question, and lists of questions, and stops at the first
// entry that is one too many: a body may hold hundreds of thousands, and none of
// those is to cost anything.
func atMost(questions int) *json.Unmarshalers {
	return json.JoinUnmarshalers(
		json.UnmarshalFromFunc(mapOf[string](questions)),
		json.UnmarshalFromFunc(mapOf[*string](questions)),
		ListsOf[string](questions),
	)
}

// ListsOf reads lists of such entries for [DecodeLists], and stops at the first entry
// that is one too many. What is no array it leaves to the library.
func ListsOf[V any](questions int) *json.Unmarshalers {
	return json.UnmarshalFromFunc(listOf[V](questions))
}

// mapOf reads entries into a map. What is no object it leaves to the library.
func mapOf[V any](most int) func(*jsontext.Decoder, *map[string]V) error {
	return func(decoder *jsontext.Decoder, into *map[string]V) error {
		if decoder.PeekKind() != '{' {
			return errors.ErrUnsupported
		}
		if *into == nil {
			*into = map[string]V{}
		}
		return each(decoder, '}', most, func() error {
			name, err := decoder.ReadToken()
			if err != nil {
				return err
			}
			key := name.String() // the token ends with the next one
			var value V
			if err := json.UnmarshalDecode(decoder, &value); err != nil {
				return err
			}
			(*into)[key] = value
			return nil
		})
	}
}

func listOf[V any](most int) func(*jsontext.Decoder, *[]V) error {
	return func(decoder *jsontext.Decoder, into *[]V) error {
		if decoder.PeekKind() != '[' {
			return errors.ErrUnsupported
		}
		*into = []V{}
		return each(decoder, ']', most, func() error {
			var value V
			if err := json.UnmarshalDecode(decoder, &value); err != nil {
				return err
			}
			*into = append(*into, value)
			return nil
		})
	}
}

// each reads what stands between two brackets, entry by entry.
func each(decoder *jsontext.Decoder, closing jsontext.Kind, most int, read func() error) error {
	if _, err := decoder.ReadToken(); err != nil {
		return err
	}
	where := decoder.StackPointer()
	for n := 0; decoder.PeekKind() != closing; n++ {
		if n == most {
			return tooMany(where, most)
		}
		if err := read(); err != nil {
			return err
		}
	}
	_, err := decoder.ReadToken()
	return err
}

func tooMany(where jsontext.Pointer, most int) error {
	var path []any
	for _, step := range slices.Collect(where.Tokens()) {
		path = append(path, step)
	}
	var faults fault.List
	faults.Add(path, "There is more here than there are questions. Give at most one for each of the %d.", most)
	return faults.Err()
}
