package observe_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// given are the names of all metrics that are given out once each has something to say.
func given(t *testing.T) []string {
	t.Helper()
	w := newWorld(t, databasetest.SQLite(t, migrate), nil)
	w.do(t, http.MethodGet, "/readyz", "", "", http.StatusOK)
	answer := httptest.NewRecorder()
	w.observer.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
	var names []string
	for _, found := range regexp.MustCompile(`(?m)^# TYPE (\S+)`).FindAllStringSubmatch(answer.Body.String(), -1) {
		names = append(names, found[1])
	}
	if !slices.Contains(names, "sevenrungs_warning") { // there only when there is one
		names = append(names, "sevenrungs_warning")
	}
	slices.Sort(names)
	return names
}

var aMetric = regexp.MustCompile(`\b(sevenrungs|go|process)_[a-z_]+\b`)

func TestEachMetricIsDocumented(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../docs/observing.md")
	if err != nil {
		t.Fatal(err)
	}
	var documented []string
	for line := range strings.Lines(string(guide)) {
		if cells := strings.Split(line, "|"); len(cells) > 2 {
			documented = append(documented, aMetric.FindAllString(cells[1], -1)...)
		}
	}
	slices.Sort(documented)
	if diff := cmp.Diff(given(t), documented); diff != "" {
		t.Errorf("-given out +in docs/observing.md:\n%s", diff)
	}
}

// An alarm that names a word of /readyz leads to where each of them is told.
func TestWhatToDoAboutEachWarningIsDocumented(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(guide), "## Is it well?\n")
	section, _, _ = strings.Cut(section, "\n## ")
	field, found := reflect.TypeFor[api.Served]().FieldByName("Warnings")
	if !found {
		t.Fatal("there are no warnings")
	}
	for word := range strings.SplitSeq(field.Tag.Get("enums"), ",") {
		if !strings.Contains(section, "`"+word+"`") {
			t.Errorf("the section does not say what to do about %q", word)
		}
	}
}

// What is drawn and what raises an alarm must be there, or nobody sees that it is not.
func TestDashboardAndAlertsAskForMetricsThatAreThere(t *testing.T) {
	t.Parallel()
	there, asked := given(t), 0
	err := filepath.WalkDir("../../deploy", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".json", ".yml", ".yaml"}, filepath.Ext(path)) {
			return err
		}
		text, err := os.ReadFile(path)
		for _, name := range aMetric.FindAllString(string(text), -1) {
			asked++
			for _, part := range []string{"_bucket", "_sum", "_count"} {
				if whole := strings.TrimSuffix(name, part); slices.Contains(there, whole) {
					name = whole
				}
			}
			if !slices.Contains(there, name) {
				t.Errorf("%s asks for %s, which is not given out", path, name)
			}
		}
		return err
	})
	if err != nil || asked < 20 {
		t.Errorf("%d metrics are asked for: %v", asked, err)
	}
}
