package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// The roles, as the routes name them.
const (
	nobody       = assessments.Nobody
	operator     = assessments.OperatorRole
	organisation = assessments.OrganisationRole
	partner      = assessments.PartnerRole
	funder       = assessments.FunderRole
	invitation   = assessments.InvitationRole
	response     = assessments.ResponseRole
	resultLink   = assessments.LinkRole
)

const callerKey = "caller"

// callerOf returns who asks.
func callerOf(c *gin.Context) assessments.Caller {
	who, _ := c.Get(callerKey)
	caller, _ := who.(assessments.Caller)
	return caller
}

// authenticate reads the key of a request. Without one the caller is nobody.
func (s *server) authenticate(c *gin.Context) (assessments.Caller, error) {
	lines := c.Request.Header.Values("Authorization")
	if len(lines) == 0 {
		return assessments.Caller{}, nil
	}
	scheme, key, _ := strings.Cut(lines[0], " ")
	if len(lines) > 1 || !strings.EqualFold(scheme, "Bearer") || key == "" {
		return assessments.Caller{}, &assessments.Error{
			Kind: assessments.Unauthenticated, Detail: "Send your key in one header line: Authorization: Bearer rung_…",
		}
	}
	return s.Service.Authenticate(c.Request.Context(), assessments.ParseSecret(strings.TrimSpace(key)))
}

// only lets these roles in.
func only(roles []assessments.Role) handler {
	return func(c *gin.Context) error {
		caller := callerOf(c)
		switch {
		case caller.Is(roles...):
			return nil
		case caller.Is(nobody):
			p := unauthenticated.problem("This needs a key. Send it in a header: Authorization: Bearer rung_…")
			p.header = http.Header{"Www-Authenticate": {`Bearer realm="Seven Rungs"`}}
			return p
		}
		return forbidden.problem("Your key is for " + article(caller.Role) + ". This is for " + either(roles) + ".")
	}
}

func article(role assessments.Role) string {
	name := strings.ReplaceAll(string(role), "_", " ")
	if strings.ContainsRune("aeiou", rune(name[0])) {
		return "an " + name
	}
	return "a " + name
}

// either lists roles in words.
func either(roles []assessments.Role) string {
	var names []string
	for _, role := range roles {
		if role != nobody {
			names = append(names, article(role))
		}
	}
	return strings.Join(names, " or ")
}
