package web

import "github.com/sevenrungs/sevenrungs/assessments/access"

// assessmentRoutes are the pages to open an assessment, to ask people, and to close
// it: for an organisation, and for a partner that acts for it.
func (s *server) assessmentRoutes() {
	const one = "/assessments/:id"
	their := []access.Role{organisation, partner}
	s.page("/assessments", s.about(s.showAssessments), their...)
	s.form("/assessments/new", s.about(s.showOpening), s.about(s.openAssessment), their...)
	s.page(one, s.showAssessment, their...)
	s.page(one+"/closing.ics", s.closingDay, their...)
	s.form(one+"/edit", s.showEditing, s.editAssessment, their...)
	s.form(one+"/invite", s.showInviting, s.invite, their...)
	s.form(one+"/invite/made", s.showInvited, s.showInvited, their...)
	s.form(one+"/invite/sheet", s.showSlips, s.showSlips, their...)
	s.page(one+"/invite/words", s.showInviteWords, their...)
	s.page(one+"/invite/letter", s.showLetter, their...)
	s.form(one+"/invite/:invitation/end", s.showEndingInvitation, s.endInvitation, their...)
	s.page(one+"/paper", s.showPaper, their...)
	s.form(one+"/enter", s.showEntering, s.enterPaper, their...)
	s.form(one+"/close", s.showClosing, s.closeAssessment, their...)
	s.form(one+"/cancel", s.showCalling, s.callOff, their...)
}
