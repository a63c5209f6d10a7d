package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// organisationFilterOf reads what narrows a list of organisations.
func organisationFilterOf(c *gin.Context) (filter assessments.OrganisationFilter, err error) {
	filter = assessments.OrganisationFilter{Named: c.Query("name"), ExternalID: c.Query("external_id")}
	if filter.Verification, err = oneOf(c, "verification", assessments.VerificationStates); err != nil {
		return filter, err
	}
	if given, ok := c.GetQuery("identifier"); ok {
		identifier, err := register.ParseIdentifier(given)
		if err != nil {
			return filter, edge.Malformed.Problem(fmt.Sprintf("The identifier cannot be looked for. %v", err))
		}
		filter.Identifier = identifier.Canonical
	}
	filter.UpdatedSince, err = sinceOf(c, "updated_since")
	return filter, err
}

// assessmentFilterOf reads what narrows a list of assessments.
func assessmentFilterOf(c *gin.Context) (filter assessments.AssessmentFilter, err error) {
	filter = assessments.AssessmentFilter{Organisation: c.Query("organisation_id"), Instrument: c.Query("instrument"), ExternalID: c.Query("external_id")}
	if given, ok := c.GetQuery("state"); ok {
		for state := range strings.SplitSeq(given, ",") {
			one, err := known("state", assessments.AssessmentState(state), assessments.AssessmentStates)
			if err != nil {
				return filter, err
			}
			filter.States = append(filter.States, one)
		}
	}
	if filter.Scope, err = oneOf(c, "scope", instrument.Scopes); err != nil {
		return filter, err
	}
	if filter.ClosedSince, err = sinceOf(c, "closed_since"); err != nil {
		return filter, err
	}
	filter.UpdatedSince, err = sinceOf(c, "updated_since")
	return filter, err
}

// oneOf reads a query parameter that is a word of a list; "" when it is left out.
func oneOf[T ~string](c *gin.Context, name string, words []T) (T, error) {
	given, ok := c.GetQuery(name)
	if !ok {
		return "", nil
	}
	return known(name, T(given), words)
}

func known[T ~string](name string, given T, words []T) (T, error) {
	if slices.Contains(words, given) {
		return given, nil
	}
	all := each(words, func(word *T) string { return string(*word) })
	last := len(all) - 1
	return "", edge.Malformed.Problem(fmt.Sprintf("There is no %s %.80q. Use %s or %s.", name, given, strings.Join(all[:last], ", "), all[last]))
}
