package web

import (
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// maxLinksHere is how many links a page makes at once: more than a hundred slips
// nobody cuts by hand.
const maxLinksHere = 100

// maxShared is how many answers one shared link may start here.
const maxShared = 500

// The ways to ask, and for whom.
const (
	linkEach   = "each"   // a link for each person
	linkShared = "shared" // one that people share
	eitherSide = "either" // who answers says on which side they are
)

// inviting is the page to ask people.
type inviting struct {
	*assessments.Assessment
	Address      string
	Kinds, Sides []option
	Words        []task // what there is to write and print
	Invitations  []invited
	Parts        parts
}

// invited is an invitation in a list. How often it was used it does not say.
type invited struct {
	ID, Text, State string
	Active          bool
}

// showInviting shows how to ask people, and what was made for that.
func (s *server) showInviting(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	f := v.form()
	f.once()
	f.fill("kind", linkEach)
	f.fill("number", "10")
	invitations, err := s.Service.Invitations(v.Request.Context(), v.caller, found.ID, v.page())
	if err != nil {
		return err
	}
	data := inviting{Assessment: found, Address: v.placeOf(found), Kinds: []option{
		{Value: linkEach, Text: v.say("invite.each"), Picture: "link", Hint: v.say("invite.each_hint")},
		{Value: linkShared, Text: v.say("invite.shared"), Picture: "many", Hint: v.say("invite.shared_hint")},
	}, Sides: []option{
		{Value: scoring.Lived.String(), Text: v.say("assess.lived"), Picture: "lived"},
		{Value: scoring.Learnt.String(), Text: v.say("assess.learnt"), Picture: "learnt"},
		{Value: eitherSide, Text: v.say("invite.either"), Picture: "many", Hint: v.say("invite.either_hint")},
	}}
	data.Words = []task{
		{Address: data.Address + "/invite/words", Text: v.say("invite.words")},
		{Address: data.Address + "/invite/letter", Text: v.say("invite.letter")},
	}
	for i := range invitations.Items {
		data.Invitations = append(data.Invitations, v.invitedBy(&invitations.Items[i]))
	}
	data.Parts = partsOf(v, invitations, func(i *assessments.Invitation) string { return i.ID })
	return v.show("invite", data)
}

// invitedBy says what an invitation is.
func (v *visit) invitedBy(i *assessments.Invitation) invited {
	out := invited{ID: i.ID, Text: v.say("invite.of_each", "number", i.Uses, "side", v.sideOrEither(i.Voice), "day", v.words.Weekday(i.CreatedAt))}
	if !i.SingleUse {
		out.Text = v.say("invite.of_shared", "number", i.Uses, "side", v.sideOrEither(i.Voice), "day", v.words.Weekday(i.CreatedAt))
	}
	switch i.State(v.Now()) {
	case assessments.Active:
		out.Active = true
		out.State = v.say("invite.works")
	case assessments.Expired:
		out.State = v.say("invite.expired")
	case assessments.Ended:
		out.State = v.say("invite.ended")
	}
	return out
}

func (v *visit) sideOrEither(voice *scoring.Voice) string {
	if voice == nil {
		return v.say("invite.either_side")
	}
	return v.sideName(*voice)
}

// invite makes links, and shows them this one time.
func (s *server) invite(v *visit) error {
	in, again := v.invitation()
	if again {
		return v.again(nil, nil)
	}
	once := madeOnce(v, func(made *assessments.NewInvitation) string { return made.ID })
	made, err := s.Service.CreateInvitation(v.Request.Context(), v.caller, v.Param("id"), in, once)
	if err != nil {
		return v.again(err, map[string]string{"links": "number", "uses": "number", "voice": "side"})
	}
	if once.Replay != nil {
		v.form().put("once", "")
		v.form().wrong("", v.say("invite.twice"))
		return v.again(nil, nil)
	}
	keys := make([]string, len(made.Secrets))
	for i, secret := range made.Secrets {
		keys[i] = secret.Reveal()
	}
	v.form().put("keys", strings.Join(keys, " "))
	v.here = "/assessments/" + made.Assessment + "/invite/made"
	return s.showInvited(v)
}

// invitation reads what somebody wants to make, and tells whether something needs
// to be put right.
func (v *visit) invitation() (in assessments.InvitationInput, again bool) {
	f := v.form()
	most := maxLinksHere
	if f.text("kind") == linkShared {
		most = maxShared
	}
	number, err := strconv.Atoi(f.text("number"))
	if err != nil || number < 1 || number > most {
		f.wrong("number", v.say("invite.number_wrong", "most", most))
	}
	switch f.text("kind") {
	case linkEach:
		in.Links = &number
	case linkShared:
		in.Uses = &number
	default:
		f.wrong("kind", v.say("invite.kind_missing"))
	}
	switch side := f.text("side"); side {
	case scoring.Lived.String(), scoring.Learnt.String():
		in.Voice = side
	case eitherSide:
	default:
		f.wrong("side", v.say("invite.side_missing"))
	}
	return in, f.Faulty()
}

// endingInvitation is the page before links stop working.
type endingInvitation struct{ Address, Back string }

// showEndingInvitation asks whether links are to stop working.
func (s *server) showEndingInvitation(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	back := v.placeOf(found) + "/invite"
	return v.show("invite-end", endingInvitation{back + "/" + v.Param("invitation") + "/end", back})
}

// endInvitation stops links from working.
func (s *server) endInvitation(v *visit) error {
	if err := s.Service.RevokeInvitation(v.Request.Context(), v.caller, v.Param("id"), v.Param("invitation")); err != nil {
		return err
	}
	return v.to("/assessments/" + v.Param("id") + "/invite")
}
