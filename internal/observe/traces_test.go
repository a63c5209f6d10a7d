package observe_test

import (
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	traces "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"

	"github.com/sevenrungs/sevenrungs/internal/observe"
)

// receiver takes traces, as a collector does.
type receiver struct {
	*httptest.Server
	mu    sync.Mutex
	spans []*traces.Span
	text  strings.Builder
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := new(receiver)
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		sent := new(collector.ExportTraceServiceRequest)
		if request.URL.Path != "/v1/traces" || err != nil || proto.Unmarshal(body, sent) != nil {
			t.Errorf("%s %v: %q are no traces", request.URL, err, body)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.text.WriteString(prototext.Format(sent))
		for _, from := range sent.GetResourceSpans() {
			for _, scope := range from.GetScopeSpans() {
				r.spans = append(r.spans, scope.GetSpans()...)
			}
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	t.Cleanup(r.Close)
	return r
}

func TestTracesNameRoutesAndNobody(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		const chosen = "4bf92f3577b34da6a3ce929d0e0e4736"
		to := newReceiver(t)
		tracer, stop, err := observe.StartTraces(t.Context(), []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + to.URL}, observe.Build{Version: "test"}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, address, tracer)
		assessment, link := w.ask(t)
		w.answer(t, assessment, link)
		w.do(t, http.MethodGet, "/readyz", "", "", http.StatusOK)
		w.do(t, http.MethodGet, "/v1/assessments/"+assessment+"?secretquery=1", w.council, "", http.StatusBadRequest)
		r := httptest.NewRequest(http.MethodGet, "/v1/periods", http.NoBody)
		r.Header.Set("Authorization", "Bearer "+w.council)
		r.Header.Set("Traceparent", "00-"+chosen+"-00f067aa0ba902b7-01") // an id is text of the caller
		r.Header.Set("Baggage", "secretbaggage=1")
		w.handler.ServeHTTP(httptest.NewRecorder(), r)
		stop()

		var names []string
		roots := map[string]string{} // names of requests, by the ids of their spans
		for _, span := range to.spans {
			names = append(names, span.GetName())
			if hex.EncodeToString(span.GetTraceId()) == chosen {
				t.Error("a caller chose the id of a trace")
			}
			if len(span.GetParentSpanId()) == 0 {
				roots[string(span.GetSpanId())] = span.GetName()
			}
		}
		for _, span := range to.spans {
			if span.GetName() == "write" && roots[string(span.GetParentSpanId())] == "" {
				t.Error("a write belongs to no request")
			}
		}
		slices.Sort(names)
		want := []string{"GET /v1/assessments/:id", "GET /v1/periods", "POST /v1/assessments", "POST /v1/assessments/:id/invitations", "write", "write"}
		if !slices.Equal(names, want) {
			t.Errorf("the spans are %q, want %q", names, want)
		}
		text := to.text.String()
		for _, secret := range []string{assessment, w.council, link, "Riverside", "Short breaks", "secretquery", "secretbaggage", "192.0.2.1", "rung_"} {
			if strings.Contains(text, secret) {
				t.Errorf("traces hold %q:\n%s", secret, text)
			}
		}
		if !strings.Contains(text, `"sevenrungs"`) {
			t.Errorf("traces do not say what they are of:\n%s", text)
		}
	})
}

// Why something failed is not told: an error can hold what was sent.
func TestATraceOfAFailureSaysOnlyThat(t *testing.T) {
	t.Parallel()
	to := newReceiver(t)
	tracer, stop, err := observe.StartTraces(t.Context(), []string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=" + to.URL + "/v1/traces"}, observe.Build{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	o := observe.New(observe.Build{}, time.Now, tracer)
	_, ended := o.Began(t.Context(), http.MethodGet, "/v1/periods")
	ended(http.StatusServiceUnavailable, 0)
	stop()
	if len(to.spans) != 1 || to.spans[0].GetStatus().GetCode() != traces.Status_STATUS_CODE_ERROR || to.spans[0].GetStatus().GetMessage() != "" {
		t.Errorf("the spans are %v", to.spans)
	}
}

func TestNoTracesWithoutAnEndpoint(t *testing.T) {
	t.Parallel()
	for _, environ := range [][]string{
		nil,
		{"OTEL_EXPORTER_OTLP_ENDPOINT="},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318", "OTEL_SDK_DISABLED=true"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318", "OTEL_TRACES_EXPORTER=none"},
	} {
		tracer, stop, err := observe.StartTraces(t.Context(), environ, observe.Build{}, slog.New(slog.DiscardHandler))
		if stop(); tracer != nil || err != nil {
			t.Errorf("%q: %v, %v", environ, tracer, err)
		}
	}
	for _, wrong := range [][]string{
		{"OTEL_EXPORTER_OTLP_ENDPOINT=here"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=grpc://ann:hunter2@127.0.0.1:4317"},
		{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc"},
	} {
		_, _, err := observe.StartTraces(t.Context(), wrong, observe.Build{}, slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), "Give ") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}
