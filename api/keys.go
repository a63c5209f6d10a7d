package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// KeyRequest asks for a key.
type KeyRequest struct {
	// What it is for, so that you know it again
	Name string `json:"name" minLength:"1" maxLength:"200" example:"Our website"`
	// full: all that you may do. read: it only reads, and reads no secret
	Access string `json:"access,omitempty" enums:"full,read" default:"full" example:"full"`
	// When it stops working; never when left out
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

// Key is what is known of a key. The key itself only its holder has.
type Key struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name" example:"Our website"`
	Role string `json:"role" enums:"operator,organisation,partner,funder" example:"organisation"`
	// full, or read: it only reads, and reads no secret
	Access string `json:"access" enums:"full,read" example:"full"`
	// Who made it. A key the operator made for an organisation says operator, and one that a claim link made says claim
	MadeBy string `json:"made_by" enums:"operator,organisation,partner,funder,claim" example:"organisation"`
	// The key it was made with, where that is one of this list
	MadeWith *string `json:"made_with" extensions:"x-nullable" format:"uuid"`
	// Who made the first of the keys that it goes back to, through made_with. It stays so for ever
	Origin string `json:"origin" enums:"operator,organisation,partner,funder,claim" example:"organisation"`
	// Of a key that goes back to the operator or a claim link: from when it can agree to a share. null for always, and for who has nothing to share
	SharesFrom *time.Time `json:"shares_from" extensions:"x-nullable"`
	// Whose claim link it was made with; null for another way
	ClaimLink *ClaimMaker `json:"claim_link" extensions:"x-nullable"`
	State     string      `json:"state" enums:"active,expired,revoked" example:"active"`
	CreatedAt time.Time   `json:"created_at"`
	ExpiresAt *time.Time  `json:"expires_at" extensions:"x-nullable"`
	RevokedAt *time.Time  `json:"revoked_at" extensions:"x-nullable"`
	// The last day it was used, in UTC
	LastUsedOn *string `json:"last_used_on" extensions:"x-nullable" format:"date" example:"2026-03-04"`
}

// KeyCreated is a new key.
type KeyCreated struct {
	Key
	KeyOnce
}

