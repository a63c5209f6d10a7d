package openapi

import "github.com/getkin/kin-openapi/openapi3"

// example is the mark of a whole body that can be sent: @x-example {"name": "…"}.
const example = "x-example"

// liftExamples puts the example of a call beside the schema of its body, in each of
// the forms that the body may have. Of a body that is no JSON there is one for each
// form, by its media type: @x-example {"text/csv": "voice,people\nlived,1"}.
func liftExamples(doc *openapi3.T) {
	for _, op := range operations(doc) {
		given := op.Extensions[example]
		delete(op.Extensions, example)
		if !op.takesBody() {
			continue
		}
		forms := op.RequestBody.Value.Content
		each, _ := given.(map[string]any)
		for form, media := range forms {
			media.Example = given
			if forms[jsonType] == nil {
				media.Example = each[form]
			}
		}
	}
}
