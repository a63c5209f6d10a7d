package web

import (
	"net/http"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// showAnswer shows how far somebody is: with a link that they opened, or with their
// answers. Who has neither is asked for a link.
func (s *server) showAnswer(v *visit) error {
	v.uncached()
	if v.form().switches() && v.form().ticked("again") {
		return s.openLink(v) // what was said of it is said in other words
	}
	arrived, err := v.resume(linkCookie)
	switch {
	case err != nil:
		return err
	case arrived != nil && arrived.Caller.Is(access.InvitationRole):
		return s.showInvitation(v, arrived)
	case arrived != nil && arrived.Caller.Response != "":
		return s.showArrived(v, arrived)
	case v.person != nil:
		return s.responding(s.showTasks)(v)
	case v.cookie(personCookie) != "" && !v.form().Faulty():
		v.noForm()
		return v.show("answer-moved", nil)
	}
	return v.show("answer-link", linkPage{Action: "/answer"})
}

// linkPage asks for a link.
type linkPage struct{ Action string }

// openLink looks at what a link leads to. Nothing of it takes the place of what the
// device has before somebody says so.
func (s *server) openLink(v *visit) error {
	ctx, key := v.Request.Context(), assessments.ParseSecret(v.form().text("link"))
	look, err := s.Service.Look(ctx, key)
	switch {
	case err == nil && look.State != assessments.LookOpen:
		v.uncached()
		return v.show("answer-dead", deadLink{v.invitationOf(&look), v.person != nil})
	case err != nil && fault.KindOf(err) != fault.NotFound && fault.KindOf(err) != fault.Invalid:
		return err
	}
	if v.person != nil && v.person.Key.Hash().Equal(key.Hash()) {
		return s.backToOwn(v)
	}
	caller, err := s.Service.Authenticate(ctx, key)
	switch {
	case fault.KindOf(err) == fault.Unauthenticated:
		if v.person != nil && v.person.Key.OpensSameAs(key) {
			return s.backToOwn(v) // it is an older link to what the device has
		}
		return v.noLink()
	case err != nil:
		return err
	case !caller.Is(access.People...):
		return v.noLink()
	case caller.Is(access.LinkRole), caller.Is(access.ResponseRole) && caller.Response == "":
		return v.keepLink(key, resultCookie, "/result")
	}
	return v.keepLink(key, linkCookie, "/answer")
}

// keepLink keeps what a link opens in a cookie, and goes on at an address.
func (v *visit) keepLink(key assessments.Secret, cookie, address string) error {
	who, err := v.Service.SignIn(v.Request.Context(), key)
	if err != nil {
		return err
	}
	if err := v.remember(cookie, &who); err != nil {
		return err
	}
	return v.to(address)
}

// noLink says that a link opens nothing, and leaves it in its field, to be read,
// mended and sent again. Who tries many is slowed down.
func (v *visit) noLink() error {
	if over := v.countTry(); over != nil {
		return over
	}
	v.uncached()
	v.form().wrong("link", v.say("arriving.lost"))
	v.status, v.here = http.StatusUnprocessableEntity, entrance(v.route.cookies[0])
	return v.show("answer-link", linkPage{Action: v.here})
}

// backToOwn forgets the link, and goes on with what the device has.
func (s *server) backToOwn(v *visit) error {
	if err := v.leave(linkCookie); err != nil {
		return err
	}
	return v.to("/answer")
}

// invitation is who asks, before anything begins. What an organisation says of
// itself is only ever text.
type invitation struct {
	Name, Contact, Title string
	Verified             bool
	Closes               string // "" for no day
	State                string // why it starts nothing; the key of a sentence
}

// deadStates are why an invitation starts nothing.
var deadStates = map[assessments.LookState]string{
	assessments.LookUsedUp: "arriving.used_up", assessments.LookExpired: "arriving.expired", assessments.LookRevoked: "arriving.revoked",
	assessments.LookClosed: "arriving.closed", assessments.LookCancelled: "arriving.cancelled",
}

func (v *visit) invitationOf(look *assessments.Look) invitation {
	out := invitation{
		Name: look.Organisation.Name, Contact: look.Organisation.Contact, Title: look.Assessment.Title,
		Verified: look.Organisation.Verification.State == assessments.Verified, State: deadStates[look.State],
	}
	if !look.Assessment.ClosesAt.IsZero() {
		out.Closes = v.words.Weekday(look.Assessment.ClosesAt)
	}
	return out
}

// deadLink is an invitation that starts nothing. Who began on this device can go on.
type deadLink struct {
	invitation
	Kept bool
}

// begun is what the device has besides the link that was opened.
type begun struct {
	invitation
	Own string // the link to it
}

// showInvitation says who asks. Where the device has answers of somebody, it is
// asked whether those are meant.
func (s *server) showInvitation(v *visit, arrived *assessments.SignedIn) error {
	look, err := s.Service.Look(v.Request.Context(), arrived.Key)
	if err != nil {
		return err
	}
	data := begun{invitation: v.invitationOf(&look)}
	if look.State != assessments.LookOpen {
		if err := v.leave(linkCookie); err != nil {
			return err
		}
		v.noForm()
		return v.show("answer-dead", deadLink{data.invitation, v.person != nil})
	}
	page := "answer-start"
	if v.person != nil {
		page, data.Own = "answer-kept", v.ownLink(v.person)
	}
	v.caller = arrived.Caller // whom the form is for
	return v.show(page, data)
}

// begin starts to answer, once it is known from which side.
func (s *server) begin(v *visit) error {
	look, err := s.Service.Look(v.Request.Context(), v.person.Key)
	if err != nil {
		return err
	}
	if look.State == assessments.LookOpen && look.Voice == nil {
		return v.to("/answer/side")
	}
	return s.beginAs(v, "")
}

// showSide asks from which side somebody answers.
func (s *server) showSide(v *visit) error {
	v.uncached()
	return v.show("answer-side", []option{
		{Value: "lived", Text: v.say("arriving.lived"), Picture: "lived"}, {Value: "learnt", Text: v.say("arriving.learnt"), Picture: "learnt"},
	})
}

func (s *server) chooseSide(v *visit) error {
	voice, known := v.sideOf()
	if !known {
		v.form().wrong("side", v.say("arriving.side_missing"))
		return v.again(nil, nil)
	}
	return s.beginAs(v, voice.String())
}

// beginAs starts a response from a side; "" is where the invitation says which.
func (s *server) beginAs(v *visit, side string) error {
	who, err := s.Service.Begin(v.Request.Context(), assessments.ParseSecret(v.cookie(linkCookie)), side)
	if over := []fault.Kind{fault.NotFound, fault.Conflict, fault.Unauthenticated}; slices.Contains(over, fault.KindOf(err)) {
		v.form().put("link", v.ownLink(v.person))
		if err := v.leave(linkCookie); err != nil {
			return err
		}
		return v.noLink()
	}
	if err != nil {
		return v.again(err, map[string]string{"voice": "side"})
	}
	return v.answerWith(&who, "/answer/about")
}

// answerWith goes on with another response than the device had. What was opened is
// left as it is: the reply may get lost, and then it is asked for again.
func (v *visit) answerWith(who *assessments.SignedIn, address string) error {
	if err := v.remember(personCookie, who); err != nil {
		return err
	}
	v.setCookie(linkCookie, "", -1)
	return v.to(address)
}

// showArrived asks before a link is gone on with, and before another key is
// forgotten for it. What somebody entered for others is not opened at all: who has
// its key could read along.
func (s *server) showArrived(v *visit, arrived *assessments.SignedIn) error {
	asked, err := s.Service.Asked(v.Request.Context(), arrived.Caller, arrived.Caller.Assessment, arrived.Caller.Response)
	if err != nil {
		return err
	}
	if asked.Origin == assessments.Entered {
		v.noForm()
		return v.show("answer-entered", nil)
	}
	data := begun{}
	if v.person != nil && v.person.Caller.Response != arrived.Caller.Response {
		data.Own = v.ownLink(v.person)
	}
	v.caller = arrived.Caller // whom the form is for
	return v.show("answer-arrived", data)
}

// goOnFromLink goes on with what a link leads to, with another key: whoever passed
// the link on may have kept the old one, which dies when the other is used.
func (s *server) goOnFromLink(v *visit) error {
	ctx := v.Request.Context()
	asked, err := s.Service.Asked(ctx, v.caller, v.caller.Assessment, v.caller.Response)
	if err != nil || asked.Origin == assessments.Entered {
		return toAnswer(v)
	}
	if a := &asked.Assessment; asked.Instrument == nil {
		return fault.NotInstalled(a.Instrument, a.Version)
	}
	who, err := s.Service.GoOn(ctx, assessments.ParseSecret(v.cookie(linkCookie)))
	if err != nil {
		return err
	}
	if v.cookie(wordsCookie) == "" {
		v.switchTo(string(asked.Variant))
	}
	return v.answerWith(&who, "/answer/renewed")
}

// ownLink is the link to what somebody answers, for another device.
func (v *visit) ownLink(who *assessments.SignedIn) string {
	if who.Caller.Is(access.InvitationRole) {
		return v.linkOf(who.Key.Reveal())
	}
	return v.linkOf(who.Caller.Assessment + "." + who.Caller.Response + "." + who.Key.Reveal())
}
