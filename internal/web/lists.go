package web

import (
	"net/url"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// listLength is how many things a list shows at once.
const listLength = 10

// page returns which part of a list is asked for: ?after= has the id of the last
// thing of the part before.
func (v *visit) page() access.Page { return access.Page{After: v.Query("after"), Limit: listLength} }

// parts are where a list begins and goes on: {{template "pages" .Data.Parts}}.
type parts struct{ First, Next string } // "" where there is nothing

// partsOf returns where a list begins and goes on.
func partsOf[T any](v *visit, found access.List[T], id func(*T) string) parts {
	var out parts
	if v.Query("after") != "" {
		out.First = v.Request.URL.Path
	}
	if found.More {
		out.Next = v.Request.URL.Path + "?after=" + url.QueryEscape(id(&found.Items[len(found.Items)-1]))
	}
	return out
}
