package web

import "github.com/sevenrungs/sevenrungs/assessments/access"

// entry is a line of the menu.
type entry struct {
	Address string
	Text    string // the key of a sentence
	Here    bool   // whether it leads to this page
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
}

// menu returns the menu of whoever is signed in, or answers.
func (v *visit) menu() []entry {
	role := nobody
	switch {
	case v.signedIn != nil:
		role = v.signedIn.Caller.Role
	case v.person != nil && v.person.Caller.Response != "":
		return []entry{
			{Address: "/answer", Text: "menu.answers", Here: v.Request.URL.Path == "/answer"},
			{Address: "/answer/hand-over", Text: "menu.finish", Here: v.Request.URL.Path == "/answer/hand-over"},
		}
	}
	var shown []entry
	for _, one := range menus[role] {
		one.Here = one.Address == v.Request.URL.Path
		shown = append(shown, one)
	}
	if role != nobody {
		shown = append(shown, entry{Address: "/sign-out", Text: "menu.sign_out", Here: v.Request.URL.Path == "/sign-out"})
	}
	return shown
}
