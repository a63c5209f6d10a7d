package api_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
)

func TestAResultComesInTheFormatLikedBest(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	path := w.fill(t, "/v1/assessments/{id}/result")
	const inJSON, inCSV, inSVG = "application/json", "text/csv; charset=utf-8", "image/svg+xml"
	tags := map[string]string{}
	for accept, want := range map[string]string{
		"": inJSON, "*/*": inJSON, "application/*": inJSON, "text/csv": inCSV, "text/*": inCSV, "image/svg+xml": inSVG, "image/*, */*;q=0.1": inSVG,
		"text/csv;q=0.5, image/svg+xml": inSVG, "text/csv, application/json": inJSON, "application/json;q=0, */*": inCSV, "text/html, TEXT/CSV;q=0.1": inCSV,
		"text/html": "", "application/json;q=0": "", "image/png": "", "application/problem+json": "", "text/csv;q=0": "",
	} {
		for _, who := range []string{owner, participant, reader} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				got := w.as(t, who).Send(method, path, nil, "Accept: "+accept)
				kind := got.Header.Get("Content-Type")
				if want == "" {
					if got.Status != http.StatusNotAcceptable || method == http.MethodGet && !strings.Contains(requireProblem(t, got, http.StatusNotAcceptable).Detail, "application/json or text/csv or image/svg+xml") {
						t.Errorf("%s, Accept %s: %d %s", method, accept, got.Status, got.Body)
					}
					continue
				}
				vary := strings.Join(got.Header.Values("Vary"), ", ")
				if got.Status != http.StatusOK || kind != want || !strings.Contains(vary, "Accept-Language") || !slices.Contains(strings.Split(vary, ", "), "Accept") {
					t.Errorf("%s as %s, Accept %s: %d %s, Vary %s; want %s", method, who, accept, got.Status, kind, vary, want)
				}
				if got.Header.Get("Cache-Control") != "private, no-cache" || got.Header.Get("Content-Language") != "en" {
					t.Errorf("Accept %s: %v", accept, got.Header)
				}
				tags[kind] = got.Header.Get("ETag")
				if again := w.as(t, who).Get(path, "Accept: "+accept, "If-None-Match: "+tags[kind]); again.Status != http.StatusNotModified || !cmp.Equal(again.Header.Values("Vary"), got.Header.Values("Vary")) {
					t.Errorf("Accept %s, again: %d %v", accept, again.Status, again.Header)
				}
			}
		}
	}
	if tags[inJSON] == tags[inCSV] || tags[inCSV] == tags[inSVG] || len(tags) != 3 {
		t.Errorf("formats share an ETag: %v", tags)
	}
	requireProblem(t, w.client.Get(path, "Accept: text/csv"), http.StatusUnauthorized)
	requireProblem(t, w.as(t, stranger).Get(path, "Accept: image/svg+xml"), http.StatusNotFound)
	requireProblem(t, w.as(t, owner).Get(w.fill(t, "/v1/assessments/{id}")+"/result", "Accept: text/csv"), http.StatusConflict)
}

func TestATitleDoesNoHarmInATableOrAPicture(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for title, cell := range map[string]string{
		`=HYPERLINK("https://evil.example","x")`: `'=HYPERLINK("https://evil.example","x")`, "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "＝1+1": "'＝1+1", "＋1": "'＋1", "－1": "'－1", "＠SUM(A1)": "'＠SUM(A1)", " =1": "'=1",
		`a",=1`: `a",=1`, `<script>alert(1)</script>&]]>`: `<script>alert(1)</script>&]]>`, `"><image href="x" onload="y"/>`: `"><image href="x" onload="y"/>`, "Fish & chips": "Fish & chips",
	} {
		open := w.openAssessmentFor(t, "")
		body, _ := json.Marshal(map[string]string{"title": title})
		requireStatus(t, w.as(t, owner).Patch(open, body, "If-Match: *"), http.StatusOK)
		requireStatus(t, w.as(t, owner).Post(open+"/close", nil), http.StatusOK)
		table := w.as(t, owner).Get(open+"/result", "Accept: text/csv")
		records, err := csv.NewReader(strings.NewReader(string(table.Body))).ReadAll()
		if err != nil || len(records) != 2 || records[1][slices.Index(records[0], "title")] != cell {
			t.Errorf("%s in a table: %v %v", title, err, records)
		}
		if disposition := table.Header.Get("Content-Disposition"); disposition != `attachment; filename="result-`+strings.TrimPrefix(open, "/v1/assessments/")+`.csv"` {
			t.Errorf("Content-Disposition is %s", disposition)
		}
		picture := w.as(t, owner).Get(open+"/result", "Accept: image/svg+xml")
		texts := requireHarmless(t, picture.Body)
		if !strings.Contains(texts, strings.Fields(title)[0]) {
			t.Errorf("the picture has no title %s: %s", title, texts)
		}
		if csp := picture.Header.Get("Content-Security-Policy"); csp != "default-src 'none'; frame-ancestors 'none'" || picture.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("the picture comes with %v", picture.Header)
		}
	}
}

