package api

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Me is who has a key, and what it opens.
type Me struct {
	Role string `json:"role" enums:"operator,organisation,partner,funder,invitation,response,result_link" example:"partner"`
	// full, or read: it only reads, and reads no secret
	Access string `json:"access" enums:"full,read" example:"full"`
	// Whose key it is; null for the operator and for who answers or reads one result
	Holder *MeHolder `json:"holder" extensions:"x-nullable"`
	// The key; null for one that has no id, such as that of a response
	Key *MeKey `json:"key" extensions:"x-nullable"`
	// The assessment that the key is for; null where it is for more than one
	AssessmentID *string `json:"assessment_id" extensions:"x-nullable" format:"uuid"`
	// The response that the key opens; null for other keys, and once the assessment is closed
	ResponseID *string `json:"response_id" extensions:"x-nullable" format:"uuid"`
	// When the key stops working; null where no time is set
	ExpiresAt *time.Time `json:"expires_at" extensions:"x-nullable"`
	// From when the key can agree to shares; null for always, and for who has nothing to share
	SharesFrom *time.Time `json:"shares_from" extensions:"x-nullable"`
	// The calls it may make, beside those that are open to all. Which things it sees through them, each call says
	May []string `json:"may" example:"GET /v1/organisations"`
}

// MeHolder is the organisation, partner or funder whose key it is.
type MeHolder struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name" example:"Community Apps"`
}

// MeKey is a key as its holder's list has it.
type MeKey struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name" example:"Our website"`
}

func (s *server) newMe(me *assessments.Me) Me {
	out := Me{
		Role: string(me.Role), Access: assessments.FullAccess, AssessmentID: orNull(me.Assessment), ResponseID: orNull(me.Response),
		ExpiresAt: timeOf(me.Ends), SharesFrom: timeOf(me.SharesFrom), May: s.may(me.Caller),
	}
	if me.ReadOnly {
		out.Access = assessments.ReadAccess
	}
	if me.Name != "" {
		out.Holder = &MeHolder{me.PrincipalID, me.Name}
	}
	if me.KeyName != "" {
		out.Key = &MeKey{me.KeyID, me.KeyName}
	}
	return out
}

// showMe tells who asks who they are.
//
//	@Summary		See who you are
//	@Description	Whose key it is, what it may do and when it ends. For every key that works.
//	@ID				showMe
//	@Tags			keys
//	@Security		bearer
//	@Success		200	{object}	Me
//	@x-never		[403]
//	@Router			/v1/me [get]
func (s *server) showMe(c *gin.Context) error {
	me, err := s.Service.Me(c.Request.Context(), edge.CallerOf(c))
	if err != nil {
		return err
	}
	return writePrivately(c, s.newMe(&me))
}

// guardedCall is a call that not everybody may make.
type guardedCall struct {
	method, path string
	roles        []access.Role
}

// named is the call as the document writes it.
func (g guardedCall) named() string {
	steps := strings.Split(g.path, "/")
	for i, step := range steps {
		if word, is := strings.CutPrefix(step, ":"); is {
			steps[i] = "{" + word + "}"
		}
	}
	return g.method + " /v1" + strings.Join(steps, "/")
}

// may lists the calls that a caller may make: those of its role, and with a key that
// only reads those that read. What only the key of a response opens is listed for
// that alone, as long as there is a response.
func (s *server) may(caller access.Caller) []string {
	calls := []string{}
	for _, call := range *s.guardedCalls {
		switch {
		case !slices.Contains(call.roles, caller.Role), caller.ReadOnly && call.method != http.MethodGet:
		case strings.Contains(call.path, "/responses/:response") && caller.Response == "":
		default:
			calls = append(calls, call.named())
		}
	}
	return calls
}
