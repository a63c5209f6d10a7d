package web

import "github.com/sevenrungs/sevenrungs/assessments/access"

// The pages of people who answer, and of those who read a result by a link. They
// have cookies of their own, so that who works for an organisation can try its link
// and stay signed in. A link that somebody opens is kept apart from what they answer
// already, until they say that they go on with it.
func (s *server) answerRoutes() {
	s.answering("/answer", route{show: s.showAnswer, take: s.openLink}, personCookie)
	s.answering("/answer/begin", route{show: toAnswer, take: s.begin, roles: []access.Role{access.InvitationRole}}, linkCookie)
	s.answering("/answer/side", route{show: s.showSide, take: s.chooseSide, roles: []access.Role{access.InvitationRole}}, linkCookie)
	s.answering("/answer/arrived", route{show: toAnswer, take: s.goOnFromLink, roles: []access.Role{access.ResponseRole}}, linkCookie)
	s.answering("/answer/keep", route{take: s.backToOwn}, linkCookie)
	s.answering("/answer/hand-over", route{show: s.showHandOver, take: s.handOver}, personCookie)
	s.answering("/answer/taken-back", route{show: s.plain("answer-taken-back")}, personCookie)
	s.answering("/answer/result", route{take: s.readOwnResult, roles: []access.Role{access.ResponseRole}}, personCookie)

	own := []access.Role{access.ResponseRole}
	s.answering("/answer/renewed", route{show: s.responding(s.showRenewed), roles: own}, personCookie)
	s.answering("/answer/about", route{show: s.responding(s.showAbout), roles: own}, personCookie)
	s.answering("/answer/check", route{show: s.responding(s.showAnswers), take: s.responding(s.sendAnswers), roles: own}, personCookie)
	s.answering("/answer/sent", route{show: s.responding(s.showSent), roles: own}, personCookie)
	s.answering("/answer/withdraw", route{show: s.responding(s.showWithdrawal), take: s.responding(s.withdrawAnswers), roles: own}, personCookie)
	s.answering("/answer/:question", route{show: s.responding(s.showQuestion), take: s.responding(s.answer), roles: own}, personCookie)

	readers := []access.Role{access.ResponseRole, access.LinkRole}
	s.answering("/result", route{show: s.showOwnResult, take: s.openResult}, resultCookie, personCookie)
	s.answering("/result/table.csv", route{show: s.showTable, roles: readers}, resultCookie, personCookie)
	s.answering("/result/data.json", route{show: s.showData, roles: readers}, resultCookie, personCookie)
	s.answering("/result/picture.svg", route{show: s.showPicture, roles: readers}, resultCookie, personCookie)
}

// answering adds a page of people, and says by which cookies they are known.
func (s *server) answering(path string, r route, cookies ...string) {
	r.cookies, r.asks = cookies, r.take != nil && r.show != nil
	if r.show != nil {
		s.Match(reads, path, s.handle(r))
	}
	if r.take != nil {
		s.POST(path, s.handle(r))
	}
}

// entrance is where a page of people leads who has nothing that opens it.
func entrance(cookie string) string {
	if cookie == resultCookie {
		return "/result"
	}
	return "/answer"
}

// toAnswer leads to the page that says how far somebody is.
func toAnswer(v *visit) error { return v.to("/answer") }
