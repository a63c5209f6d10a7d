package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// ProgrammeRequest declares a programme.
type ProgrammeRequest struct {
	Name       string `json:"name" minLength:"1" maxLength:"200" example:"Community grants"`
	Scope      string `json:"scope" enums:"individual,service,strategic" example:"service"`
	Instrument string `json:"instrument" example:"coproduction-ladder"`
	// Over which periods; declare it 30 days before the freeze
	Periods []string `json:"periods" validate:"min=1,max=20" example:"2026"`
	// Organisations you run, sit on the board of, or know otherwise. They do not count towards the 10
	RelatedOrganisationIDs []string `json:"related_organisation_ids,omitempty" validate:"max=1000"`
}

// Programme is what a funder compares.
type Programme struct {
	ID         string   `json:"id" format:"uuid"`
	Name       string   `json:"name" example:"Community grants"`
	Scope      string   `json:"scope" enums:"individual,service,strategic" example:"service"`
	Instrument string   `json:"instrument" example:"coproduction-ladder"`
	Periods    []string `json:"periods" example:"2026"`
	// Give it to the organisations you want in it. null for a key that only reads
	JoinCode *string `json:"join_code" extensions:"x-nullable" example:"7K3F-9QXD-2M5T"`
	// open: organisations can join; closed: all its periods are frozen
	State string `json:"state" enums:"open,closed" example:"open"`
	// Those that the funder said belong to it: they count as one
	RelatedOrganisationIDs []string  `json:"related_organisation_ids"`
	DeclaredAt             time.Time `json:"declared_at"`
	// For the operator alone: whose it is; else null
	Funder *DeclaringFunder `json:"funder" extensions:"x-nullable"`
	// For the operator alone: other funders with the same name or contact. One funder with two accounts could look at an organisation twice. Else null
	FundersAlike []AlikeFunder `json:"funders_alike" extensions:"x-nullable"`
}

// DeclaringFunder is whose a programme is.
type DeclaringFunder struct {
	ID   string `json:"id" format:"uuid"`
	Name string `json:"name" example:"Riverside Foundation"`
}

// AlikeFunder is another funder that may be the same one.
type AlikeFunder struct {
	ID      string  `json:"id" format:"uuid"`
	Name    string  `json:"name" example:"The Riverside Foundation"`
	Contact *string `json:"contact" extensions:"x-nullable" example:"Ada Okafor, 020 7946 0123"`
	// Whether both have the same name
	SameName bool `json:"same_name" example:"true"`
	// Whether both name the same contact
	SameContact bool `json:"same_contact" example:"false"`
}

func newAlikeFunder(f *comparisons.AlikeFunder) AlikeFunder {
	return AlikeFunder{f.ID, f.Name, orNull(f.Contact), f.SameName, f.SameContact}
}