// TestAStaffViewSaysSoFirstInEveryFormat closes an assessment that two people with
// lived experience answered, of five.
func TestAStaffViewSaysSoFirstInEveryFormat(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	s := scoreRequest{Instrument: "coproduction-ladder", Responses: append(varied(t, w, "lived", 2), varied(t, w, "learnt", 4)...)}
	_, got, address := w.ask(t, &s, map[string]string{"lived": "individual", "learnt": "individual"})
	const first = "This is a staff view only. People with lived experience still missing: 3."
	if !strings.HasPrefix(got.Explanation[0], first) {
		t.Errorf("JSON says first %q", got.Explanation[0])
	}
	table, err := csv.NewReader(strings.NewReader(w.seen(t, address+"/result", "text/csv"))).ReadAll()
	if err != nil || table[0][0] != "notice" || !strings.HasPrefix(table[1][0], first) {
		t.Errorf("the table begins with %v, %v", table, err)
	}
	picture := requireHarmless(t, []byte(w.seen(t, address+"/result", "image/svg+xml")))
	if !strings.HasPrefix(strings.TrimSpace(picture), "A staff view only. ") {
		t.Errorf("the picture begins with %.100s", picture)
	}
	for name, text := range map[string]string{"JSON": strings.Join(got.Explanation, " "), "the picture": picture} {
		if strings.Contains(text, "You stand") || strings.Contains(strings.ToLower(text), "agreed") {
			t.Errorf("%s calls something agreed: %s", name, text)
		}
	}
}

func TestAPictureHasTheWidthThatIsAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	path := w.fill(t, "/v1/assessments/{id}/result")
	for width, want := range map[string]string{"": `viewBox="0 0 360 `, "?width=phone": `viewBox="0 0 360 `, "?width=wide": `viewBox="0 0 960 `} {
		if got := string(requireStatus(t, w.as(t, owner).Get(path+width, "Accept: image/svg+xml"), http.StatusOK).Body); !strings.Contains(got, want) {
			t.Errorf("%q gives %.200s", width, got)
		}
	}
	for _, width := range []string{"?width=960", "?width=WIDE", "?width=", "?width=wide&width=phone"} {
		problem := requireProblem(t, w.as(t, owner).Get(path+width, "Accept: image/svg+xml"), http.StatusBadRequest)
		if width == "?width=960" && !strings.Contains(problem.Detail, "Use phone or wide.") {
			t.Errorf("an unknown width: %s", problem.Detail)
		}
	}
}

// TestAPictureShowsWhereItWasBeforeToWhoMayReadThat closes two assessments a year
// apart. A link opens one result, and not the one before it.
func TestAPictureShowsWhereItWasBeforeToWhoMayReadThat(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	ways := map[string]string{"lived": "individual", "learnt": "individual"}
	s := scoreRequest{Instrument: "coproduction-ladder", Responses: append(varied(t, w, "lived", 5), varied(t, w, "learnt", 5)...)}
	_, first, at := w.ask(t, &s, ways)
	w.wait(365 * 24 * time.Hour)
	_, _, again := w.ask(t, &s, ways)
	day, err := time.Parse(time.RFC3339Nano, first.Assessment.ClosedAt)
	if err != nil {
		t.Fatal(err)
	}
	before := "as it was on " + day.Format("2 January 2006")
	var link api.LinkCreated
	requireStatus(t, w.as(t, owner).Post(again+"/result/links", []byte("{}")), http.StatusCreated).Decode(&link)
	for name, tc := range map[string]struct {
		key, address string
		shows        bool
	}{
		"the second": {w.keyOf(owner), again, true}, "the first": {w.keyOf(owner), at, false}, "the second, by a link": {*link.Key, again, false},
	} {
		picture := w.client.In(t).As(tc.key).Get(tc.address+"/result", "Accept: image/svg+xml")
		if texts := requireHarmless(t, picture.Body); strings.Contains(texts, before) != tc.shows {
			t.Errorf("%s shows what was before: %t\n%s", name, !tc.shows, texts)
		}
	}
}

