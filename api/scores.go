package api

import (
	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/assessments/result"
)

// score scores answers without storing anything.
//
//	@Summary		Score answers
//	@Description	Nothing is stored. The same answers always give the same result. `docs/scoring.md` has the rules, `docs/receipt.md` how to recompute the receipt.
//	@ID				score
//	@Tags			scores
//	@Param			variant	query		string			false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param		Accept-Language	header	string	false	"Which language, where there is one"
//	@Param			request	body		intake.ScoreRequest	true	"At most 8 MiB and 10,000 responses"
//	@Success		200		{object}	result.Document
//	@Header	200	{string}	Content-Language	"The language of the texts"
//	@x-example		{"responses": [{"voice": "learnt", "people": 9, "answers": {"equality-culture": "6", "equality-structure": "dont_know"}}]}
//	@Router			/v1/scores [post]
func (s *server) score(c *gin.Context) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	body, err := readBody(c, intake.MaxScoreBytes)
	if err != nil {
		return err
	}
	scored, err := intake.Score(s.Catalogue, body)
	if err != nil {
		return err
	}
	words := locale.words(scored.Instrument)
	document := result.New(scored, words, s.said(locale, words))
	c.Header("Cache-Control", "no-store")
	sayLanguage(c, languagesOf(document)...)
	return writeJSON(c, document)
}

// languagesOf lists the languages of a result's texts.
func languagesOf(document *result.Document) []string {
	return append([]string{document.Lang, document.ExplanationLang}, document.ExplanationLangs...)
}
