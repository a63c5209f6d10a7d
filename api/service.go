package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Status says that the service is up.
type Status struct {
	Status string `json:"status" enums:"ok" example:"ok"`
}

// Served says that requests can be served, and what will soon be in their way.
type Served struct {
	Status string `json:"status" enums:"ok" example:"ok"`
	// Left out when there are none. With `disk_nearly_full`, less than 5% or 100 MB are free where the data is. With `clock_stepped`, the clock of the machine was set, and nothing closes or freezes by itself until it has been steady. With `journal_behind`, the journal cannot be written, so that a backup that is put back would not know what was done since. With `restored`, a backup was put back without its journal, and nothing is frozen until the operator has looked
	Warnings []string `json:"warnings,omitempty" enums:"disk_nearly_full,clock_stepped,journal_behind,restored" example:"disk_nearly_full"`
}

// Version says what is running.
type Version struct {
	Name    string `json:"name" example:"Seven Rungs"`
	Version string `json:"version" example:"0.1.0"`
	// The source it was built from; empty when not known
	Commit string `json:"commit" example:"9f3c1e7"`
	// The version of the scoring rules
	ScoringVersion string `json:"scoring_version" example:"2"`
}

// live says that the process answers.
//
//	@Summary		Is the process up?
//	@Description	Says no more than that the process answers.
//	@ID				live
//	@Tags			service
//	@Success	200	{object}	Status
//	@Failure	500	{object}	Problem
//	@Router		/livez [get]
func live(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	return writeJSON(c, Status{"ok"})
}

// ready says that requests can be served.
//
//	@Summary		Can it serve requests?
//	@Description	The database is open, migrated and writable, and the service is not stopping. That is tried once a second at most; who asks in between is told how the last trial went. A database that does not answer within 2 seconds is not ready. With a disk that is nearly full it still is, and `warnings` says so: writes fail only when it is full.
//	@ID				ready
//	@Tags			service
//	@Success		200		{object}	Served
//	@Failure		500,503	{object}	Problem
//	@Router			/readyz [get]
func (s *server) ready(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	if s.Stopping != nil && s.Stopping() {
		return edge.Unavailable.Problem("The service is stopping. Send nobody here.").After(5 * time.Second)
	}
	if err := s.trial.outcome(c.Request.Context(), s.Running, s.Ready); err != nil {
		return edge.Unavailable.Problem("The service cannot write its data now. Try again soon.").After(5 * time.Second).Because(err)
	}
	answer := Served{Status: "ok"}
	if s.Warnings != nil {
		answer.Warnings = s.Warnings()
	}
	return writeJSON(c, answer)
}

// version says what is running.
//
//	@Summary		What is running here?
//	@Description	The version of the program and of the scoring rules.
//	@ID				version
//	@Tags			service
//	@Success	200	{object}	Version
//	@Failure	401,429,500,503	{object}	Problem
//	@Router		/version [get]
func (s *server) version(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	return writeJSON(c, s.About)
}

// openAPI is this contract as a document.
//
//	@Summary		This document
//	@Description	The OpenAPI 3.1 document of the service.
//	@ID				openapi
//	@Tags			service
//	@Success		200	{object}	map[string]any
//	@Header			200	{string}	ETag	"Changes when the document does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Failure		401,429,500,503	{object}	Problem
//	@Router			/openapi.json [get]
func openAPI(c *gin.Context) error {
	return send(c, "no-cache", jsonType, docs.OpenAPI)
}

// instrumentSchema is what an instrument file may hold, for editors.
//
//	@Summary		The JSON Schema of an instrument file
//	@Description	For editors, while you write a questionnaire of your own.
//	@ID				instrumentSchema
//	@Tags			service
//	@Produce		application/schema+json
//	@Success		200	{object}	map[string]any
//	@Header			200	{string}	ETag	"Changes when the schema does"
//	@Success		304	"Not changed since the ETag in If-None-Match"
//	@Failure		401,429,500,503	{object}	Problem
//	@Router			/instrument.schema.json [get]
func instrumentSchema(c *gin.Context) error {
	return send(c, "no-cache", "application/schema+json", docs.InstrumentSchema)
}
