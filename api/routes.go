package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// routes is every address of the service, and who may come there. An address
// without roles is open to all. Which of the things behind it a caller may see
// is for the domain to say. Behind the ? stand the query parameters that an
// address takes; others are refused.
func (s *server) routes(engine *gin.Engine) {
	s.page(engine, "/livez", live)
	s.page(engine, "/readyz", s.ready)
	s.page(engine, "/version", s.version)
	s.page(engine, "/openapi.json", openAPI)
	s.page(engine, "/instrument.schema.json", instrumentSchema)

	s.page(engine, "/docs", toDocs)
	s.page(engine, "/docs/*file", s.docs)

	formats := engine.Group("/v1")
	v1 := formats.Group("", s.Handle(wantsJSON))
	s.get(v1, "/instruments?limit&cursor&variant", s.listInstruments)
	s.get(v1, "/instruments/:id?variant", s.latestInstrument)
	s.get(formats, "/instruments/:id/versions/:version?variant&voice&as", s.instrumentVersion)
	s.post(v1, "/scores?variant", s.score)
	s.get(v1, "/me", s.showMe, anybody...)
	s.organisationRoutes(v1)
	s.accountRoutes(v1)
	s.assessmentRoutes(v1)
	s.resultRoutes(v1, formats)
	s.compareRoutes(v1, formats)
	s.eventRoutes(v1)
}

func (s *server) eventRoutes(v1 gin.IRoutes) {
	all := []access.Role{operator, organisation, partner, funder}
	s.get(v1, "/events?limit&cursor&snapshot", s.listEvents, all...)
	s.post(v1, "/webhooks", s.createWebhook, all...)
	s.get(v1, "/webhooks?limit&cursor", s.listWebhooks, all...)
	s.get(v1, "/webhooks/:id", s.showWebhook, all...)
	s.patch(v1, "/webhooks/:id", s.changeWebhook, all...)
	s.delete(v1, "/webhooks/:id", s.deleteWebhook, all...)
	s.post(v1, "/webhooks/:id/rotate", s.rotateWebhook, all...)
	s.post(v1, "/webhooks/:id/test", s.testWebhook, all...)
	s.get(v1, "/webhooks/:id/deliveries?limit&cursor", s.listDeliveries, all...)
	s.post(v1, "/webhooks/:id/deliveries/:delivery/resend", s.resendDelivery, all...)
}

func (s *server) organisationRoutes(v1 gin.IRoutes) {
	s.post(v1, "/organisations", s.createOrganisation, s.registrants()...)
	s.post(v1, "/organisations/import?dry_run", s.importOrganisations, operator, partner)
	s.get(v1, "/organisations?limit&cursor&updated_since&name&identifier&verification&external_id", s.listOrganisations, operator, organisation, partner)
	s.get(v1, "/organisations/:id", s.showOrganisation, operator, organisation, partner)
	s.patch(v1, "/organisations/:id", s.changeOrganisation, operator, organisation, partner)
	s.delete(v1, "/organisations/:id", s.deleteOrganisation, operator, organisation)
	s.get(v1, "/organisations/:id/export", s.exportOrganisation, organisation)
	s.post(v1, "/organisations/:id/verification", s.verifyOrganisation, operator)
	s.post(v1, "/organisations/:id/claim", s.createClaim, operator, partner)
	s.post(v1, "/claims", s.takeClaim)
	s.post(v1, "/organisations/:id/grants", s.createGrant, organisation)
	s.get(v1, "/organisations/:id/grants?limit&cursor", s.listGrants, organisation)
	s.get(v1, "/organisations/:id/grants/:grant", s.showGrant, organisation)
	s.delete(v1, "/organisations/:id/grants/:grant", s.revokeGrant, organisation)
	s.post(v1, "/organisations/:id/keys", of(organisation, s.createKey), operator, organisation)
	s.get(v1, "/organisations/:id/keys?limit&cursor", of(organisation, s.listKeys), operator, organisation)
	s.get(v1, "/organisations/:id/keys/:key", of(organisation, s.showKey), operator, organisation)
	s.delete(v1, "/organisations/:id/keys/:key", of(organisation, s.revokeKey), operator, organisation)
}

