package apitest

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// plainWords are what the schema of a plain value may say: openapi3filter's own
// validator holds a value to each of them.
var plainWords = []string{
	"type", "format", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "items", "minItems", "maxItems",
	"title", "description", "default", "example", "deprecated",
}

// takeValuesPlainly has openapi3filter use its own validator for parameters, headers
// and texts. For a document of OpenAPI 3.1 it takes the one of JSON Schema, and
// compiles a schema anew for every value, which takes longer than the request did.
// The bodies, whose schemas say more, are not its to hold: see [bodies].
func takeValuesPlainly(doc *openapi3.T) error {
	for path, item := range doc.Paths.Map() {
		values := ofParameters(item.Parameters)
		for _, operation := range item.Operations() {
			values = append(values, ofOperation(operation)...)
		}
		if !isPlain(values...) {
			return fmt.Errorf("%s has a parameter, a header or a text whose schema says more than %v", path, plainWords)
		}
	}
	doc.OpenAPI = "3.0.4"
	return nil
}

func ofOperation(operation *openapi3.Operation) []*openapi3.SchemaRef {
	values := ofParameters(operation.Parameters)
	if operation.RequestBody != nil {
		values = append(values, ofContent(operation.RequestBody.Value.Content)...)
	}
	for _, response := range operation.Responses.Map() {
		values = append(values, ofContent(response.Value.Content)...)
		for _, header := range response.Value.Headers {
			values = append(append(values, header.Value.Schema), ofContent(header.Value.Content)...)
		}
	}
	return values
}

func ofParameters(parameters openapi3.Parameters) (values []*openapi3.SchemaRef) {
	for _, parameter := range parameters {
		values = append(append(values, parameter.Value.Schema), ofContent(parameter.Value.Content)...)
	}
	return values
}

func ofContent(content openapi3.Content) (values []*openapi3.SchemaRef) {
	for _, media := range content {
		values = append(values, media.Schema)
	}
	return values
}

// isPlain tells whether schemas are each that of one value, or of a list of them, and
// use no other words.
func isPlain(schemas ...*openapi3.SchemaRef) bool {
	return !slices.ContainsFunc(schemas, func(schema *openapi3.SchemaRef) bool { return schema != nil && saysMore(schema.Value) })
}

func saysMore(schema *openapi3.Schema) bool {
	var words map[string]any
	text, err := json.Marshal(schema)
	if err != nil || json.Unmarshal(text, &words) != nil {
		return true
	}
	for word := range words {
		if !slices.Contains(plainWords, word) {
			return true
		}
	}
	isOne := schema.Type != nil && len(*schema.Type) == 1 && !schema.Type.Is("object")
	return !isOne || !isPlain(schema.Items)
}
