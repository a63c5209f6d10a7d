package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// People pass keys on in mails and chats, and apps take what they are given.
func TestKeysOpenAsPeoplePassThemOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for around, body := range map[string]string{
		"<KEY>.": "“KEY”", "KEY)": `KEY\u200b.`, `"KEY"`: "https://rungs.example/answer#KEY?utm_source=mail", "\u200bKEY": "KEY%20",
		"https://rungs.example/result#KEY": "<https://rungs.example/answer%23KEY>", "KEY?utm_source=mail": ` KEY\n`,
	} {
		in := func(text, key string) string { return strings.Replace(text, "KEY", key, 1) }
		if got := w.client.As(in(around, w.keyOf(owner))).Get(w.fill(t, "/v1/organisations/{id}")); got.Status != http.StatusOK {
			t.Errorf("a header with %q: %d %s", around, got.Status, got.Body)
		}
		if got := w.client.Post("/v1/invitations/redeem", []byte(`{"key":"`+strings.ReplaceAll(in(body, w.keyOf(invited)), `"`, `\"`)+`"}`)); got.Status != http.StatusCreated {
			t.Errorf("a body with %q: %d %s", body, got.Status, got.Body)
		}
	}
	for _, wrong := range []string{"KEYx", "KEY KEY2", "xyz"} {
		two := strings.NewReplacer("KEY2", w.keyOf(partner), "KEY", w.keyOf(owner)).Replace(wrong)
		requireProblem(t, w.client.As(two).Get("/v1/organisations"), http.StatusUnauthorized)
	}
}

// What nobody can see is no name and no note, whatever it is made of.
func TestNothingIsKeptThatNobodyCanSee(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for _, r := range matrix {
		if r.method() != http.MethodPatch || !strings.Contains(r.body, `"New name"`) {
			continue
		}
		who := r.somebody(t)
		for _, unseen := range []string{"\u3164", "\u2800", "\u115f", "\ufe0f", "\u200b", "\u3164 \u2800"} {
			body := strings.Replace(r.body, `"New name"`, `"`+unseen+`"`, 1)
			got := w.as(t, who).Patch(w.fill(t, r.path()), []byte(body), "If-Match: *")
			requireProblem(t, got, http.StatusUnprocessableEntity)
		}
	}
}
