package api

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
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

var errCursor = edge.Malformed.Problem("The cursor does not belong to this list. Take next from the page before, and keep the other parameters as they were.")

// pageOf reads ?limit= and ?cursor=.
func pageOf(c *gin.Context) (pageRequest, error) {
	asked := pageRequest{limit: defaultLimit}
	if given, ok := c.GetQuery("limit"); ok {
		limit, err := strconv.Atoi(given)
		if err != nil || limit < 1 || limit > maxLimit {
			return asked, edge.Malformed.Problem(fmt.Sprintf("limit is %.80q. Give a whole number from 1 to %d.", given, maxLimit))
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
	if err != nil || at.After == "" || given != cursorAfter(c, at.After) {
		return asked, errCursor
	}
	asked.after = at.After
	return asked, nil
}

// nextPage returns the cursor of the page after the item with this key, and
// links to it.
func nextPage(c *gin.Context, key string) string {
	next := cursorAfter(c, key)
	query := c.Request.URL.Query()
	query.Set("cursor", next)
	link := url.URL{Path: c.Request.URL.Path, RawQuery: query.Encode()}
	c.Header("Link", "<"+link.String()+`>; rel="next"`)
	return next
}

// cursorAfter returns the one cursor that goes on after the item with this key.
func cursorAfter(c *gin.Context, key string) string {
	return base64.RawURLEncoding.EncodeToString(encode(cursor{key, listDigest(c, key)}))
}

// listDigest tells lists with other filters apart, and notices a key that was
// meddled with. A page may have another length than the one before, and go on from
// a snapshot.
func listDigest(c *gin.Context, key string) []byte {
	query := c.Request.URL.Query()
	query.Del("cursor")
	query.Del("limit")
	query.Del("snapshot")
	sum := sha256.Sum256([]byte(c.Request.URL.Path + "?" + query.Encode() + "#" + key))
	return sum[:6]
}

// page returns the page in the domain's terms.
func (r pageRequest) page() access.Page { return access.Page{After: r.after, Limit: r.limit} }

// sinceOf reads a query parameter that is a time; the zero time is for all.
func sinceOf(c *gin.Context, name string) (time.Time, error) {
	given, ok := c.GetQuery(name)
	if !ok {
		return time.Time{}, nil
	}
	since, err := intake.ParseTime(given)
	if err != nil {
		return since, edge.Malformed.Problem(fmt.Sprintf("%s is %.80q. Give a time such as 2026-03-04T10:00:00Z. In an address, write + as %%2B.", name, given))
	}
	return since, nil
}

// listed is one page of a list.
type listed[J any] struct {
	Items []J    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// writeList replies with the page of a list that the request asks for.
func writeList[T, J any](c *gin.Context, convert func(*T) J, id func(*T) string, find func(access.Page) (access.List[T], error)) error {
	asked, err := pageOf(c)
	if err != nil {
		return err
	}
	found, err := find(asked.page())
	if err != nil {
		return err
	}
	list := listed[J]{Items: each(found.Items, convert)}
	if found.More {
		list.Next = nextPage(c, id(&found.Items[len(found.Items)-1]))
	}
	return writePrivately(c, list)
}
