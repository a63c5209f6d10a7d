package openapi

import "github.com/getkin/kin-openapi/openapi3"

// example is the mark of a whole body that can be sent: @x-example {"name": "…"}. Of a
// body that is no JSON it has a text for each type: @x-example {"text/csv": "…"}.
const example = "x-example"

// liftExamples puts the example of a call beside the schema of its body, in each of
// the forms that the body may have.
func liftExamples(doc *openapi3.T) {
	for _, op := range operations(doc) {
		given := op.Extensions[example]
		delete(op.Extensions, example)
		if !op.takesBody() {
			continue
		}
		texts, _ := given.(map[string]any)
		for mediaType, media := range op.RequestBody.Value.Content {
			if text, isText := texts[mediaType]; isText {
				form := *media // all types have the one
				form.Example = text
				op.RequestBody.Value.Content[mediaType] = &form
				continue
			}
			media.Example = given
		}
	}
}
