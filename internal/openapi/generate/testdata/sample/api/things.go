package api

import (
	"net/http"
	"time"

	"github.com/sevenrungs/sevenrungs/internal/openapi/generate/testdata/sample/assessments"
	"github.com/sevenrungs/sevenrungs/internal/openapi/generate/testdata/sample/internal/edge"
)

type stamp struct {
	CreatedAt time.Time `json:"created_at"`
	ClosedAt  *string   `json:"closed_at" extensions:"x-nullable"`
}

// rung is a step of the [Ladder].
//
// This is for Go alone.
type rung struct {
	Level int `json:"level" minimum:"1" maximum:"7" example:"4"`
}

// thing is embedded, nullable, listed and mapped.
//
//	@Description	What a thing is.
type thing struct {
	stamp

	ID    string            `json:"id" format:"uuid"`
	Voice assessments.Voice `json:"voice"`
	// The rung, or null where there is none
	Rung  *rung   `json:"rung" extensions:"x-nullable"`
	Index *int    `json:"index" extensions:"x-nullable" minimum:"0" maximum:"100"`
	Gap   *string `json:"gap" enums:"discuss,urgent" extensions:"x-nullable"`
	// Its steps
	Steps   []rung            `json:"steps" validate:"max=100"`
	Answers map[string]string `json:"answers,omitempty" example:"equality-culture:6"`
	Region  *string           `json:"region" extensions:"x-nullable,x-codes=Region"`
	// Its bytes
	Raw []byte `json:"raw" swaggertype:"string" format:"byte"`
}

// list is one page.
type list[T any] struct {
	Items []T `json:"items"`
	// The page after this
	Next string `json:"next,omitempty"`
}

// found is a thing or none. It is never sent.
type found struct {
	Here here `json:"here" extensions:"x-one-of"`
	Gone gone `json:"gone" extensions:"x-one-of"`
}

// here is what was found.
type here struct {
	Status string `json:"status" enums:"here"`
	Level  int    `json:"level"`
}

// gone says that nothing was.
type gone struct {
	Status string `json:"status" enums:"gone"`
} // @name Missing

// find finds one.
//
//	@Summary	Find a thing
//	@ID			findThing
//	@Tags		things
//	@Success	200	{object}	found
//	@Router		/v1/found [get]
func find(http.ResponseWriter, *http.Request) {}

// Problem is declared in another package, and stands here by another name for it.
type Problem = edge.Problem

// things lists.
//
//	@Summary	List things
//	@ID			listThings
//	@Tags		things
//	@Param		limit	query		int					false	"How many"	minimum(1)	maximum(100)	default(20)
//	@Param		variant	query		string				false	"Wording"	Enums(standard, easy_read)
//	@Param		voice	query		assessments.Voice	false	"Whose"
//	@Success	200		{object}	list[thing]
//	@Header		all		{string}	X-Request-Id	"The request"
//	@Router		/v1/things [get]
func things(http.ResponseWriter, *http.Request) {}

// change changes one.
//
//	@Summary		Change a thing
//	@Description	Only what is sent changes.
//	@Description
//	@Description	- it needs a key
//	@ID				changeThing
//	@Tags			things
//	@Security		bearer
//	@Param			id	path		string	true	"Which"
//	@Param			body	body	rung	true	"The change"
//	@Success		200	{object}	thing
//	@Header			200	{string}	ETag	"Its version"
//	@Failure		409	{object}	Problem
//	@x-example		{"level": 4}
//	@Router			/v1/things/{id} [patch]
func change(http.ResponseWriter, *http.Request) {}

// show shows one in several forms.
//
//	@Summary	One thing
//	@ID			showThing
//	@Tags		things
//	@Produce	json,text/csv,image/svg+xml
//	@Param		id	path		string	true	"Which"
//	@Success	200	{object}	thing
//	@Success	304	"Not changed"
//	@x-never	[404]
//	@Router		/v1/things/{id} [get]
func show(http.ResponseWriter, *http.Request) {}

// names lists the names of what artists and things have.
//
//	@Summary	Names of what {an owner} has
//	@ID			list{Owner}Names
//	@Tags		{owners}
//	@Param		id	path		string	true	"The {owner}"
//	@Success	200	{object}	map[string]string
//	@Router		/v1/(artists+things)/{id}/names [get]
func names(http.ResponseWriter, *http.Request) {}
