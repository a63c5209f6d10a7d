package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// Options is what the API needs from outside. All fields are needed, but for
// those that say so.
type Options struct {
	Catalogue   *instrument.Catalogue
	Sentences   *sentences.Catalogue
	Service     *assessments.Service
	Comparisons *comparisons.Service
	Events      *events.Service
	Webhooks    *events.Webhooks
	Ready       func(context.Context) error // nil when requests can be served, answered within about two seconds; asked once a second at most
	Warnings    func() []string             // what will soon be in the way of requests, in the words of [Served]; nil for nothing
	Stopping    func() bool                 // whether the service is about to end; nil for never
	About       Version                     // what is running
	OpenToAll   bool                        // whether organisations may register themselves
	Contact     string                      // who publishes the open data: an e-mail address or a web address; "" when not told
}

// server holds what handlers share. It never changes after Mount.
type server struct {
	*edge.Edge
	Options
	running     *sync.Map // the ids of requests under way that may be sent again
	exports     *sync.Map // what is being given out: the id of an organisation, or whose results
	trial       *trial
	instruments instrumentPages
	files       files
	kept        keptResults

	guardedCalls *[]guardedCall // as Mount made them
}

// Exporter replies with all that is kept of an organisation, as the API does, to
// who asks for it on a page.
type Exporter func(c *gin.Context, caller access.Caller, organisation string) error

// Mount adds the API to an edge, with its docs. It returns what else can be asked
// of it.
func Mount(e *edge.Edge, o Options) Exporter {
	s := &server{Edge: e, Options: o, running: new(sync.Map), exports: new(sync.Map), trial: new(trial), instruments: newInstrumentPages(o.Catalogue), files: newDocs(), kept: newKeptResults(), guardedCalls: new([]guardedCall)}
	e.Uncounted = append(e.Uncounted, "/livez", "/readyz")
	s.routes(e.Engine)
	return s.giveExport
}

// handler replies to a request, or returns why it could not.
type handler = edge.Handler

// encode writes JSON. What is encoded here is made of plain fields, so it
// cannot fail; if it ever does, the recovery turns it into a 500.
func encode(value any) []byte {
	body, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", value, err))
	}
	return append(body, '\n')
}

// buffers are used again, because a reply is larger than all that is needed
// to work it out.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// writeJSON replies 200 with a value. The same value is the same bytes.
func writeJSON(c *gin.Context, value any) error { return writeStatus(c, http.StatusOK, value) }

func writeStatus(c *gin.Context, status int, value any) error {
	body := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(body)
	body.Reset()
	if err := json.MarshalWrite(body, value, json.Deterministic(true)); err != nil {
		return fmt.Errorf("encode %T: %w", value, err)
	}
	body.WriteByte('\n')
	if err := edge.Hold(c, body.Len()); err != nil {
		return err
	}
	c.Header("Content-Length", strconv.Itoa(body.Len()))
	c.Data(status, jsonType, body.Bytes())
	return nil
}

// privately is the caching of what is for the caller alone, who asks each time
// whether it has changed.
const privately = "private, no-cache"

// writePrivately replies 200 with what is for the caller alone.
func writePrivately(c *gin.Context, value any) error {
	c.Header("Cache-Control", privately)
	return writeJSON(c, value)
}

// page is a body ready to send.
type page struct {
	body []byte
	etag string
}

func newPage(body []byte) page { return page{body, etagOf(body)} }

// send replies with a page, or with 304 when the caller has it.
func (p page) send(c *gin.Context, caching, mediaType string) error {
	c.Header("Cache-Control", caching)
	if !notModified(c, p.etag) {
		c.Data(http.StatusOK, mediaType, p.body)
	}
	return nil
}

// send replies with a body, or with 304 when the caller has it.
func send(c *gin.Context, caching, mediaType string, body []byte) error {
	return newPage(body).send(c, caching, mediaType)
}

const jsonType = "application/json"
