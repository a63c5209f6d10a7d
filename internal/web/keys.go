package web

import (
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// holder is whose keys a page is about: whoever is signed in, or whom the operator
// looks at.
type holder struct {
	assessments.Principal
	Name string
	At   string // the address of the list of keys
	Back string // where the list leads back to
}

// kinds are the parts of the operator's addresses that name a role.
var kinds = map[string]access.Role{"organisations": organisation, "partners": partner, "funders": funder}

// holder finds out whose keys the address means.
func (v *visit) holder() (holder, error) {
	if !v.caller.Is(operator) {
		name, err := v.nameOf(v.caller)
		return holder{assessments.Principal{Role: v.caller.Role, ID: v.caller.PrincipalID}, name, "/keys", "/home"}, err
	}
	kind := strings.Split(v.FullPath(), "/")[2]
	back := "/operator/" + kind + "/" + v.Param("id")
	h := holder{Principal: assessments.Principal{Role: kinds[kind], ID: v.Param("id")}, At: back + "/keys", Back: back}
	if h.Role == organisation {
		found, err := v.Service.Organisation(v.Request.Context(), v.caller, h.ID)
		h.Name = found.Name
		return h, err
	}
	found, err := v.Service.Account(v.Request.Context(), v.caller, h.Role, h.ID)
	h.Name = found.Name
	return h, err
}

// ofHolder makes a handler of one that is about somebody's keys.
func ofHolder(h func(*visit, holder) error) handler {
	return func(v *visit) error {
		v.alone = true
		whose, err := v.holder()
		if err != nil {
			return err
		}
		return h(v, whose)
	}
}

// heldKeys is a list of keys.
type heldKeys struct {
	holder
	Keys  []heldKey
	Parts parts
}

// heldKey is a key as a list shows it.
type heldKey struct {
	Name, State string
	Marks       []string // what to know of it
	Revoke      string   // where it can be ended; "" when it has
	Own         bool     // whether it is the one that is used now
}

func (s *server) showKeys(v *visit, whose holder) error {
	found, err := s.Service.Keys(v.Request.Context(), v.caller, whose.Principal, v.page())
	if err != nil {
		return err
	}
	data := heldKeys{holder: whose, Parts: partsOf(v, found, func(k *assessments.Key) string { return k.ID })}
	for i := range found.Items {
		data.Keys = append(data.Keys, v.heldKey(&found.Items[i], whose.At))
	}
	return v.show("keys", data)
}

// termStates says whether a key works.
var termStates = map[assessments.TermState]string{
	assessments.Active: "keys.active", assessments.Expired: "keys.expired", assessments.Ended: "keys.revoked",
}

func (v *visit) heldKey(k *assessments.Key, at string) heldKey {
	state := k.State(v.Now())
	out := heldKey{Name: k.Name, State: v.say(termStates[state]), Own: k.ID == v.caller.KeyID, Marks: v.originOf(k)}
	if state == assessments.Active {
		out.Revoke = at + "/" + k.ID + "/revoke"
	}
	if k.ReadOnly {
		out.Marks = append(out.Marks, v.say("keys.read_only"))
	}
	if k.SharesFrom.After(v.Now()) {
		out.Marks = append(out.Marks, v.say("keys.shares_from", "day", v.words.Day(k.SharesFrom)))
	}
	out.Marks = append(out.Marks, v.termOf(k.CreatedAt, k.Term)...)
	if used, err := time.Parse(time.DateOnly, string(k.LastUsed)); err == nil {
		out.Marks = append(out.Marks, v.say("keys.used", "day", v.words.Day(used)))
	} else {
		out.Marks = append(out.Marks, v.say("keys.unused"))
	}
	return out
}

// originOf says where a key comes from that its holder did not make with an own one.
func (v *visit) originOf(k *assessments.Key) []string {
	var marks []string
	switch {
	case k.MadeBy == access.ByClaim && k.ClaimLink.By == partner:
		marks = append(marks, v.say("keys.claimed_partner", "name", k.ClaimLink.PartnerName))
	case k.MadeBy == access.ByClaim:
		marks = append(marks, v.say("keys.claimed"))
	case k.MadeBy == operator && k.Role != operator:
		marks = append(marks, v.say("keys.by_operator"))
	case k.Origin == operator:
		marks = append(marks, v.say("keys.from_operator"))
	case k.Origin == access.ByClaim:
		marks = append(marks, v.say("keys.from_claim"))
	}
	return marks
}

// termOf says from when something is, until when it holds, and when it ended.
func (v *visit) termOf(made time.Time, term assessments.Term) []string {
	marks := []string{v.say("keys.made", "day", v.words.Day(made))}
	switch {
	case !term.RevokedAt.IsZero():
		marks = append(marks, v.say("keys.ended", "day", v.words.Day(term.RevokedAt)))
	case !term.ExpiresAt.IsZero():
		marks = append(marks, v.say("keys.until", "day", v.words.Day(term.ExpiresAt.Add(-time.Nanosecond))))
	}
	return marks
}

// endOfDay reads a date and returns the moment after that day; zero for none. One that is
// none is noted.
func (v *visit) endOfDay(name string) time.Time {
	typed := v.form().text(name)
	if typed == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, typed)
	if err != nil {
		v.form().wrong(name, v.say("form.no_date"))
		return time.Time{}
	}
	return day.AddDate(0, 0, 1)
}

