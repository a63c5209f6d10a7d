package web

import (
	"strconv"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// linksPage is who else may read a result.
type linksPage struct {
	ID, Title string
	Links     []linkLine
	Parts     parts
	Days      []option
}

// linkLine is one link. Its key is shown only when it is made.
type linkLine struct {
	State          string
	Made, Until    time.Time
	MadeBy, Ending string // Ending is where it is ended; "" when it has ended
}

// linkStates are the keys of what the states of a link are called.
var linkStates = map[assessments.TermState]string{
	assessments.Active: "links.active", assessments.Expired: "links.expired", assessments.Ended: "links.ended",
}

// linkDays are how long a link can last, in days.
var linkDays = []int{7, 30, 90, 365}

func (v *visit) linksAddress() string { return "/assessments/" + v.Param("id") + "/result/links" }

// showLinks lists the links to a result, and asks for how long a new one is.
func (s *server) showLinks(v *visit) error {
	closed, err := v.closed()
	if !closed {
		return err
	}
	ctx, id := v.Request.Context(), v.Param("id")
	a, err := s.Service.Assessment(ctx, v.caller, id)
	if err != nil {
		return err
	}
	found, err := s.Service.Links(ctx, v.caller, id, v.page())
	if err != nil {
		return err
	}
	data := linksPage{ID: id, Title: a.Title}
	for i := range found.Items {
		l := &found.Items[i]
		line := linkLine{State: v.say(linkStates[l.State(s.Now())]), Made: l.CreatedAt, Until: l.ExpiresAt, MadeBy: l.PartnerName}
		if l.State(s.Now()) == assessments.Active {
			line.Ending = v.linksAddress() + "/" + l.ID + "/end"
		}
		data.Links = append(data.Links, line)
	}
	data.Parts = partsOf(v, found, func(l *assessments.Link) string { return l.ID })
	for _, days := range linkDays {
		data.Days = append(data.Days, option{Value: strconv.Itoa(days), Text: v.say("links.days", "days", days), Picture: "day"})
	}
	v.form().once()
	v.form().fill("days", "30")
	return v.show("links", data)
}

// linkMade is a new link, shown this one time; no address when it was shown before.
type linkMade struct {
	ID, Link string
	Until    time.Time
}

// makeLink makes a link to the result. The same form sent twice makes one.
func (s *server) makeLink(v *visit) error {
	days, err := strconv.Atoi(v.form().text("days"))
	if err != nil || days < 1 || days > 366 {
		v.form().wrong("days", v.say("links.days_wrong"))
		return v.again(nil, nil)
	}
	once := onceFor(v, func(*assessments.NewLink) string { return "" })
	made, err := s.Service.CreateLink(v.Request.Context(), v.caller, v.Param("id"), s.Now().AddDate(0, 0, days), once)
	if err != nil {
		return v.again(err, map[string]string{"expires_at": "days"})
	}
	data := linkMade{ID: v.Param("id"), Until: made.ExpiresAt}
	if once.Replay == nil {
		data.Link = s.Base(v.Context) + "/result#" + made.Assessment + "." + made.Secret.Reveal()
	}
	v.uncached()
	v.noForm()
	v.here = v.linksAddress()
	return v.show("link-made", data)
}

// showEndLink asks whether a link is to end.
func (s *server) showEndLink(v *visit) error {
	link, err := v.link()
	if err != nil {
		return err
	}
	return v.show("link-end", linkLine{Made: link.CreatedAt, Until: link.ExpiresAt, Ending: v.linksAddress()})
}

// link returns the link that the address names.
func (v *visit) link() (*assessments.Link, error) {
	page := access.Page{Limit: access.MaxPage}
	for {
		found, err := v.Service.Links(v.Request.Context(), v.caller, v.Param("id"), page)
		if err != nil {
			return nil, err
		}
		for i := range found.Items {
			if found.Items[i].ID == v.Param("link") {
				return &found.Items[i], nil
			}
		}
		if !found.More {
			return nil, fault.NoSuch("link")
		}
		page.After = found.Items[len(found.Items)-1].ID
	}
}

// endLink ends a link. One that has ended stays so.
func (s *server) endLink(v *visit) error {
	if err := s.Service.RevokeLink(v.Request.Context(), v.caller, v.Param("id"), v.Param("link")); err != nil {
		return v.again(err, nil)
	}
	return v.to(v.linksAddress())
}
