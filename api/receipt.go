package api

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// wordMembers are the members of a stored result that are not numbers: they change
// with the reader. The receipt is not in itself either.
var wordMembers = []string{"title", "text", "explanation", "explanation_lang", "lang", "variant", "receipt"}

// ResultDigest is the digest over the numbers of a stored result: "sha256:" and
// the SHA-256 of its RFC 8785 form, without its words.
func ResultDigest(outcome *assessments.Outcome) string {
	in := outcome.Instrument
	digest, err := numbersDigest(encode(newStoredResult(outcome, in.WordsFor(nil, "standard"))))
	if err != nil {
		panic(fmt.Sprintf("digest a result: %v", err)) // it was written a line above
	}
	return digest
}

// VerifyResult holds a stored result, as JSON, against its receipt, and returns
// it. The error says in plain words why it does not hold. That it holds does not
// show who made it: who changes a number can make a receipt for that, too.
func VerifyResult(body []byte) (*StoredResult, error) {
	var found StoredResult
	if err := json.Unmarshal(body, &found); err != nil {
		return nil, errors.New("this is not a result: it is not the JSON that the service gives")
	}
	switch found.Receipt.Over {
	case "result":
	case "inputs":
		return nil, errors.New("this receipt is over the answers, not the result. Score the answers again and compare the receipts: docs/receipt.md says how")
	default:
		return nil, errors.New("this is not a result: it has no receipt")
	}
	digest, err := numbersDigest(body)
	if err != nil {
		return nil, fmt.Errorf("this is not a result: %w", err)
	}
	if digest != found.Receipt.Digest {
		return nil, errors.New("the numbers are not those of the receipt: something in them was changed")
	}
	return &found, nil
}

// numbersDigest reads numbers as RFC 8785 has it, as binary64: all of ours are
// whole and far below 2⁵³.
func numbersDigest(body []byte) (string, error) {
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return "", err
	}
	plain, err := json.Marshal(withoutWords(value))
	if err != nil {
		return "", err
	}
	canonical := jsontext.Value(plain)
	if err := canonical.Canonicalize(); err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// withoutWords leaves the words out, however deep they are.
func withoutWords(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			if slices.Contains(wordMembers, name) {
				delete(value, name)
				continue
			}
			value[name] = withoutWords(member)
		}
	case []any:
		for i := range value {
			value[i] = withoutWords(value[i])
		}
	}
	return value
}
