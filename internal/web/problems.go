package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// wrongs are the keys of what is said of failures that have words of their own: a
// title and a text. Of the others the page says what the domain said.
var wrongs = map[int][2]string{
	http.StatusUnauthorized:          {"problem.sign_in_title", "problem.sign_in_text"},
	http.StatusForbidden:             {"problem.forbidden_title", "problem.forbidden_text"},
	http.StatusNotFound:              {"problem.not_found_title", "problem.not_found_text"},
	http.StatusMethodNotAllowed:      {"problem.not_found_title", "problem.not_found_text"},
	http.StatusRequestTimeout:        {"problem.slow_title", "problem.slow_text"},
	http.StatusRequestEntityTooLarge: {"problem.too_large_title", "problem.too_large_text"},
	http.StatusTooManyRequests:       {"problem.too_many_title", "problem.too_many_text"},
	http.StatusInternalServerError:   {"problem.broken_title", "problem.broken_text"},
	http.StatusServiceUnavailable:    {"problem.busy_title", "problem.busy_text"},
}

// wrong is what the page about a failure shows.
type wrong struct {
	Title, Text string // keys of sentences; Text is "" where Said is not
	Said        string // what the domain said, in words of the reader
	Reference   string // the id of the request, for whoever runs the service; "" where it does not help
}

// problem replies to a person with a problem.
func (s *server) problem(c *gin.Context, p *edge.Problem) {
	v := s.visit(c, route{})
	v.status = p.Status
	v.uncached()
	said := p.Detail
	if p.Refused != nil {
		said = p.Refused.Say(v.words)
	}
	data := wrong{Title: "problem.other_title", Said: said}
	if keys, own := wrongs[p.Status]; own {
		data = wrong{Title: keys[0], Text: keys[1]}
		if p.Status == http.StatusForbidden {
			data.Said = said
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
