package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// wrongs are the failures that have words of their own: the rooms of sentences
// begin with these names. Of the others the page says what the domain said.
var wrongs = map[int]string{
	http.StatusUnauthorized:          "sign_in",
	http.StatusForbidden:             "forbidden",
	http.StatusNotFound:              "not_found",
	http.StatusMethodNotAllowed:      "not_found",
	http.StatusRequestEntityTooLarge: "too_large",
	http.StatusTooManyRequests:       "too_many",
	http.StatusInternalServerError:   "broken",
	http.StatusServiceUnavailable:    "busy",
}

// wrong is what the page about a failure shows.
type wrong struct {
	Title, Text string // keys of sentences; Text is "" where Said is not
	Said        string // what the domain said, in its own words
	Reference   string // the id of the request, for whoever runs the service; "" where it does not help
}

// problem replies to a person with a problem.
func (s *server) problem(c *gin.Context, p *edge.Problem) {
	v := s.visit(c, route{})
	v.status = p.Status
	v.uncached()
	data := wrong{Title: "problem.other_title", Said: p.Detail}
	if name, own := wrongs[p.Status]; own {
		data = wrong{Title: "problem." + name + "_title", Text: "problem." + name + "_text"}
		if p.Status == http.StatusForbidden {
			data.Said = p.Detail
		}
	}
	if p.Status == http.StatusInternalServerError {
		data.Reference = p.Instance
	}
	_ = v.admit() // when that fails too, the menu is that of a stranger
	if err := v.show("problem", data); err != nil {
		s.Log.ErrorContext(c.Request.Context(), "the page of a problem failed: "+err.Error())
		c.String(http.StatusInternalServerError, "Something went wrong here.")
	}
}