// newKeyForm is the form to make a key.
type newKeyForm struct {
	holder
	Access []option
}

func (s *server) showNewKey(v *visit, whose holder) error {
	v.form().once()
	v.form().fill("access", assessments.FullAccess)
	return v.show("keys-new", newKeyForm{whose, []option{
		{Value: assessments.FullAccess, Text: v.say("keys.full"), Picture: "key", Hint: v.say("keys.full_hint")},
		{Value: assessments.ReadAccess, Text: v.say("keys.read"), Picture: "look", Hint: v.say("keys.read_hint")},
	}})
}

// makeKey makes a key and shows it, this one time.
func (s *server) makeKey(v *visit, whose holder) error {
	f := v.form()
	in := assessments.KeyInput{Name: f.text("name"), Access: f.text("access"), ExpiresAt: v.endOfDay("expires")}
	if in.Name == "" {
		f.wrong("name", v.say("keys.name_missing"))
	}
	if f.Faulty() {
		return v.again(nil, nil)
	}
	once := onceFor(v, func(made *assessments.NewKey) string { return made.ID })
	made, err := s.Service.CreateKey(v.Request.Context(), v.caller, whose.Principal, in, once)
	switch {
	case err != nil:
		return v.again(err, map[string]string{"expires_at": "expires"})
	case once.Replay != nil:
		v.noForm()
		return v.show("keys-twice", whose)
	}
	f.put("name", whose.Name)
	f.put("key", made.Secret.Reveal())
	f.put("next", whose.At)
	v.here = "/keys/made"
	return s.showMadeKey(v)
}

// showMadeKey shows a key, to be kept.
func (s *server) showMadeKey(v *visit) error {
	if v.form().text("key") == "" {
		return v.to("/home")
	}
	v.uncached()
	return v.show("keys-made", nil)
}

// keepMadeKey goes on when somebody says that they keep the key.
func (s *server) keepMadeKey(v *visit) error {
	if !v.form().ticked("kept") {
		v.form().wrong("kept", v.say("keys.kept_wrong"))
		return v.again(nil, nil)
	}
	if next := v.form().text("next"); isLocal(next) {
		return v.to(next)
	}
	return v.to("/home")
}

// endingKey is the page that asks whether a key is to end.
type endingKey struct {
	holder
	Key   heldKey
	About string   // what to know of it
	Over  bool     // whether it has ended
	Gone  []string // what will be gone
}

func (s *server) showRevokeKey(v *visit, whose holder) error {
	key, err := s.Service.Key(v.Request.Context(), v.caller, whose.Principal, v.Param("key"))
	if err != nil {
		return err
	}
	over := key.State(v.Now()) != assessments.Active
	if over {
		v.noForm()
	}
	data := endingKey{holder: whose, Key: v.heldKey(&key, whose.At), Over: over, Gone: v.lines("keys.revoke_text")}
	data.About = strings.Join(data.Key.Marks, " ")
	if data.Key.Own {
		data.Gone = append(data.Gone, v.say("keys.revoke_own"))
	}
	return v.show("keys-revoke", data)
}

// revokeKey ends a key. Who ends the one they use is signed out by that.
func (s *server) revokeKey(v *visit, whose holder) error {
	err := s.Service.RevokeKey(v.Request.Context(), v.caller, whose.Principal, v.Param("key"))
	switch {
	case fault.KindOf(err) == fault.Conflict:
		return v.again(err, nil)
	case err != nil:
		return err
	}
	return v.to(whose.At)
}