func (s *server) accountRoutes(v1 gin.IRoutes) {
	s.post(v1, "/partners", of(partner, s.createAccount), operator)
	s.get(v1, "/partners?limit&cursor", of(partner, s.listAccounts), operator)
	s.get(v1, "/partners/:id", of(partner, s.showAccount), operator, partner)
	s.patch(v1, "/partners/:id", of(partner, s.changeAccount), operator)
	s.delete(v1, "/partners/:id", s.deletePartner, operator)
	s.post(v1, "/partners/:id/keys", of(partner, s.createKey), operator, partner)
	s.get(v1, "/partners/:id/keys?limit&cursor", of(partner, s.listKeys), operator, partner)
	s.get(v1, "/partners/:id/keys/:key", of(partner, s.showKey), operator, partner)
	s.delete(v1, "/partners/:id/keys/:key", of(partner, s.revokeKey), operator, partner)
	s.post(v1, "/funders", of(funder, s.createAccount), operator)
	s.get(v1, "/funders?limit&cursor", of(funder, s.listAccounts), operator)
	s.get(v1, "/funders/:id", of(funder, s.showAccount), operator, funder)
	s.patch(v1, "/funders/:id", of(funder, s.changeAccount), operator)
	s.delete(v1, "/funders/:id", s.deleteFunder, operator)
	s.post(v1, "/funders/:id/keys", of(funder, s.createKey), operator, funder)
	s.get(v1, "/funders/:id/keys?limit&cursor", of(funder, s.listKeys), operator, funder)
	s.get(v1, "/funders/:id/keys/:key", of(funder, s.showKey), operator, funder)
	s.delete(v1, "/funders/:id/keys/:key", of(funder, s.revokeKey), operator, funder)
}

func (s *server) assessmentRoutes(v1 gin.IRoutes) {
	s.post(v1, "/assessments", s.createAssessment, organisation, partner)
	s.get(v1, "/assessments?limit&cursor&organisation_id&state&scope&instrument&closed_since&updated_since&external_id", s.listAssessments, organisation, partner)
	s.get(v1, "/assessments/:id", s.showAssessment, organisation, partner)
	s.patch(v1, "/assessments/:id", s.changeAssessment, organisation, partner)
	s.post(v1, "/assessments/:id/close", s.closeAssessment, organisation, partner)
	s.post(v1, "/assessments/:id/cancel", s.cancelAssessment, organisation, partner)
	s.post(v1, "/assessments/:id/invitations", s.createInvitation, organisation, partner)
	s.get(v1, "/assessments/:id/invitations?limit&cursor", s.listInvitations, organisation, partner)
	s.get(v1, "/assessments/:id/invitations/:invitation", s.showInvitation, organisation, partner)
	s.delete(v1, "/assessments/:id/invitations/:invitation", s.revokeInvitation, organisation, partner)

	s.post(v1, "/invitations/look", s.lookAtInvitation)
	s.post(v1, "/invitations/redeem", s.redeemInvitation)
	s.post(v1, "/assessments/:id/responses", s.enterResponse, organisation, partner)
	s.post(v1, "/assessments/:id/responses/import?dry_run", s.importResponses, organisation, partner)
	s.get(v1, "/assessments/:id/responses/:response", s.showResponse, anybody...)
	s.get(v1, "/assessments/:id/responses/:response/asked", s.showAsked, anybody...)
	s.put(v1, "/assessments/:id/responses/:response", s.replaceResponse, anybody...)
	s.patch(v1, "/assessments/:id/responses/:response", s.changeResponse, anybody...)
	s.delete(v1, "/assessments/:id/responses/:response", s.withdrawResponse, anybody...)
	s.post(v1, "/assessments/:id/responses/:response/submit", s.submitResponse, anybody...)
	s.post(v1, "/assessments/:id/responses/:response/key", s.replaceResponseKey, anybody...)
}

// resultRoutes may reply in other formats than JSON.
func (s *server) resultRoutes(v1, formats gin.IRoutes) {
	s.get(formats, "/assessments/:id/closing.ics?variant", s.showClosingDay, organisation, partner)
	s.get(formats, "/results?closed_since&organisation_id&variant&bom", s.streamResults, organisation, partner)
	s.get(v1, "/organisations/:id/progress?limit&cursor&variant", s.showProgress, organisation, partner)
	s.get(formats, "/assessments/:id/result?variant&width&bom", s.showResult, organisation, partner, response, resultLink)
	s.get(v1, "/assessments/:id/result/notes?limit&cursor", s.listNotes, organisation, partner)
	s.post(v1, "/assessments/:id/result/links", s.createLink, organisation, partner)
	s.get(v1, "/assessments/:id/result/links?limit&cursor", s.listLinks, organisation, partner)
	s.get(v1, "/assessments/:id/result/links/:link", s.showLink, organisation, partner)
	s.delete(v1, "/assessments/:id/result/links/:link", s.revokeLink, organisation, partner)
	s.get(v1, "/assessments/:id/plan", s.showPlan, organisation, partner)
	s.post(v1, "/assessments/:id/plan/actions", s.addAction, organisation, partner)
	s.patch(v1, "/assessments/:id/plan/actions/:action", s.changeAction, organisation, partner)
	s.delete(v1, "/assessments/:id/plan/actions/:action", s.removeAction, organisation, partner)
}

