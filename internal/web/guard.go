package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// The guard of a form is a secret of the browser, in a cookie that no script can
// read, and a hash of it in the form. Another site has neither. It comes on top
// of the check of where a form was sent from, which needs a browser of 2020 or
// later, and of cookies that other sites cannot send along.

// token returns the token of the forms of this browser, and gives the browser
// its secret when it has none.
func (v *visit) token() string {
	if v.cookie(formCookie) == "" {
		v.renewGuard()
	}
	return tokenOf(v.cookie(formCookie))
}

// renewGuard gives the browser another secret. Forms that are open meanwhile are
// shown again when they are sent.
func (v *visit) renewGuard() { v.setCookie(formCookie, rand.Text(), 0) }

func tokenOf(secret string) string {
	sum := sha256.Sum256([]byte("form:" + secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// isOurs tells whether the form that was sent has the token of this browser.
func (v *visit) isOurs() bool {
	secret := v.cookie(formCookie)
	want, got := tokenOf(secret), v.sent.values.Get(tokenField)
	return secret != "" && subtle.ConstantTimeCompare([]byte(want), []byte(got)) == 1
}

// strayed shows a form again that has no token of this browser: it was open for
// long, or came from elsewhere. Who sees it can tell, and send it again.
func (v *visit) strayed() error {
	if v.route.show == nil {
		return edge.Forbidden.Problem(v.say("problem.too_old"))
	}
	v.sent.wrong("", v.say("form.strayed"))
	v.status = http.StatusForbidden
	return v.route.show(v)
}

// mark names a caller in a form, so that a form is not taken from somebody else
// who signed in meanwhile. It is no secret.
func mark(caller access.Caller) string {
	if caller.Is(nobody) {
		return ""
	}
	whose := caller.PrincipalID
	if caller.Is(access.InvitationRole) {
		whose = caller.KeyID
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s:%s:%s", caller.Role, whose, caller.Response))
	return hex.EncodeToString(sum[:8])
}

// mark names who is here, and for whom a partner acts: one that chose another
// organisation meanwhile does not change it with a form of the first.
func (v *visit) mark() string {
	if v.caller.Is(partner) {
		return digestOf(mark(v.caller), v.cookie(actingCookie))[:16]
	}
	return mark(v.caller)
}

// isAnothersForm tells whether the form was made for somebody else than who sent it.
// Where nobody is left to answer, or the answers are closed, it changes nothing.
func (v *visit) isAnothersForm() bool {
	if v.route.cookies != nil && v.caller.Response == "" && !v.caller.Is(access.InvitationRole) {
		return false
	}
	return v.sent.isAnothers(v.mark())
}

// anothersForm refuses a form that was made for another account.
func (v *visit) anothersForm() error {
	if v.route.cookies != nil {
		return edge.Conflict.Problem(v.say("problem.anothers_answers"))
	}
	return edge.Conflict.Problem(v.say("problem.anothers"))
}

// onlyReads refuses a form for some roles from a key that only reads. It may see
// the form. What everybody may send, such as to sign out, it may too.
func (v *visit) onlyReads() error {
	return edge.Forbidden.Problem(v.say("problem.only_reads"))
}

func (v *visit) notForYou() error {
	return edge.Forbidden.Problem(v.say("problem.not_for_you"))
}

// digestOf is the SHA-256 of some texts, told apart, in hexadecimal.
func digestOf(texts ...string) string {
	sum := sha256.New()
	for _, text := range texts {
		fmt.Fprintf(sum, "%d:%s", len(text), text)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// The cookies. None of them is read by a script, and none is sent along by other
// sites but with a link that somebody follows.
const (
	accountCookie = "account" // the token of the session of an account
	personCookie  = "person"  // that of somebody who answers
	linkCookie    = "link"    // that of somebody who opened a link to answer with, and has not said yet that they go on
	resultCookie  = "result"  // that of somebody who reads a result by a link
	formCookie    = "form"    // the secret behind the tokens of forms
	wordsCookie   = "words"   // the variant of the words, no secret
)

// cookieName is the name of a cookie. Over TLS its beginning makes browsers take
// it from this host alone.
func cookieName(name string, overTLS bool) string {
	if overTLS {
		return "__Host-" + name
	}
	return name
}

// cookieOf returns what is in a cookie that the browser sent, or "".
func cookieOf(r *http.Request, name string, overTLS bool) string {
	found, err := r.Cookie(cookieName(name, overTLS))
	if err != nil {
		return ""
	}
	return found.Value
}

func (v *visit) overTLS() bool { return v.secure || v.Request.TLS != nil }

// cookie returns what is in a cookie, or "": what was put there a moment ago, or
// what the browser sent.
func (v *visit) cookie(name string) string {
	if value, set := v.set[name]; set {
		return value
	}
	return cookieOf(v.Request, name, v.overTLS())
}

// setCookie keeps something in the browser for so many seconds; 0 is for until it
// is closed, and less takes it away.
func (v *visit) setCookie(name, value string, seconds int) {
	http.SetCookie(v.Writer, &http.Cookie{ //nolint:gosec // Secure wherever there is TLS; a club on its own machine has none
		Name: cookieName(name, v.overTLS()), Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: v.overTLS(), SameSite: http.SameSiteLaxMode,
	})
	v.set[name] = value
}

func isTLS(address string) bool { return strings.HasPrefix(address, "https://") }

// escaped writes an address so that it can stand in another.
func escaped(address string) string { return url.QueryEscape(address) }