// ProgrammeList is one page of programmes.
type ProgrammeList struct {
	Items []Programme `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func newProgramme(p *comparisons.Declared) Programme {
	out := Programme{
		ID: p.ID, Name: p.Name, Scope: string(p.Scope), Instrument: p.Instrument, Periods: p.Periods, JoinCode: orNull(p.JoinCode),
		State: "closed", RelatedOrganisationIDs: p.Related, DeclaredAt: p.DeclaredAt,
	}
	if p.Open {
		out.State = "open"
	}
	if p.By != nil {
		out.Funder, out.FundersAlike = &DeclaringFunder{p.By.ID, p.By.Name}, each(p.Alike, newAlikeFunder)
	}
	if out.RelatedOrganisationIDs == nil {
		out.RelatedOrganisationIDs = []string{}
	}
	return out
}

// createProgramme declares a programme.
//
//	@Summary		Declare a programme
//	@Description	Give its join code to the organisations you want in it. You do not learn who joined.
//	@ID				createProgramme
//	@Tags			comparing
//	@Security		bearer
//	@Param			Idempotency-Key	header		string				false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		ProgrammeRequest	true	"What is compared, and when"
//	@Success		201				{object}	Programme
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"name": "Community grants", "scope": "service", "instrument": "coproduction-ladder", "periods": ["2031"]}
//	@Router			/v1/programmes [post]
func (s *server) createProgramme(c *gin.Context) error {
	body, request, err := bodyOf[ProgrammeRequest](c)
	if err != nil {
		return err
	}
	show := func(created *comparisons.Programme, _ bool) creation {
		return creation{"/v1/programmes/" + created.ID, "", newProgramme(&comparisons.Declared{Programme: *created})}
	}
	in := comparisons.ProgrammeInput{
		Name: request.Name, Scope: request.Scope, Instrument: request.Instrument, Periods: request.Periods, Related: request.RelatedOrganisationIDs,
	}
	return create(s, c, body, show, func(once *access.IdempotencyKey[comparisons.Programme]) (comparisons.Programme, error) {
		return s.Comparisons.CreateProgramme(c.Request.Context(), edge.CallerOf(c), in, once)
	})
}

// listProgrammes lists programmes.
//
//	@Summary		List programmes
//	@Description	Its own for a funder, all for the operator, who is told of other funders with the same name or contact.
//	@ID				listProgrammes
//	@Tags			comparing
//	@Security		bearer
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	ProgrammeList
//	@Router			/v1/programmes [get]
func (s *server) listProgrammes(c *gin.Context) error {
	return writeList(c, newProgramme, func(p *comparisons.Declared) string { return p.ID },
		func(page access.Page) (access.List[comparisons.Declared], error) {
			return s.Comparisons.Programmes(c.Request.Context(), edge.CallerOf(c), page)
		})
}

// showProgramme shows a programme.
//
//	@Summary		Show a programme
//	@Description	For its funder and the operator, with the join code and the periods it runs over.
//	@ID				showProgramme
//	@Tags			comparing
//	@Security		bearer
//	@Param			id	path		string	true	"Its id"
//	@Success		200	{object}	Programme
//	@Router			/v1/programmes/{id} [get]
func (s *server) showProgramme(c *gin.Context) error {
	found, err := s.Comparisons.Programme(c.Request.Context(), edge.CallerOf(c), c.Param("id"))
	if err != nil {
		return err
	}
	return writePrivately(c, newProgramme(&found))
}

// Readiness says whether enough organisations have agreed.
type Readiness struct {
	// Whether something would be released
	EnoughHaveAgreed bool `json:"enough_have_agreed" example:"true"`
}

// showReadiness says whether enough organisations have agreed.
//
//	@Summary		Have enough organisations agreed?
//	@Description	Worked out once, on the day of notice (30 days before the freeze), without looking at any score.
//	@ID				showReadiness
//	@Tags			comparing
//	@Security		bearer
//	@Param			id		path		string	true	"The programme"
//	@Param			period	path		string	true	"The period"
//	@Success		200		{object}	Readiness
//	@Router			/v1/programmes/{id}/readiness/{period} [get]
func (s *server) showReadiness(c *gin.Context) error {
	ready, err := s.Comparisons.Readiness(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("period"))
	if err != nil {
		return err
	}
	return writePrivately(c, Readiness{ready})
}

// NamedResult is what a verified organisation shows a funder with its name: rungs and
// next steps, no voices and no indexes.
type NamedResult struct {
	OrganisationID string `json:"organisation_id" format:"uuid"`
	// As it was verified
	Organisation string `json:"organisation" example:"Riverside Carers"`
	// Those that were verified, each with the code of its list in front
	Identifiers []string          `json:"identifiers" example:"GB-CHC-1234567"`
	Assessment  result.Assessment `json:"assessment"`
	Rung        *result.Rung      `json:"rung" extensions:"x-nullable"`
	Principles  []NamedPrinciple  `json:"principles"`
}

// NamedPrinciple is a principle of a result with a name.
type NamedPrinciple struct {
	ID    string       `json:"id" example:"equality"`
	Title string       `json:"title" example:"Equality"`
	Rung  *result.Rung `json:"rung" extensions:"x-nullable"`
	// What the next rung looks like
	NextSteps []string `json:"next_steps"`
}

// NamedList is one page of results with names.
type NamedList struct {
	Items []NamedResult `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func newNamed(n *comparisons.Named, locale Locale) NamedResult {
	in := n.Instrument
	words := locale.words(in)
	out := NamedResult{
		OrganisationID: n.Organisation, Organisation: n.Name, Identifiers: n.Identifiers, Rung: result.RungOf(in, words, n.Rung),
		Assessment: result.Assessment{ID: n.Assessment.ID, Title: n.Title, Scope: string(n.Assessment.Scope), ClosedAt: n.Assessment.ClosedAt.Format(time.RFC3339Nano)},
	}
	for _, p := range n.Principles {
		named := NamedPrinciple{ID: p.ID, Title: words.Principles[p.ID].Title, Rung: result.RungOf(in, words, p.Rung), NextSteps: []string{}}
		if p.Next != nil {
			for _, question := range p.Next.Questions {
				named.NextSteps = append(named.NextSteps, words.Choice(in.Questions[question].ID, p.Next.Rung))
			}
		}
		out.Principles = append(out.Principles, named)
	}
	return out
}

// listNamed lists what organisations show with their names.
//
//	@Summary		Read results shared by name
//	@Description	Of verified organisations that agreed to it, as long as they do, under their verified names: rungs and next steps. No voices, no indexes.
//	@ID				listNamed
//	@Tags			comparing
//	@Security		bearer
//	@Param			id		path		string	true	"The programme"
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Param			variant	query		string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param			Accept-Language	header	string	false	"Which language, where there is one"
//	@Success		200		{object}	NamedList
//	@Failure		409	{object}	Problem
//	@Router			/v1/programmes/{id}/named [get]
func (s *server) listNamed(c *gin.Context) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	show := func(n *comparisons.Named) NamedResult { return newNamed(n, locale) }
	return writeList(c, show, func(n *comparisons.Named) string { return n.Share },
		func(page access.Page) (access.List[comparisons.Named], error) {
			return s.Comparisons.NamedResults(c.Request.Context(), edge.CallerOf(c), c.Param("id"), page)
		})
}

// showNamed shows what one organisation shows with its name.
//
//	@Summary		Read one result shared by name
//	@Description	As in the list. 404 when nothing is shown any more.
//	@ID				showNamed
//	@Tags			comparing
//	@Security		bearer
//	@Param			id		path		string	true	"The programme"
//	@Param			share	path		string	true	"The share, as an event names it"
//	@Param			variant	query		string	false	"Which words"	Enums(standard, easy_read)	default(standard)
//	@Param			Accept-Language	header	string	false	"Which language, where there is one"
//	@Success		200		{object}	NamedResult
//	@Failure		409	{object}	Problem
//	@Router			/v1/programmes/{id}/named/{share} [get]
func (s *server) showNamed(c *gin.Context) error {
	locale, err := localeOf(c)
	if err != nil {
		return err
	}
	found, err := s.Comparisons.NamedResult(c.Request.Context(), edge.CallerOf(c), c.Param("id"), c.Param("share"))
	if err != nil {
		return err
	}
	return writePrivately(c, newNamed(&found, locale))
}
