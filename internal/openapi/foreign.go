package openapi

import "github.com/getkin/kin-openapi/openapi3"

// foreign are forms of JSON that others describe, and where they do.
var foreign = map[string]string{
	"application/fhir+json":         "FHIR R4: https://hl7.org/fhir/R4/questionnaire.html and https://hl7.org/fhir/R4/questionnaireresponse.html",
	"application/ld+json":           "DCAT 3 in JSON-LD: https://www.w3.org/TR/vocab-dcat-3/",
	"application/vnd.surveyjs+json": "A model for SurveyJS: https://surveyjs.io/form-library/documentation/design-survey/create-a-simple-survey",
}

// liftForeign takes the schema of our JSON from forms that are not ours, and says
// where theirs is.
func liftForeign(content openapi3.Content) {
	for mediaType, media := range content {
		about, isForeign := foreign[mediaType]
		if !isForeign {
			continue
		}
		other := *media // all forms have the one
		schema := openapi3.NewObjectSchema()
		schema.Description = about
		other.Schema = schema.NewRef()
		content[mediaType] = &other
	}
}
