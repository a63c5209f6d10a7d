package api

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// onlyQuery refuses query parameters that are not known, so that a misspelt
// one is not passed over in silence, and one given twice or without a value. It
// says which there are.
func onlyQuery(known []string) handler {
	takes := "This address takes none."
	if known[0] != "" {
		takes = "There are: " + strings.Join(known, ", ") + "."
	}
	return func(c *gin.Context) error {
		query, err := url.ParseQuery(c.Request.URL.RawQuery)
		if err != nil {
			return edge.Malformed.Problem("What follows the ? in the address cannot be read. Write it as name=value, with & between.")
		}
		var faults []string
		for name, values := range query {
			switch {
			case name == "" || !slices.Contains(known, name):
				faults = append(faults, fmt.Sprintf("There is no parameter %.80q here. %s", name, takes))
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
		return edge.Malformed.Problem(strings.Join(faults, " "))
	}
}

// wantsJSON refuses a caller who accepts no JSON.
func wantsJSON(c *gin.Context) error {
	_, err := edge.Preferred(c, jsonType)
	return err
}
