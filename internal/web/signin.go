package web

import (
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// showSignIn asks for a key.
func (s *server) showSignIn(v *visit) error {
	v.uncached()
	if next := v.Query("next"); isLocal(next) {
		v.form().fill("next", next)
	}
	return v.show("sign-in", nil)
}

// signIn signs somebody in with the key of an account. A key that came with a link
// may be somebody else's, so it is said first whose account it opens.
func (s *server) signIn(v *visit) error {
	if over := v.countTry(); over != nil {
		return over
	}
	f := v.form()
	if f.text("key") == "" {
		return v.wrongKey("sign_in.missing")
	}
	key := assessments.ParseSecret(f.text("key"))
	caller, err := s.Service.Authenticate(v.Request.Context(), key)
	switch {
	case fault.KindOf(err) == fault.Unauthenticated:
		return v.wrongKey("sign_in.wrong")
	case err != nil:
		return err
	case !caller.Is(access.Accounts...):
		return v.wrongKey("sign_in.no_account")
	case !f.ticked("sure") && (f.ticked("link") || v.signedIn != nil && mark(v.signedIn.Caller) != mark(caller)):
		return v.askWhose(caller)
	}
	if err := v.enter(key); err != nil {
		return err
	}
	if next := f.text("next"); isLocal(next) {
		return v.to(next)
	}
	return v.to("/home")
}

// countTry counts a key that somebody sends to come in, wherever they send it.
func (v *visit) countTry() error { return v.signIns.Count(v.Context, edge.Address(v.Context)) }

func (v *visit) wrongKey(key string) error {
	v.form().wrong("key", v.say(key))
	return v.again(nil, nil)
}

// whose says which account a key opens, and which is open now.
type whose struct {
	Account string
	Now     string // "" for none
}

func (v *visit) askWhose(caller access.Caller) error {
	account, err := v.nameOf(caller)
	if err != nil {
		return err
	}
	data := whose{Account: account}
	if v.signedIn != nil {
		if data.Now, err = v.nameOf(v.signedIn.Caller); err != nil {
			return err
		}
	}
	v.uncached()
	return v.show("sign-in-whose", data)
}

// nameOf returns what an account is called.
func (v *visit) nameOf(caller access.Caller) (string, error) {
	ctx := v.Request.Context()
	switch {
	case caller.Is(organisation):
		found, err := v.Service.Organisation(ctx, caller, caller.PrincipalID)
		return found.Name, err
	case caller.Is(partner, funder):
		found, err := v.Service.Account(ctx, caller, caller.Role, caller.PrincipalID)
		return found.Name, err
	}
	return v.say("sign_in.operator"), nil
}

// showSignOut asks whether somebody wants to go, and says so when they went.
func (s *server) showSignOut(v *visit) error {
	v.uncached()
	if v.signedIn == nil {
		v.noForm()
		return v.show("signed-out", nil)
	}
	name, err := v.nameOf(v.signedIn.Caller)
	if err != nil {
		return err
	}
	return v.show("sign-out", name)
}

// signOut ends the session, and lets the browser forget what it was shown.
func (s *server) signOut(v *visit) error {
	if err := v.leave(accountCookie); err != nil {
		return err
	}
	v.setCookie(formCookie, "", -1)
	v.setCookie(actingCookie, "", -1)
	v.Header("Clear-Site-Data", `"cache"`)
	return v.to("/sign-out")
}