func (s *server) compareRoutes(v1, formats gin.IRoutes) {
	s.get(v1, "/share-texts?variant", s.shareTexts)
	s.get(v1, "/programme-codes/:code", s.showCode, organisation)
	s.post(v1, "/organisations/:id/shares", s.createShare, organisation)
	s.get(v1, "/organisations/:id/shares?limit&cursor", s.listShares, organisation)
	s.get(v1, "/organisations/:id/shares/:share", s.showShare, organisation)
	s.delete(v1, "/organisations/:id/shares/:share", s.withdrawShare, organisation)
	s.get(v1, "/organisations/:id/shares/:share/preview?variant", s.previewShare, organisation)
	s.get(v1, "/organisations/:id/position/:period", s.showPosition, organisation)

	s.post(v1, "/periods", s.createPeriod, operator)
	s.get(v1, "/periods?limit&cursor", s.listPeriods, operator, organisation, partner, funder)
	s.get(v1, "/periods/:period", s.showPeriod, operator, organisation, partner, funder)
	s.post(v1, "/periods/:period/freeze", s.freezePeriod, operator)
	s.post(v1, "/programmes", s.createProgramme, funder)
	s.get(v1, "/programmes?limit&cursor", s.listProgrammes, operator, funder)
	s.get(v1, "/programmes/:id", s.showProgramme, operator, funder)
	s.get(v1, "/programmes/:id/readiness/:period", s.showReadiness, funder)
	s.get(v1, "/programmes/:id/named?limit&cursor&variant", s.listNamed, funder)
	s.get(v1, "/programmes/:id/named/:share?variant", s.showNamed, funder)
	s.get(formats, "/programmes/:id/releases/:period?bom", s.showRelease, funder, organisation)
	s.get(formats, "/benchmarks?limit&cursor", s.listBenchmarks)
	s.get(formats, "/benchmarks/:period?bom&as", s.nationalBenchmark)
	s.get(formats, "/benchmarks/:period/sectors/:code?bom&as", s.sectorBenchmark)
	s.get(v1, "/benchmarks/:period/schema", s.nationalSchema)
	s.get(v1, "/benchmarks/:period/sectors/:code/schema", s.sectorSchema)
}

// anybody with a key may ask for a response, and is told that it is not there:
// only the response's own key opens it.
var anybody = []access.Role{operator, organisation, partner, funder, invitation, response, resultLink}

// registrants are who may make an organisation.
func (s *server) registrants() []access.Role {
	if s.OpenToAll {
		return []access.Role{nobody, operator, partner}
	}
	return []access.Role{operator, partner}
}

// of makes a handler for partners, say, of one for all who have the like.
func of(role access.Role, h func(*gin.Context, access.Role) error) handler {
	return func(c *gin.Context) error { return h(c, role) }
}

// page replies to GET and HEAD at an address that is not part of the API. It does
// not mind a query.
func (s *server) page(group gin.IRoutes, path string, h handler) {
	group.Match([]string{http.MethodGet, http.MethodHead}, path, s.Handle(h))
}

// get replies to GET, and HEAD with the same but the body, which net/http leaves
// out.
func (s *server) get(group gin.IRoutes, address string, h handler, roles ...access.Role) {
	path, handlers := s.guarded(http.MethodGet, address, h, roles)
	group.Match([]string{http.MethodGet, http.MethodHead}, path, handlers...)
}

func (s *server) post(group gin.IRoutes, address string, h handler, roles ...access.Role) {
	path, handlers := s.guarded(http.MethodPost, address, h, roles)
	group.POST(path, handlers...)
}

func (s *server) put(group gin.IRoutes, address string, h handler, roles ...access.Role) {
	path, handlers := s.guarded(http.MethodPut, address, h, roles)
	group.PUT(path, handlers...)
}

func (s *server) patch(group gin.IRoutes, address string, h handler, roles ...access.Role) {
	path, handlers := s.guarded(http.MethodPatch, address, h, roles)
	group.PATCH(path, handlers...)
}

func (s *server) delete(group gin.IRoutes, address string, h handler, roles ...access.Role) {
	path, handlers := s.guarded(http.MethodDelete, address, h, roles)
	group.DELETE(path, handlers...)
}

// guarded puts guards before a handler: one where not everybody may come, and
// one that lets no query parameters by but those of the address.
func (s *server) guarded(method, address string, h handler, roles []access.Role) (path string, handlers []gin.HandlerFunc) {
	path, query, _ := strings.Cut(address, "?")
	s.Opens("/v1"+path, roles)
	steps := []handler{onlyQuery(strings.Split(query, "&")), h}
	if len(roles) > 0 {
		*s.guardedCalls = append(*s.guardedCalls, guardedCall{method, path, roles})
		steps = append([]handler{only(roles)}, steps...)
	}
	if claimable(method, "/v1"+path) != nil {
		steps = []handler{s.proving(steps...)}
	}
	for _, step := range steps {
		handlers = append(handlers, s.Handle(step))
	}
	return path, handlers
}
