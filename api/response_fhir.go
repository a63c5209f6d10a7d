package api

import (
	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/fhir"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// enteredOf reads a response that is entered, as JSON or as FHIR.
func (s *server) enteredOf(c *gin.Context) (in assessments.EnteredResponse, err error) {
	kind, err := contentType(c.Request)
	if err != nil {
		return in, err
	}
	if kind != fhir.MediaType {
		request, err := answersOf[EnteredRequest](s, c)
		if err != nil {
			return in, err
		}
		return request.entered(), nil
	}
	body, err := edge.ReadBody(c, MaxBody)
	if err != nil {
		return in, err
	}
	a, err := s.Service.Assessment(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return in, err
	}
	read, err := s.readFHIR(c, body, s.Catalogue.Find(a.Instrument, a.Version), &a, scoring.Voices[:])
	if err != nil {
		return in, err
	}
	in = assessments.EnteredResponse{Voice: read.Voice.String(), State: assessments.Draft, ResponseText: (&ResponseRequest{Answers: read.Answers, Variant: string(read.Variant)}).domain()}
	if read.Completed {
		in.State = assessments.Submitted
	}
	return in, nil
}

// replacementOf reads what takes the place of what was written: as JSON all of it, as
// FHIR the answers, and in which words they were asked.
func (s *server) replacementOf(c *gin.Context) (func(*assessments.ResponseText) error, error) {
	kind, err := contentType(c.Request)
	if err != nil {
		return nil, err
	}
	if kind != fhir.MediaType {
		request, err := answersOf[ResponseRequest](s, c)
		return func(text *assessments.ResponseText) error { *text = request.domain(); return nil }, err
	}
	body, err := edge.ReadBody(c, MaxBody)
	if err != nil {
		return nil, err
	}
	asked, err := s.Service.Asked(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("response"))
	if err != nil {
		return nil, err
	}
	read, err := s.readFHIR(c, body, asked.Instrument, &asked.Assessment, []scoring.Voice{asked.Voice})
	if err != nil {
		return nil, err
	}
	if read.Completed {
		var faults fault.List
		faults.Add(fault.At("status"), "This keeps a draft. Send it as in-progress, and then POST to …/submit.")
		return nil, faults.Err()
	}
	return func(text *assessments.ResponseText) error {
		text.Answers, text.Variant = read.Answers, read.Variant
		return nil
	}, nil
}

// readFHIR reads the answers to the questionnaire of an assessment.
func (s *server) readFHIR(c *gin.Context, body []byte, in *instrument.Instrument, a *assessments.Assessment, voices []scoring.Voice) (*fhir.Answers, error) {
	if in == nil {
		return nil, fault.NotInstalled(a.Instrument, a.Version)
	}
	return fhir.ReadResponse(body, &fhir.Asked{Instrument: in, Voices: voices, Service: s.Base(c)})
}
