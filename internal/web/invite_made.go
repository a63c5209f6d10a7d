package web

import (
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Links stand on the pages that show them, and go from one to the next in a hidden
// field. They are kept nowhere, so nobody can tell later whose link is whose.

// slipsOnSheet is how many slips are printed at once: two sides of A4.
const slipsOnSheet = 16

// invitedPage shows links that were made.
type invitedPage struct {
	Address string
	Event   string // the address of the last day, for a calendar; "" for none
	Links   []string
	Shared  bool
	Sheets  []sheetOf
	Texts   []inviteText
}

// sheetOf is one of the sheets that slips are printed on.
type sheetOf struct{ Number, From, To int }

// invitationKeys are the keys in the form. Whatever is no key of an invitation is
// left out.
func (v *visit) invitationKeys() []string {
	var keys []string
	for key := range strings.FieldsSeq(v.form().text("keys")) {
		if strings.HasPrefix(key, "rung_i") && len(keys) < maxLinksHere && assessments.ParseSecret(key).Reveal() == key {
			keys = append(keys, key)
		}
	}
	return keys
}

// linkOf is the address at which somebody answers with a key.
func (v *visit) linkOf(key string) string { return v.Base(v.Context) + "/answer#" + key }

// showInvited shows links, which it does this one time.
func (s *server) showInvited(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	keys := v.invitationKeys()
	if len(keys) == 0 {
		return v.to(v.placeOf(found) + "/invite")
	}
	data := invitedPage{Address: v.placeOf(found), Event: v.eventOf(found), Shared: v.form().text("kind") == linkShared}
	for _, key := range keys {
		data.Links = append(data.Links, v.linkOf(key))
	}
	for from := 0; from < len(keys); from += slipsOnSheet {
		data.Sheets = append(data.Sheets, sheetOf{len(data.Sheets) + 1, from + 1, min(from+slipsOnSheet, len(keys))})
	}
	link := ""
	if data.Shared {
		link = data.Links[0]
	}
	if data.Texts, err = v.inviteTexts(found, link); err != nil {
		return err
	}
	v.uncached()
	return v.show("invite-made", data)
}

// slips is a sheet to print: slips to cut, or a poster.
type slips struct {
	whoAsks
	Address string
	Poster  bool
	Slips   []slip
}

// slip is a link on paper.
type slip struct {
	Link string
	Code qrCode
}

// whoAsks is who asks, about what, and until when.
type whoAsks struct {
	Name, Title, Until string
	Minutes            int
}

// asking says who asks, in some words.
func (v *visit) asking(a *assessments.Assessment) (whoAsks, error) {
	who, err := v.Service.Organisation(v.Request.Context(), v.caller, a.Organisation)
	if err != nil {
		return whoAsks{}, err
	}
	out := whoAsks{Name: who.Name, Title: a.Title}
	if !a.ClosesAt.IsZero() {
		out.Until = v.words.Weekday(a.ClosesAt)
	}
	if in := v.Catalogue.Find(a.Instrument, a.Version); in != nil {
		out.Minutes = in.Minutes
	}
	return out, nil
}

// showSlips shows a sheet of slips, or a poster.
func (s *server) showSlips(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	keys := v.invitationKeys()
	if len(keys) == 0 {
		return v.to(v.placeOf(found) + "/invite")
	}
	data := slips{Address: v.placeOf(found), Poster: v.form().ticked("poster")}
	if data.whoAsks, err = v.asking(found); err != nil {
		return err
	}
	for _, key := range v.onSheet(keys) {
		link := v.linkOf(key)
		code, err := qrOf(link)
		if err != nil {
			return err
		}
		data.Slips = append(data.Slips, slip{link, code})
	}
	v.uncached()
	return v.show("invite-sheet", data)
}

// onSheet returns the keys on the sheet that is asked for.
func (v *visit) onSheet(keys []string) []string {
	number := v.form().text("sheet")
	for from := 0; from < len(keys); from += slipsOnSheet {
		if number == "" || number == strconv.Itoa(from/slipsOnSheet+1) {
			return keys[from:min(from+slipsOnSheet, len(keys))]
		}
	}
	return keys[:min(slipsOnSheet, len(keys))]
}

// inviteText is a message to copy, in one of the variants.
type inviteText struct {
	ID, Heading, Lang, Text string
	Easy                    bool
}

// inviteTexts are an e-mail and a text message, each in both variants. link is ""
// where everybody gets one of their own.
func (v *visit) inviteTexts(a *assessments.Assessment, link string) ([]inviteText, error) {
	who, err := v.asking(a)
	if err != nil {
		return nil, err
	}
	var texts []inviteText
	for _, one := range []struct{ id, heading, text string }{
		{"email", "invite.email", "letter.email"}, {"message", "invite.message", "letter.message"},
	} {
		for _, variant := range instrument.Variants {
			place := link
			if place == "" {
				place = v.sayIn(variant, "letter.place")
			}
			text := v.sayIn(variant, one.text, "name", who.Name, "title", who.Title, "minutes", who.Minutes, "link", place)
			if who.Until != "" {
				text += "\n" + v.sayIn(variant, "letter.until", "day", who.Until)
			}
			if one.id == "email" {
				text = strings.ReplaceAll(text+"\n"+v.sayIn(variant, "letter.thanks", "name", who.Name), "\n", "\n\n")
			}
			texts = append(texts, inviteText{one.id + "_" + string(variant), v.say(one.heading), v.words.Lang, text, variant == instrument.EasyRead})
		}
	}
	return texts, nil
}

// showInviteWords shows what can be written to people, before there are links.
func (s *server) showInviteWords(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	data := invitedPage{Address: v.placeOf(found)}
	if data.Texts, err = v.inviteTexts(found, ""); err != nil {
		return err
	}
	return v.show("invite-words", data)
}

// letter is a letter to print, in one of the variants on each sheet.
type letter struct {
	Address string
	Event   string // the address of the last day, for a calendar; "" for none
	Sheets  []letterSheet
}

type letterSheet struct {
	Easy  bool
	Title string
	Lines []string
}

// showLetter shows a letter that goes with a slip, in both variants.
func (s *server) showLetter(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	who, err := v.asking(found)
	if err != nil {
		return err
	}
	data := letter{Address: v.placeOf(found), Event: v.eventOf(found)}
	for _, variant := range instrument.Variants {
		text := v.sayIn(variant, "letter.letter", "minutes", who.Minutes)
		if who.Until != "" {
			text += "\n" + v.sayIn(variant, "letter.until", "day", who.Until)
		}
		text += "\n" + v.sayIn(variant, "letter.help") + "\n" + v.sayIn(variant, "letter.thanks", "name", who.Name)
		data.Sheets = append(data.Sheets, letterSheet{variant == instrument.EasyRead, v.sayIn(variant, "letter.title", "title", who.Title), strings.Split(text, "\n")})
	}
	return v.show("invite-letter", data)
}
