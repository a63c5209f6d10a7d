package api

import (
	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/calendar"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

const calendarType = "text/calendar"

// showClosingDay gives the last day of an assessment to keep in a calendar.
//
//	@Summary		Put the last day in a calendar
//	@Description	When the assessment closes, as an event for calendars (RFC 5545). Taken again after a change, it takes the place of the one before. Without a last day it is 404.
//	@ID				showClosingDay
//	@Tags			assessments
//	@Security		bearer
//	@Produce		text/calendar
//	@Param			id		path	string	true	"The assessment"
//	@Param			variant	query	string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param			Accept-Language	header	string	false	"Which language, where there is one"
//	@Success		200	{string}	string
//	@Header			200	{string}	Content-Language	"The language of the texts"
//	@Header			200	{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/assessments/{id}/closing.ics [get]
func (s *server) showClosingDay(c *gin.Context) error {
	if _, err := edge.Preferred(c, calendarType); err != nil {
		return err
	}
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	found, err := s.Service.Assessment(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	event, err := calendar.ClosingOf(&found, s.Sentences.For(locale.Languages, locale.Variant))
	if err != nil {
		return err
	}
	sayLanguage(c, event.Lang)
	c.Header("Content-Disposition", `attachment; filename="closing.ics"`)
	return send(c, privately, calendar.MediaType, event.Bytes())
}
