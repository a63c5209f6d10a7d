package openapi

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// meanings is what a field is for that says nothing of its own, by its name. A name
// stands here when it means the same wherever it is. Any other field has a comment.
var meanings = map[string]string{
	"id": "Its id, which never changes", "name": "What it is called", "title": "What it is called", "items": "What is on this page, in order",
	"state": "How it stands now", "status": "How it stands", "version": "Its version", "digest": "Tells whether something is the same, to the byte",
	"text": "The words", "lang": "The language of the words", "variant": "Which words: standard, or easy_read for Easy Read", "variants": "In which words it can be read",
	"created_at": "When it was made", "updated_at": "When it last changed", "opens_at": "When it begins", "closes_at": "When it closes by itself",
	"closed_at": "When it was closed", "expires_at": "When it ends", "revoked_at": "When it was revoked", "freeze_at": "When it is frozen", "frozen_at": "When it was frozen", "decided_at": "When that was decided",
	"declared_at": "When it was declared", "exported_at": "When this was taken",
	"organisation_id": "Which organisation", "assessment_id": "Which assessment", "partner_id": "Which partner",
	"external_id": "A caller's own reference", "contact": "Whom to ask, in their own words", "country": "Where it is", "region": "Where in the United Kingdom", "sector": "What it does",
	"annual_income": "Whole pounds", "led_by_lived_experience": "Whether people with lived experience lead it", "identifiers": "Its numbers in public registers",
	"instrument": "Which questionnaire", "scope": "individual: one person's support; service: a service; strategic: how the organisation decides",
	"voice": "lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees",
	"lived": "For people with lived experience", "learnt": "For staff, volunteers and trustees", "people": "How many people",
	"level": "The rung: 1 is the lowest", "rung": "Which rung", "rungs": "The rungs, the lowest first", "stance": "Whether things are done to, for or with people", "index": "0 is the lowest and 100 the highest",
	"principles": "The four principles, in the questionnaire's order", "principle": "Which principle", "areas": "The four areas, in the questionnaire's order", "area": "Which area",
	"question": "Which question", "questions": "The questions", "answers": "The answer to each question, by its id", "notes": "What people wrote, by question", "choices": "What can be chosen, the lowest first",
	"purpose": "What it is agreed for", "period": "Which period", "periods": "Which periods", "role": "Who holds it", "made_by": "Who made it", "owner": "Who does it", "due": "By when",
	"target_rung": "The rung that is aimed at", "support": "Whether somebody helped, or answered for them", "private_notes": "The questions whose notes are shown to nobody",
	"gap": "How far the two voices are apart", "reason": "Why there is no figure", "flags": "What to look at", "languages": "In which languages it can be read",
	"url": "Its address", "key": "The key", "median_stance": "The stance in the middle", "summary": "What it is, in a sentence or two", "description": "What it means",
}

// giveMeaning says what each field is for that says nothing.
func giveMeaning(doc *openapi3.T) {
	for _, schema := range doc.Components.Schemas {
		for name, property := range schema.Value.Properties {
			if saysNothing(property) {
				property.Value.Description = meanings[name]
			}
		}
	}
}

// saysNothing tells whether nobody described a field. One that is a schema of the
// document, or null, is described there.
func saysNothing(field *openapi3.SchemaRef) bool {
	if field.Ref != "" || field.Value.Description != "" {
		return false
	}
	leads := func(part *openapi3.SchemaRef) bool { return part.Ref != "" }
	return !slices.ContainsFunc(slices.Concat(field.Value.AnyOf, field.Value.AllOf), leads)
}

// CheckWhole names all that a document leaves open which [Convert] made: schemas and
// fields that nobody described, and bodies without an example.
func CheckWhole(document []byte) error {
	doc, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		return fmt.Errorf("reading OpenAPI: %w", err)
	}
	var faults []error
	for _, op := range operations(doc) {
		if !op.takesBody() {
			continue
		}
		content := op.RequestBody.Value.Content
		for _, form := range slices.Sorted(maps.Keys(content)) {
			if content[form].Example == nil {
				faults = append(faults, fmt.Errorf("%s %s: no example of a body in %s: add @%s", op.method, op.path, form, example))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(doc.Components.Schemas)) {
		schema := doc.Components.Schemas[name].Value
		if schema.Description == "" {
			faults = append(faults, fmt.Errorf("schema %s: write a comment above the type", name))
		}
		for _, field := range slices.Sorted(maps.Keys(schema.Properties)) {
			property := schema.Properties[field]
			if saysNothing(property) {
				faults = append(faults, fmt.Errorf("schema %s: %s says nothing: write a comment above the field", name, field))
			}
		}
	}
	return errors.Join(faults...)
}
