// Package surveyjs says an instrument as a survey for SurveyJS. What such a survey
// gives back is what the API takes as answers: a code by the id of each question.
//
// Source: https://surveyjs.io/form-library/documentation/design-survey/create-a-simple-survey
package surveyjs

import (
	"strconv"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// MediaType is what a model is called where media types are chosen from. SurveyJS
// itself has no name for it.
const MediaType = "application/vnd.surveyjs+json"

// Model is a survey.
type Model struct {
	Locale      string `json:"locale"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Pages       []Page `json:"pages"`
	// One question at a time, as people have it here
	QuestionsOnPage string `json:"questionsOnPageMode"`
}

// Page is some questions.
type Page struct {
	Name     string     `json:"name"`
	Elements []Question `json:"elements"`
}

// Question is one with its choices.
type Question struct {
	Type        string   `json:"type"`
	Name        string   `json:"name"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Choices     []Choice `json:"choices"`
	CanBeTaken  bool     `json:"showClearButton"` // back again
}

// Choice is one of them.
type Choice struct {
	Value string `json:"value"`
	Text  string `json:"text"`
}

// ModelOf says an instrument as a survey in one voice and in some words.
func ModelOf(in *instrument.Instrument, words *instrument.Words, voice scoring.Voice) *Model {
	page := Page{Name: in.ID}
	for _, question := range in.Questions {
		said := words.Questions[question.ID]
		one := Question{Type: "radiogroup", Name: question.ID, Title: voice.Asked(&said), Description: said.Help, CanBeTaken: true}
		if said.Example != "" {
			one.Description += " " + said.Example
		}
		for level := 1; level <= in.Top(); level++ {
			one.Choices = append(one.Choices, Choice{strconv.Itoa(level), said.Choices[level]})
		}
		for _, code := range instrument.Unscored {
			one.Choices = append(one.Choices, Choice{code, words.Unscored[code]})
		}
		page.Elements = append(page.Elements, one)
	}
	return &Model{words.Lang, words.Title, words.Summary + " " + words.Privacy, []Page{page}, "questionPerPage"}
}
