package web

import (
	"net/url"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// listLength is how many things a list shows at once.
const listLength = 10

// page returns which part of a list is asked for: ?after= has the id of the last
// thing of the part before.
func (v *visit) page() access.Page { return access.Page{After: v.Query("after"), Limit: listLength} }

// wanted is a part of a name that somebody looks for in a list: ?name= has it.
func (v *visit) wanted() string { return strings.TrimSpace(v.Query("name")) }

// parts are where a list begins and goes on: {{template "pages" .Data.Parts}}.
type parts struct{ First, Next string } // "" where there is nothing

// partsOf returns where a list begins and goes on. What narrows the list goes along:
// those are names of what the address may say.
func partsOf[T any](v *visit, found access.List[T], id func(*T) string, narrows ...string) parts {
	var out parts
	query := url.Values{}
	for _, name := range narrows {
		if value := v.Query(name); value != "" {
			query.Set(name, value)
		}
	}
	address := url.URL{Path: v.Request.URL.Path, RawQuery: query.Encode()}
	if v.Query("after") != "" {
		out.First = address.String()
	}
	if found.More {
		query.Set("after", id(&found.Items[len(found.Items)-1]))
		address.RawQuery = query.Encode()
		out.Next = address.String()
	}
	return out
}
