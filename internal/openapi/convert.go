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
// 3.1 document in indented JSON. The same input gives the same bytes.
//
// It returns an error when the input is not Swagger 2.0, when an operation
// breaks a rule of the house (an id of its own, described tags, a problem
// document on every failure, none named that follows; all breaches of a kind
// are named at once), or when the outcome is not valid OpenAPI 3.1.
func Convert(swagger2 []byte) ([]byte, error) {
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
	if err := lift(doc); err != nil {
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
func lift(doc *openapi3.T) error {
	// First our own nullables: the upgrade would forget those without a type.
	if err := liftNullables(doc); err != nil {
		return err
	}
	openapi3conv.Upgrade(doc)
	doc.OpenAPI = Version

	liftBearer(doc)
	liftContent(doc)
	liftCalls(doc)
	liftDefaults(doc)
	if err := liftTimes(doc); err != nil {
		return err
	}
	if len(doc.Servers) == 0 {
		doc.Servers = openapi3.Servers{{URL: "/", Description: "The service this document came from"}}
	}
	return nil
}

// encode writes the document with sorted keys and two spaces, and holds the
// very bytes it returns against the OpenAPI 3.1 rules.
func encode(doc *openapi3.T) ([]byte, error) {
	raw, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("writing OpenAPI: %w", err)
	}
	value := jsontext.Value(raw)
	if err := value.Format(jsontext.Multiline(true), jsontext.WithIndent("  "), jsontext.ReorderRawObjects(true)); err != nil {
		return nil, fmt.Errorf("writing OpenAPI: %w", err)
	}
	out := append([]byte(value), '\n')

	written, err := openapi3.NewLoader().LoadFromData(out)
	if err != nil {
		return nil, fmt.Errorf("reading OpenAPI back: %w", err)
	}
	if err := written.Validate(context.Background(), openapi3.EnableMultiError()); err != nil {
		return nil, errors.Join(fmt.Errorf("not valid OpenAPI %s", Version), err)
	}
	return out, nil
}
