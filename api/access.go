package api

import (
	"net/http"
	"regexp"
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
	if of := claimable(r.Method, r.URL.EscapedPath()); of != nil {
		if caller, can := service.Claim(secret, of[1], of[2]); can {
			return caller, nil
		}
	}
	return service.Authenticate(r.Context(), secret)
}

// claimed are the addresses at which a response is changed: there the key is held against
// the response in the transaction that changes it. See [server.proving].
var claimed = regexp.MustCompile(`^/v1/assessments/([^/]+)/responses/([^/]+)(/submit)?$`)

// changing are the methods that change a response, by the end of the address.
var changing = map[string][]string{"": {http.MethodPut, http.MethodPatch, http.MethodDelete}, "/submit": {http.MethodPost}}

// claimable returns the assessment and the response of an address that is claimed, behind
// all of it; nil of another.
func claimable(method, path string) []string {
	of := claimed.FindStringSubmatch(path)
	if of == nil || !slices.Contains(changing[of[3]], method) {
		return nil
	}
	return of
}

// proving takes the steps of a call that is claimed. One that succeeds has held the key
// against the response. One that does not, for whatever reason, must not tell anything
// to somebody whose key opens nothing: they hear that instead.
func (s *server) proving(steps ...handler) handler {
	return func(c *gin.Context) error {
		for _, step := range steps {
			if err := step(c); err != nil {
				return s.proven(c, err)
			}
		}
		return nil
	}
}

// proven returns the error of a call, or why the caller's key opens nothing. That counts
// as if they had come without a key.
func (s *server) proven(c *gin.Context, err error) error {
	_, unproven := s.Service.Prove(c.Request.Context(), edge.CallerOf(c))
	if unproven == nil {
		return err
	}
	if over := s.CountAddress(c); over != nil && fault.KindOf(unproven) == fault.Unauthenticated {
		return over
	}
	return unproven
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
