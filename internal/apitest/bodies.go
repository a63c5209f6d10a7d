package apitest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// bodies are the schemas of the JSON bodies in a document, each compiled once.
// openapi3filter does not see them: it would compile a schema anew for every
// body, which takes far longer than the request did.
type bodies map[*openapi3.MediaType]body

// A body compiles its schema when it is first needed.
type body func() (*jsonschema.Schema, error)

// takeBodies moves the schemas of JSON bodies out of a document. What stays
// tells which media types there are. components are those of the document, as
// JSON.
func takeBodies(doc *openapi3.T, components any) bodies {
	taken := bodies{}
	for _, item := range doc.Paths.Map() {
		for _, operation := range item.Operations() {
			if operation.RequestBody != nil {
				taken.take(operation.RequestBody.Value.Content, components)
			}
			for _, response := range operation.Responses.Map() {
				taken.take(response.Value.Content, components)
			}
		}
	}
	return taken
}

func (b bodies) take(content openapi3.Content, components any) {
	for mediaType, media := range content {
		if line := lineOf(media); line != nil {
			b[media] = bodyOf(line, components)
			continue
		}
		if strings.HasSuffix(mediaType, "json") && media.Schema != nil {
			b[media] = bodyOf(media.Schema, components)
			media.Schema = nil
		}
	}
}

// linesType is JSON lines. What each line holds stands in the document as x-each-line.
const linesType = "application/x-ndjson"

// lineOf returns the schema of each line of JSON lines, nil for what is something else.
func lineOf(media *openapi3.MediaType) *openapi3.SchemaRef {
	said, isLines := media.Extensions["x-each-line"]
	if !isLines {
		return nil
	}
	var line openapi3.SchemaRef
	text, err := json.Marshal(said)
	if err == nil {
		err = line.UnmarshalJSON(text)
	}
	if err != nil {
		return nil
	}
	return &line
}

func bodyOf(schema *openapi3.SchemaRef, components any) body {
	return sync.OnceValues(func() (*jsonschema.Schema, error) { return compile(schema, components) })
}

// compile puts the components beside the schema, where its references look for
// them.
func compile(schema *openapi3.SchemaRef, components any) (*jsonschema.Schema, error) {
	text, err := json.Marshal(schema)
	if err != nil {
		return nil, err
	}
	root := map[string]any{}
	if err := json.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	root["components"] = components
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	const at = "body.json"
	if err := compiler.AddResource(at, root); err != nil {
		return nil, err
	}
	return compiler.Compile(at)
}

// check holds a body against what its content may be. That its media type is
// documented is openapi3filter's to check.
func (b bodies) check(content openapi3.Content, mediaType string, text []byte) error {
	schema, known := b[content.Get(mediaType)]
	if !known {
		return nil
	}
	if kind, _, _ := strings.Cut(mediaType, ";"); kind != linesType {
		return schema.check(text)
	}
	for line := range bytes.SplitSeq(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := schema.check(line); err != nil {
			return err
		}
	}
	return nil
}

func (b body) check(text []byte) error {
	schema, err := b()
	if err != nil {
		return fmt.Errorf("reading the document: %w", err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("the body does not decode: %w", err)
	}
	return schema.Validate(value)
}
