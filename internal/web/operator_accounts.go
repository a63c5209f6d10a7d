package web

import (
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// accountPages is the list of partners or of funders, or one of them.
type accountPages struct {
	Funders bool   // whether these are funders, or else partners
	At      string // the address of the list
	Items   []assessments.Account
	Account *assessments.Account // the one that a page is about
	Saved   bool
	Parts   parts
}

// ofAccounts makes a handler of one that is about partners, or about funders, as the
// address says.
func ofAccounts(h func(*visit, access.Role, accountPages) error) handler {
	return func(v *visit) error {
		kind := strings.Split(v.FullPath(), "/")[2]
		return h(v, kinds[kind], accountPages{Funders: kinds[kind] == funder, At: "/operator/" + kind, Saved: v.Query("saved") != ""})
	}
}

func (s *server) showAccounts(v *visit, role access.Role, data accountPages) error {
	found, err := s.Service.Accounts(v.Request.Context(), role, v.page())
	if err != nil {
		return err
	}
	data.Items, data.Parts = found.Items, partsOf(v, found, func(a *assessments.Account) string { return a.ID })
	return v.show("operator-accounts", data)
}

func (s *server) showNewAccount(v *visit, _ access.Role, data accountPages) error {
	v.form().once()
	return v.show("operator-account", data)
}

// makeAccount makes a partner or a funder, and leads to making its first key.
func (s *server) makeAccount(v *visit, role access.Role, data accountPages) error {
	in := v.accountInput()
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	once := onceFor(v, func(made *assessments.Account) string { return made.ID })
	made, err := s.Service.CreateAccount(v.Request.Context(), role, in, once)
	if err != nil {
		return v.again(err, nil)
	}
	if once.Replay != nil {
		return v.to(data.At + "/" + once.Replay.Location)
	}
	return v.to(data.At + "/" + made.ID + "/keys/new")
}

func (v *visit) accountInput() assessments.AccountInput {
	in := assessments.AccountInput{Name: v.form().text("name"), Contact: v.form().text("contact")}
	if in.Name == "" {
		v.form().wrong("name", v.say("accounts.name_missing"))
	}
	return in
}

func (s *server) showAccount(v *visit, role access.Role, data accountPages) error {
	found, err := s.Service.Account(v.Request.Context(), v.caller, role, v.Param("id"))
	if err != nil {
		return err
	}
	v.form().fill("name", found.Name)
	v.form().fill("contact", found.Contact)
	if v.form().text("tag") == "" {
		v.form().put("tag", found.Tag())
	}
	data.Account = &found
	return v.show("operator-account", data)
}

// changeAccount renames a partner or a funder.
func (s *server) changeAccount(v *visit, role access.Role, data accountPages) error {
	in := v.accountInput()
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	change := func(kept *assessments.AccountInput) error {
		*kept = in
		return nil
	}
	_, err := s.Service.ChangeAccount(v.Request.Context(), role, v.Param("id"), access.Match{v.form().text("tag")}, change)
	if fault.KindOf(err) == fault.Stale {
		v.form().wrong("", v.say("details.stale"))
		v.form().put("tag", "")
		return v.again(nil, nil)
	}
	if err != nil {
		return v.again(err, nil)
	}
	return v.to(data.At + "/" + v.Param("id") + "?saved=yes")
}

// showRemoveAccount says what is gone when a partner or a funder is removed.
func (s *server) showRemoveAccount(v *visit, role access.Role, data accountPages) error {
	found, err := s.Service.Account(v.Request.Context(), v.caller, role, v.Param("id"))
	if err != nil {
		return err
	}
	data.Account = &found
	return v.show("operator-remove", data)
}

func (s *server) removeAccount(v *visit, role access.Role, data accountPages) error {
	if err := s.Service.DeleteAccount(v.Request.Context(), role, v.Param("id"), access.Match{"*"}); err != nil {
		return v.again(err, nil)
	}
	return v.to(data.At)
}
