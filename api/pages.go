package api

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
)

const (
	defaultLimit = 20
	maxLimit     = 100
)

// pageRequest says which page of a list is wanted.
type pageRequest struct {
	limit int
	after string // the key of the last item of the page before; "" for the first
}

// cursor is what an opaque cursor holds: where to go on, and in which list. It
// is no secret and grants nothing, so it is not signed.
type cursor struct {
	After string `json:"a"`
	List  []byte `json:"l"`
}

// pageOf reads ?limit= and ?cursor=.
func pageOf(c *gin.Context) (pageRequest, error) {
	asked := pageRequest{limit: defaultLimit}
	if given, ok := c.GetQuery("limit"); ok {
		limit, err := strconv.Atoi(given)
		if err != nil || limit < 1 || limit > maxLimit {
			return asked, malformed.problem(fmt.Sprintf("limit is %.80q. Give a whole number from 1 to %d.", given, maxLimit))
		}
		asked.limit = limit
	}
	given, ok := c.GetQuery("cursor")
	if !ok {
		return asked, nil
	}
	var at cursor
	text, err := base64.RawURLEncoding.DecodeString(given)
	if err == nil {
		err = json.Unmarshal(text, &at, json.RejectUnknownMembers(true))
	}
	if err != nil || at.After == "" || string(at.List) != string(listDigest(c)) {
		return asked, malformed.problem("The cursor does not belong to this list. Take next from the page before, and keep the other parameters as they were.")
	}
	asked.after = at.After
	return asked, nil
}

// nextPage returns the cursor of the page after the item with this key, and
// links to it.
func nextPage(c *gin.Context, key string) string {
	next := base64.RawURLEncoding.EncodeToString(encode(cursor{key, listDigest(c)}))
	query := c.Request.URL.Query()
	query.Set("cursor", next)
	link := url.URL{Path: c.Request.URL.Path, RawQuery: query.Encode()}
	c.Header("Link", "<"+link.String()+`>; rel="next"`)
	return next
}

// listDigest tells lists with other filters apart. A page may have another
// length than the one before.
func listDigest(c *gin.Context) []byte {
	query := c.Request.URL.Query()
	query.Del("cursor")
	query.Del("limit")
	sum := sha256.Sum256([]byte(c.Request.URL.Path + "?" + query.Encode()))
	return sum[:6]
}
