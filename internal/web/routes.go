package web

import (
	"net/http"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// The roles, as the routes name them.
const (
	nobody       = access.Nobody
	operator     = access.OperatorRole
	organisation = access.OrganisationRole
	partner      = access.PartnerRole
	funder       = access.FunderRole
)

// accounts are the roles that sign in to stay for a while.
var accounts = []access.Role{operator, organisation, partner, funder}

// routes is every page, and who may come there. One without roles is open to all.
// Which of the things behind it somebody may see is for the domain to say.
//
// A page is only looked at. A form is looked at and sent: what is sent needs a
// token. A question is sent too, but nothing is kept of it: it needs none.
func (s *server) routes() {
	s.page("/", s.showHome)
	s.page("/privacy", s.plain("privacy"))
	s.page("/accessibility", s.plain("accessibility"))
	s.page("/method", s.showMethod)
	s.page("/sources", s.showSources)
	s.page("/contact", s.showContact)

	s.question("/try", s.showTry, s.showTry)
	s.question("/try/all", s.showTryAll, s.tryAll)
	s.question("/try/result", s.showTryResult, s.showTryResult)

	s.form("/start", s.showStart, s.start)
	s.form("/start/key", s.showKey, s.keepKey)
	s.send("/start/key/file", s.keyFile)
	s.page("/start/number", s.checkNumber)
	s.form("/sign-in", s.showSignIn, s.signIn)
	s.form("/sign-out", s.showSignOut, s.signOut)

	s.page("/home", s.showDesk, accounts...)
	s.resultRoutes()
	s.assessmentRoutes()
	s.ownRoutes()
	s.operatorRoutes()

	s.POST("/words", s.handle(route{take: s.switchWords, harmless: true}))
	s.send("/stay", s.stay)
	s.asset("/style.css")
	s.asset("/script.js")
	s.asset("/mark.svg")
}

// page shows something at an address.
func (s *server) page(path string, show handler, roles ...access.Role) {
	s.Match([]string{http.MethodGet, http.MethodHead}, path, s.handle(route{show: show, roles: roles}))
}

// form shows a form at an address, and takes what is sent there.
func (s *server) form(path string, show, take handler, roles ...access.Role) {
	r := route{show: show, take: take, roles: roles, asks: true}
	s.Match([]string{http.MethodGet, http.MethodHead, http.MethodPost}, path, s.handle(r))
}

// question is a form of which nothing is kept.
func (s *server) question(path string, show, take handler, roles ...access.Role) {
	r := route{show: show, take: take, roles: roles, asks: true, harmless: true}
	s.Match([]string{http.MethodGet, http.MethodHead, http.MethodPost}, path, s.handle(r))
}

// send takes what a button on another page sends.
func (s *server) send(path string, take handler, roles ...access.Role) {
	s.POST(path, s.handle(route{take: take, roles: roles}))
}
