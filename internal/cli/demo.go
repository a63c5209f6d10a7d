package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"text/template"
	"time"

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
two periods that are over. Then say how to start the service on it, and how to
look at it as the funder, as an organisation and as the public.

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
	catalogue, err := p.catalogue()
	if err != nil {
		return err
	}
	if err := assessments.PinInstruments(ctx, store, catalogue); err != nil {
		return err
	}
	service := newService(store, catalogue, log)
	comparing := newComparisons(store, catalogue, log)
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

// walk is what a visitor can try, one line each. Its lines that begin with curl
// can be pasted into a shell.
var walk = template.Must(template.New("walk").Parse(`
This is a demo. All organisations in it are invented. Start it with

  SEVENRUNGS_DEMO=1 SEVENRUNGS_DATABASE={{.Database}} sevenrungs

Then look at it from another window.
{{if .Operator}}
The operator's key is {{.Operator}}
{{end}}
As the funder. Its key is {{.Funder}}
{{range .Programmes}}
{{.Name}}, {{.About}}:
{{$programme := .}}{{range $.Periods}}
  curl -s -H 'Authorization: Bearer {{$.Funder}}' {{$.URL}}/v1/programmes/{{$programme.ID}}/releases/{{.}}{{end}}
{{end}}
What one organisation shows with its name:

  curl -s -H 'Authorization: Bearer {{.Funder}}' {{.URL}}/v1/programmes/{{(index .Programmes 1).ID}}/named

As an organisation, {{.Name}}. Its key is {{.Key}}
What it agreed to, where it stands, and the release, which is the funder's byte for byte:

  curl -s -H 'Authorization: Bearer {{.Key}}' {{.URL}}/v1/organisations/{{.ID}}/shares
  curl -s -H 'Authorization: Bearer {{.Key}}' {{.URL}}/v1/organisations/{{.ID}}/position/{{.Last}}
  curl -s -H 'Authorization: Bearer {{.Key}}' {{.URL}}/v1/programmes/{{(index .Programmes 0).ID}}/releases/{{.Last}}

As the public, without a key:

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
	return walk.Execute(out, struct {
		Database, URL, Operator, Funder string
		Programmes                      []fund
		Periods                         []string
		Last                            string
		Name, ID, Key, Sector           string
	}{
		asSetting(cfg.Database), base, w.operator.Secret.Reveal(), w.funder.Secret.Reveal(), w.funds,
		[]string{w.periods[0].Name, w.periods[1].Name},
		w.periods[1].Name,
		w.shown.Name, w.shown.ID, w.shown.Key.Secret.Reveal(), string(w.shown.Sector),
	})
}

// asSetting is a database as it can be pasted into a shell. The address of a
// server may hold a password, which is not shown.
func asSetting(database string) string {
	if strings.Contains(database, "://") {
		return `"$SEVENRUNGS_DATABASE"`
	}
	return "'" + strings.ReplaceAll(database, "'", `'\''`) + "'"
}

// startOfYear is the first moment of a year.
func startOfYear(year int) time.Time { return time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC) }
