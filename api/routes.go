package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// routes is every address of the service, and who may come there. An address
// without roles is open to all. Which of the things behind it a caller may see
// is for the domain to say.
func (s *server) routes(engine *gin.Engine) {
	s.get(engine, "/livez", live)
	s.get(engine, "/readyz", s.ready)
	s.get(engine, "/version", s.version)
	s.get(engine, "/openapi.json", openAPI)
	s.get(engine, "/instrument.schema.json", instrumentSchema)

	s.get(engine, "/", toDocs)
	s.get(engine, "/docs", toDocs)
	s.get(engine, "/docs/*file", s.docsPage)

	v1 := engine.Group("/v1", s.handle(wantsJSON))
	s.get(v1, "/instruments", s.listInstruments)
	s.get(v1, "/instruments/:id", s.latestInstrument)
	s.get(v1, "/instruments/:id/versions/:version", s.instrumentVersion)
	s.post(v1, "/scores", s.score)

	s.post(v1, "/organisations", s.createOrganisation, s.registrants()...)
	s.get(v1, "/organisations", s.listOrganisations, operator, organisation, partner)
	s.get(v1, "/organisations/:id", s.showOrganisation, operator, organisation, partner)
	s.patch(v1, "/organisations/:id", s.changeOrganisation, operator, organisation, partner)
	s.delete(v1, "/organisations/:id", s.deleteOrganisation, operator, organisation)
	s.get(v1, "/organisations/:id/export", s.exportOrganisation, organisation)
	s.post(v1, "/organisations/:id/verification", s.verifyOrganisation, operator)
	s.post(v1, "/organisations/:id/grants", s.createGrant, organisation)
	s.get(v1, "/organisations/:id/grants", s.listGrants, organisation)
	s.delete(v1, "/organisations/:id/grants/:grant", s.revokeGrant, organisation)
	s.post(v1, "/organisations/:id/keys", s.createOrganisationKey, operator, organisation)
	s.get(v1, "/organisations/:id/keys", s.listOrganisationKeys, operator, organisation)
	s.delete(v1, "/organisations/:id/keys/:key", s.revokeOrganisationKey, operator, organisation)

	s.post(v1, "/partners", s.createPartner, operator)
	s.get(v1, "/partners", s.listPartners, operator)
	s.get(v1, "/partners/:id", s.showPartner, operator, partner)
	s.patch(v1, "/partners/:id", s.changePartner, operator)
	s.delete(v1, "/partners/:id", s.deletePartner, operator)
	s.post(v1, "/partners/:id/keys", s.createPartnerKey, operator, partner)
	s.get(v1, "/partners/:id/keys", s.listPartnerKeys, operator, partner)
	s.delete(v1, "/partners/:id/keys/:key", s.revokePartnerKey, operator, partner)

	s.post(v1, "/funders", s.createFunder, operator)
	s.get(v1, "/funders", s.listFunders, operator)
	s.get(v1, "/funders/:id", s.showFunder, operator, funder)
	s.patch(v1, "/funders/:id", s.changeFunder, operator)
	s.delete(v1, "/funders/:id", s.deleteFunder, operator)
	s.post(v1, "/funders/:id/keys", s.createFunderKey, operator, funder)
	s.get(v1, "/funders/:id/keys", s.listFunderKeys, operator, funder)
	s.delete(v1, "/funders/:id/keys/:key", s.revokeFunderKey, operator, funder)
}

// registrants are who may make an organisation.
func (s *server) registrants() []assessments.Role {
	if s.OpenToAll {
		return []assessments.Role{nobody, operator, partner}
	}
	return []assessments.Role{operator, partner}
}

// get answers GET, and HEAD with the same but the body, which net/http leaves
// out.
func (s *server) get(group gin.IRoutes, path string, h handler, roles ...assessments.Role) {
	group.Match([]string{http.MethodGet, http.MethodHead}, path, s.guarded(h, roles)...)
}

func (s *server) post(group gin.IRoutes, path string, h handler, roles ...assessments.Role) {
	group.POST(path, s.guarded(h, roles)...)
}

func (s *server) patch(group gin.IRoutes, path string, h handler, roles ...assessments.Role) {
	group.PATCH(path, s.guarded(h, roles)...)
}

func (s *server) delete(group gin.IRoutes, path string, h handler, roles ...assessments.Role) {
	group.DELETE(path, s.guarded(h, roles)...)
}

// guarded puts a guard before a handler where not everybody may come.
func (s *server) guarded(h handler, roles []assessments.Role) []gin.HandlerFunc {
	if len(roles) == 0 {
		return []gin.HandlerFunc{s.handle(h)}
	}
	return []gin.HandlerFunc{s.handle(only(roles)), s.handle(h)}
}
