package openapi

import "github.com/getkin/kin-openapi/openapi3"

// example is the mark of a whole body that can be sent: @x-example {"name": "…"}. Where
// a body has several forms there may be one for each, by its media type.
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
		each, _ := given.(map[string]any)
		for form, media := range op.RequestBody.Value.Content {
			if one, named := each[form]; named {
				own := *media // all forms have the one
				own.Example = one
				op.RequestBody.Value.Content[form] = &own
				continue
			}
			media.Example = given
		}
	}
}
