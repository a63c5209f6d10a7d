// Package fhir says an instrument as a Questionnaire of FHIR R4, and reads a
// QuestionnaireResponse that answers one. Of a response it takes the answers alone:
// what says who somebody is, or when they answered, is refused.
//
// A Questionnaire asks in one voice, one variant and one language, and its url says
// in which. So two that ask in other words are never taken for each other.
//
// Source: https://hl7.org/fhir/R4/questionnaire.html and
// https://hl7.org/fhir/R4/questionnaireresponse.html
package fhir
