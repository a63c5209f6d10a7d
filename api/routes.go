package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// routes is every address of the service.
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
	v1.POST("/scores", s.handle(s.score))
}

// get answers GET, and HEAD with the same but the body, which net/http leaves
// out.
func (s *server) get(group gin.IRoutes, path string, h handler) {
	group.Match([]string{http.MethodGet, http.MethodHead}, path, s.handle(h))
}