// requireHarmless returns the texts of a picture, which must hold nothing that runs,
// that is fetched, or that the Content-Security-Policy would have left out.
func requireHarmless(t *testing.T, picture []byte) string {
	t.Helper()
	var texts strings.Builder
	for decoder := xml.NewDecoder(strings.NewReader(string(picture))); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return texts.String()
		}
		if err != nil {
			t.Fatalf("the picture is not XML: %v\n%s", err, picture)
		}
		switch token := token.(type) {
		case xml.CharData:
			texts.Write(token)
		case xml.StartElement:
			if slices.Contains([]string{"script", "style", "image", "foreignObject", "use", "a", "iframe"}, token.Name.Local) {
				t.Errorf("the picture has an element %s", token.Name.Local)
			}
			for _, attribute := range token.Attr {
				if name := attribute.Name.Local; name == "style" || name == "href" || strings.HasPrefix(name, "on") {
					t.Errorf("the picture has an attribute %s of %s", name, token.Name.Local)
				}
			}
		}
	}
}

func TestNotesAreShownOnlyOfVoicesThatAreLargeEnough(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for name, tc := range map[string]struct {
		lived, learnt int
		more          string
		want          []string
	}{
		"both large":            {5, 5, "", []string{"lived", "learnt"}},
		"lived small":           {4, 6, `"minimum_people":{"lived":3}`, nil},
		"learnt small":          {6, 4, "", nil},
		"lived not heard":       {4, 6, "", []string{"learnt"}},
		"learnt not heard":      {6, 2, "", []string{"lived"}},
		"nobody heard":          {4, 2, "", nil},
		"learnt answer as team": {5, 1, `"answering":{"learnt":"team"}`, []string{"lived", "learnt"}},
		"nobody":                {0, 0, "", nil},
	} {
		open := w.openAssessmentFor(t, tc.more)
		invitation := w.invite(t, open)
		for voice, count := range map[string]int{"lived": tc.lived, "learnt": tc.learnt} {
			for i := range count {
				author, address := w.answer(t, invitation, voice, fmt.Sprintf(`,"notes":{"equality-culture":"%s %d","equality-structure":"private"},"private_notes":["equality-structure"]`, voice, i))
				requireStatus(t, author.Post(address+"/submit", nil), http.StatusOK)
			}
		}
		requireStatus(t, w.as(t, owner).Post(open+"/close", nil), http.StatusOK)
		var all []string
		for next := open + "/result/notes?limit=3"; next != ""; {
			got := w.as(t, owner).Get(next)
			var page api.NoteList
			got.Decode(&page)
			for _, note := range page.Items {
				all = append(all, note.Question+" "+note.Text)
			}
			next = got.NextPage()
		}
		var want []string
		for _, voice := range tc.want {
			for i := range map[string]int{"lived": tc.lived, "learnt": tc.learnt}[voice] {
				want = append(want, fmt.Sprintf("equality-culture %s %d", voice, i))
			}
		}
		inOrder := slices.IsSorted(all)
		slices.Sort(all)
		slices.Sort(want)
		if diff := cmp.Diff(want, all); diff != "" || len(all) > 5 && inOrder {
			t.Errorf("%s, in the order they came %v (-want +shown):\n%s", name, inOrder, diff)
		}
	}
}

func TestProgressGoesOnAPageAtATime(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		want := []string{w.ids["closed"]}
		for i := range 4 {
			open := w.openAssessmentFor(t, []string{``, `"target_rung":7`, `"version":"0.8.0"`, `"external_id":"x"`}[i])
			w.wait(time.Minute)
			requireStatus(t, w.as(t, owner).Post(open+"/close", nil), http.StatusOK)
			want = append(want, strings.TrimPrefix(open, "/v1/assessments/"))
		}
		path := w.fill(t, "/v1/organisations/{id}/progress")
		for _, limit := range []string{"1", "2", "4", "5", "100"} {
			var got []string
			for next := path + "?limit=" + limit; next != ""; {
				answer := w.as(t, partner).Get(next)
				var page api.ProgressList
				answer.Decode(&page)
				for _, item := range page.Items {
					if (item.Change == nil) != (len(got) == 0) {
						t.Errorf("the change of result %d is %+v", len(got), item.Change)
					}
					got = append(got, item.Assessment.ID)
				}
				next = answer.NextPage()
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("in pages of %s (-want +got):\n%s", limit, diff)
			}
		}
		other, _ := decodeFields(t, w.as(t, owner).Get("/v1/assessments?limit=1"))["next"].(string)
		requireProblem(t, w.as(t, owner).Get(path+"?cursor="+other), http.StatusBadRequest)
	})
}

