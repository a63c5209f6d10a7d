package api_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// compressing starts the service behind a proxy that compresses what callers take
// compressed, and gives it the tag that such a proxy does. It returns its address.
func compressing(t *testing.T, service http.Handler, retag func(string) string) string {
	t.Helper()
	inner := httptest.NewServer(service)
	t.Cleanup(inner.Close)
	address, err := url.Parse(inner.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(address)
	proxy.ModifyResponse = func(answer *http.Response) error {
		if !strings.Contains(answer.Request.Header.Get("Accept-Encoding"), "gzip") || answer.StatusCode == http.StatusNotModified {
			return nil
		}
		var packed bytes.Buffer
		packer := gzip.NewWriter(&packed)
		if _, err := io.Copy(packer, answer.Body); err != nil {
			return err
		}
		if err := packer.Close(); err != nil {
			return err
		}
		answer.Body = io.NopCloser(&packed)
		answer.ContentLength = int64(packed.Len())
		answer.Header.Set("Content-Length", strconv.Itoa(packed.Len()))
		answer.Header.Set("Content-Encoding", "gzip")
		if tag := answer.Header.Get("ETag"); tag != "" {
			answer.Header.Set("ETag", retag(tag))
		}
		return nil
	}
	outer := httptest.NewServer(proxy)
	t.Cleanup(outer.Close)
	return outer.URL
}

func TestEditsGoThroughAProxyThatCompresses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	for i, retag := range throughProxies {
		address := compressing(t, w.handler, retag) + w.fill(t, "/v1/organisations/{id}")
		ask := func(method, body string, headers ...string) (status int, got http.Header) {
			req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer "+w.keyOf(owner))
			req.Header.Set("Content-Type", "application/json")
			req.Header.Set("Accept-Encoding", "gzip")
			for _, header := range headers {
				name, value, _ := strings.Cut(header, ": ")
				req.Header.Set(name, value)
			}
			answer, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			if err := answer.Body.Close(); err != nil {
				t.Fatal(err)
			}
			return answer.StatusCode, answer.Header
		}
		_, read := ask(http.MethodGet, "")
		first := read.Get("ETag")
		if got, _ := ask(http.MethodGet, "", "If-None-Match: "+first); got != http.StatusNotModified && i != len(throughProxies)-1 { // whose ending nobody knows
			t.Errorf("%s read again: %d, want 304", first, got)
		}
		tag := first
		for edit := range 3 {
			status, changed := ask(http.MethodPatch, `{"name":"Carers `+strconv.Itoa(edit)+`"}`, "If-Match: "+tag)
			if status != http.StatusOK || changed.Get("Content-Encoding") != "gzip" {
				t.Fatalf("edit %d with %s: %d", edit, tag, status)
			}
			tag = changed.Get("ETag")
		}
		if got, _ := ask(http.MethodPatch, `{"name":"Late"}`, "If-Match: "+first); got != http.StatusPreconditionFailed {
			t.Errorf("an edit of what is gone, with %s: %d", first, got)
		}
	}
}
