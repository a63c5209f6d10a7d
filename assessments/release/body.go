package release

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// document is the form of a published body. Its fields are in a fixed order and
// hold no map, so the same release is the same bytes. They are written once and
// kept: what people fetch is never formed again.
type document struct {
	Status       string             `json:"status"`
	Cohort       string             `json:"cohort"`
	Period       string             `json:"period"`
	CountBand    string             `json:"count_band"`
	Principles   principlesDocument `json:"principles"`
	Overall      int                `json:"overall"`
	Gap          *int               `json:"gap,omitempty"`
	Stances      *stancesDocument   `json:"stances,omitempty"`
	MedianStance string             `json:"median_stance,omitempty"`
	Rungs        *rungsDocument     `json:"rungs,omitempty"`
	Quartiles    *quartilesDocument `json:"quartiles,omitempty"`
	Rounding     int                `json:"rounding"`
	Note         string             `json:"note,omitempty"`
	Margin95     int                `json:"margin95"`
	ClearChange  int                `json:"clear_change,omitempty"`
	Policy       string             `json:"policy"`
	Demo         bool               `json:"demo,omitempty"`
}

type (
	principlesDocument struct {
		Equality      int `json:"equality"`
		Diversity     int `json:"diversity"`
		Accessibility int `json:"accessibility"`
		Reciprocity   int `json:"reciprocity"`
	}
	stancesDocument struct {
		To   int `json:"to"`
		For  int `json:"for"`
		With int `json:"with"`
	}
	rungsDocument struct {
		Rung1 int `json:"1"`
		Rung2 int `json:"2"`
		Rung3 int `json:"3"`
		Rung4 int `json:"4"`
		Rung5 int `json:"5"`
		Rung6 int `json:"6"`
		Rung7 int `json:"7"`
	}
	quartilesDocument struct {
		Lower  int `json:"lower"`
		Median int `json:"median"`
		Upper  int `json:"upper"`
	}
)

const released, notReleased = "released", "not_released"

// Body returns the bytes of a release.
func (r *Release) Body() []byte {
	d := document{
		Status: released, Cohort: r.Cohort, Period: r.Period, CountBand: r.CountBand,
		Principles: principlesDocument{r.Principles[0], r.Principles[1], r.Principles[2], r.Principles[3]},
		Overall:    r.Overall, Gap: r.Gap, MedianStance: r.MedianStance,
		Rounding: r.Rounding, Note: r.Note(), Margin95: r.Margin95, ClearChange: r.ClearChange, Policy: r.Policy, Demo: r.Demo,
	}
	if s := r.Stances; s != nil {
		d.Stances = &stancesDocument{s[0], s[1], s[2]}
	}
	if s := r.Rungs; s != nil {
		d.Rungs = &rungsDocument{s[0], s[1], s[2], s[3], s[4], s[5], s[6]}
	}
	if q := r.Quartiles; q != nil {
		d.Quartiles = &quartilesDocument{q[0], q[1], q[2]}
	}
	return encode(d)
}

// AtTheEnds is said where a share is 0 or 100: both are rounded, and have noise.
const AtTheEnds = "0 means few and 100 nearly all, never none and all."

// Note says what a share at an end of the scale means, where there is one.
func (r *Release) Note() string {
	var shares []int
	if r.Stances != nil {
		shares = append(shares, r.Stances[:]...)
	}
	if r.Rungs != nil {
		shares = append(shares, r.Rungs[:]...)
	}
	if slices.Contains(shares, 0) || slices.Contains(shares, 100) {
		return AtTheEnds
	}
	return ""
}

// Withheld is all that is said of what is not published.
const Withheld = "Not enough independent contributors, or publishing could single one out."

// Refused returns the one body of everything that is not published. It is the
// same whatever the reason, but for the names.
func Refused(cohort, period string) []byte {
	return encode(struct {
		Status  string `json:"status"`
		Cohort  string `json:"cohort"`
		Period  string `json:"period"`
		Message string `json:"message"`
	}{notReleased, cohort, period, Withheld})
}

// encode cannot fail: there is nothing but texts and whole numbers.
func encode(document any) []byte {
	body, _ := json.Marshal(document)
	return body
}

// ErrNotReleased says that a body holds no figures.
var ErrNotReleased = errors.New("nothing was released")

// Parse reads a release back from its bytes. A body of [Refused] is
// [ErrNotReleased]; anything else that [Release.Body] did not write is an error.
func Parse(body []byte) (*Release, error) {
	var kind struct {
		Status string `json:"status"`
	}
	if err := json.Unmarshal(body, &kind); err != nil {
		return nil, fmt.Errorf("read a release: %w", err)
	}
	if kind.Status == notReleased {
		return nil, ErrNotReleased
	}
	var d document
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		return nil, fmt.Errorf("read a release: %w", err)
	}
	if _, err := decoder.Token(); d.Status != released || !errors.Is(err, io.EOF) {
		return nil, errors.New("read a release: it is not one")
	}
	r := &Release{
		Cohort: d.Cohort, Period: d.Period, CountBand: d.CountBand,
		Principles: [...]int{d.Principles.Equality, d.Principles.Diversity, d.Principles.Accessibility, d.Principles.Reciprocity},
		Overall:    d.Overall, Gap: d.Gap, MedianStance: d.MedianStance,
		Rounding: d.Rounding, Margin95: d.Margin95, ClearChange: d.ClearChange, Policy: d.Policy, Demo: d.Demo,
	}
	if s := d.Stances; s != nil {
		r.Stances = &[...]int{s.To, s.For, s.With}
	}
	if s := d.Rungs; s != nil {
		r.Rungs = &[...]int{s.Rung1, s.Rung2, s.Rung3, s.Rung4, s.Rung5, s.Rung6, s.Rung7}
	}
	if q := d.Quartiles; q != nil {
		r.Quartiles = &[...]int{q.Lower, q.Median, q.Upper}
	}
	if !bytes.Equal(r.Body(), body) {
		return nil, errors.New("read a release: it is not as we write it")
	}
	return r, nil
}
