package observe_test

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// browser is somebody who answers on pages.
type browser struct {
	t      *testing.T
	client http.Client
	base   string
	page   string // what it shows
}

func (w *world) browse(t *testing.T) *browser {
	t.Helper()
	server := httptest.NewServer(w.handler)
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, client: http.Client{Jar: jar}, base: server.URL}
}

func (b *browser) show(answer *http.Response, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %d %v", answer.Request.URL, answer.StatusCode, err)
	}
	b.page = string(text)
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.show(b.client.Get(b.base + path))
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)

// send sends a form of the page that is shown.
func (b *browser) send(action string, typed ...string) {
	b.t.Helper()
	_, after, found := strings.Cut(b.page, ` action="`+action+`"`)
	if !found {
		b.t.Fatalf("there is no form for %s in\n%s", action, b.page)
	}
	inside, _, _ := strings.Cut(after, "</form>")
	values := url.Values{}
	for _, field := range hidden.FindAllStringSubmatch(inside, -1) {
		values.Set(field[1], html.UnescapeString(field[2]))
	}
	for i := 0; i < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	b.show(b.client.PostForm(b.base+action, values))
}

// answer begins with a link, answers a question, sends all off, and hands the device
// over.
func (b *browser) answer(link string) {
	b.t.Helper()
	b.open("/answer")
	b.send("/answer", "link", "http://localhost/answer#"+link)
	b.send("/answer/begin")
	b.open("/answer/1")
	b.send("/answer/1", "answer", "5")
	b.open("/answer/check")
	b.send("/answer/check")
	b.open("/answer/sent")
	b.open("/answer/hand-over")
	b.send("/answer/hand-over")
}
