package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// The roles, as the routes name them.
const (
	nobody       = access.Nobody
	operator     = access.OperatorRole
	organisation = access.OrganisationRole
	partner      = access.PartnerRole
	funder       = access.FunderRole
	invitation   = access.InvitationRole
	response     = access.ResponseRole
	resultLink   = access.LinkRole
)

const callerKey = "caller"

// callerOf returns who asks.
func callerOf(c *gin.Context) access.Caller {
	who, _ := c.Get(callerKey)
	caller, _ := who.(access.Caller)
	return caller
}

// authenticate reads the key of a request. Without one the caller is nobody.
func (s *server) authenticate(c *gin.Context) (access.Caller, error) {
	lines := c.Request.Header.Values("Authorization")
	if len(lines) == 0 {
		return access.Caller{}, nil
	}
	scheme, key, _ := strings.Cut(lines[0], " ")
	if len(lines) > 1 || !strings.EqualFold(scheme, "Bearer") || key == "" {
		return access.Caller{}, &fault.Error{
			Kind: fault.Unauthenticated, Detail: "Send your key in one header line: Authorization: Bearer rung_…",
		}
	}
	return s.Service.Authenticate(c.Request.Context(), assessments.ParseSecret(strings.TrimSpace(key)))
}

// only lets these roles in, and keys that only read where nothing changes. Where the
// key of a response is asked for, all others get to hear that there is none.
func only(roles []access.Role) handler {
	return func(c *gin.Context) error {
		caller := callerOf(c)
		switch {
		case caller.Is(roles...) && caller.ReadOnly && !reads(c.Request.Method) && !slices.Contains(roles, response):
			return forbidden.problem("Your key only reads. To change something, use a key with full access.")
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

// reads tells whether a method changes nothing.
func reads(method string) bool { return method == http.MethodGet || method == http.MethodHead }

func article(role access.Role) string {
	name := strings.ReplaceAll(string(role), "_", " ")
	if strings.ContainsRune("aeiou", rune(name[0])) {
		return "an " + name
	}
	return "a " + name
}

// either lists roles in words.
func either(roles []access.Role) string {
	var names []string
	for _, role := range roles {
		if role != nobody {
			names = append(names, article(role))
		}
	}
	return strings.Join(names, " or ")
}
