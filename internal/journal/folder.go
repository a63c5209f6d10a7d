package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/redo"
)

// The names of what is in a folder, beside the days.
const (
	about     = "about"
	answering = "answering"
	counter   = "moves"
	lock      = "lock"
)

// Folder is a [redo.Journal]. It is safe for concurrent use, also by several processes.
type Folder struct {
	path string
	now  func() time.Time
	keep time.Duration // how long backups are kept, and facts with them

	mu     sync.Mutex
	tended string // the day on which it was last put in order
}

// New returns a folder that need not be there yet.
func New(path string, now func() time.Time, keep time.Duration) *Folder {
	return &Folder{path: path, now: now, keep: keep}
}

// String returns where the folder is.
func (f *Folder) String() string { return f.path }

// Begin returns the id that the folder gets. What was done until now is not in it, and
// nothing is missing from now on. A folder that is not there is made, and what is inside
// may be read by the same user alone.
func (f *Folder) Begin(newID func() string) (id string, err error) {
	if err := os.MkdirAll(filepath.Join(f.path, answering), 0o700); err != nil {
		return "", fmt.Errorf("the folder of the journal cannot be used: %w", err)
	}
	id = newID()
	return id, f.locked(func() error {
		return errors.Join(f.setMoves(0), f.setAbout(id, f.now()))
	})
}

// Holds returns how often facts were moved into the folder, and whether it has the id that
// a database knows. If not, it may be on a disk that is not there.
func (f *Folder) Holds(known string) (moves int64, holds bool, err error) {
	id, _, err := f.about()
	if errors.Is(err, fs.ErrNotExist) || err == nil && id != known {
		return 0, false, nil
	}
	if err == nil {
		moves, err = f.moves()
	}
	return moves, err == nil, err
}

// Keep implements [redo.Journal].
func (f *Folder) Keep(facts []redo.Fact, moves int64) error {
	return f.locked(func() error {
		if err := f.write(facts); err != nil {
			return err
		}
		for _, fact := range facts {
			if of := ended(fact); of != "" {
				if err := f.forget(of); err != nil {
					return err
				}
			}
		}
		if known, err := f.moves(); err != nil || known >= moves {
			return err
		}
		return f.setMoves(moves)
	})
}

// write adds a line for each fact to the file of the day, or to that of the assessment
// which somebody answers.
func (f *Folder) write(facts []redo.Fact) error {
	lines := map[string][]string{} // by file
	today := f.now().UTC().Format(time.DateOnly)
	for _, fact := range facts {
		file := today
		if of := fact.Assessment(); of != "" {
			file = filepath.Join(answering, redo.Trace(of))
		}
		lines[file] = append(lines[file], fact.String())
	}
	for file, of := range lines {
		if err := f.append(file, of); err != nil {
			return err
		}
	}
	return nil
}

// ended returns the trace of the assessment of which a fact says that it ended.
func ended(fact redo.Fact) string {
	switch fact.Kind { //nolint:exhaustive // of no other is that said
	case redo.AssessmentEnded:
		return redo.Trace(fact.ID)
	case redo.AssessmentGone:
		return fact.ID
	}
	return ""
}

// forget drops what is known of the responses to an assessment.
func (f *Folder) forget(trace string) error {
	err := os.Remove(filepath.Join(f.path, answering, filepath.Base(trace)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Tend implements [redo.Journal]. It does something once a day.
func (f *Folder) Tend() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	today := f.now().UTC().Format(time.DateOnly)
	if f.tended == today {
		return nil
	}
	err := f.locked(func() error {
		if err := f.dropOld(); err != nil {
			return err
		}
		return f.sortAnswering()
	})
	if err == nil {
		f.tended = today
	}
	return err
}

// dropOld drops days that are older than any backup.
func (f *Folder) dropOld() error {
	days, err := f.days()
	if err != nil {
		return err
	}
	first := f.now().UTC().Add(-f.keep)
	for _, day := range days {
		if day < first.Format(time.DateOnly) {
			if err := os.Remove(filepath.Join(f.path, day)); err != nil {
				return err
			}
		}
	}
	id, since, err := f.about()
	if err != nil || !since.Before(first) {
		return err
	}
	return f.setAbout(id, first)
}

// sortAnswering puts lines in an order that does not tell which came first, and drops
// those of assessments that ended while another process wrote.
func (f *Folder) sortAnswering() error {
	facts, err := f.facts()
	if err != nil {
		return err
	}
	over := map[string]bool{}
	for _, fact := range facts {
		over[ended(fact)] = true
	}
	files, err := os.ReadDir(filepath.Join(f.path, answering))
	if err != nil {
		return err
	}
	for _, file := range files {
		if over[file.Name()] {
			if err := f.forget(file.Name()); err != nil {
				return err
			}
			continue
		}
		name := filepath.Join(answering, file.Name())
		lines, err := f.lines(name)
		if err != nil {
			return err
		}
		slices.Sort(lines)
		if err := f.replace(name, strings.Join(append(slices.Compact(lines), ""), "\n")); err != nil {
			return err
		}
	}
	return nil
}

// Contents are what a folder holds.
type Contents struct {
	ID    string
	Since time.Time // nothing is missing from then on
	Moves int64     // how often facts were moved into it
	Facts []redo.Fact
}

// Read returns all that a folder holds.
func Read(path string) (c Contents, err error) {
	f := &Folder{path: path}
	if c.ID, c.Since, err = f.about(); err != nil {
		return Contents{}, err
	}
	if c.Moves, err = f.moves(); err != nil {
		return Contents{}, err
	}
	c.Facts, err = f.facts()
	return c, err
}

// facts reads all there are.
func (f *Folder) facts() (facts []redo.Fact, err error) {
	files, err := f.days()
	if err != nil {
		return nil, err
	}
	of, err := os.ReadDir(filepath.Join(f.path, answering))
	if err != nil {
		return nil, err
	}
	for _, file := range of {
		files = append(files, filepath.Join(answering, file.Name()))
	}
	for _, file := range files {
		lines, err := f.lines(file)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			fact, err := redo.Parse(line)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", filepath.Join(f.path, file), err)
			}
			facts = append(facts, fact)
		}
	}
	return facts, nil
}

// days lists the files of days, the first day first.
func (f *Folder) days() ([]string, error) {
	files, err := os.ReadDir(f.path)
	var days []string
	for _, file := range files {
		if _, notDay := time.Parse(time.DateOnly, file.Name()); notDay == nil {
			days = append(days, file.Name())
		}
	}
	return days, err
}

// about returns what the folder says of itself.
func (f *Folder) about() (id string, since time.Time, err error) {
	text, err := os.ReadFile(filepath.Join(f.path, about))
	if err != nil {
		return "", time.Time{}, err
	}
	id, at, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	millis, err := strconv.ParseInt(at, 10, 64)
	return id, time.UnixMilli(millis).UTC(), err
}

func (f *Folder) setAbout(id string, since time.Time) error {
	return f.replace(about, id+" "+strconv.FormatInt(since.UnixMilli(), 10)+"\n")
}

// moves returns how often facts were moved into the folder. A count that was never
// written is 0.
func (f *Folder) moves() (int64, error) {
	text, err := os.ReadFile(filepath.Join(f.path, counter))
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(text) == 0 {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
}

func (f *Folder) setMoves(moves int64) error {
	return f.overwrite(counter, fmt.Sprintf("%019d\n", moves))
}
