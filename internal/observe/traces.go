package observe

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// untraced are health checks, which tell nothing and come all the time.
var untraced = []string{"/livez", "/readyz"}

// StartTraces returns what traces, when the environment names somewhere to send
// traces to in the standard variables of OpenTelemetry, else nil. The others of
// these variables the library reads by itself. stop sends what is left.
func StartTraces(ctx context.Context, environ []string, build Build, log *slog.Logger) (tracer trace.Tracer, stop func(), err error) {
	stop = func() {}
	endpoint, err := tracesEndpoint(environ)
	if err != nil || endpoint == "" {
		return nil, stop, err
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		log.Warn("traces were not sent", slog.String("error", err.Error()))
	}))
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(endpoint))
	if err != nil {
		return nil, stop, fmt.Errorf("traces cannot be sent: %w", err)
	}
	// Of the machine and its user nothing is told.
	about, err := resource.New(ctx,
		resource.WithAttributes(attribute.String("service.name", "sevenrungs"), attribute.String("service.version", build.Version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, stop, fmt.Errorf("OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(about))
	return provider.Tracer("github.com/sevenrungs/sevenrungs"), func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), partingTime)
		defer cancel()
		if err := provider.Shutdown(ctx); err != nil {
			log.Warn("traces were not sent", slog.String("error", err.Error()))
		}
	}, nil
}

// partingTime is how long what is left may take to be sent.
const partingTime = 2 * time.Second

// tracesEndpoint returns the address to send traces to; "" for none.
func tracesEndpoint(environ []string) (string, error) {
	get := func(name string) string {
		at := slices.IndexFunc(environ, func(entry string) bool { return strings.HasPrefix(entry, name+"=") })
		if at < 0 {
			return ""
		}
		return strings.TrimSpace(environ[at][len(name)+1:])
	}
	name, path := "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", ""
	address := get(name)
	if address == "" {
		name, path = "OTEL_EXPORTER_OTLP_ENDPOINT", "v1/traces"
		address = get(name)
	}
	if address == "" || strings.EqualFold(get("OTEL_SDK_DISABLED"), "true") || get("OTEL_TRACES_EXPORTER") == "none" {
		return "", nil
	}
	for _, protocol := range []string{"OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"} {
		if speaks := get(protocol); speaks != "" && speaks != "http/protobuf" {
			return "", fmt.Errorf("%s is %q. Give http/protobuf, or nothing", protocol, speaks)
		}
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		// It may hold a password, so it is not shown.
		return "", errors.New(name + " cannot be read. Give a web address, such as http://127.0.0.1:4318")
	}
	return u.JoinPath(path).String(), nil
}

// traceRequest begins the span of a request. It holds the pattern of the address,
// never the address, and nothing of the headers: a trace that the caller began is not
// gone on with, since its id is text of theirs.
func (o *Observer) traceRequest(ctx context.Context, method, route string) (context.Context, func(status int)) {
	if o.tracer == nil || slices.Contains(untraced, route) {
		return ctx, func(int) {}
	}
	ctx, span := o.tracer.Start(ctx, method+" "+route, trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("http.request.method", method), attribute.String("http.route", route)))
	return ctx, func(status int) {
		span.SetAttributes(attribute.Int("http.response.status_code", status))
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

// traceWrite adds a span to the request that a write was for. Why one failed it does
// not say: an error can hold what was written.
func (o *Observer) traceWrite(ctx context.Context, began, ended time.Time, failed bool) {
	if o.tracer == nil || !trace.SpanContextFromContext(ctx).IsValid() {
		return
	}
	_, span := o.tracer.Start(ctx, "write", trace.WithTimestamp(began), trace.WithSpanKind(trace.SpanKindClient))
	if failed {
		span.SetStatus(codes.Error, "")
	}
	span.End(trace.WithTimestamp(ended))
}
