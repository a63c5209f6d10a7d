package api

import (
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

// onlyQuery refuses query parameters that are not known, so that a misspelt
// one is not passed over in silence, and one given twice or without a value.
func onlyQuery(known []string) handler {
	return func(c *gin.Context) error {
		query, err := url.ParseQuery(c.Request.URL.RawQuery)
		if err != nil {
			return malformed.problem("What follows the ? in the address cannot be read. Write it as name=value, with & between.")
		}
		var faults []string
		for name, values := range query {
			switch {
			case name == "" || !slices.Contains(known, name):
				faults = append(faults, fmt.Sprintf("There is no parameter %.80q here.", name))
			case len(values) > 1:
				faults = append(faults, fmt.Sprintf("Give %s once.", name))
			case values[0] == "":
				faults = append(faults, fmt.Sprintf("Give %s a value, or leave it out.", name))
			}
		}
		if len(faults) == 0 {
			return nil
		}
		slices.Sort(faults)
		return malformed.problem(strings.Join(faults, " "))
	}
}

// header returns all lines of a header as one, as RFC 9110 says they are.
func header(c *gin.Context, name string) string {
	return strings.Join(c.Request.Header.Values(name), ",")
}

// wantsJSON refuses a caller who accepts no JSON.
func wantsJSON(c *gin.Context) error {
	_, err := preferred(c, jsonType)
	return err
}

// preferred returns which of the media types on offer the caller likes best
// (RFC 9110, section 12.5.1); the first of those it likes as much.
func preferred(c *gin.Context, offers ...string) (string, error) {
	accept := header(c, "Accept")
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
		return "", notAcceptable.problem("This is not given in the format you accept. Accept " + strings.Join(offers, " or ") + ".")
	}
	return best, nil
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
