package api_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// A writer is a client that reads nothing before it has sent everything, as
// Python's urllib does.
type writer struct {
	*net.TCPConn
	answers *bufio.Reader
}

func newWriter(t *testing.T, server *httptest.Server) *writer {
	t.Helper()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return &writer{conn.(*net.TCPConn), bufio.NewReader(conn)}
}

// send sends a request with a body of so many spaces.
func (w *writer) send(method, path, headers string, size int, chunked bool) error {
	framing := fmt.Sprintf("Content-Length: %d", size)
	if chunked {
		framing = "Transfer-Encoding: chunked"
	}
	if _, err := fmt.Fprintf(w, "%s %s HTTP/1.1\r\nHost: rungs.example\r\n%s%s\r\n\r\n", method, path, headers, framing); err != nil {
		return err
	}
	if !chunked {
		_, err := io.Copy(w, io.LimitReader(spaces{}, int64(size)))
		return err
	}
	chunk := "10000\r\n" + strings.Repeat(" ", 0x10000) + "\r\n"
	for range size / 0x10000 {
		if _, err := io.WriteString(w, chunk); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "0\r\n\r\n")
	return err
}

// answered is what came of a request.
type answered struct {
	status int
	closes bool // the connection, after it
	body   string
}

// answer reads an answer to its end.
func (w *writer) answer(t *testing.T) answered {
	t.Helper()
	answer, err := http.ReadResponse(w.answers, nil)
	if err != nil {
		t.Errorf("no answer came: %v", err)
		return answered{}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Errorf("the answer broke off: %v", err)
	}
	return answered{answer.StatusCode, answer.Close, string(body)}
}

// spaces has no end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

const asJSON = "Content-Type: application/json\r\n"

// early are requests that are refused before their body is read.
var early = []struct {
	method, path, headers string
	status                int
}{
	{"POST", "/v1/assessments", asJSON, http.StatusUnauthorized},
	{"POST", "/v1/scores", asJSON + "Authorization: Bearer rung_nonsense\r\n", http.StatusUnauthorized},
	{"POST", "/v1/nothing", asJSON, http.StatusNotFound},
	{"DELETE", "/v1/scores", asJSON, http.StatusMethodNotAllowed},
	{"POST", "/v1/scores", asJSON, http.StatusRequestEntityTooLarge},
	{"POST", "/v1/invitations/redeem", asJSON, http.StatusRequestEntityTooLarge},
	{"POST", "/v1/scores", "Content-Type: text/plain\r\n", http.StatusUnsupportedMediaType},
}

func TestARefusalReachesWhoSendsEverythingFirst(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(newWorld(t, newFile(t)).handler)
	t.Cleanup(server.Close)
	for _, tc := range early {
		for _, chunked := range []bool{false, true} {
			for _, size := range []int{9 << 20, 15 << 20} {
				w := newWriter(t, server)
				name := fmt.Sprintf("%s %s, %d MiB, in chunks: %t", tc.method, tc.path, size>>20, chunked)
				if err := w.send(tc.method, tc.path, tc.headers, size, chunked); err != nil {
					t.Errorf("%s: it could not be sent: %v", name, err)
					continue
				}
				answer := w.answer(t)
				if answer.status != tc.status || !answer.closes || !strings.Contains(answer.body, fmt.Sprintf(`"status":%d`, tc.status)) {
					t.Errorf("%s: %d, closes: %t, %s; want %d", name, answer.status, answer.closes, answer.body, tc.status)
				}
			}
		}
	}
}

func TestReadingOnHasAnEnd(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(newWorld(t, newFile(t)).handler)
	t.Cleanup(server.Close)
	w := newWriter(t, server)
	if err := w.send("POST", "/v1/nothing", asJSON, 1<<30, false); err == nil {
		t.Error("1 GiB was read after a refusal")
	}
}

// What is not yet sent need not be: who asks first is told, and sends nothing.
func TestARefusalReachesWhoAsksFirst(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(newWorld(t, newFile(t)).handler)
	t.Cleanup(server.Close)
	for _, tc := range early {
		w := newWriter(t, server)
		if _, err := fmt.Fprintf(w, "%s %s HTTP/1.1\r\nHost: rungs.example\r\n%sExpect: 100-continue\r\nContent-Length: 9000000\r\n\r\n", tc.method, tc.path, tc.headers); err != nil {
			t.Fatal(err)
		}
		if answer := w.answer(t); answer.status != tc.status || !answer.closes {
			t.Errorf("%s %s: %d, closes: %t", tc.method, tc.path, answer.status, answer.closes)
		}
		if _, err := w.answers.ReadByte(); err == nil {
			t.Errorf("%s %s: more came after the refusal", tc.method, tc.path)
		}
	}
}

func TestAConnectionOutlivesASmallRefusal(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(newWorld(t, newFile(t)).handler)
	t.Cleanup(server.Close)
	w := newWriter(t, server)
	for _, tc := range early {
		if tc.status == http.StatusRequestEntityTooLarge {
			continue
		}
		if err := w.send(tc.method, tc.path, tc.headers, 100_000, false); err != nil {
			t.Fatal(err)
		}
		if answer := w.answer(t); answer.status != tc.status || answer.closes {
			t.Errorf("%s %s: %d, closes: %t", tc.method, tc.path, answer.status, answer.closes)
		}
	}
}
