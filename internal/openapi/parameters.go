package openapi

import (
	"encoding/json"

	"github.com/getkin/kin-openapi/openapi3"
)

// often is how many calls must have a parameter before it stands once for all.
const often = 3

// shareParameters says a query parameter or a header once that many calls have
// alike, under its name. Of several that are called the same, it is the one that
// most calls have.
func shareParameters(doc *openapi3.T) {
	counts := map[string]int{}
	best := map[string]string{} // by name, the form that most calls have
	for _, op := range operations(doc) {
		for _, parameter := range op.Parameters {
			name, form := parameter.Value.Name, formOf(parameter.Value)
			counts[form]++
			if parameter.Value.In != openapi3.ParameterInPath && counts[form] > counts[best[name]] {
				best[name] = form
			}
		}
	}
	doc.Components.Parameters = openapi3.ParametersMap{}
	for _, op := range operations(doc) {
		for _, parameter := range op.Parameters {
			name, form := parameter.Value.Name, formOf(parameter.Value)
			if best[name] == form && counts[form] >= often {
				doc.Components.Parameters[name] = &openapi3.ParameterRef{Value: parameter.Value}
				parameter.Ref = "#/components/parameters/" + name
			}
		}
	}
}

// formOf is all that is said of a parameter.
func formOf(parameter *openapi3.Parameter) string {
	form, err := json.Marshal(parameter)
	if err != nil {
		return "" // it could not be written into the document either
	}
	return string(form)
}
