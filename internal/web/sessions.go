package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// people are the roles of those who answer, or read a result by a link. They have
// a cookie of their own, so that who works for an organisation can try its link.
var people = []access.Role{access.InvitationRole, access.ResponseRole, access.LinkRole}

// Who returns what finds out who asks, to count them: on a page whoever is signed
// in there, elsewhere whoever other finds. The API never sees a cookie.
func Who(service *assessments.Service, publicURL string, other func(*http.Request) (access.Caller, error)) func(*http.Request) (access.Caller, error) {
	return func(r *http.Request) (access.Caller, error) {
		if r.Header.Get("Authorization") != "" || r.URL.Path == "/v1" || strings.HasPrefix(r.URL.Path, "/v1/") {
			return other(r)
		}
		for _, cookie := range []string{accountCookie, personCookie} {
			who, err := resume(r.Context(), service, cookieOf(r, cookie, isTLS(publicURL) || r.TLS != nil))
			if who != nil || err != nil {
				return callerOf(who), err
			}
		}
		return access.Caller{}, nil
	}
}

func callerOf(who *assessments.SignedIn) access.Caller {
	if who == nil {
		return access.Caller{}
	}
	return who.Caller
}

// admit finds out who is here: the account that is signed in, or who answers,
// where the page is for those.
func (v *visit) admit() error {
	account, err := v.resume(accountCookie)
	if err != nil {
		return err
	}
	if account != nil {
		v.signedIn, v.caller = account, account.Caller
	}
	if v.mayCome() || !slices.ContainsFunc(people, v.isFor) {
		return nil
	}
	person, err := v.resume(personCookie)
	if person != nil {
		v.caller = person.Caller
	}
	return err
}

func (v *visit) isFor(role access.Role) bool { return slices.Contains(v.route.roles, role) }

// resume returns who a cookie is for. It is nil without one, and when the session
// ended.
func (v *visit) resume(cookie string) (*assessments.SignedIn, error) {
	return resume(v.Request.Context(), v.Service, v.cookie(cookie))
}

func resume(ctx context.Context, service *assessments.Service, token string) (*assessments.SignedIn, error) {
	if token == "" {
		return nil, nil //nolint:nilnil // nobody is here, which is no error
	}
	who, err := service.Resume(ctx, assessments.ParseSecret(token))
	switch {
	case fault.KindOf(err) == fault.Unauthenticated:
		return nil, nil //nolint:nilnil // as above
	case err != nil:
		return nil, err
	}
	return &who, nil
}

// enter signs somebody in with a key. A session that the browser had of the kind
// ends.
func (v *visit) enter(key assessments.Secret) error {
	who, err := v.Service.SignIn(v.Request.Context(), key)
	if err != nil {
		return err
	}
	cookie, seconds := accountCookie, 0
	if who.Caller.Is(people...) {
		cookie, seconds = personCookie, int(assessments.AnsweringSession/time.Second)
	} else {
		v.signedIn = &who
	}
	if err := v.leave(cookie); err != nil {
		return err
	}
	v.setCookie(cookie, who.Token.Reveal(), seconds)
	v.caller = who.Caller
	return nil
}

// leave ends the session of a cookie, where there is one.
func (v *visit) leave(cookie string) error {
	token := v.cookie(cookie)
	if token == "" {
		return nil
	}
	v.setCookie(cookie, "", -1)
	return v.Service.SignOut(v.Request.Context(), assessments.ParseSecret(token))
}

// signInToGoOn asks for the key, when a form was sent after its session ended,
// and keeps what was typed. With the key it goes on as if nothing had happened.
func (v *visit) signInToGoOn() error {
	v.uncached()
	v.noForm()
	return v.show("go-on", v.sent.kept())
}

// goOn signs in who sent their key along with a form.
func (v *visit) goOn() error {
	if over := v.countTry(); over != nil {
		return over
	}
	key := assessments.ParseSecret(v.sent.text(keyField))
	err := v.enter(key)
	if fault.KindOf(err) == fault.Unauthenticated {
		v.sent.wrong(keyField, v.say("sign_in.wrong"))
		return nil
	}
	return err
}

// stay prolongs a session, when somebody says that they are still here: that they
// came is enough. It replies with the seconds that are left.
func (s *server) stay(v *visit) error {
	if v.signedIn == nil {
		return edge.Unauthenticated.Problem("You are signed out.")
	}
	v.uncached()
	v.String(http.StatusOK, "%d", int(v.signedIn.Until.Sub(s.Now()).Seconds()))
	return nil
}
