package web

import (
	"net/url"
	"regexp"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// listLength is how many things a page of a list shows.
const listLength = 10

// pageLinks are where a list goes on; "" for nowhere.
type pageLinks struct{ First, Next string }

// identifying is what the ids of things, and the names of periods, look like.
var identifying = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// page says which part of a list is wanted. What is nonsense is the first one.
func (v *visit) page() access.Page {
	page := access.Page{Limit: listLength}
	if after := v.Query("after"); identifying.MatchString(after) {
		page.After = after
	}
	return page
}

// linksOf leads to the first part of a list and to the next one, with whatever else
// the address says.
func linksOf[T any](v *visit, found access.List[T], id func(*T) string) pageLinks {
	var links pageLinks
	query := url.Values{}
	for name, values := range v.Request.URL.Query() {
		if name != "after" {
			query[name] = values
		}
	}
	address := url.URL{Path: v.Request.URL.Path, RawQuery: query.Encode()}
	if v.page().After != "" {
		links.First = address.String()
	}
	if found.More {
		query.Set("after", id(&found.Items[len(found.Items)-1]))
		address.RawQuery = query.Encode()
		links.Next = address.String()
	}
	return links
}
