package result

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// canonical is what the digest of a stored result goes over: the members of a
// form and no others, in the form of RFC 8785. Members that the form does not
// name are passed over, whatever they are.
func canonical(body []byte, form members) (jsontext.Value, error) {
	var covered bytes.Buffer
	if err := copyCovered(jsontext.NewEncoder(&covered), jsontext.NewDecoder(bytes.NewReader(body)), form); err != nil {
		return nil, err
	}
	value := jsontext.Value(bytes.TrimSpace(covered.Bytes()))
	if err := value.Canonicalize(); err != nil {
		return nil, err
	}
	return value, nil
}

// copyCovered copies one value. An object loses the members that the form does
// not name; a list is a list of what the form names.
func copyCovered(to *jsontext.Encoder, from *jsontext.Decoder, form members) error {
	switch from.PeekKind() {
	case '{':
		return copyObject(to, from, form)
	case '[':
		return copyList(to, from, form)
	}
	value, err := from.ReadValue()
	if err != nil {
		return err
	}
	if value.Kind() == '0' {
		if err := checkWhole(value); err != nil {
			return err
		}
	}
	return to.WriteValue(value)
}

func copyObject(to *jsontext.Encoder, from *jsontext.Decoder, form members) error {
	if len(form) == 0 {
		return errors.New("there is an object where a plain value belongs")
	}
	if err := copyToken(to, from); err != nil {
		return err
	}
	for from.PeekKind() != '}' {
		name, err := from.ReadToken()
		if err != nil {
			return err
		}
		inside, covered := form[name.String()]
		if !covered {
			if err := from.SkipValue(); err != nil {
				return err
			}
			continue
		}
		if err := to.WriteToken(name); err != nil {
			return err
		}
		if err := copyCovered(to, from, inside); err != nil {
			return err
		}
	}
	return copyToken(to, from)
}

func copyList(to *jsontext.Encoder, from *jsontext.Decoder, form members) error {
	if err := copyToken(to, from); err != nil {
		return err
	}
	for from.PeekKind() != ']' {
		if err := copyCovered(to, from, form); err != nil {
			return err
		}
	}
	return copyToken(to, from)
}

// copyToken copies the beginning or the end of an object or a list.
func copyToken(to *jsontext.Encoder, from *jsontext.Decoder) error {
	token, err := from.ReadToken()
	if err != nil {
		return err
	}
	return to.WriteToken(token)
}

// largest is the largest whole number of which a binary64 also has both
// neighbours.
const largest = 1<<53 - 1

// checkWhole refuses what RFC 8785 would round, since it reads numbers as
// binary64: another number could then have the same digest.
func checkWhole(number jsontext.Value) error {
	n, err := strconv.ParseInt(string(number), 10, 64)
	if err != nil || n < -largest || n > largest {
		return fmt.Errorf("there is a number that is not whole, or too large: %.30s", number)
	}
	return nil
}
