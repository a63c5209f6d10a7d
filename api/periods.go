package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// PeriodRequest asks for a period.
type PeriodRequest struct {
	// Its name
	Period   string    `json:"period" minLength:"1" maxLength:"32" example:"2026"`
	OpensAt  time.Time `json:"opens_at"`
	ClosesAt time.Time `json:"closes_at"`
	// When it is fixed who counts; at its end or later
	FreezeAt time.Time `json:"freeze_at"`
}

// Period is the time whose assessments are compared.
type Period struct {
	Period string `json:"period" example:"2026"`
	// ahead, open, over (it waits for its freeze) or frozen
	State    string    `json:"state" enums:"ahead,open,over,frozen" example:"open"`
	OpensAt  time.Time `json:"opens_at"`
	ClosesAt time.Time `json:"closes_at"`
	FreezeAt time.Time `json:"freeze_at"`
	// The last day on which a programme can be declared for it, and on which readiness is worked out
	NoticeAt time.Time  `json:"notice_at"`
	FrozenAt *time.Time `json:"frozen_at" extensions:"x-nullable"`
}

// PeriodList is one page of periods.
type PeriodList struct {
	Items []Period `json:"items"`
	// The cursor of the next page; left out on the last
	Next string `json:"next,omitempty"`
}

func (s *server) newPeriod(p *comparisons.Period) Period {
	return Period{
		p.Name, string(p.State(s.Now())), p.OpensAt, p.ClosesAt, p.FreezeAt,
		p.FreezeAt.AddDate(0, 0, -s.Comparisons.Policy.NoticeDays), timeOf(p.FrozenAt),
	}
}

// createPeriod makes a period.
//
//	@Summary		Make a period
//	@Description	The time whose assessments are compared, at most 15 months. Two periods never overlap, and two freezes are at least 330 days apart. It is frozen by itself on its day. A late freeze puts off the next.
//	@ID				createPeriod
//	@Tags			comparing
//	@Security		bearer
//	@Param			Idempotency-Key	header		string			false	"Makes it safe to send again for 24 hours"
//	@Param			request			body		PeriodRequest	true	"Its name and times"
//	@Success		201				{object}	Period
//	@Header			201				{string}	Idempotency-Replayed	"true when it was made before"
//	@x-example		{"period": "2031", "opens_at": "2031-01-01T00:00:00Z", "closes_at": "2032-01-01T00:00:00Z", "freeze_at": "2032-03-01T00:00:00Z"}
//	@Router			/v1/periods [post]
func (s *server) createPeriod(c *gin.Context) error {
	body, request, err := bodyOf[PeriodRequest](c)
	if err != nil {
		return err
	}
	show := func(created *comparisons.Period, _ bool) creation {
		return creation{"/v1/periods/" + created.Name, "", s.newPeriod(created)}
	}
	in := comparisons.PeriodInput{Name: request.Period, OpensAt: request.OpensAt, ClosesAt: request.ClosesAt, FreezeAt: request.FreezeAt}
	return create(s, c, body, show, func(once *access.IdempotencyKey[comparisons.Period]) (comparisons.Period, error) {
		return s.Comparisons.CreatePeriod(c.Request.Context(), edge.CallerOf(c), in, once)
	})
}

// listPeriods lists the periods.
//
//	@Summary		List the periods
//	@Description	By name.
//	@ID				listPeriods
//	@Tags			comparing
//	@Security		bearer
//	@Param			limit	query		int		false	"How many at most"	minimum(1)	maximum(100)	default(20)
//	@Param			cursor	query		string	false	"Where to go on: next of the page before"
//	@Success		200		{object}	PeriodList
//	@Router			/v1/periods [get]
func (s *server) listPeriods(c *gin.Context) error {
	return writeList(c, s.newPeriod, func(p *comparisons.Period) string { return p.Name },
		func(page access.Page) (access.List[comparisons.Period], error) {
			return s.Comparisons.Periods(c.Request.Context(), page)
		})
}

// showPeriod shows a period.
//
//	@Summary		Show a period
//	@Description	When it opens, closes and is frozen. It is frozen once frozen_at is set: from then on its releases can be read.
//	@ID				showPeriod
//	@Tags			comparing
//	@Security		bearer
//	@Param			period	path		string	true	"Its name"
//	@Success		200		{object}	Period
//	@Router			/v1/periods/{period} [get]
func (s *server) showPeriod(c *gin.Context) error {
	found, err := s.Comparisons.Period(c.Request.Context(), c.Param("period"))
	if err != nil {
		return err
	}
	return writePrivately(c, s.newPeriod(&found))
}

// freezePeriod freezes a period.
//
//	@Summary		Freeze a period
//	@Description	Fixes what is published of it, once and for ever. The service does this by itself on the day. It is not possible less than 330 days after another freeze.
//	@ID				freezePeriod
//	@Tags			comparing
//	@Security		bearer
//	@Param			period	path		string	true	"Its name"
//	@Success		200		{object}	Period
//	@Failure		409	{object}	Problem
//	@Router			/v1/periods/{period}/freeze [post]
func (s *server) freezePeriod(c *gin.Context) error {
	frozen, err := s.Comparisons.Freeze(c.Request.Context(), edge.CallerOf(c), c.Param("period"))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	return writeJSON(c, s.newPeriod(&frozen))
}
