package api

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
)

func TestDocsKnowsNoOtherAddress(t *testing.T) {
	t.Parallel()
	docs := newDocs()
	for _, address := range []string{"", "/", "/docs", "/docs/nothing", "/docs/index.html", "/docs/page.html", "/docs/../openapi.json", "/docs//"} {
		if _, found := docs[address]; found {
			t.Errorf("there is a file at %q", address)
		}
	}
}

func TestDocsPageAndAllItLoadsComeFromHere(t *testing.T) {
	t.Parallel()
	html := getDocs(t, "/docs/", nil).Body.String()
	loads := regexp.MustCompile(`<(?:script|link|img)[^>]*(?:src|href)="([^"]+)"`).FindAllStringSubmatch(html, -1)
	if len(loads) != 3 {
		t.Fatalf("the page loads %d files, want 3:\n%s", len(loads), html)
	}
	for _, load := range loads {
		if file := getDocs(t, path.Join("/docs", load[1]), nil); file.Body.Len() == 0 {
			t.Errorf("%s is empty", load[1])
		}
	}
	if outside := regexp.MustCompile(`(?:href|src|action)="[a-z]*:?//[^"]*`).FindString(html); outside != "" {
		t.Errorf("the page leads outside: %s", outside)
	}
	if inline := regexp.MustCompile(`<script>|<style|\son\w+=|\sstyle=|javascript:`).FindString(html); inline != "" {
		t.Errorf("the page has inline code, which its policy refuses: %s", inline)
	}
	for _, address := range []string{"/docs/page.js", "/docs/page.css"} {
		if outside := regexp.MustCompile(`https?:`).FindString(getDocs(t, address, nil).Body.String()); outside != "" {
			t.Errorf("%s names an address outside", address)
		}
	}
}

func TestDocsPageIsReadableWithoutScriptOrSight(t *testing.T) {
	t.Parallel()
	html := getDocs(t, "/docs/", nil).Body.String()
	for _, want := range []string{
		`<html lang="en">`, `<title>Seven Rungs: the API</title>`, `<h1>`,
		`href="#calls"`, `<main id="calls"`, `<noscript>`, `href="../openapi.json"`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

func TestDocsFilesHaveTypePolicyAndTag(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"/docs/", "/docs/page.js", "/docs/page.css", "/docs/icon.svg"} {
		w := getDocs(t, address, nil)
		want := map[string]string{"": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}[path.Ext(address)]
		if got := w.Header().Get("Content-Type"); !strings.HasPrefix(got, want) {
			t.Errorf("%s is %q, want %q", address, got, want)
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; ") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s has the policy %q", address, policy)
		}
		again := getDocs(t, address, map[string]string{"If-None-Match": w.Header().Get("ETag")})
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s asked again: %d with %d bytes, want a bare 304", address, again.Code, again.Body.Len())
		}
	}
}

func TestDocsSendGzipOnlyToThoseWhoTakeIt(t *testing.T) {
	t.Parallel()
	const address = "/docs/"
	plain := getDocs(t, address, nil)
	for accept, want := range map[string]string{
		"gzip": "gzip", "br, GZIP;q=0.5": "gzip", "gzip;q=0": "", "gzip; q=0.0": "", "br": "", "": "", "x-gzip": "",
	} {
		w := getDocs(t, address, map[string]string{"Accept-Encoding": accept})
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: got %q, want %q", accept, got, want)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary is %q", accept, w.Header().Get("Vary"))
		}
		if same := w.Header().Get("ETag") == plain.Header().Get("ETag"); same != (want == "") {
			t.Errorf("Accept-Encoding %q: the tag does not tell packed from plain", accept)
		}
		if body := unpack(t, w); body != plain.Body.String() {
			t.Errorf("Accept-Encoding %q: another file of %d bytes", accept, len(body))
		}
	}
}

func unpack(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	if w.Header().Get("Content-Encoding") == "" {
		return w.Body.String()
	}
	locale, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(locale)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func getDocs(t *testing.T, address string, header map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	file, found := newDocs()[address]
	if address == "/docs/" {
		var err error
		if file, err = docsPage(); err != nil {
			t.Fatal(err)
		}
	} else if !found {
		t.Fatalf("there is no file at %q", address)
	}
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	file.send(w, r)
	if w.Code != http.StatusOK && w.Code != http.StatusNotModified {
		t.Fatalf("GET %s: %d", address, w.Code)
	}
	return w
}
