// Package openapi makes the published description of the API. The words come
// from the annotations above the handlers, which swag reads and writes down as
// Swagger 2.0, a format of 2014 that cannot say "a number or null" and knows
// no problem documents. Convert lifts that to OpenAPI 3.1: kin-openapi changes
// the shape, and the few steps in this package put back what Swagger 2.0 lost,
// so that the document promises exactly what the service answers.
//
// Nothing here runs in the service. The command in generate writes
// docs/openapi.json, and the service embeds that file.
package openapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3conv"
	"github.com/go-json-experiment/json/jsontext"
)

// Version is the OpenAPI version of the document. kin-openapi's upgrade says
// 3.2, which few tools read yet; what it writes is valid 3.1.
const Version = "3.1.1"

// Convert turns a Swagger 2.0 document, as swag v1 writes it, into an OpenAPI
// 3.1 document in JSON, a line for each call and each schema. lists are those that
// fields may take their codes from. The same input gives the same bytes.
//
// It returns an error when the input is not Swagger 2.0, when an operation
// breaks a rule of the house (an id of its own, described tags, a problem
// document on every failure, none named that follows; all breaches of a kind
// are named at once), or when the outcome is not valid OpenAPI 3.1.
func Convert(swagger2 []byte, lists ...Codes) ([]byte, error) {
	doc2, err := parse(swagger2)
	if err != nil {
		return nil, err
	}
	doc, err := openapi2conv.ToV3(doc2)
	if err != nil {
		return nil, fmt.Errorf("from Swagger 2.0 to OpenAPI 3.0: %w", err)
	}
	if err := addFailures(doc); err != nil {
		return nil, err
	}
	if err := checkHouseRules(doc); err != nil {
		return nil, err
	}
	foldFailures(doc)
	if err := lift(doc, lists); err != nil {
		return nil, err
	}
	return encode(doc)
}

func parse(swagger2 []byte) (*openapi2.T, error) {
	var head struct {
		Swagger string `json:"swagger"`
		OpenAPI string `json:"openapi"`
	}
	if err := json.Unmarshal(swagger2, &head); err != nil {
		return nil, fmt.Errorf("not a Swagger 2.0 document in JSON: %w", err)
	}
	switch {
	case head.OpenAPI != "":
		return nil, fmt.Errorf("this is OpenAPI %s already: Convert takes Swagger 2.0", head.OpenAPI)
	case head.Swagger != "2.0":
		return nil, fmt.Errorf(`not a Swagger 2.0 document: "swagger" is %q`, head.Swagger)
	}
	written, err := writeOut(swagger2)
	if err != nil {
		return nil, err
	}
	var doc openapi2.T
	if err := json.Unmarshal(written, &doc); err != nil {
		return nil, fmt.Errorf("not a Swagger 2.0 document: %w", err)
	}
	return &doc, nil
}

// writeOut writes out what the comments leave short, and shortens what swag
// writes out.
func writeOut(swagger2 []byte) ([]byte, error) {
	var doc map[string]any
	decoder := json.NewDecoder(bytes.NewReader(swagger2))
	decoder.UseNumber()
	if err := decoder.Decode(&doc); err != nil {
		return nil, err
	}
	if err := expand(doc); err != nil {
		return nil, err
	}
	if err := shortenNames(doc); err != nil {
		return nil, err
	}
	return json.Marshal(doc)
}

// lift rewrites the OpenAPI 3.0 document in place into 3.1.
func lift(doc *openapi3.T, lists []Codes) error {
	liftUnions(doc)
	if err := liftCodes(doc, lists); err != nil {
		return err
	}
	giveMeaning(doc)
	// First our own nullables: the upgrade would forget those without a type.
	if err := liftNullables(doc); err != nil {
		return err
	}
	openapi3conv.Upgrade(doc)
	doc.OpenAPI = Version

	liftBearer(doc)
	liftContent(doc)
	liftExamples(doc)
	liftCalls(doc)
	liftDefaults(doc)
	if err := liftTimes(doc); err != nil {
		return err
	}
	shareParameters(doc)
	if len(doc.Servers) == 0 {
		doc.Servers = openapi3.Servers{{URL: "/", Description: "The service this document came from"}}
	}
	return nil
}

// encode writes the document with sorted keys, and holds the very bytes it returns
// against the OpenAPI 3.1 rules.
func encode(doc *openapi3.T) ([]byte, error) {
	raw, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("writing OpenAPI: %w", err)
	}
	value := jsontext.Value(raw)
	if err := value.Compact(jsontext.ReorderRawObjects(true)); err != nil {
		return nil, fmt.Errorf("writing OpenAPI: %w", err)
	}
	out, err := layOut(nil, []byte(value), 0)
	if err != nil {
		return nil, fmt.Errorf("writing OpenAPI: %w", err)
	}
	out = append(out, '\n')

	written, err := openapi3.NewLoader().LoadFromData(out)
	if err != nil {
		return nil, fmt.Errorf("reading OpenAPI back: %w", err)
	}
	if err := written.Validate(context.Background(), openapi3.EnableMultiError()); err != nil {
		return nil, errors.Join(fmt.Errorf("not valid OpenAPI %s", Version), err)
	}
	return out, nil
}

// lines is how deep an object is written with a line for each of its members: to
// the method of a path, and to the name of a schema. So a change of one shows as one
// changed line, and the file is half as long as with a line for each word.
const lines = 3

// layOut appends compact JSON.
func layOut(out, value []byte, depth int) ([]byte, error) {
	if depth == lines || value[0] != '{' {
		return append(out, value...), nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(value, &members); err != nil {
		return nil, err
	}
	separator := byte('{')
	for _, name := range slices.Sorted(maps.Keys(members)) {
		out = append(out, separator, '\n')
		out = append(out, strings.Repeat(" ", depth+1)...)
		out = append(out, strconv.Quote(name)+": "...)
		var err error
		if out, err = layOut(out, members[name], depth+1); err != nil {
			return nil, err
		}
		separator = ','
	}
	if len(members) == 0 {
		return append(out, "{}"...), nil
	}
	out = append(out, '\n')
	out = append(out, strings.Repeat(" ", depth)...)
	return append(out, '}'), nil
}
