package fhir

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// MediaType is that of FHIR in JSON.
const MediaType = "application/fhir+json"

// Published is where the names stand of what comes with the program. They are names,
// and nothing is fetched from there.
const Published = "https://github.com/sevenrungs/sevenrungs/fhir"

// Questionnaire is an instrument in one voice and in some words.
type Questionnaire struct {
	ResourceType string `json:"resourceType"`
	Language     string `json:"language"`
	URL          string `json:"url"`
	Version      string `json:"version"`
	Name         string `json:"name"`
	Title        string `json:"title"`
	Status       string `json:"status"`
	Description  string `json:"description"`
	Copyright    string `json:"copyright,omitempty"`
	Item         []Item `json:"item"`
}

// Item is a question, or words beside one.
type Item struct {
	Extension    []Extension    `json:"extension,omitempty"`
	LinkID       string         `json:"linkId"`
	Text         string         `json:"text"`
	Type         string         `json:"type"`
	AnswerOption []AnswerOption `json:"answerOption,omitempty"`
	Item         []Item         `json:"item,omitempty"`
}

// AnswerOption is a choice.
type AnswerOption struct {
	ValueCoding Coding `json:"valueCoding"`
}

// Coding is a code, and what it says.
type Coding struct {
	System  string `json:"system"`
	Version string `json:"version,omitempty"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

// Extension says what words are for.
type Extension struct {
	URL     string  `json:"url"`
	Concept Concept `json:"valueCodeableConcept"`
}

// Concept is what one or more codes stand for.
type Concept struct {
	Coding []Coding `json:"coding"`
}

// The types of items that there are.
const (
	display = "display"
	choice  = "choice"
)

// QuestionnaireOf says an instrument in FHIR. An instrument that does not come with
// the program has its names at an address of the service, since another service may
// have another of the same id.
func QuestionnaireOf(in *instrument.Instrument, words *instrument.Words, voice scoring.Voice, service string) *Questionnaire {
	q := &Questionnaire{
		ResourceType: "Questionnaire", Language: words.Lang, URL: urlOf(in, words, voice, service), Version: in.Version,
		Name: nameOf(in, voice), Title: words.Title, Status: "active", Description: words.Summary, Copyright: copyrightOf(in),
		Item: []Item{{LinkID: "about:privacy", Text: words.Privacy, Type: display}},
	}
	for i := range in.Questions {
		q.Item = append(q.Item, itemOf(in, words, voice, in.Questions[i].ID, systemOf(in, in.Questions[i].ID, service)))
	}
	return q
}

// itemOf is a question. Nothing is required: nobody has to answer.
func itemOf(in *instrument.Instrument, words *instrument.Words, voice scoring.Voice, question, system string) Item {
	said := words.Questions[question]
	item := Item{LinkID: question, Text: voice.Asked(&said), Type: choice, Item: []Item{{
		Extension: []Extension{shownAs("help")}, LinkID: question + ".help", Text: said.Help, Type: display,
	}}}
	if said.Example != "" {
		item.Item = append(item.Item, Item{LinkID: question + ".example", Text: said.Example, Type: display})
	}
	for level := 1; level <= in.Top(); level++ {
		item.AnswerOption = append(item.AnswerOption, AnswerOption{Coding{system, in.Version, strconv.Itoa(level), said.Choices[level]}})
	}
	for _, code := range instrument.Unscored {
		item.AnswerOption = append(item.AnswerOption, AnswerOption{Coding{system, in.Version, code, words.Unscored[code]}})
	}
	return item
}

// shownAs says how words are shown.
// Source: https://hl7.org/fhir/R4/extension-questionnaire-itemcontrol.html
func shownAs(control string) Extension {
	return Extension{
		"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
		Concept{[]Coding{{System: "http://hl7.org/fhir/questionnaire-item-control", Code: control}}},
	}
}

// space is where the names of an instrument stand.
func space(in *instrument.Instrument, service string) string {
	if in.Published() {
		return Published
	}
	return service + "/fhir"
}

// urlOf names a questionnaire in one voice and some words, whatever its version.
func urlOf(in *instrument.Instrument, words *instrument.Words, voice scoring.Voice, service string) string {
	return strings.Join([]string{space(in, service), "Questionnaire", in.ID, voice.String(), string(words.Variant), words.Lang}, "/")
}

// systemOf names the codes of a question: the same code says something else in
// another.
func systemOf(in *instrument.Instrument, question, service string) string {
	return strings.Join([]string{space(in, service), "CodeSystem", in.ID, question}, "/")
}

// nameOf is a name for programs: a capital, then letters, digits and underscores.
func nameOf(in *instrument.Instrument, voice scoring.Voice) string {
	return "Q_" + strings.ReplaceAll(in.ID, "-", "_") + "_" + voice.String()
}

// copyrightOf says whose ideas an instrument uses.
func copyrightOf(in *instrument.Instrument) string {
	var lines []string
	for _, source := range in.Sources {
		lines = append(lines, fmt.Sprintf("%s: %s %s", source.Name, source.Credit, source.URL))
	}
	return strings.Join(lines, "\n")
}
