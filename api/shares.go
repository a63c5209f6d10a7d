package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// ShareRequest says what an organisation agrees to.
type ShareRequest struct {
	Purpose string `json:"purpose" enums:"programme,public_benchmark,named" example:"programme"`
	// The code that the funder gave you; not for the public benchmark
	ProgrammeCode string `json:"programme_code,omitempty" example:"7K3F-9QXD-2M5T"`
	// The version of the text at /v1/share-texts that you read
	TextVersion string `json:"text_version" example:"2"`
	// Until when; for good when left out
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

// Share is what an organisation agreed to.
type Share struct {
	ID      string `json:"id" format:"uuid"`
	Purpose string `json:"purpose" enums:"programme,public_benchmark,named" example:"programme"`
	// null for the public benchmark
	ProgrammeID *string `json:"programme_id" extensions:"x-nullable" format:"uuid"`
	// What was agreed to, and whose it is; null for the public benchmark
	Programme *OfferedProgramme `json:"programme" extensions:"x-nullable"`
	Funder    *OfferingFunder   `json:"funder" extensions:"x-nullable"`
	// The key that agreed; null where that is not known
	AgreedBy *AgreedBy `json:"agreed_by" extensions:"x-nullable"`
	// The version of the text that was agreed to
	TextVersion string     `json:"text_version" example:"2"`
	State       string     `json:"state" enums:"granted,withdrawn,expired" example:"granted"`
	ExpiresAt   *time.Time `json:"expires_at" extensions:"x-nullable"`
	// What happened, the oldest first
	History []ShareEvent `json:"history"`
}

// AgreedBy is the key that agreed to a share.
type AgreedBy struct {
	// Its id in the list of keys
	KeyID string `json:"key_id" format:"uuid"`
	// What it was called then
	KeyName string `json:"key_name" example:"Our website"`
	// Who made the first of the keys that it goes back to, as the list of keys says
	Origin string `json:"origin" enums:"operator,organisation,claim" example:"organisation"`
}

// ShareEvent is something that happened to a share.
type ShareEvent struct {
	State string `json:"state" enums:"granted,withdrawn,expired" example:"granted"`
	// When that was
	At time.Time `json:"at" format:"date-time"`
}

// ShareList is one page of shares.
type ShareList struct {
	Items []Share `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

// ShareTexts are what an organisation agrees to.
type ShareTexts struct {
	Version string `json:"version" example:"2"`
	Lang    string `json:"lang" example:"en"`
	Variant string `json:"variant" enums:"standard,easy_read" example:"standard"`
	// One for each purpose
	Texts []ShareText `json:"texts"`
}

// ShareText is the text of one purpose.
type ShareText struct {
	Purpose string `json:"purpose" enums:"programme,public_benchmark,named" example:"programme"`
	Title   string `json:"title" example:"Be counted in a funder's programme"`
	// What it means, sentence by sentence
	Sentences []string `json:"sentences"`
}

// SharePreview is what a share gives away before the freeze.
type SharePreview struct {
	Status string `json:"status" enums:"not_yet" example:"not_yet"`
	// What will be used
	Enters []string `json:"enters"`
}

func (s *server) newShare(share *comparisons.Share) Share {
	now := s.Now()
	out := Share{
		ID: share.ID, Purpose: string(share.Purpose), ProgrammeID: orNull(share.Programme), TextVersion: share.TextVersion,
		State: string(share.State(now)), ExpiresAt: timeOf(share.ExpiresAt),
		History: []ShareEvent{{string(comparisons.ShareGranted), share.GrantedAt}},
	}
	if with := share.With; with != nil {
		offer := newOffer(with)
		out.Programme, out.Funder = &offer.Programme, &offer.Funder
	}
	if by := share.Key; by.ID != "" {
		out.AgreedBy = &AgreedBy{by.ID, by.Name, string(by.Origin)}
	}
	switch share.State(now) {
	case comparisons.ShareWithdrawn:
		out.History = append(out.History, ShareEvent{out.State, share.WithdrawnAt})
	case comparisons.ShareExpired:
		out.History = append(out.History, ShareEvent{out.State, share.ExpiresAt})
	case comparisons.ShareGranted:
	}
	return out
}

// shareTexts shows what an organisation agrees to.
//
//	@Summary		Read what sharing means
//	@Description	One text for each purpose, in plain words or in Easy Read. Both are one version. Send that with the share.
//	@ID				shareTexts
//	@Tags			sharing
//	@Param			variant	query	string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param			Accept-Language	header	string	false	"Which language, where there is one"
//	@Success		200	{object}	ShareTexts
//	@Router			/v1/share-texts [get]
func (s *server) shareTexts(c *gin.Context) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	texts, lang := comparisons.Consents(s.Sentences.For(locale.Languages, locale.Variant))
	c.Header("Cache-Control", "no-cache")
	sayLanguage(c, lang)
	return writeJSON(c, ShareTexts{comparisons.ConsentVersion, lang, string(locale.Variant), each(texts, func(t *comparisons.Consent) ShareText {
		return ShareText{string(t.Purpose), t.Title, t.Sentences}
	})})
}

// createShare keeps what an organisation agrees to.
//
//	@Summary		Agree to share
//	@Description	For one purpose. Only with the organisation's own key. One that goes back to the operator or a claim link can do so from 14 days after that on (403 till then, saying from when).
//	@ID				createShare
//	@Tags			sharing
//	@Security		bearer
//	@Param			id				path		string			true	"The organisation"
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		ShareRequest	true	"For what"
//	@Success		201				{object}	Share
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"purpose": "programme", "programme_code": "7K3F-9QXD-2M5T", "text_version": "2"}
//	@Router			/v1/organisations/{id}/shares [post]
func (s *server) createShare(c *gin.Context) error {
	body, request, err := bodyOf[ShareRequest](c)
	if err != nil {
		return err
	}
	show := func(created *comparisons.Share, _ bool) creation {
		return creation{c.Request.URL.Path + "/" + created.ID, "", s.newShare(created)}
	}
	in := comparisons.ShareInput{Purpose: request.Purpose, Code: request.ProgrammeCode, TextVersion: request.TextVersion, ExpiresAt: endOf(request.ExpiresAt)}
	return create(s, c, body, show, func(once *access.IdempotencyKey[comparisons.Share]) (comparisons.Share, error) {
		return s.Comparisons.CreateShare(c.Request.Context(), edge.CallerOf(c), c.Param("id"), in, once)
	})
}

// listShares lists what an organisation agreed to.
//
//	@Summary		List what an organisation shares
//	@Description	With its history; what ended, too.
//	@ID				listShares
//	@Tags			sharing
//	@Security		bearer
//	@Param			id		path		string	true	"The organisation"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	ShareList
//	@Router			/v1/organisations/{id}/shares [get]
func (s *server) listShares(c *gin.Context) error {
	return writeList(c, s.newShare, func(share *comparisons.Share) string { return share.ID },
		func(page access.Page) (access.List[comparisons.Share], error) {
			return s.Comparisons.Shares(c.Request.Context(), edge.CallerOf(c), c.Param("id"), page)
		})
}

// showShare shows one share.
//
//	@Summary		Show what an organisation agreed to
//	@Description	One share, with its history.
//	@ID				showShare
//	@Tags			sharing
//	@Security		bearer
//	@Param			id	path		string	true	"The organisation"
//	@Param			share	path		string	true	"The share"
//	@Success		200	{object}	Share
//	@Header			200	{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/organisations/{id}/shares/{share} [get]
func (s *server) showShare(c *gin.Context) error {
	found, err := s.Comparisons.Share(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("share"))
	if err != nil {
		return err
	}
	return send(c, privately, jsonType, encode(s.newShare(&found)))
}

// withdrawShare takes back what was agreed.
//
//	@Summary		Withdraw a share
//	@Description	It counts from the next freeze. What was published before stands.
//	@ID				withdrawShare
//	@Tags			sharing
//	@Security		bearer
//	@Param			id		path	string	true	"The organisation"
//	@Param			share	path	string	true	"The share"
//	@Success		204
//	@Router			/v1/organisations/{id}/shares/{share} [delete]
func (s *server) withdrawShare(c *gin.Context) error {
	if err := s.Comparisons.WithdrawShare(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("share")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// previewShare shows what a share gives away.
//
//	@Summary		See what a share gives away
//	@Description	Byte for byte what others now get, a refusal too. Before the first freeze since it was granted, what will be used. A share by name shows the entry.
//	@ID				previewShare
//	@Tags			sharing
//	@Security		bearer
//	@Param			id		path		string	true	"The organisation"
//	@Param			share	path		string	true	"The share"
//	@Param			variant	query	string	false	"Which words, of what is ours to say"	Enums(standard, easy_read)	default(standard)
//	@Param			Accept-Language	header	string	false	"Which language, where there is one"
//	@Success		200		{object}	Preview
//	@Router			/v1/organisations/{id}/shares/{share}/preview [get]
func (s *server) previewShare(c *gin.Context) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	preview, err := s.Comparisons.Preview(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("share"))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", privately)
	switch {
	case preview.Body != nil:
		c.Data(http.StatusOK, jsonType, preview.Body)
		return nil
	case preview.Named != nil:
		return writeJSON(c, newNamed(preview.Named, locale))
	}
	said := s.Sentences.For(locale.Languages, locale.Variant)
	return writeJSON(c, SharePreview{"not_yet", comparisons.Used(preview.Uses, said)})
}

// Preview is any of what a share can give away.
//
//	@Description	A release comes as its readers get it, byte for byte. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
type Preview struct {
	NotYet      SharePreview `json:"not_yet" extensions:"x-one-of"`
	Released    Released     `json:"released" extensions:"x-one-of"`
	NotReleased NotReleased  `json:"not_released" extensions:"x-one-of"`
	Named       NamedResult  `json:"named" extensions:"x-one-of"`
}

// Position is where an organisation stands in what is published.
//
//	@Description	Another word than in an earlier period may come from rounding and noise alone. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
type Position struct {
	Period string `json:"period" example:"2026"`
	// One for each release that it may read; none when nothing is published
	Releases []PositionIn `json:"releases"`
}

// PositionIn is where an organisation stands in one release.
type PositionIn struct {
	// Of whom the release is
	Kind string `json:"kind" enums:"programme,sector,national" example:"national"`
	// The programme's id, the sectors' codes, or national
	Cohort     string            `json:"cohort" example:"national"`
	Principles map[string]string `json:"principles" example:"equality:near"`
	// The quarter of the published rungs, 1 the lowest; null where no rungs are published
	Quarter *int `json:"quarter" minimum:"1" maximum:"4" extensions:"x-nullable" example:"3"`
}

// showPosition says where an organisation stands.
//
//	@Summary		See where an organisation stands
//	@Description	For its own key only. Above, near or below each published mean. Worked out from what is published and its own result, and from nobody else's.
//	@ID				showPosition
//	@Tags			sharing
//	@Security		bearer
//	@Param			id		path		string	true	"The organisation"
//	@Param			period	path		string	true	"The period"
//	@Success		200		{object}	Position
//	@Router			/v1/organisations/{id}/position/{period} [get]
func (s *server) showPosition(c *gin.Context) error {
	placed, err := s.Comparisons.Position(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("period"))
	if err != nil {
		return err
	}
	out := Position{Period: c.Param("period"), Releases: []PositionIn{}}
	for _, in := range placed {
		position := PositionIn{string(in.Publication.Cohort.Kind), in.Publication.Cohort.ID, map[string]string{}, level(in.Position.Quarter)}
		for i, standing := range in.Position.Principles {
			position.Principles[release.Principles[i]] = string(standing)
		}
		out.Releases = append(out.Releases, position)
	}
	return writePrivately(c, out)
}
