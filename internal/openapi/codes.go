package openapi

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// codes marks a text that is a code of a list: extensions:"x-codes=Region".
const codes = "x-codes"

// Codes are a list that many fields take their codes from. It stands once in the
// document, under its name.
type Codes struct {
	Name        string // such as Region
	Description string
	Values      []string
}

// liftCodes makes a reference to its list of each text that is marked, and of each
// parameter that stands in an address after the word for it.
func liftCodes(doc *openapi3.T, lists []Codes) error {
	known := map[string]*openapi3.SchemaRef{}
	for _, list := range lists {
		schema := openapi3.NewStringSchema()
		schema.Description = list.Description
		for _, value := range list.Values {
			schema.Enum = append(schema.Enum, value)
		}
		known[list.Name] = openapi3.NewSchemaRef("#/components/schemas/"+list.Name, schema)
		doc.Components.Schemas[list.Name] = schema.NewRef()
	}
	for _, op := range operations(doc) {
		if parameter := op.Parameters.GetByInAndName(openapi3.ParameterInPath, "code"); parameter != nil && strings.Contains(op.path, "/sectors/") {
			parameter.Schema = known["Sector"]
		}
	}
	return doc.WalkSchemas(func(_ string, ref *openapi3.SchemaRef) error {
		for name, property := range ref.Value.Properties {
			mark, marked := property.Value.Extensions[codes]
			if !marked || property.Ref != "" {
				continue
			}
			list := known[fmt.Sprint(mark)]
			if list == nil {
				return fmt.Errorf("%s: there is no list of codes called %v", name, mark)
			}
			ref.Value.Properties[name] = codeOf(property.Value, list)
		}
		return nil
	})
}

// codeOf is a reference to a list, or null where that may be.
func codeOf(property *openapi3.Schema, list *openapi3.SchemaRef) *openapi3.SchemaRef {
	if property.Nullable {
		return &openapi3.SchemaRef{Value: &openapi3.Schema{Description: property.Description, AnyOf: openapi3.SchemaRefs{list, null()}}}
	}
	return list
}
