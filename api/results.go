package api

import (
	"cmp"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/picture"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

const (
	csvType = "text/csv"
	svgType = "image/svg+xml"
)

// showResult shows the result of a closed assessment.
//
//	@Summary		Read a result
//	@Description	As JSON, as a line of a table, or as a picture. Numbers never change; texts come in the reader's words. Also with a response key or a result link.
//	@ID				showResult
//	@Tags			results
//	@Security		bearer
//	@Produce		json,text/csv,image/svg+xml
//	@Param			id		path	string	true	"The assessment"
//	@Param			variant	query	string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param			width	query	string	false	"For what a picture is: a phone, or the width of a page"	Enums(phone, wide)	default(phone)
//	@Param			bom		query	int		false	"1 for a table that Excel opens with all letters right"	Enums(1)
//	@Param			Accept-Language	header	string	false	"Which language, where there is one"
//	@Success		200	{object}	result.StoredDocument
//	@Header			200	{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Failure		409	{object}	Problem
//	@Router			/v1/assessments/{id}/result [get]
func (s *server) showResult(c *gin.Context) error {
	format, err := edge.Preferred(c, jsonType, csvType, svgType)
	if err != nil {
		return err
	}
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	width, err := widthOf(c)
	if err != nil {
		return err
	}
	of, err := s.Service.Readable(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	c.Writer.Header().Add("Vary", "Accept")
	if format == jsonType {
		return s.sendResult(c, &of, locale)
	}
	stored, err := s.Service.ResultOf(c.Request.Context(), &of)
	if err != nil {
		return err
	}
	body, err := s.written(c, &stored, locale, format, width)
	if err != nil {
		return err
	}
	if format == csvType {
		c.Header("Content-Disposition", `attachment; filename="result-`+stored.Assessment.ID+`.csv"`)
		format += "; charset=utf-8"
	}
	return send(c, privately, format, body)
}

// written is a result as a table or as a picture, in the words of its reader. It names the
// languages of those.
func (s *server) written(c *gin.Context, stored *assessments.StoredResult, locale Locale, format string, width picture.Width) ([]byte, error) {
	words := locale.words(stored.Instrument)
	said := s.said(locale, words)
	if format == svgType {
		view, err := s.drawn(c, stored, words, said)
		if err != nil {
			return nil, err
		}
		sayLanguage(c, words.Lang, view.Lang())
		return view.SVG(width), nil
	}
	document := stored.Document(words, said)
	sayLanguage(c, languagesOf(&document.Document)...)
	return marked(c, document.Table())
}

// drawn is the picture of a result, with where the organisation stood before for
// those who may read that too.
func (s *server) drawn(c *gin.Context, stored *assessments.StoredResult, words *instrument.Words, said *sentences.Sentences) (*picture.View, error) {
	options := picture.Options{
		Title: stored.Assessment.Title, Closed: stored.Assessment.ClosedAt, Target: stored.Assessment.Target, Minimums: stored.Minimums,
	}
	before, err := s.Service.Before(c.Request.Context(), edge.CallerOf(c), stored)
	if err != nil {
		return nil, err
	}
	if before != nil {
		options.Before = &picture.Before{Result: before.Result, Closed: before.Assessment.ClosedAt}
	}
	return picture.Of(stored.Instrument, words, stored.Result, options, said), nil
}

// widthOf reads ?width=, for what a picture is wanted.
func widthOf(c *gin.Context) (picture.Width, error) {
	width, err := oneOf(c, "width", picture.Widths)
	return cmp.Or(width, picture.Phone), err
}

// Note is what somebody wrote about a question. It says neither who nor when,
// nor in which voice.
type Note struct {
	Question string `json:"question" example:"equality-culture"`
	Text     string `json:"text" example:"We were asked first."`
}

func newNote(n *assessments.KeptNote) Note { return Note{n.Question, n.Text} }

// NoteList is one page of notes.
type NoteList struct {
	Items []Note `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// listNotes lists what people wrote.
//
//	@Summary		List the notes of a result
//	@Description	Shuffled, without the private ones. There are none unless each heard side that answered alone has at least 5 responses.
//	@ID				listNotes
//	@Tags			results
//	@Security		bearer
//	@Param			id		path		string	true	"The assessment"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	NoteList
//	@Failure		409	{object}	Problem
//	@Router			/v1/assessments/{id}/result/notes [get]
func (s *server) listNotes(c *gin.Context) error {
	return writeList(c, newNote, func(n *assessments.KeptNote) string { return n.ID },
		func(page access.Page) (access.List[assessments.KeptNote], error) {
			return s.Service.Notes(c.Request.Context(), edge.CallerOf(c), c.Param("id"), page)
		})
}

// LinkRequest asks for a link.
type LinkRequest struct {
	// At most a year from now; 30 days when left out
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

// Link lets whoever has its key read one result.
type Link struct {
	ID    string `json:"id" format:"uuid"`
	State string `json:"state" enums:"active,expired,revoked" example:"active"`
	Maker
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt time.Time  `json:"expires_at"`
	RevokedAt *time.Time `json:"revoked_at" extensions:"x-nullable"`
}

// LinkCreated is a new link.
type LinkCreated struct {
	Link
	KeyOnce
	// Where a person can read the result with it. null when it was shown before
	URL *string `json:"url" extensions:"x-nullable" example:"https://rungs.example.org/result#…"`
}

// LinkList is one page of links.
type LinkList struct {
	Items []Link `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func (s *server) newLink(l *assessments.Link) Link {
	return Link{l.ID, string(l.State(s.Now())), newMaker(&l.Maker), l.CreatedAt, l.ExpiresAt, timeOf(l.RevokedAt)}
}

// createLink makes a link to a result.
//
//	@Summary		Share a result by a link
//	@Description	Whoever has the key can read this one result and nothing else, until the link expires or is revoked. One that a partner makes ends with the grant.
//	@ID				createLink
//	@Tags			results
//	@Security		bearer
//	@Param			id				path		string		true	"The assessment"
//	@Param			Idempotency-Key	header		string		false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		LinkRequest	true	"Until when"
//	@Success		201				{object}	LinkCreated
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"expires_at": "2026-12-31T00:00:00Z"}
//	@Router			/v1/assessments/{id}/result/links [post]
func (s *server) createLink(c *gin.Context) error {
	body, request, err := bodyOf[LinkRequest](c)
	if err != nil {
		return err
	}
	show := func(created *assessments.NewLink, secrets bool) creation {
		out := LinkCreated{Link: s.newLink(&created.Link), KeyOnce: keyOnce(created.Secret, secrets)}
		if secrets {
			out.URL = orNull(s.Base(c) + "/result#" + created.Assessment + "." + created.Secret.Reveal())
		}
		return creation{c.Request.URL.Path + "/" + created.ID, "", out}
	}
	return create(s, c, body, show, func(once *access.IdempotencyKey[assessments.NewLink]) (assessments.NewLink, error) {
		return s.Service.CreateLink(c.Request.Context(), edge.CallerOf(c), c.Param("id"), endOf(request.ExpiresAt), once)
	})
}

// listLinks lists the links to a result.
//
//	@Summary		List the links to a result
//	@Description	Those that ended, too.
//	@ID				listLinks
//	@Tags			results
//	@Security		bearer
//	@Param			id		path		string	true	"The assessment"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	LinkList
//	@Router			/v1/assessments/{id}/result/links [get]
func (s *server) listLinks(c *gin.Context) error {
	return writeList(c, s.newLink, func(l *assessments.Link) string { return l.ID },
		func(page access.Page) (access.List[assessments.Link], error) {
			return s.Service.Links(c.Request.Context(), edge.CallerOf(c), c.Param("id"), page)
		})
}

// showLink shows one link.
//
//	@Summary		Show a link to a result
//	@Description	Whether it still works and who made it. Its address is not shown again.
//	@ID				showLink
//	@Tags			results
//	@Security		bearer
//	@Param			id	path		string	true	"The assessment"
//	@Param			link	path		string	true	"The id of the link"
//	@Success		200	{object}	Link
//	@Header			200	{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/assessments/{id}/result/links/{link} [get]
func (s *server) showLink(c *gin.Context) error {
	found, err := s.Service.Link(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("link"))
	if err != nil {
		return err
	}
	return send(c, privately, jsonType, encode(s.newLink(&found)))
}

// revokeLink ends a link.
//
//	@Summary		Revoke a link to a result
//	@Description	It stops working at once and stays in the list as revoked.
//	@ID				revokeLink
//	@Tags			results
//	@Security		bearer
//	@Param			id		path	string	true	"The assessment"
//	@Param			link	path	string	true	"The id of the link"
//	@Success		204
//	@Router			/v1/assessments/{id}/result/links/{link} [delete]
func (s *server) revokeLink(c *gin.Context) error {
	if err := s.Service.RevokeLink(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("link")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// showProgress shows how an organisation has moved.
//
//	@Summary		Follow an organisation over time
//	@Description	Its closed results, the oldest first. Each says what changed since the latest before it that it can be compared with, or why there is none.
//	@ID				showProgress
//	@Tags			results
//	@Security		bearer
//	@Param			id		path		string	true	"The organisation"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Param			variant	query		string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param			Accept-Language	header	string	false	"Which language, where there is one"
//	@Success		200		{object}	ProgressList
//	@Router			/v1/organisations/{id}/progress [get]
func (s *server) showProgress(c *gin.Context) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	show := func(p *assessments.Progress) Progress {
		words := locale.words(p.Instrument)
		return newProgress(p, words, s.said(locale, words))
	}
	return writeList(c, show, func(p *assessments.Progress) string { return p.Assessment.ID },
		func(page access.Page) (access.List[assessments.Progress], error) {
			return s.Service.Progress(c.Request.Context(), edge.CallerOf(c), c.Param("id"), page)
		})
}
