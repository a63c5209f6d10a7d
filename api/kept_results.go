package api

import (
	"github.com/gin-gonic/gin"
	lru "github.com/hashicorp/golang-lru"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// mostKept is how many results are kept as they were sent. Each is some 20,000 bytes.
const mostKept = 400

// keptResults are the results that were read lately, as they were sent. What one says
// follows from its assessment, which nobody changes once it is closed, and from the words
// and the sentences of this release. So they are kept in memory alone: another release
// may put them in other words, and what is erased must not stay in a table.
type keptResults struct{ sent *lru.Cache }

// sentResult is a result as it was sent.
type sentResult struct {
	page
	languages []string
}

// whichResult is what a document of a result depends on.
type whichResult struct {
	assessment string
	revision   int
	words      *instrument.Words
	said       *sentences.Sentences
}

func newKeptResults() keptResults {
	sent, err := lru.New(mostKept)
	if err != nil {
		panic(err) // only of a size that is none
	}
	return keptResults{sent}
}

// sendResult replies with the document of a result that the caller may read.
func (s *server) sendResult(c *gin.Context, of *assessments.Assessment, locale Locale) error {
	sent, err := s.sentResult(c, of, locale)
	if err != nil {
		return err
	}
	sayLanguage(c, sent.languages...)
	return sent.send(c, privately, jsonType)
}

// sentResult returns the document as it was sent before, or as it is sent from now on.
func (s *server) sentResult(c *gin.Context, of *assessments.Assessment, locale Locale) (sentResult, error) {
	which := whichResult{assessment: of.ID, revision: of.Revision}
	if in := s.Catalogue.Find(of.Instrument, of.Version); in != nil {
		which.words = locale.words(in)
		which.said = s.said(locale, which.words)
		if sent, found := s.kept.sent.Get(which); found {
			return sent.(sentResult), nil
		}
	}
	stored, err := s.Service.ResultOf(c.Request.Context(), of)
	if err != nil {
		return sentResult{}, err
	}
	document := stored.Document(which.words, which.said)
	sent := sentResult{newPage(encode(document)), languagesOf(&document.Document)}
	s.kept.sent.Add(which, sent)
	return sent, nil
}
