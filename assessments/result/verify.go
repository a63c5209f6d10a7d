package result

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// What a receipt is over.
const (
	overInputs = "inputs"
	overResult = "result"
)

// OverResult is the receipt of a stored result: over its numbers, in the newest
// form.
func OverResult(scored *Scored, of Assessment) Receipt {
	document := newStored(scored, of, scored.Instrument.WordsFor(nil, instrument.Standard)) // its sentences are not covered
	document.Receipt = Receipt{Over: overResult, Form: NewestForm}
	body, err := json.Marshal(document)
	if err != nil {
		panic(fmt.Sprintf("write a result: %v", err)) // it has no member that cannot be written
	}
	covered, err := canonical(body, forms[NewestForm])
	if err != nil {
		panic(fmt.Sprintf("digest a result: %v", err)) // it was written a few lines above
	}
	document.Receipt.Digest = digest(covered)
	return document.Receipt
}

// KeptReceipt is the receipt of a stored result whose digest and form were kept.
func KeptReceipt(digest string, form int) Receipt {
	return Receipt{Digest: digest, Over: overResult, Form: form}
}

// Verify holds a stored result, as JSON, against its receipt. It returns what the
// receipt covers, and nothing else: there are no titles in it, nor any member of
// a later form. The error says in plain words why a result does not hold. That it
// holds does not show who made it: who changes a number can make a receipt for
// that, too.
func Verify(body []byte) (*StoredDocument, error) {
	receipt, err := readReceipt(body)
	if err != nil {
		return nil, err
	}
	covered, err := canonical(body, forms[receipt.Form])
	if err != nil {
		return nil, fmt.Errorf("this is not a result: %w", err)
	}
	if digest(covered) != receipt.Digest {
		return nil, errors.New("the numbers are not those of the receipt: something in them was changed")
	}
	var document StoredDocument
	if err := json.Unmarshal(covered, &document); err != nil {
		return nil, errNoResult // it has a receipt that was made for it
	}
	document.Receipt = receipt
	return &document, nil
}

var errNoResult = errors.New("this is not a result: it is not the JSON that the service gives")

// readReceipt reads the receipt in a document. A receipt that does not say its
// form is from before there was another, so it is of form 1.
func readReceipt(body []byte) (Receipt, error) {
	var document struct {
		Receipt Receipt `json:"receipt"`
	}
	if err := json.Unmarshal(body, &document); err != nil {
		return Receipt{}, errNoResult
	}
	receipt := document.Receipt
	receipt.Form = cmp.Or(receipt.Form, 1)
	switch {
	case receipt.Over == overInputs:
		return Receipt{}, errors.New("this receipt is over the answers, not the result. Score the answers again and compare the receipts: docs/receipt.md says how")
	case receipt.Over != overResult:
		return Receipt{}, errors.New("this is not a result: it has no receipt")
	case receipt.Form < 1 || receipt.Form > NewestForm:
		return Receipt{}, fmt.Errorf("this receipt is of form %d, and this program knows forms 1 to %d. A newer one may know it", receipt.Form, NewestForm)
	}
	return receipt, nil
}

func digest(canonical []byte) string {
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:])
}
