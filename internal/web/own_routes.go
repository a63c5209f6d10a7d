package web

import "github.com/sevenrungs/sevenrungs/assessments/access"

// ownRoutes are the pages of whoever has an account about themselves: what they say,
// their keys, who acts for them.
func (s *server) ownRoutes() {
	s.form("/details", s.about(s.showDetails), s.about(s.changeDetails), organisation, partner)
	s.page("/keys", ofHolder(s.showKeys), organisation, partner, funder)
	s.form("/keys/new", ofHolder(s.showNewKey), ofHolder(s.makeKey), organisation, partner, funder)
	s.form("/keys/made", s.showMadeKey, s.keepMadeKey, access.Accounts...)
	s.form("/keys/:key/revoke", ofHolder(s.showRevokeKey), ofHolder(s.revokeKey), organisation, partner, funder)

	s.page("/partners", s.showPartners, organisation)
	s.form("/partners/new", s.showNewPartner, s.letPartner, organisation)
	s.form("/partners/:grant/revoke", s.showRevokePartner, s.revokePartner, organisation)
	s.page("/export", s.plain("export"), organisation)
	s.page("/export/file", s.exportFile, organisation)
	s.form("/delete", s.about(s.showDelete), s.about(s.deleteOrganisation), organisation)
	s.page("/deleted", s.showDeleted)

	s.form("/claim", s.showClaim, s.claim)
	s.page("/lost-key", s.plain("lost-key"))

	s.question("/organisations", s.showOrganisations, s.chooseOrganisation, partner)
	s.form("/organisations/new", s.showNewOrganisation, s.makeOrganisation, partner)
	s.form("/organisations/claim", s.about(s.showClaimLink), s.about(s.makeClaimLink), partner)
}

// operatorRoutes are the pages of who runs the service.
func (s *server) operatorRoutes() {
	s.page("/operator", s.showOperator, operator)
	s.page("/operator/health", s.showHealth, operator)
	s.page("/operator/organisations", s.showQueue, operator)
	s.form("/operator/organisations/new", s.showNewOrganisation, s.makeOrganisation, operator)
	s.form("/operator/organisations/:id", s.ofOrganisation(s.showCheck), s.ofOrganisation(s.decide), operator)
	s.form("/operator/organisations/:id/erase", s.ofOrganisation(s.showErasing), s.ofOrganisation(s.eraseAnother), operator)
	s.form("/operator/organisations/:id/claim", s.ofOrganisation(s.showClaimLink), s.ofOrganisation(s.makeClaimLink), operator)
	for _, list := range []string{"/operator/partners", "/operator/funders"} {
		s.page(list, ofAccounts(s.showAccounts), operator)
		s.form(list+"/new", ofAccounts(s.showNewAccount), ofAccounts(s.makeAccount), operator)
		s.form(list+"/:id", ofAccounts(s.showAccount), ofAccounts(s.changeAccount), operator)
		s.form(list+"/:id/remove", ofAccounts(s.showRemoveAccount), ofAccounts(s.removeAccount), operator)
	}
	for kind := range kinds {
		keys := "/operator/" + kind + "/:id/keys"
		s.page(keys, ofHolder(s.showKeys), operator)
		s.form(keys+"/new", ofHolder(s.showNewKey), ofHolder(s.makeKey), operator)
		s.form(keys+"/:key/revoke", ofHolder(s.showRevokeKey), ofHolder(s.revokeKey), operator)
	}
	s.page("/operator/periods", s.showPeriods, operator)
	s.form("/operator/periods/new", s.showNewPeriod, s.makePeriod, operator)
	s.page("/operator/periods/:period", s.showPeriod, operator)
	s.form("/operator/periods/:period/freeze", s.showFreezing, s.freezePeriod, operator)
}
