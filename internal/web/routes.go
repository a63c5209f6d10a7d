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

	s.page("/home", s.showDesk, access.Accounts...)
	s.assessmentRoutes()
	s.ownRoutes()
	s.operatorRoutes()
	s.resultRoutes()

	s.answerRoutes()
	s.comparing()

	s.POST("/words", s.handle(route{take: s.switchWords, harmless: true}))
	s.send("/stay", s.stay)
	s.asset("/style.css")
	s.asset("/script.js")
	s.asset("/answering.js")
	s.asset("/mark.svg")
}

// comparing is what is shared, compared and published.
func (s *server) comparing() {
	s.page("/sharing", s.showSharing, organisation)
	s.form("/sharing/new", s.showNewShare, s.newShare, organisation)
	s.page("/sharing/:id", s.showShare, organisation)
	s.form("/sharing/:id/withdraw", s.showWithdraw, s.withdraw, organisation)

	s.page("/programmes", s.showProgrammes, funder, operator)
	s.form("/programmes/new", s.showNewProgramme, s.newProgramme, funder)
	s.page("/programmes/:id", s.showProgramme, funder, operator)
	s.page("/programmes/:id/named", s.showNamed, funder)
	s.page("/programmes/:id/named/table.csv", s.namedTable, funder)
	s.page("/programmes/:id/:period", s.showProgrammeRelease, funder, organisation)
	s.page("/programmes/:id/:period/table.csv", s.programmeTable, funder, organisation)
	s.page("/programmes/:id/:period/picture.svg", s.programmePicture, funder, organisation)

	s.page("/benchmarks", s.showBenchmarks)
	s.page("/benchmarks/:period", s.showBenchmark)
	s.page("/benchmarks/:period/table.csv", s.benchmarkTable)
	s.page("/benchmarks/:period/picture.svg", s.benchmarkPicture)
	s.page("/benchmarks/:period/sectors/:code", s.showBenchmark)
	s.page("/benchmarks/:period/sectors/:code/table.csv", s.benchmarkTable)
	s.page("/benchmarks/:period/sectors/:code/picture.svg", s.benchmarkPicture)
}

// reads are the methods that only look.
var reads = []string{http.MethodGet, http.MethodHead}

// page shows something at an address.
func (s *server) page(path string, show handler, roles ...access.Role) {
	s.Opens(path, roles)
	s.Match(reads, path, s.handle(route{show: show, roles: roles}))
}

// form shows a form at an address, and takes what is sent there.
func (s *server) form(path string, show, take handler, roles ...access.Role) {
	s.Opens(path, roles)
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
	s.Opens(path, roles)
	s.POST(path, s.handle(route{take: take, roles: roles}))
}
