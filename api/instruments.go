package api

import (
	"fmt"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/fhir"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/surveyjs"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// instrumentPages holds the body of every instrument in all its words, written
// once: a published version never changes.
type instrumentPages map[*instrument.Words]page

func newInstrumentPages(catalogue *instrument.Catalogue) instrumentPages {
	pages := instrumentPages{}
	for _, in := range catalogue.All() {
		for i := range in.Words {
			words := &in.Words[i]
			pages[words] = newPage(encode(newInstrument(in, words)))
		}
	}
	return pages
}

// listInstruments lists the newest version of each instrument.
//
//	@Summary		List the instruments
//	@Description	The newest version of each, by id.
//	@ID				listInstruments
//	@Tags			instruments
//	@Param		limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param		cursor	query		string	false	"Where to go on: next of the page before"
//	@Param		variant	query		string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param		Accept-Language	header	string	false	"Which language, where there is one"
//	@Success	200		{object}	InstrumentList
//	@Header	200	{string}	Content-Language	"The language of the texts"
//	@Router		/v1/instruments [get]
func (s *server) listInstruments(c *gin.Context) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	asked, err := pageOf(c)
	if err != nil {
		return err
	}
	latest := s.Catalogue.Latest()
	list := InstrumentList{Items: []InstrumentSummary{}}
	for _, in := range latest {
		if in.ID <= asked.after {
			continue
		}
		if len(list.Items) == asked.limit {
			list.Next = nextPage(c, list.Items[len(list.Items)-1].ID)
			break
		}
		list.Items = append(list.Items, InstrumentSummary{newInstrumentHead(in, locale.words(in)), s.Catalogue.Versions(in.ID)})
	}
	sayLanguage(c, list.languages()...)
	c.Header("Cache-Control", "no-cache")
	return writeJSON(c, list)
}

// latestInstrument shows the newest version of an instrument.
//
//	@Summary		Show the newest version of an instrument
//	@Description	The next version takes its place here. To keep one, ask for its version. A version is there in other forms, too.
//	@ID				latestInstrument
//	@Tags			instruments
//	@Param		id		path		string	true	"Its id, such as coproduction-ladder"
//	@Param		variant	query		string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param		Accept-Language	header	string	false	"Which language, where there is one"
//	@Success	200		{object}	Instrument
//	@Header	200	{string}	Content-Language	"The language of the texts"
//	@Header		200		{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router		/v1/instruments/{id} [get]
func (s *server) latestInstrument(c *gin.Context) error {
	return s.showInstrument(c, "", "no-cache", instrumentForm{mediaType: jsonType})
}

// instrumentVersion shows one version of an instrument.
//
//	@Summary		Show one version of an instrument
//	@Description	A published version never changes: keep it as long as you like. Also as a FHIR R4 Questionnaire and as a SurveyJS model.
//	@ID				instrumentVersion
//	@Tags			instruments
//	@Produce		json,application/fhir+json,application/vnd.surveyjs+json
//	@Param			id		path		string	true	"Its id, such as coproduction-ladder"
//	@Param			version	path		string	true	"Its version, such as 0.8.0"
//	@Param			variant	query		string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param		Accept-Language	header	string	false	"Which language, where there is one"
//	@Param		voice	query		string	false	"In whose words a FHIR Questionnaire or a SurveyJS model asks. The JSON has both"	Enums(lived, learnt)	default(lived)
//	@Param		as	query		string	false	"surveyjs for a SurveyJS model, whatever else you accept"	Enums(surveyjs)
//	@Success		200		{object}	Instrument
//	@Header	200	{string}	Content-Language	"The language of the texts"
//	@Header			200		{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/instruments/{id}/versions/{version} [get]
func (s *server) instrumentVersion(c *gin.Context) error {
	form, err := instrumentFormOf(c)
	if err != nil {
		return err
	}
	c.Writer.Header().Add("Vary", "Accept")
	return s.showInstrument(c, c.Param("version"), "public, max-age=31536000, immutable", form)
}

func (s *server) showInstrument(c *gin.Context, version, caching string, form instrumentForm) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	in := s.Catalogue.Find(c.Param("id"), version)
	if in == nil {
		return edge.NotFound.Problem("There is no such instrument or version. /v1/instruments lists them.")
	}
	words := locale.words(in)
	sayLanguage(c, words.Lang)
	switch form.mediaType {
	case fhir.MediaType:
		return send(c, caching, fhir.MediaType, encode(fhir.QuestionnaireOf(in, words, form.voice, s.Base(c))))
	case surveyjs.MediaType:
		return send(c, caching, surveyjs.MediaType, encode(surveyjs.ModelOf(in, words, form.voice)))
	}
	return s.instruments[words].send(c, caching, jsonType)
}

// instrumentForm is how somebody wants an instrument.
type instrumentForm struct {
	mediaType string
	voice     scoring.Voice // in whose words; the JSON has both
}

// instrumentFormOf reads Accept, ?as= and ?voice=.
func instrumentFormOf(c *gin.Context) (instrumentForm, error) {
	offers := []string{jsonType, fhir.MediaType, surveyjs.MediaType}
	as, named := c.GetQuery("as")
	switch {
	case named && as != "surveyjs":
		return instrumentForm{}, edge.Malformed.Problem(fmt.Sprintf("as is %.80q. Use surveyjs, or leave it out.", as))
	case named:
		offers = []string{surveyjs.MediaType, jsonType} // which it is, too
	}
	mediaType, err := edge.Preferred(c, offers...)
	if err != nil {
		return instrumentForm{}, err
	}
	if named {
		mediaType = surveyjs.MediaType
	}
	form := instrumentForm{mediaType, scoring.Lived}
	given, chosen := c.GetQuery("voice")
	if !chosen {
		return form, nil
	}
	if mediaType == jsonType {
		return form, edge.Malformed.Problem("The JSON has the words for both voices. Leave voice out.")
	}
	if form.voice, chosen = scoring.ParseVoice(given); !chosen {
		return form, edge.Malformed.Problem(fmt.Sprintf("There is no voice %.80q. Use lived or learnt.", given))
	}
	return form, nil
}
