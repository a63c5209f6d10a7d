package web

import (
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// entry is a line of the menu.
type entry struct {
	Address string
	Text    string // the key of a sentence
	Here    string // "page" when it leads to this page, "true" when this is a page of that part, or ""
}

// menus are what stands in the header for each role.
var menus = map[access.Role][]entry{
	nobody: {
		{Address: "/try", Text: "menu.try"},
		{Address: "/start", Text: "menu.start"},
		{Address: "/sign-in", Text: "menu.sign_in"},
	},
	organisation: {{Address: "/home", Text: "menu.home"}, {Address: "/assessments", Text: "menu.assessments"}, {Address: "/progress", Text: "menu.progress"}, {Address: "/sharing", Text: "menu.sharing"}},
	partner:      {{Address: "/home", Text: "menu.home"}, {Address: "/organisations", Text: "menu.organisations"}, {Address: "/assessments", Text: "menu.assessments"}, {Address: "/progress", Text: "menu.progress"}},
	funder:       {{Address: "/home", Text: "menu.home"}, {Address: "/programmes", Text: "menu.programmes"}},
	operator:     {{Address: "/operator", Text: "menu.operator"}},

	access.ResponseRole: {{Address: "/answer", Text: "menu.answers"}, {Address: "/answer/hand-over", Text: "menu.finish"}},
}

// menu returns the menu of whoever is signed in, or answers.
func (v *visit) menu() []entry {
	role := nobody
	switch {
	case v.signedIn != nil:
		role = v.signedIn.Caller.Role
	case v.person != nil && v.person.Caller.Response != "":
		role = access.ResponseRole
	}
	var shown []entry
	for _, one := range menus[role] {
		one.Here = hereIn(one.Address, v.Request.URL.Path)
		shown = append(shown, one)
	}
	if v.signedIn != nil {
		shown = append(shown, entry{Address: "/sign-out", Text: "menu.sign_out", Here: hereIn("/sign-out", v.Request.URL.Path)})
	}
	return shown
}

// hereIn tells how an entry of the menu is marked on a page, as aria-current says it.
func hereIn(entry, page string) string {
	switch {
	case page == entry:
		return "page"
	case strings.HasPrefix(page, entry+"/"):
		return "true"
	}
	return ""
}
