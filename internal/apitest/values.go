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
		parameters := slices.Clone(item.Parameters)
		var texts []openapi3.Content
		for _, operation := range item.Operations() {
			parameters = append(parameters, operation.Parameters...)
			if operation.RequestBody != nil {
				texts = append(texts, operation.RequestBody.Value.Content)
			}
			for _, response := range operation.Responses.Map() {
				texts = append(texts, response.Value.Content)
				for _, header := range response.Value.Headers {
					parameters = append(parameters, &openapi3.ParameterRef{Value: &header.Value.Parameter})
				}
			}
		}
		for _, parameter := range parameters {
			texts = append(texts, openapi3.Content{"": {Schema: parameter.Value.Schema}}, parameter.Value.Content)
		}
		for _, text := range texts {
			for _, media := range text {
				if !isPlain(media.Schema) {
					return fmt.Errorf("%s has a parameter, a header or a text whose schema says more than %v", path, plainWords)
				}
			}
		}
	}
	doc.OpenAPI = "3.0.4"
	return nil
}

// isPlain tells whether a schema is that of one value, or of a list of them, and
// uses no other words.
func isPlain(schema *openapi3.SchemaRef) bool {
	if schema == nil {
		return true
	}
	text, err := json.Marshal(schema.Value)
	var words map[string]any
	if err != nil || json.Unmarshal(text, &words) != nil {
		return false
	}
	for word := range words {
		if !slices.Contains(plainWords, word) {
			return false
		}
	}
	isOne := schema.Value.Type != nil && len(*schema.Value.Type) == 1 && !schema.Value.Type.Is("object")
	return isOne && isPlain(schema.Value.Items)
}