func TestAssessmentsAreFoundByWhatTheyAre(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		w.wait(time.Hour)
		at := w.service.Now().Format(time.RFC3339)
		created := strings.TrimPrefix(w.openAssessmentFor(t, `"external_id":"crm-4711"`), "/v1/assessments/")
		for query, want := range map[string]int{
			"": 3, "state=open": 2, "state=closed": 1, "state=cancelled": 0, "external_id=crm-4711": 1, "external_id=CRM-4711": 0, "updated_since=" + at: 1,
			"organisation_id=" + w.ids["organisations"]: 3, "organisation_id=" + w.ids["partners"]: 0, "organisation_id=x": 0, "organisation_id=%27%20OR%201=1": 0,
			"state=open&updated_since=" + at + "&external_id=crm-4711&organisation_id=" + w.ids["organisations"]: 1, "state=closed&external_id=crm-4711": 0,
		} {
			for who, count := range map[string]int{owner: want, partner: want, outsider: 0} {
				var list api.AssessmentList
				requireStatus(t, w.as(t, who).Get("/v1/assessments?"+query), http.StatusOK).Decode(&list)
				if len(list.Items) != count || list.Items == nil {
					t.Errorf("%s as %s: %d found, want %d", query, who, len(list.Items), count)
				}
			}
			var list api.AssessmentList // of another organisation's, whoever's is asked for
			requireStatus(t, w.as(t, stranger).Get("/v1/assessments?"+query), http.StatusOK).Decode(&list)
			if slices.ContainsFunc(list.Items, func(a api.Assessment) bool { return a.OrganisationID == w.ids["organisations"] || a.ID == created }) {
				t.Errorf("%s shows a stranger what is not its own", query)
			}
		}
		for _, query := range []string{"state=OPEN", "state=x", "updated_since=today", "organisation_id=", "state=open&state=closed"} {
			requireProblem(t, w.as(t, owner).Get("/v1/assessments?"+query), http.StatusBadRequest)
		}
		next := decodeFields(t, w.as(t, owner).Get("/v1/assessments?limit=1&state=open"))["next"].(string)
		requireProblem(t, w.as(t, owner).Get("/v1/assessments?limit=1&state=closed&cursor="+next), http.StatusBadRequest)
		requireProblem(t, w.as(t, owner).Get("/v1/assessments?limit=1&cursor="+next), http.StatusBadRequest)
	})
}

func TestAPlanHoldsAsManyActionsAsFit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	path := w.fill(t, "/v1/assessments/{id}/plan")
	const few = 3
	w.write(t, func(ctx context.Context, tx assessments.Tx) error { // nearly all of them at once
		kept, err := tx.Plan(ctx, w.ids["closed"])
		for len(kept.Actions) < assessments.MaxActions-few {
			another := kept.Actions[0]
			another.ID = w.service.NewID()
			kept.Actions = append(kept.Actions, another)
		}
		kept.Revision++
		return errors.Join(err, tx.SavePlan(ctx, kept))
	})
	for range few {
		requireStatus(t, w.as(t, owner).Post(path+"/actions", []byte(`{"text":"Ask"}`)), http.StatusCreated)
	}
	requireProblem(t, w.as(t, owner).Post(path+"/actions", []byte(`{"text":"One more"}`)), http.StatusConflict)
	full := w.as(t, owner).Get(path)
	requireStatus(t, w.as(t, owner).Delete(path+"/actions/"+w.ids["assessments/plan/actions"], "If-Match: "+full.Header.Get("ETag")), http.StatusNoContent)
	requireProblem(t, w.as(t, owner).Delete(path+"/actions/"+w.ids["assessments/plan/actions"], "If-Match: *"), http.StatusNotFound)
	requireStatus(t, w.as(t, owner).Post(path+"/actions", []byte(`{"text":"One more","question":"equality-culture","owner":"Sam","due":"2026-09-30","state":"doing"}`)), http.StatusCreated)
	var after api.Plan
	w.as(t, owner).Get(path).Decode(&after)
	last := after.Actions[len(after.Actions)-1]
	if len(after.Actions) != assessments.MaxActions || last.Text != "One more" || *last.Question != "equality-culture" || *last.Owner != "Sam" || *last.Due != "2026-09-30" || last.State != "doing" {
		t.Errorf("%d actions, the last %+v", len(after.Actions), last)
	}
	changed := requireStatus(t, w.as(t, owner).Patch(path+"/actions/"+last.ID, []byte(`{"question":null,"owner":null,"due":null,"state":null}`), "If-Match: *"), http.StatusOK)
	if got := decodeFields(t, changed); got["question"] != nil || got["owner"] != nil || got["due"] != nil || got["state"] != "open" || got["text"] != "One more" {
		t.Errorf("taken back: %v", got)
	}
}
