package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"text/template"

	"github.com/spf13/cobra"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/config"
	"github.com/sevenrungs/sevenrungs/internal/gormstore"
)

func (p Process) demoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Fill an empty database with invented organisations, to show what comparing is like",
		Long: `Fill an empty database with invented organisations, a funder with programmes, and
two periods that are over. Then say how to start the service on it, and print
links that open it in a browser: as the funder, as an organisation, as somebody
who is asked to answer, as the operator and as the public.

The database is marked as a demo for ever. SEVENRUNGS_DATABASE names it.`,
		Example: "  SEVENRUNGS_DATABASE=demo.db sevenrungs demo",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.onStore(cmd.Context(), func(cfg config.Config, store *gormstore.Store, log *slog.Logger) error {
				return p.demo(cmd.Context(), cfg, store, log)
			})
		},
	}
}

// demo fills the store the way the service itself would have: only the clock is
// moved, from the first period to today.
func (p Process) demo(ctx context.Context, cfg config.Config, store *gormstore.Store, log *slog.Logger) error {
	if empty, err := store.IsEmpty(ctx); err != nil {
		return err
	} else if !empty {
		return fmt.Errorf("the database %s is in use. Set SEVENRUNGS_DATABASE to one that is not there yet", gormstore.Name(cfg.Database))
	}
	catalogue, err := catalogueOf(cfg)
	if err != nil {
		return err
	}
	if err := assessments.PinInstruments(ctx, store, catalogue); err != nil {
		return err
	}
	service := newService(patientStore{store}, catalogue, log)
	comparing := newComparisons(store, catalogue, log)
	comparing.Store = patientComparisons{comparing.Store}
	if _, err := comparing.MarkDemo(ctx, true); err != nil {
		return err
	}
	comparing.Policy = release.Demo()
	fmt.Fprintln(p.Out, "Inventing organisations. This takes some seconds.")
	world := newWorld(service, comparing)
	if err := world.fill(ctx, assessments.ParseSecret(cfg.OperatorKey)); err != nil {
		return fmt.Errorf("fill the demo: %w", errors.Join(err, errors.New("delete the database and try again")))
	}
	return world.tell(p.Out, cfg)
}

// walk is what a visitor can try: links to open in a browser, and lines that begin
// with curl to be pasted into a shell.
var walk = template.Must(template.New("walk").Parse(`
This is a demo. All organisations in it are invented. Start it with

  {{.Command}}

Then open these links in a browser. Each holds a key, so it is a secret.

As a funder, {{.FunderName}}

  {{.URL}}/sign-in#{{.Funder}}

As an organisation, {{.Name}}

  {{.URL}}/sign-in#{{.Key}}

As somebody who is asked to answer, on the side of people with lived experience

  {{.URL}}/answer#{{.Person}}
{{if .Operator}}
As the operator, who runs the service

  {{.URL}}/sign-in#{{.Operator}}
{{end}}
As the public, without a key

  {{.URL}}/benchmarks

{{.Phones}}
The same without a browser, from another window. As the funder:
{{range .Programmes}}
{{.Name}}, {{.About}}:
{{$programme := .}}{{range $.Periods}}
  curl -s -H 'Authorization: Bearer {{$.Funder}}' {{$.URL}}/v1/programmes/{{$programme.ID}}/releases/{{.}}{{end}}
{{end}}
What one organisation shows with its name:

  curl -s -H 'Authorization: Bearer {{.Funder}}' {{.URL}}/v1/programmes/{{(index .Programmes 1).ID}}/named

As the organisation, what it agreed to, where it stands, and the release, which is the funder's byte for byte:

  curl -s -H 'Authorization: Bearer {{.Key}}' {{.URL}}/v1/organisations/{{.ID}}/shares
  curl -s -H 'Authorization: Bearer {{.Key}}' {{.URL}}/v1/organisations/{{.ID}}/position/{{.Last}}
  curl -s -H 'Authorization: Bearer {{.Key}}' {{.URL}}/v1/programmes/{{(index .Programmes 0).ID}}/releases/{{.Last}}

As the public:

  curl -s {{.URL}}/v1/share-texts{{range .Periods}}
  curl -s {{$.URL}}/v1/benchmarks/{{.}}{{end}}
  curl -s -H 'Accept: text/csv' {{.URL}}/v1/benchmarks/{{.Last}}
  curl -s -H 'Accept: image/svg+xml' {{.URL}}/v1/benchmarks/{{.Last}}
  curl -s {{.URL}}/v1/benchmarks/{{.Last}}/sectors/{{.Sector}}
`))

// tell says how to look at what was made.
func (w *world) tell(out io.Writer, cfg config.Config) error {
	base := cfg.PublicURL
	if base == "" {
		base = "http://" + cfg.Addr
	}
	start := "SEVENRUNGS_DEMO=1 SEVENRUNGS_DATABASE=" + asSetting(cfg) + " sevenrungs"
	return walk.Execute(out, struct {
		Command, URL, Phones                string
		Operator, Funder, FunderName        string
		Name, ID, Key, Person, Last, Sector string
		Programmes                          []fund
		Periods                             []string
	}{
		start, base, phones(cfg.Addr, cfg.PublicURL, start, net.InterfaceAddrs),
		w.operator.Secret.Reveal(), w.funder.Secret.Reveal(), demoFunder,
		w.shown.Name, w.shown.ID, w.shown.Key.Secret.Reveal(), w.person.Reveal(), w.periods[1].Name, string(w.shown.Sector),
		w.funds,
		[]string{w.periods[0].Name, w.periods[1].Name},
	})
}

// asSetting is a database as it can be pasted into a shell. The address of a
// server may hold a password, which is not shown.
func asSetting(cfg config.Config) string {
	if cfg.OnServer() {
		return `"$SEVENRUNGS_DATABASE"`
	}
	return "'" + strings.ReplaceAll(cfg.Database, "'", `'\''`) + "'"
}
