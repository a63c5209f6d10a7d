package archtest

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestNothingThatMayRunAgainChangesWhatIsOutside(t *testing.T) {
	t.Parallel()
	violations, err := CheckRetries(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		t.Error(v)
	}
}

// retriesOf checks what runs in a transaction in a small module, and returns the
// names of what it changes outside.
func retriesOf(t *testing.T, body string) (names []string) {
	t.Helper()
	violations, err := CheckRetries(fstest.MapFS{
		"go.mod": {Data: []byte("module m.org/m\n")},
		"assessments/a.go": {Data: []byte(`package assessments

import (
	"context"
	"io"

	"m.org/m/assessments/fault"
	"other.org/list/v2"
)

type Tx interface { Reader; Save(Thing) error }

type Reader interface { Find(string) (Thing, error) }

type Thing struct { Name string; Parts []string; In *Thing }

func (t *Thing) rename(string) {}

func (t Thing) name() string { return t.Name }

func write(context.Context, func(Tx) error) error { return nil }

func read(context.Context, func(Reader) error) error { return nil }

func stream(func(io.Reader) error) error { return nil }

func edit(ctx context.Context, change func(*Thing) error) error {
	return write(ctx, func(tx Tx) error {
		found, err := tx.Find("")
		if err != nil {
			return err
		}
		return change(&found)
	})
}

func editNamed(ctx context.Context, _ string, change func(*Thing) error) error { return edit(ctx, change) }

func within[T, Tx any](transaction func(func(Tx) error) error, do func(Tx) (T, error)) (T, error) {
	var last T
	err := transaction(func(tx Tx) (err error) {
		last, err = do(tx)
		return err
	})
	return last, err
}

func once(change func(*Thing) error) error { return change(nil) }

var everywhere int

func do(ctx context.Context, in Thing, far *Thing) (made Thing, err error) {
	var count int
	var faults fault.List
	var unknown list.List
	others := map[string]int{}
	` + body + `
	return
}
`)},
		"assessments/fault/fault.go":        {Data: []byte("package fault\n\ntype List struct { N int }\n\nfunc (l *List) Add() {}\n")},
		"assessments/a_test.go":             {Data: []byte("package assessments\n\nvar seen int\n\nvar fn = func(Tx) error { seen = 1; return nil }\n")},
		"assessments/assessmentstest/s.go":  {Data: []byte("package assessmentstest\n\nimport \"m.org/m/assessments\"\n\nvar seen int\n\nvar Fn = func(assessments.Tx) { seen = 1 }\n")},
		"internal/gormstore/transaction.go": {Data: []byte("package gormstore\n\nimport \"m.org/m/assessments\"\n\nvar seen int\n\nvar Fn = func(assessments.Tx) { seen = 1 }\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		if !strings.HasPrefix(v.Where, "assessments/a.go:") {
			t.Errorf("%s is not to be looked at", v.Where)
		}
		names = append(names, strings.TrimPrefix(v.What, "changes "))
	}
	return names
}

func TestChangesOutsideAreFound(t *testing.T) {
	t.Parallel()
	inWrite := func(body string) string { return "write(ctx, func(tx Tx) error { " + body + "; return nil })" }
	for body, want := range map[string]string{
		inWrite("count = 1"):                       "count",
		inWrite("count++"):                         "count",
		inWrite("count += 2"):                      "count",
		inWrite("made.Name = in.Name"):             "made",
		inWrite("made.In.Parts[0] = in.Name"):      "made",
		inWrite("others[in.Name]--"):               "others",
		inWrite("*far = in"):                       "far",
		inWrite("(far).Name = in.Name"):            "far",
		inWrite("made, err = tx.Find(in.Name)"):    "made err",
		inWrite("for count = range 3 {}"):          "count",
		inWrite("fill(&made)"):                     "made",
		inWrite("fill(&made.Parts[0])"):            "made",
		inWrite("in.rename(``)"):                   "in",
		inWrite("faults.Add()"):                    "faults",
		inWrite("everywhere = 1"):                  "everywhere",
		inWrite("unknown.Length = 1"):              "unknown",
		inWrite("func() { count = 1 }()"):          "count",
		inWrite("if count := 1; true { count++ }"): "",
		"read(ctx, func(r Reader) (err error) { made, err = r.Find(in.Name); return })": "made",

		"edit(ctx, func(*Thing) error { count++; return nil })":                                       "count",
		"editNamed(ctx, ``, func(t *Thing) error { made = *t; return nil })":                          "made",
		"change := func(*Thing) error { count++; return nil }; edit(ctx, change)":                     "count",
		"within(change, func(*Thing) (int, error) { count++; return 1, nil })":                        "count",
		"write(ctx, func(tx Tx) error { return once(func(*Thing) error { count = 1; return nil }) })": "count",
	} {
		if got := retriesOf(t, body); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s\nchanges %q, want %q", body, got, want)
		}
	}
}

func TestWhatIsMadeInsideOrOutsideIsChangedThere(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		"write(ctx, func(tx Tx) (err error) { in, err := tx.Find(``); in.Name = ``; in.rename(``); in.Parts[0] = ``; return err })",
		"write(ctx, func(tx Tx) error { in := in; in.rename(``); fill(&in); return tx.Save(in) })",
		"write(ctx, func(tx Tx) error { var n int; func() { n++ }(); for n = range 2 {}; return nil })",
		"write(ctx, func(tx Tx) error { _ = in.name(); _, err := tx.Find(in.In.Name); return err })",
		"write(ctx, func(tx Tx) error { far.rename(``); return fill(far) })", // a pointer says by itself that it is shared
		"err = write(ctx, func(tx Tx) error { return tx.Save(in) }); count++",
		"stream(func(io.Reader) error { count++; return nil })",
		"func() { count++ }()",
		"once(func(*Thing) error { count++; return nil })",
		"edit(ctx, func(t *Thing) error { name := t.Name; name += ``; *t = in; return nil })",
		"within(func(do func(*Thing) error) error { count++; return edit(ctx, do) }, func(t *Thing) (int, error) { return 1, nil })",
	} {
		if got := retriesOf(t, body); len(got) > 0 {
			t.Errorf("%s\nchanges %q", body, got)
		}
	}
}

// What comes to the database runs again, through however many hands.
func TestWhatTheStoreHandsToItsDatabaseIsLookedAt(t *testing.T) {
	t.Parallel()
	violations, err := CheckRetries(fstest.MapFS{
		"go.mod": {Data: []byte("module m.org/m\n")},
		"internal/gormstore/store.go": {Data: []byte(`package gormstore

import "gorm.io/gorm"

type database interface{ commit(level int, fn func(*gorm.DB) error) error }

type Store struct{ database }

func (s *Store) write(fn func(*gorm.DB) error) error {
	return s.commit(1, func(tx *gorm.DB) (err error) {
		defer func() { err = nil }()
		return fn(tx)
	})
}

func (s *Store) move(ids []int) error {
	return s.write(func(*gorm.DB) error {
		ids = ids[1:]
		return nil
	})
}

func (s *Store) read() (found int) {
	snapshot(func(*gorm.DB) error {
		found++
		return nil
	})
	return found
}

func snapshot(fn func(*gorm.DB) error) { _ = fn(nil) }
`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(violations) != 1 || violations[0].Where != "internal/gormstore/store.go:18" || violations[0].What != "changes ids" {
		t.Errorf("it finds %v, want that ids are changed in line 18", violations)
	}
}
