package openapi

import (
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// oneOf marks the fields of a type that stands for one of several:
// extensions:"x-one-of" on each. Such a type is never sent. It is there for the
// document, which has no other way from Go to "one of these".
const oneOf = "x-one-of"

// liftUnions makes a choice of a schema whose fields are all marked. Where each of
// the schemas to choose from has a field of one name with one value, and that value
// is what the field here is called, the field tells them apart.
func liftUnions(doc *openapi3.T) {
	for _, ref := range doc.Components.Schemas {
		union := ref.Value
		var choices openapi3.SchemaRefs
		for _, name := range slices.Sorted(maps.Keys(union.Properties)) {
			property := union.Properties[name].Value
			if property.Extensions[oneOf] != true || len(property.AllOf) != 1 {
				break
			}
			choices = append(choices, property.AllOf[0])
		}
		if len(choices) == 0 || len(choices) != len(union.Properties) {
			continue
		}
		*union = openapi3.Schema{Description: union.Description, OneOf: choices, Discriminator: discriminator(union.Properties)}
	}
}

// discriminator is the field that tells the choices apart, or nil.
func discriminator(choices openapi3.Schemas) *openapi3.Discriminator {
	shared := map[string]int{}
	mapping := openapi3.Discriminator{Mapping: map[string]openapi3.MappingRef{}}
	for value, choice := range choices {
		schema := choice.Value.AllOf[0]
		mapping.Mapping[value] = openapi3.MappingRef{Ref: schema.Ref}
		for field, property := range schema.Value.Properties {
			if slices.Equal(property.Value.Enum, []any{value}) && slices.Contains(schema.Value.Required, field) {
				shared[field]++
			}
		}
	}
	for field, count := range shared {
		if count == len(choices) {
			mapping.PropertyName = field
			return &mapping
		}
	}
	return nil
}
