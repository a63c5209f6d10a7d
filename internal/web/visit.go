package web

import (
	"bytes"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// A handler replies to a visit, or returns why it could not.
type handler func(*visit) error

// route is what happens at an address.
type route struct {
	show, take handler
	roles      []access.Role // who may come; none is for everybody
	cookies    []string      // what says who is here, on the pages of people: of some, the first that holds; none on all others
	asks       bool          // whether the page is a form, which the switch of the words sends along
	harmless   bool          // whether a form that another site sends does no harm
}

// A visit is one request of a person.
type visit struct {
	*gin.Context
	*server
	route    route
	words    *sentences.Sentences
	caller   access.Caller
	signedIn *assessments.SignedIn // the account that is signed in, whoever the page is for; nil for none
	person   *assessments.SignedIn // who answers or reads a result, on their pages; nil for nobody
	sent     *form
	status   int
	here     string                    // the address of the page that is shown
	set      map[string]string         // the cookies that were set meanwhile, by name
	alone    bool                      // whether the page is a partner's own, whomever it acts for
	acted    *assessments.Organisation // the one that this is about, once it was asked for
}

// handle makes a handler of gin's for a route.
func (s *server) handle(r route) gin.HandlerFunc {
	return s.Handle(func(c *gin.Context) error {
		v := s.visit(c, r)
		if c.Request.Method == http.MethodPost {
			return v.take()
		}
		if err := v.admit(); err != nil {
			return err
		}
		return v.look()
	})
}

func (s *server) visit(c *gin.Context, r route) *visit {
	c.Header("Content-Security-Policy", policy)
	v := &visit{Context: c, server: s, route: r, status: http.StatusOK, here: c.Request.URL.RequestURI(), set: map[string]string{}}
	v.words = s.sentences.For(v.languages(), v.variant())
	return v
}

// policy lets pages run our own script, show our own pictures, and send forms to
// us. It has no hole.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// look shows a page, to whom it is for.
func (v *visit) look() error {
	if !v.mayCome() {
		if v.route.cookies != nil {
			return v.to(entrance(v.route.cookies[0]))
		}
		if v.caller.Is(nobody) {
			return v.to("/sign-in?next=" + escaped(v.Request.URL.RequestURI()))
		}
		return v.notForYou()
	}
	return v.route.show(v)
}

// take takes a form: from this site, by whom it is for, and not when it was sent
// only to switch the words.
func (v *visit) take() error {
	if err := v.read(); err != nil {
		return err
	}
	if err := v.admit(); err != nil {
		return err
	}
	ours := v.route.harmless || v.isOurs()
	if ours && !v.mayCome() && v.sent.values.Has(keyField) {
		if err := v.goOn(); err != nil {
			return err
		}
	}
	switch {
	case !v.mayCome() && ours && v.caller.Is(nobody):
		return v.signInToGoOn()
	case !v.mayCome():
		return v.notForYou()
	case v.sent.switches() && v.route.show != nil:
		v.switchTo(v.sent.text(wordsField))
		return v.route.show(v)
	case !ours:
		return v.strayed()
	case v.isAnothersForm():
		return v.anothersForm()
	case len(v.route.roles) > 0 && v.caller.ReadOnly && !v.route.harmless:
		return v.onlyReads()
	}
	return v.route.take(v)
}

func (v *visit) mayCome() bool {
	return len(v.route.roles) == 0 || v.caller.Is(v.route.roles...)
}

// show replies with the page of this name. data is what its template calls .Data.
func (v *visit) show(name string, data any) error {
	var page bytes.Buffer
	if err := v.templates.write(&page, v.words, name, v.screen(data)); err != nil {
		return err
	}
	if v.Writer.Header().Get("Cache-Control") == "" {
		v.Header("Cache-Control", "private, no-cache")
	}
	v.Header("Content-Language", v.words.Lang)
	v.Header("Content-Length", strconv.Itoa(page.Len()))
	v.Data(v.status, "text/html; charset=utf-8", page.Bytes())
	return nil
}

// to sends the person to another page. Our script goes there by itself.
func (v *visit) to(address string) error {
	if v.isQuiet() {
		return v.tell(told{To: address})
	}
	v.Header("Cache-Control", "no-store")
	v.Redirect(http.StatusSeeOther, address)
	return nil
}

// noForm says that this page has no form that the switch of the words could send
// along.
func (v *visit) noForm() { v.route.asks = false }

// uncached keeps a page that holds a secret out of every cache.
func (v *visit) uncached() { v.Header("Cache-Control", "no-store") }

// say returns a sentence that there is.
func (v *visit) say(key string, filled ...any) string {
	text, err := v.words.Say(key, filled...)
	if err != nil {
		panic(err)
	}
	return text
}

// lines returns the lines of a sentence of more than one.
func (v *visit) lines(key string, filled ...any) []string {
	return strings.Split(v.say(key, filled...), "\n")
}

// questions returns the words of an instrument that this person reads.
func (v *visit) questions(in *instrument.Instrument) *instrument.Words {
	return in.WordsIn(v.words.Lang, v.words.Variant)
}

// screen is what every template may use.
type screen struct {
	Title   string        // of the page, as text
	Main    template.HTML // what is on this page alone
	Lang    string
	Easy    bool   // whether this is Easy Read
	Other   string // the variant that the switch leads to
	Here    string // the address of this page
	Asks    bool   // whether the page is a form with the id form
	Form    *form
	Role    access.Role
	ActsFor string // the organisation that a partner acts for here; "" for none
	Menu    []entry
	Until   time.Time // when the session ends; zero without one
	Left    int       // seconds until then
	Token   string    // of the forms here
	For     string    // whom the forms here are for
	Contact contact
	Version string
	Data    any
}

func (v *visit) screen(data any) *screen {
	sc := &screen{
		Lang: v.words.Lang, Easy: v.words.Variant == instrument.EasyRead, Other: string(other(v.words.Variant)),
		Here: v.here, Asks: v.route.asks, Form: v.form(), Menu: v.menu(),
		Contact: contactOf(v.Contact), Version: v.Version, For: v.mark(), ActsFor: v.actsFor(), Data: data,
	}
	if v.route.take != nil && !v.route.harmless || v.signedIn != nil || v.route.cookies != nil {
		sc.Token = v.token()
	}
	if v.signedIn != nil {
		sc.Role, sc.Until = v.signedIn.Caller.Role, v.signedIn.Until
		sc.Left = int(v.signedIn.Until.Sub(v.Now()).Seconds())
	}
	return sc
}

// contact is where people reach who runs this.
type contact struct{ Address, Text string } // zero when not told

// contactOf reads an e-mail address or a web address.
func contactOf(given string) contact {
	if strings.Contains(given, "@") && !strings.Contains(given, "://") {
		return contact{"mailto:" + given, given}
	}
	return contact{given, strings.TrimPrefix(strings.TrimPrefix(given, "https://"), "http://")}
}

// isLocal tells whether an address leads to a page here. A browser takes \ for /.
func isLocal(address string) bool {
	return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") && !strings.ContainsAny(address, "\\\r\n\t")
}
