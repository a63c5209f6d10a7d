package edge

import (
	"mime"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

// Header returns all lines of a header as one, as RFC 9110 says they are.
func Header(c *gin.Context, name string) string {
	return strings.Join(c.Request.Header.Values(name), ",")
}

// Preferred returns which of the media types on offer the caller likes best
// (RFC 9110, section 12.5.1); the first of those it likes as much.
func Preferred(c *gin.Context, offers ...string) (string, error) {
	accept := Header(c, "Accept")
	if accept == "" {
		return offers[0], nil
	}
	best, weight := "", 0.0
	for _, offer := range offers {
		if liked := weightOf(accept, offer); liked > weight {
			best, weight = offer, liked
		}
	}
	if best == "" {
		return "", NotAcceptable.Problem("This is not given in the format you accept. Accept " + strings.Join(offers, " or ") + ".")
	}
	return best, nil
}

// wantsPage says whether a failure is told to a person: outside the API, where
// the caller prefers HTML.
func wantsPage(c *gin.Context) bool {
	path := c.Request.URL.Path
	if path == "/v1" || strings.HasPrefix(path, "/v1/") {
		return false
	}
	kind, err := Preferred(c, "application/json", "text/html")
	return err == nil && kind == "text/html"
}

// weightOf says how much a media type is liked, from 0 to 1: as much as the most
// specific range that it is in.
func weightOf(accept, offer string) float64 {
	family, _, _ := strings.Cut(offer, "/")
	ranges := []string{"*/*", family + "/*", offer}
	weight, specific := 0.0, -1
	for choice := range strings.SplitSeq(accept, ",") {
		kind, params, err := mime.ParseMediaType(choice)
		position := slices.Index(ranges, kind)
		if err != nil || position < specific || position < 0 {
			continue
		}
		liked, err := strconv.ParseFloat(params["q"], 64)
		if err != nil {
			liked = 1
		}
		if position > specific {
			weight = 0
		}
		weight, specific = max(weight, liked), position
	}
	return weight
}
