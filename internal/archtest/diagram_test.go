package archtest

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "draw the house in docs/architecture.md anew")

const architecture = "../../docs/architecture.md"

func TestArchitectureDrawsTheHouse(t *testing.T) {
	t.Parallel()
	drawing, err := Diagram(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile(architecture)
	if err != nil {
		t.Fatal(err)
	}
	const opening, closing = "<!-- house -->\n", "<!-- /house -->\n"
	before, rest, opened := strings.Cut(string(doc), opening)
	_, after, closed := strings.Cut(rest, closing)
	if !opened || !closed {
		t.Fatal("docs/architecture.md has no place for the drawing: no <!-- house --> and <!-- /house -->")
	}
	want := before + opening + drawing + closing + after
	if *update {
		if err := os.WriteFile(architecture, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want, string(doc)); diff != "" {
		t.Errorf("the house has changed: run 'go generate ./internal/archtest'. (-house +docs/architecture.md)\n%s", diff)
	}
}

// TestArchitectureIntroducesEveryRoom holds that each package there is has a
// line in a table that says what it is about.
func TestArchitectureIntroducesEveryRoom(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile(architecture)
	if err != nil {
		t.Fatal(err)
	}
	root := os.DirFS("../..")
	for _, r := range house {
		if _, err := root.Open(r.folder); err != nil { // to come
			continue
		}
		if !strings.Contains(string(doc), "\n| `"+r.label()+"` | ") {
			t.Errorf("docs/architecture.md does not say in a table what %s is about", r.label())
		}
	}
}

func TestTheDrawingLeavesOutTheLongWayRound(t *testing.T) {
	t.Parallel()
	there := fstest.MapFS{"main.go": {}, "internal/cli/a.go": {}, "api/a.go": {}, "docs/a.go": {}, "internal/config/a.go": {}, "internal/archtest/a.go": {}}
	got, err := Diagram(there)
	if err != nil {
		t.Fatal(err)
	}
	want := "```mermaid\nflowchart TD\n" +
		"  main.go --> internal/cli\n" +
		"  internal/cli --> api & internal/config\n" + // and docs, but there is a way through api
		"  api --> docs\n```\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestTheDrawingLeadsWhereTheHouseLeads follows the arrows of the whole house
// and of its drawing, which must come to the same packages.
func TestTheDrawingLeadsWhereTheHouseLeads(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{}
	for _, r := range house {
		root[strings.TrimPrefix(r.folder+"/a.go", "./")] = &fstest.MapFile{}
	}
	drawing, err := Diagram(root)
	if err != nil {
		t.Fatal(err)
	}
	var drawn []room
	for line := range strings.Lines(drawing) {
		from, to, arrow := strings.Cut(strings.TrimSpace(strings.ReplaceAll(line, "main.go", ".")), " --> ")
		if arrow {
			drawn = append(drawn, room{folder: from, may: strings.Split(to, " & ")})
		}
	}
	for _, r := range house { // those without arrows of their own
		if !slices.ContainsFunc(drawn, func(d room) bool { return d.folder == r.folder }) {
			drawn = append(drawn, room{folder: r.folder})
		}
	}
	wanted := reach(".", house)
	if got := reach(".", drawn); !cmp.Equal(wanted, got) {
		t.Errorf("from main.go: %s", cmp.Diff(wanted, got))
	}
	for folder := range wanted {
		if want, got := reach(folder, house), reach(folder, drawn); !cmp.Equal(want, got) {
			t.Errorf("from %s: %s", folder, cmp.Diff(want, got))
		}
	}
}
