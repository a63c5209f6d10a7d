package api

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Locale is how somebody wants to read texts.
type Locale struct {
	Languages []language.Tag // the most wanted first; none for the instrument's own
	Variant   instrument.Variant
}

// words returns the words of an instrument nearest to what the reader wants.
func (r Locale) words(in *instrument.Instrument) *instrument.Words {
	return in.WordsFor(r.Languages, r.Variant)
}

// localeOf reads Accept-Language and ?variant=. A language header that cannot
// be read is as good as none.
func localeOf(c *gin.Context) (Locale, error) {
	tags, _, err := language.ParseAcceptLanguage(header(c, "Accept-Language"))
	if err != nil {
		tags = nil
	}
	locale := Locale{Languages: tags, Variant: instrument.Standard}
	if given, ok := c.GetQuery("variant"); ok {
		locale.Variant = instrument.Variant(given)
	}
	if !slices.Contains(instrument.Variants, locale.Variant) {
		return locale, malformed.problem(fmt.Sprintf("There is no variant %.80q. Use standard or easy_read.", locale.Variant))
	}
	return locale, nil
}

// sayLanguage names the language of an answer, and what its text depends on.
func sayLanguage(c *gin.Context, languages ...string) {
	c.Header("Content-Language", strings.Join(languages, ", "))
	c.Writer.Header().Add("Vary", "Accept-Language")
}

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

// notModified answers 304 when the caller asks for what it already has: what
// the tag names. After a change there is always something to show.
func notModified(c *gin.Context, etag string) bool {
	c.Header("ETag", etag)
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		return false
	}
	for have := range strings.SplitSeq(header(c, "If-None-Match"), ",") {
		have = strings.TrimPrefix(strings.TrimSpace(have), "W/")
		if have == etag || have == "*" {
			c.Status(http.StatusNotModified)
			c.Writer.WriteHeaderNow()
			return true
		}
	}
	return false
}

// etagOf is the strong entity tag of a body.
func etagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return quoted(hex.EncodeToString(sum[:16]))
}

// quoted writes a tag as an ETag.
func quoted(tag string) string { return `"` + tag + `"` }

// matchOf reads If-Match, which every edit needs.
func matchOf(c *gin.Context) (assessments.Match, error) {
	given := header(c, "If-Match")
	if given == "" {
		return nil, preconditionless.problem("Say in If-Match which state you want to change: the ETag you got when you last read this.")
	}
	var match assessments.Match
	for tag := range strings.SplitSeq(given, ",") {
		tag = strings.TrimSpace(tag)
		bare, weak := strings.CutPrefix(tag, "W/")
		inner, opened := strings.CutPrefix(bare, `"`)
		inner, closed := strings.CutSuffix(inner, `"`)
		switch {
		case tag == "*":
			match = append(match, tag)
		case !opened || !closed:
			return nil, malformed.problem("If-Match must hold an ETag as you got it, with its quotes, or *.")
		case !weak && inner != "*": // a weak tag never matches (RFC 9110, 13.1.1)
			match = append(match, inner)
		}
	}
	return match, nil
}

// showEditable answers with something that can change.
func showEditable(c *gin.Context, tag string, body any) error {
	c.Header("Cache-Control", privately)
	if notModified(c, quoted(tag)) {
		return nil
	}
	return writeJSON(c, body)
}

// changeOf reads what a change needs: which state it is for, and what changes.
func changeOf(c *gin.Context) (assessments.Match, []byte, error) {
	match, err := matchOf(c)
	if err != nil {
		return nil, nil, err
	}
	body, err := readBody(c.Writer, c.Request, MaxBody)
	return match, body, err
}
