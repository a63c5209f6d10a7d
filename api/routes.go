package api

import "github.com/gin-gonic/gin"

// routes is every address of the service.
func (s *server) routes(engine *gin.Engine) {
	engine.GET("/livez", s.handle(live))
	engine.GET("/readyz", s.handle(s.ready))
	engine.GET("/version", s.handle(s.version))
	engine.GET("/openapi.json", s.handle(openAPI))

	engine.GET("/", s.handle(toDocs))
	engine.GET("/docs", s.handle(toDocs))
	engine.GET("/docs/*file", s.handle(s.docsPage))

	v1 := engine.Group("/v1", s.handle(s.limitRate), s.handle(wantsJSON))
	v1.GET("/instruments", s.handle(s.listInstruments))
	v1.GET("/instruments/:id", s.handle(s.latestInstrument))
	v1.GET("/instruments/:id/versions/:version", s.handle(s.instrumentVersion))
	v1.POST("/scores", s.handle(s.score))
}
