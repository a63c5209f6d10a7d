package api_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
)

// postScores sends a body to /v1/scores without holding the exchange against the
// document, which takes far longer than the answer: for what is fuzzed.
func postScores(handler http.Handler, body []byte, query, accept, language string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, &http.Request{
		Method:        http.MethodPost,
		URL:           &url.URL{Path: "/v1/scores", RawQuery: query},
		Header:        http.Header{"Content-Type": {"application/json"}, "Accept": {accept}, "Accept-Language": {language}},
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		RemoteAddr:    "192.0.2.1:1234",
	})
	return w
}
