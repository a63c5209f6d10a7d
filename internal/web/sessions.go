package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Who returns what finds out who asks, to count them: on a page whoever is signed
// in there, elsewhere whoever other finds. The API never sees a cookie.
func Who(service *assessments.Service, publicURL string, other func(*http.Request) (access.Caller, error)) func(*http.Request) (access.Caller, error) {
	return func(r *http.Request) (access.Caller, error) {
		if r.Header.Get("Authorization") != "" || r.URL.Path == "/v1" || strings.HasPrefix(r.URL.Path, "/v1/") {
			return other(r)
		}
		for _, cookie := range []string{accountCookie, personCookie, linkCookie, resultCookie} {
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

// admit finds out who is here: the account that is signed in, or on the pages of
// people whoever has the first of their cookies that opens something.
func (v *visit) admit() error {
	account, err := v.resume(accountCookie)
	if err != nil {
		return err
	}
	if account != nil {
		v.signedIn, v.caller = account, account.Caller
	}
	if v.route.cookies == nil {
		return nil
	}
	v.caller = access.Caller{}
	for _, cookie := range v.route.cookies {
		if v.person, err = v.resume(cookie); err != nil {
			return err
		}
		if v.person != nil {
			v.caller = v.person.Caller
			return nil
		}
	}
	return nil
}

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

// enter signs an account in. A session that the browser had of one ends. What opens
// no account is refused as what opens nothing.
func (v *visit) enter(key assessments.Secret) error {
	who, err := v.Service.SignIn(v.Request.Context(), key)
	if err != nil {
		return err
	}
	if !who.Caller.Is(access.Accounts...) {
		return edge.Unauthenticated.Problem("This key opens no account.")
	}
	if err := v.leave(accountCookie); err != nil {
		return err
	}
	v.setCookie(accountCookie, who.Token.Reveal(), 0)
	v.signedIn, v.caller = &who, who.Caller
	return nil
}

// cookieFor is for how many seconds a browser keeps the cookies of people; 0 is until
// it is closed.
var cookieFor = map[string]int{
	personCookie: int(assessments.AnsweringSession / time.Second),
	linkCookie:   int(assessments.InvitingSession / time.Second),
	resultCookie: 0,
}

// remember keeps in a cookie of people who is here, in place of who was.
func (v *visit) remember(cookie string, who *assessments.SignedIn) error {
	if err := v.leave(cookie); err != nil {
		return err
	}
	v.setCookie(cookie, who.Token.Reveal(), cookieFor[cookie])
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
	if v.isQuiet() {
		return edge.Unauthenticated.Problem("You are signed out.")
	}
	v.uncached()
	v.noForm()
	if v.route.cookies != nil {
		return v.show("answer-go-on", v.sent.kept())
	}
	return v.show("go-on", v.sent.kept())
}

// goOn signs in who sent their key along with a form.
func (v *visit) goOn() error {
	if over := v.countTry(); over != nil {
		return over
	}
	key := assessments.ParseSecret(v.sent.text(keyField))
	if v.route.cookies != nil {
		return v.goOnAnswering(key)
	}
	err := v.enter(key)
	if fault.KindOf(err) == fault.Unauthenticated {
		v.sent.wrong(keyField, v.say("sign_in.wrong"))
		return nil
	}
	return err
}

// goOnAnswering goes on with the link to the answers that the form was made for, and
// with no others: whoever passed those on could read along.
func (v *visit) goOnAnswering(key assessments.Secret) error {
	who, err := v.Service.SignIn(v.Request.Context(), key)
	if fault.KindOf(err) == fault.Unauthenticated || err == nil && mark(who.Caller) != v.sent.text(forField) {
		v.sent.wrong(keyField, v.say("arriving.not_these"))
		return nil
	}
	if err != nil {
		return err
	}
	v.person, v.caller = &who, who.Caller
	return v.remember(v.route.cookies[0], &who)
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
