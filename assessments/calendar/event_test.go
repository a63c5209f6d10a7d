package calendar_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/calendar"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

var (
	changed = time.Date(2026, 3, 4, 11, 0, 0, 0, time.FixedZone("CET", 3600))
	last    = time.Date(2026, 6, 30, 23, 59, 0, 0, time.UTC)
)

// lines reads a calendar as RFC 5545 says: lines that begin with a space go on with
// the one before.
func lines(t rapid.TB, body []byte) []string {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(string(body), "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Fatalf("a line of %d bytes: %q", len(line), line)
		}
	}
	if !strings.HasSuffix(string(body), "END:VCALENDAR\r\n") {
		t.Fatalf("it ends in %q", body[max(0, len(body)-20):])
	}
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(body), "\r\n ", ""), "\r\n"), "\r\n")
}

var unescaper = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n")

func TestWhateverATitleHoldsIsReadBack(t *testing.T) {
	t.Parallel()
	tries.Check(t, func(t *rapid.T) {
		title := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.SampledFrom([]rune(`\;,:"n`+"\n\r\tŵ🪜é"))),
			rapid.Just(strings.Repeat("🪜é", 100)),
			rapid.Just("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Another"),
		).Draw(t, "title")
		got := lines(t, (&calendar.Event{UID: "u", Written: changed, At: last, Lang: "en", Title: title}).Bytes())
		if len(got) != 16 {
			t.Fatalf("%d lines: %q", len(got), got)
		}
		value, found := strings.CutPrefix(got[9], "SUMMARY;LANGUAGE=en:")
		if want := withoutControls(title); !found || unescaper.Replace(value) != want {
			t.Fatalf("%q was read back as %q", want, value)
		}
	})
}

// withoutControls leaves out what may not stand in a calendar.
func withoutControls(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}

func said(t *testing.T, variant instrument.Variant) *sentences.Sentences {
	t.Helper()
	written, err := sentences.Written()
	if err != nil {
		t.Fatal(err)
	}
	return written.In(sentences.Own, variant)
}

func closing(t *testing.T, change func(*assessments.Assessment)) (*calendar.Event, error) {
	t.Helper()
	a := assessments.Assessment{ID: "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11", State: assessments.Open, UpdatedAt: changed, Revision: 3}
	a.Title, a.ClosesAt = "Short breaks, 2026", last
	if change != nil {
		change(&a)
	}
	return calendar.ClosingOf(&a, said(t, instrument.Standard))
}

func TestWithoutALastDayThereIsNoEvent(t *testing.T) {
	t.Parallel()
	if _, err := closing(t, func(a *assessments.Assessment) { a.ClosesAt = time.Time{} }); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
}

func TestALastDayIsAnEvent(t *testing.T) {
	t.Parallel()
	event, err := closing(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Seven Rungs//Seven Rungs//EN", "METHOD:PUBLISH", "BEGIN:VEVENT",
		"UID:" + event.UID, "DTSTAMP:20260304T100000Z", "SEQUENCE:3", "DTSTART:20260630T235900Z",
		`SUMMARY;LANGUAGE=en:Last day to answer: Short breaks\, 2026`,
		`DESCRIPTION;LANGUAGE=en:After this\, nobody can answer any more. Then you can see the result.`,
		"STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR",
	}
	if got := lines(t, event.Bytes()); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// A calendar that has the event knows it again after a change. Who sees the event
// learns no id from it.
func TestTheNameOfAnEventStaysAndTellsNothing(t *testing.T) {
	t.Parallel()
	first, _ := closing(t, nil)
	later, _ := closing(t, func(a *assessments.Assessment) {
		a.Title, a.ClosesAt, a.Revision, a.State = "Another", last.AddDate(0, 1, 0), 4, assessments.Cancelled
	})
	other, _ := closing(t, func(a *assessments.Assessment) { a.ID = "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a12" })
	if first.UID != later.UID || first.UID == other.UID {
		t.Errorf("the names are %s, %s and %s", first.UID, later.UID, other.UID)
	}
	if !strings.Contains(string(later.Bytes()), "STATUS:CANCELLED") || !strings.Contains(string(later.Bytes()), "SEQUENCE:4") {
		t.Errorf("after the change:\n%s", later.Bytes())
	}
	if id := uuid.MustParse(first.UID); id.Version() != 5 || strings.Contains(string(first.Bytes()), "0198f1d2") {
		t.Errorf("the name is %s", first.UID)
	}
}

func TestAClosedAssessmentEndedWhenItWasClosed(t *testing.T) {
	t.Parallel()
	event, err := closing(t, func(a *assessments.Assessment) { a.State, a.ClosedAt = assessments.Closed, changed })
	if err != nil || !event.At.Equal(changed) {
		t.Errorf("%v %v", event, err)
	}
}
