package api

import (
	"bufio"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// streamed is a list that is read while it is written, so that nobody holds all
// of it.
type streamed[J any] struct{ items iter.Seq2[J, error] }

// MarshalJSONTo writes the list as an array.
func (s streamed[J]) MarshalJSONTo(encoder *jsontext.Encoder) error {
	if err := encoder.WriteToken(jsontext.BeginArray); err != nil {
		return err
	}
	for item, err := range s.items {
		if err == nil {
			err = json.MarshalEncode(encoder, item)
		}
		if err != nil {
			return err
		}
	}
	return encoder.WriteToken(jsontext.EndArray)
}

// streamOf shows the things of a list.
func streamOf[T, J any](all iter.Seq2[T, error], show func(*T) J) streamed[J] {
	return streamed[J]{func(yield func(J, error) bool) {
		for item, err := range all {
			var shown J
			if err == nil {
				shown = show(&item)
			}
			if !yield(shown, err) {
				return
			}
		}
	}}
}

// streamedExport is an [Export] that is read while it is written.
type streamedExport struct {
	ExportedAt   time.Time                          `json:"exported_at"`
	Organisation Organisation                       `json:"organisation"`
	Keys         streamed[Key]                      `json:"keys"`
	Grants       streamed[Grant]                    `json:"grants"`
	Assessments  streamed[streamedAssessmentExport] `json:"assessments"`
}

type streamedAssessmentExport struct {
	Assessment  Assessment             `json:"assessment"`
	Invitations streamed[Invitation]   `json:"invitations"`
	Result      *result.StoredDocument `json:"result"`
	Figures     *ExportedFigures       `json:"figures"`
	Notes       streamed[Note]         `json:"notes"`
	Links       streamed[Link]         `json:"links"`
	Plan        *Plan                  `json:"plan"`
}

func (s *server) newExport(all *assessments.Export) streamedExport {
	return streamedExport{
		ExportedAt: all.At, Organisation: newOrganisation(&all.Organisation),
		Keys: streamOf(all.Keys, s.newKey), Grants: streamOf(all.Grants, s.newGrant),
		Assessments: streamOf(all.Assessments, s.newAssessmentExport),
	}
}

func (s *server) newAssessmentExport(a *assessments.AssessmentExport) streamedAssessmentExport {
	out := streamedAssessmentExport{
		Assessment: newAssessment(&a.Assessment), Invitations: streamOf(a.Invitations, s.newInvitation),
		Notes: streamOf(a.Notes, newNote), Links: streamOf(a.Links, s.newLink),
	}
	if a.Result == nil {
		return out
	}
	if a.Plan != nil {
		plan := newPlan(a.Plan)
		out.Plan = &plan
	}
	if in := a.Result.Instrument; in != nil {
		words := in.WordsFor(nil, instrument.Standard)
		out.Result = a.Result.Document(words, s.Sentences.Beside(words))
	} else {
		out.Figures = newExportedFigures(&a.Result.Scored)
	}
	return out
}

// streamedAtOnce is how many bytes are sent at once. What fails before so much has
// come is still told as a problem.
const streamedAtOnce = 32 << 10

// stream replies 200 with a value, as it is read, to be kept under this name.
func (s *server) stream(c *gin.Context, name string, value any) error {
	return s.streamFile(c, name, jsonType, func(out io.Writer) error { return json.MarshalWrite(out, value, json.Deterministic(true)) })
}

// streamFile replies 200 with what write writes, to be kept under this name. When it
// cannot be written on, the connection breaks off, so that nobody takes the part for
// the whole.
func (s *server) streamFile(c *gin.Context, name, mediaType string, write func(io.Writer) error) error {
	c.Header("Content-Type", mediaType)
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	buffer := bufio.NewWriterSize(c.Writer, streamedAtOnce)
	err := write(buffer)
	if err == nil {
		err = buffer.Flush()
	}
	if err == nil {
		return nil
	}
	if !c.Writer.Written() {
		c.Writer.Header().Del("Content-Type")
		c.Writer.Header().Del("Content-Disposition")
		return err
	}
	if c.Request.Context().Err() == nil {
		s.Log.ErrorContext(c.Request.Context(), "a reply broke off", slog.String("request_id", edge.RequestID(c)), slog.String("error", err.Error()))
	}
	panic(http.ErrAbortHandler)
}
