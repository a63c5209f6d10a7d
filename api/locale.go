package api

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Locale is how somebody wants to read texts.
type Locale struct {
	Languages []language.Tag // the most wanted first; none for the instrument's own
	Variant   instrument.Variant
}

// words returns the words of an instrument nearest to what the reader wants.
func (l Locale) words(in *instrument.Instrument) *instrument.Words {
	return in.WordsFor(l.Languages, l.Variant)
}

// said returns the sentences that stand beside words, as the reader wants them.
func (s *server) said(l Locale, words *instrument.Words) *sentences.Sentences {
	return s.Sentences.Beside(words, l.Languages...)
}

// localeOf reads Accept-Language and ?variant=. A language header that cannot
// be read is as good as none.
func localeOf(c *gin.Context) (Locale, error) {
	tags, _, err := language.ParseAcceptLanguage(edge.Header(c, "Accept-Language"))
	if err != nil {
		tags = nil
	}
	variant, err := oneOf(c, "variant", instrument.Variants)
	return Locale{Languages: tags, Variant: cmp.Or(variant, instrument.Standard)}, err
}

// sayLanguage names the languages of a reply, each once, and what its text depends
// on.
func sayLanguage(c *gin.Context, languages ...string) {
	var once []string
	for _, lang := range languages {
		if !slices.Contains(once, lang) {
			once = append(once, lang)
		}
	}
	c.Header("Content-Language", strings.Join(once, ", "))
	c.Writer.Header().Add("Vary", "Accept-Language")
}