// KeyList is one page of keys.
type KeyList struct {
	Items []Key `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func (s *server) newKey(k *assessments.Key) Key {
	out := Key{
		ID: k.ID, Name: k.Name, Role: string(k.Role), Access: assessments.FullAccess, MadeBy: string(k.MadeBy), MadeWith: orNull(k.MadeWith),
		Origin: string(k.Origin), SharesFrom: timeOf(k.SharesFrom), ClaimLink: newClaimMaker(k.ClaimLink), State: string(k.State(s.Now())),
		CreatedAt: k.CreatedAt, ExpiresAt: timeOf(k.ExpiresAt), RevokedAt: timeOf(k.RevokedAt), LastUsedOn: orNull(k.LastUsed),
	}
	if k.ReadOnly {
		out.Access = assessments.ReadAccess
	}
	return out
}

// keyOnce shows a key, or says that it was shown before.
func keyOnce(secret assessments.Secret, secrets bool) KeyOnce {
	if !secrets {
		return KeyOnce{KeyShown: true}
	}
	text := secret.Reveal()
	return KeyOnce{Key: &text}
}

// endOf is when something ends: the zero time when that was left out. Somebody
// who sends that very time must not get what never ends.
func endOf(given *time.Time) time.Time {
	switch {
	case given == nil:
		return time.Time{}
	case given.IsZero():
		return time.Unix(0, 0)
	}
	return *given
}

func keyInput(request *KeyRequest) assessments.KeyInput {
	return assessments.KeyInput{Name: request.Name, Access: request.Access, ExpiresAt: endOf(request.ExpiresAt)}
}

// createKey makes a key for an organisation, a partner or a funder.
//
//	@Summary		Make a key for {an owner}
//	@Description	The key is shown once: keep it. With a key the {owner} may make more itself. One that the operator makes shows in its list, and so does each that is made with it. For an organisation they can agree to shares only 14 days later. There are at most 50 keys that work; past that comes `409`.
//	@ID				create{Owner}Key
//	@Tags			keys
//	@Security		bearer
//	@Param			id				path		string		true	"The {owner}"
//	@Param			Idempotency-Key	header		string		false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		KeyRequest	true	"Its name and end"
//	@Success		201				{object}	KeyCreated
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"name": "Our website", "access": "read"}
//	@Router			/v1/(organisations+partners+funders)/{id}/keys [post]
func (s *server) createKey(c *gin.Context, role access.Role) error {
	body, request, err := bodyOf[KeyRequest](c)
	if err != nil {
		return err
	}
	principal := assessments.Principal{Role: role, ID: c.Param("id")}
	show := func(created *assessments.NewKey, secrets bool) creation {
		return creation{c.Request.URL.Path + "/" + created.ID, "", KeyCreated{s.newKey(&created.Key), keyOnce(created.Secret, secrets)}}
	}
	return create(s, c, body, show, func(once *access.IdempotencyKey[assessments.NewKey]) (assessments.NewKey, error) {
		return s.Service.CreateKey(c.Request.Context(), edge.CallerOf(c), principal, keyInput(request), once)
	})
}

// listKeys lists the keys of an organisation, a partner or a funder.
//
//	@Summary		List the keys of {an owner}
//	@Description	Expired and revoked ones too, so that you see which were used and when.
//	@ID				list{Owner}Keys
//	@Tags			keys
//	@Security		bearer
//	@Param			id		path		string	true	"The {owner}"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	KeyList
//	@Router			/v1/(organisations+partners+funders)/{id}/keys [get]
func (s *server) listKeys(c *gin.Context, role access.Role) error {
	principal := assessments.Principal{Role: role, ID: c.Param("id")}
	return writeList(c, s.newKey, func(k *assessments.Key) string { return k.ID },
		func(page access.Page) (access.List[assessments.Key], error) {
			return s.Service.Keys(c.Request.Context(), edge.CallerOf(c), principal, page)
		})
}

// showKey shows what is known of a key.
//
//	@Summary		Show a key of {an owner}
//	@Description	Who made it, when it ends and when it was last used. The key itself is not shown again.
//	@ID				show{Owner}Key
//	@Tags			keys
//	@Security		bearer
//	@Param			id	path		string	true	"The {owner}"
//	@Param			key	path		string	true	"The id of the key"
//	@Success		200	{object}	Key
//	@Header			200	{string}	ETag	"Changes when the body does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Router			/v1/(organisations+partners+funders)/{id}/keys/{key} [get]
func (s *server) showKey(c *gin.Context, role access.Role) error {
	found, err := s.Service.Key(c.Request.Context(), edge.CallerOf(c), assessments.Principal{Role: role, ID: c.Param("id")}, c.Param("key"))
	if err != nil {
		return err
	}
	return send(c, privately, jsonType, encode(s.newKey(&found)))
}

// revokeKey ends a key of an organisation, a partner or a funder.
//
//	@Summary		Revoke a key of {an owner}
//	@Description	It stops working at once and stays in the list as revoked. An organisation's last working key with full access cannot be revoked (409).
//	@ID				revoke{Owner}Key
//	@Tags			keys
//	@Security		bearer
//	@Param			id	path	string	true	"The {owner}"
//	@Param			key	path	string	true	"The id of the key"
//	@Success		204
//	@Failure		409	{object}	Problem
//	@Router			/v1/(organisations+partners+funders)/{id}/keys/{key} [delete]
func (s *server) revokeKey(c *gin.Context, role access.Role) error {
	principal := assessments.Principal{Role: role, ID: c.Param("id")}
	if err := s.Service.RevokeKey(c.Request.Context(), edge.CallerOf(c), principal, c.Param("key")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
