package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/edge"
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

// Who returns what finds out whose key came in the header Authorization. Without
// one the caller is nobody.
func Who(service *assessments.Service) func(*http.Request) (access.Caller, error) {
	return func(r *http.Request) (access.Caller, error) { return authenticate(service, r) }
}

func authenticate(service *assessments.Service, r *http.Request) (access.Caller, error) {
	secret, err := secretOf(r)
	if err != nil || secret.IsZero() {
		return access.Caller{}, err
	}
	return service.Authenticate(r.Context(), secret)
}

// secretOf returns the key of a request, or none.
func secretOf(r *http.Request) (assessments.Secret, error) {
	lines := r.Header.Values("Authorization")
	if len(lines) == 0 {
		return assessments.Secret{}, nil
	}
	scheme, key, _ := strings.Cut(lines[0], " ")
	if key = strings.TrimSpace(key); len(lines) > 1 || !strings.EqualFold(scheme, "Bearer") || key == "" {
		return assessments.Secret{}, &fault.Error{
			Kind: fault.Unauthenticated, Detail: "Send your key in one header line: Authorization: Bearer rung_…",
		}
	}
	return assessments.ParseSecret(key), nil
}

// only lets these roles in, and keys that only read where nothing changes. Where the
// key of a response is asked for, all others get to hear that there is none.
func only(roles []access.Role) handler {
	return func(c *gin.Context) error {
		caller := edge.CallerOf(c)
		switch {
		case caller.Is(roles...) && caller.ReadOnly && !reads(c.Request.Method) && !slices.Contains(roles, response):
			return edge.Forbidden.Problem("Your key only reads. To change something, use a key with full access.")
		case caller.Is(roles...):
			return nil
		case caller.Is(nobody):
			return edge.Unauthenticated.Problem("This needs a key. Send it in a header: Authorization: Bearer rung_…").
				With("Www-Authenticate", `Bearer realm="Seven Rungs"`)
		}
		return edge.Forbidden.Problem("Your key is for " + article(caller.Role) + ". This is for " + either(roles) + ".")
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
