package intake_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/intake"
)

type dated struct {
	Note string    `json:"note,omitzero"`
	At   time.Time `json:"at,omitzero"`
}

// readings are all ways in which a time in JSON is read.
var readings = map[string]func(body string) (time.Time, error){
	"whole": func(body string) (time.Time, error) {
		read, err := intake.Decode[dated]([]byte(body))
		if err != nil {
			return time.Time{}, err
		}
		return read.At, nil
	},
	"where null is looked for": func(body string) (time.Time, error) {
		read, err := intake.Decode[dated]([]byte(strings.Replace(body, "{", `{"note":"null",`, 1)))
		if err != nil {
			return time.Time{}, err
		}
		return read.At, nil
	},
	"a patch": func(body string) (time.Time, error) {
		var read dated
		err := intake.Patch([]byte(body), &read)
		return read.At, err
	},
}

func TestWhatIsNoTime(t *testing.T) {
	t.Parallel()
	for _, given := range []string{
		"", "t", "2027-01-01", "2027-01-01t00:00:00", "2027-01-01 00:00:00z", "2027-13-01T00:00:00Z", "2027-02-29T00:00:00Z", "2027-01-01T24:00:00Z",
		"2027-01-01T1:00:00Z", "2027-01-01T00:00Z", "2027-01-01T00:00:00,5Z", "2027-01-01T00:00:00.Z", "2027-01-01T00:00:00+1:00", "2027-01-01T00:00:00+24:00",
		"2027-01-01T00:00:00Zz", " 2027-01-01T00:00:00Z", "2027-01-01T00:00:61Z", "2027-01-01T00:60:00Z",
		"2027-01-01T00:00:60Z", "2027-01-01T12:59:60Z", "2027-01-01T23:59:60+01:00", "2027-02-29T23:59:60Z", // leap seconds end a day of UTC
	} {
		if read, err := intake.ParseTime(given); err == nil || !read.IsZero() {
			t.Errorf("%q is read as %v", given, read)
		}
		text, _ := json.Marshal(given)
		for name, read := range readings {
			if _, err := read(`{"at":` + string(text) + `}`); fault.KindOf(err) != fault.Malformed {
				t.Errorf("%s: %q: %v", name, given, err)
			}
		}
	}
}

func TestTimesAsOtherProgramsWriteThem(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"2027-01-01T00:00:00Z":             "2027-01-01T00:00:00Z",
		"2027-01-01t00:00:00z":             "2027-01-01T00:00:00Z",
		"2027-01-01t02:00:00.25+02:00":     "2027-01-01T00:00:00.25Z",
		"2026-12-31T23:59:60Z":             "2027-01-01T00:00:00Z",
		"2026-12-31t23:59:60.5z":           "2027-01-01T00:00:00.5Z",
		"2026-12-31T15:59:60-08:00":        "2027-01-01T00:00:00Z",
		"2024-02-29T23:59:60Z":             "2024-03-01T00:00:00Z",
		"2027-01-01T00:00:00.123456+00:00": "2027-01-01T00:00:00.123456Z",
	} {
		for name, read := range readings {
			got, err := read(`{"at":"` + given + `"}`)
			if err != nil || got.UTC().Format(time.RFC3339Nano) != want {
				t.Errorf("%s: %q is read as %v, %v; want %s", name, given, got, err, want)
			}
		}
	}
}

// A text that begins with a mark of its own is the same text.
func TestAMarkBeforeJSONIsPassedOver(t *testing.T) {
	t.Parallel()
	for name, read := range readings {
		if got, err := read("\ufeff" + `{"at":"2027-01-01T00:00:00Z"}`); err != nil || got.Year() != 2027 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		for _, body := range []string{"\ufeff", "\ufeff\ufeff{}", "{}\ufeff", "{\ufeff}"} {
			if _, err := read(body); fault.KindOf(err) != fault.Malformed {
				t.Errorf("%s: %q: %v", name, body, err)
			}
		}
	}
}

// Whatever is read is a time that Go's own reader takes too, once it is in
// capitals and its leap second is gone.
func FuzzParseTime(f *testing.F) {
	f.Add("2027-01-01t00:00:00z")
	f.Add("2026-12-31T23:59:60.999999999Z")
	f.Add("2026-12-31T15:59:60-08:00")
	f.Fuzz(func(t *testing.T, given string) {
		read, err := intake.ParseTime(given)
		if err != nil {
			return
		}
		again, err := intake.ParseTime(read.Format(time.RFC3339Nano))
		if read.UTC().Year() > 9999 || read.UTC().Year() < 0 {
			return // only just, by its place on Earth
		}
		if err != nil || !again.Equal(read) {
			t.Fatalf("%q is read as %v, and that as %v, %v", given, read, again, err)
		}
	})
}
