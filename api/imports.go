package api

import (
	"bytes"
	"fmt"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// sheet is a body that holds rows.
type sheet struct {
	kind      string // csvType or linesType
	body      []byte
	onlyCheck bool
}

// sheetOf reads a body that holds rows, and whether it is only to be checked.
func sheetOf(c *gin.Context) (*sheet, error) {
	onlyCheck, err := flagOf(c, "dry_run")
	if err != nil {
		return nil, err
	}
	kind, err := contentType(c.Request)
	if err != nil {
		return nil, err
	}
	if kind != csvType && kind != linesType {
		return nil, edge.Unsupported.Problem("Send a table or JSON lines in UTF-8, with the header Content-Type: text/csv or application/x-ndjson.")
	}
	body, err := edge.ReadBody(c, intake.MaxImportBytes)
	return &sheet{kind, body, onlyCheck}, err
}

// linesType is JSON, a line for each thing.
const linesType = "application/x-ndjson"

// ResponsesImported is what was entered of a file.
type ResponsesImported struct {
	// Whether the file was only checked, and nothing kept
	DryRun bool `json:"dry_run" example:"false"`
	// lived, then learnt
	Voices []VoiceImported `json:"voices"`
	// In the order of the file; none when it was only checked, or the keys were shown before
	Responses []ResponseImported `json:"responses"`
	// Whether the keys were shown before: the request was sent again
	KeyShown bool `json:"key_shown" example:"false"`
}

// VoiceImported is how much was entered of one voice.
type VoiceImported struct {
	Voice string `json:"voice" enums:"lived,learnt" example:"lived"`
	// How many there are in the file
	Responses int `json:"responses" example:"120"`
	People    int `json:"people" example:"120"`
}

// ResponseImported is one response of a file.
type ResponseImported struct {
	// As a program for tables counts: the names of the columns are row 1. Of JSON lines, the first line is
	Row int    `json:"row" minimum:"1" example:"2"`
	ID  string `json:"id" format:"uuid"`
	// Opens this one response, to take it back
	ResponseKey string `json:"response_key" example:"rung_r…"`
}

// importResponses enters many responses at once.
//
//	@Summary		Enter many responses at once
//	@Description	All or none, in one go: up to 5,000 rows in 8 MiB. As a table (`text/csv`, with commas, semicolons or tabs) with the columns `voice`, `people`, `variant`, `support`, one with the id of each question, and one for each note (`note:` and the id); only `voice` is needed. Or as JSON lines (`application/x-ndjson`), each as one response is entered. They are submitted unless a line says draft. `errors` names what is wrong by its row: the names of the columns are row 1, and of JSON lines the first line is.
//	@ID				importResponses
//	@Tags			answering
//	@Security		bearer
//	@Accept			text/csv,application/x-ndjson
//	@Produce		json
//	@Param			id				path		string			true	"The assessment"
//	@Param			dry_run			query		bool			false	"Whether to check only, and keep nothing"	default(false)
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		EnteredRequest	true	"A row for each response"
//	@x-example		{"text/csv": "voice,equality-culture,note:equality-culture\nlived,6,We were asked first.\nlearnt,4,\n", "application/x-ndjson": "{\"voice\": \"lived\", \"answers\": {\"equality-culture\": \"6\"}}\n{\"voice\": \"learnt\", \"answers\": {\"equality-culture\": \"4\"}}\n"}
//	@Success		200				{object}	ResponsesImported	"Checked, and nothing kept"
//	@Success		201				{object}	ResponsesImported
//	@Header			201				{string}	Idempotency-Replayed	"true when it was entered before"
//	@Router			/v1/assessments/{id}/responses/import [post]
func (s *server) importResponses(c *gin.Context) error {
	sent, err := sheetOf(c)
	if err != nil {
		return err
	}
	do := func(once *access.IdempotencyKey[assessments.EnteredTogether]) (assessments.EnteredTogether, error) {
		return s.Service.EnterResponses(c.Request.Context(), edge.CallerOf(c), c.Param("id"), sent.responses, sent.onlyCheck, once)
	}
	if sent.onlyCheck {
		checked, err := do(nil)
		if err != nil {
			return err
		}
		return writePrivately(c, newResponsesImported(&checked, true, false))
	}
	return createUntraced(s, c, nil, func(entered *assessments.EnteredTogether, secrets bool) creation {
		return creation{"/v1/assessments/" + c.Param("id"), "", newResponsesImported(entered, false, secrets)}
	}, do)
}

// responses reads a file of responses.
func (s *sheet) responses(in *instrument.Instrument) assessments.Rows[assessments.EnteredResponse] {
	if s.kind == csvType {
		return intake.ResponseTable(s.body, in)
	}
	return intake.Each(intake.Lines[EnteredRequest](s.body, assessments.MaxEntered, len(in.Questions)), (*EnteredRequest).entered)
}

func newResponsesImported(entered *assessments.EnteredTogether, onlyCheck, secrets bool) ResponsesImported {
	out := ResponsesImported{DryRun: onlyCheck, KeyShown: !onlyCheck && !secrets}
	for _, voice := range scoring.Voices {
		of := entered.Voices[voice]
		out.Voices = append(out.Voices, VoiceImported{voice.String(), of.Responses, of.People})
	}
	if secrets {
		out.Responses = each(entered.Rows, func(r *assessments.EnteredRow) ResponseImported {
			return ResponseImported{r.Row, r.ID, r.Secret.Reveal()}
		})
	}
	return out
}

// OrganisationsImported is what was made of a file.
type OrganisationsImported struct {
	// Whether the file was only checked, and nothing made
	DryRun bool `json:"dry_run" example:"false"`
	// How many there are in the file
	Count int `json:"count" example:"120"`
	// In the order of the file; none when it was only checked
	Organisations []OrganisationImported `json:"organisations"`
}

// OrganisationImported is one organisation that was made of a file.
type OrganisationImported struct {
	// As a program for tables counts: the names of the columns are row 1. Of JSON lines, the first line is
	Row int    `json:"row" minimum:"1" example:"2"`
	ID  string `json:"id" format:"uuid"`
}

// importOrganisations makes many organisations at once.
//
//	@Summary		Make many organisations at once
//	@Description	All or none, in one go: up to 300 rows. As a table (`text/csv`, with commas, semicolons or tabs) with the columns `name`, `identifiers` (several with spaces between), `country`, `region`, `sector`, `annual_income`, `led_by_lived_experience`, `external_id` and `contact`; only `name` is needed. Or as JSON lines (`application/x-ndjson`), each as one organisation is made. An `external_id` that stands there twice, or that an organisation of yours has, is refused. `errors` names what is wrong by its row: the names of the columns are row 1, and of JSON lines the first line is.
//	@ID				importOrganisations
//	@Tags			organisations
//	@Security		bearer
//	@Accept			text/csv,application/x-ndjson
//	@Produce		json
//	@Param			dry_run			query		bool				false	"Whether to check only, and make nothing"	default(false)
//	@Param			Idempotency-Key	header		string				false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		OrganisationRequest	true	"A row for each organisation"
//	@x-example		{"text/csv": "name,identifiers,external_id\nRiverside Carers,GB-CHC-1234567,crm-1\nHilltop Club,,crm-2\n", "application/x-ndjson": "{\"name\": \"Meadow Trust\", \"external_id\": \"crm-3\"}\n"}
//	@Success		200				{object}	OrganisationsImported	"Checked, and nothing made"
//	@Success		201				{object}	OrganisationsImported
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@Router			/v1/organisations/import [post]
func (s *server) importOrganisations(c *gin.Context) error {
	sent, err := sheetOf(c)
	if err != nil {
		return err
	}
	// Each row costs what making one does, up to what the dearest call costs.
	if err := s.Charge(c, bytes.Count(sent.body, []byte("\n"))); err != nil {
		return err
	}
	do := func(once *access.IdempotencyKey[[]assessments.MadeRow]) ([]assessments.MadeRow, error) {
		return s.Service.CreateOrganisations(c.Request.Context(), edge.CallerOf(c), sent.organisations(), sent.onlyCheck, once)
	}
	if sent.onlyCheck {
		checked, err := do(nil)
		if err != nil {
			return err
		}
		return writePrivately(c, OrganisationsImported{DryRun: true, Count: len(checked)})
	}
	return create(s, c, sent.body, showImportedOrganisations, do)
}

// organisations reads a file of organisations.
func (s *sheet) organisations() assessments.Rows[assessments.ProfileInput] {
	if s.kind == csvType {
		return intake.OrganisationTable(s.body)
	}
	lines := intake.Lines[OrganisationRequest](s.body, assessments.MaxOrganisations, assessments.MaxIdentifiers)
	return intake.Each(lines, func(r *OrganisationRequest) assessments.ProfileInput { return assessments.ProfileInput(*r) })
}

func showImportedOrganisations(made *[]assessments.MadeRow, _ bool) creation {
	out := OrganisationsImported{Count: len(*made), Organisations: each(*made, func(r *assessments.MadeRow) OrganisationImported {
		return OrganisationImported{r.Row, r.ID}
	})}
	return creation{"/v1/organisations", "", out}
}

// flagOf reads a query parameter that is true or false; false when it is left out.
func flagOf(c *gin.Context, name string) (bool, error) {
	switch given := c.DefaultQuery(name, "false"); given {
	case "true":
		return true, nil
	case "false":
		return false, nil
	default:
		return false, edge.Malformed.Problem(fmt.Sprintf("%s is %.80q. Use true or false.", name, given))
	}
}
