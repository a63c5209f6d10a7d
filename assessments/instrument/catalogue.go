package instrument

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/semver"
)

//go:embed *.yaml
var published embed.FS

// Catalogue is a set of instruments in all their versions. It is read-only.
type Catalogue struct {
	versions []*Instrument // by id, then oldest version first
}

// Published are the instruments that come with the program. They are read once.
var Published = sync.OnceValues(readPublished)

func readPublished() (*Catalogue, error) {
	instruments, err := read(published)
	if err != nil {
		return nil, err
	}
	for _, in := range instruments {
		in.published = true
	}
	return NewCatalogue(instruments...)
}

// With returns a catalogue that holds the instruments of a folder as well: its
// files ending in .yaml or .yml, but for hidden ones, and none below. The error names every fault
// in every file. An id of the catalogue's own stays its own, and a folder
// without instruments is an error, because somebody meant it to have some.
func (c *Catalogue) With(folder fs.FS) (*Catalogue, error) {
	own, err := read(folder)
	if err == nil && len(own) == 0 {
		err = errors.New("there are no instruments in the folder. Put files there that end in .yaml or .yml")
	}
	_, twice := NewCatalogue(own...)
	wrong := []error{err, twice}
	for _, in := range own {
		if c.Find(in.ID, "") != nil {
			wrong = append(wrong, &Faults{File: in.file, Faults: []Fault{{Detail: fmt.Sprintf(
				"The id %s belongs to an instrument that comes with the program. Choose another id.", in.ID,
			)}}})
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	return NewCatalogue(append(own, c.versions...)...)
}

// read reads the instruments at the top of a folder. The error joins what is
// wrong with each file; the files that are right are returned with it.
func read(folder fs.FS) ([]*Instrument, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("list instruments: %w", err)
	}
	var instruments []*Instrument
	var wrong []error
	for _, entry := range entries {
		if entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || !IsFileName(entry.Name()) {
			continue
		}
		data, err := ReadFile(folder, entry.Name())
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		in, err := Parse(entry.Name(), data)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		instruments = append(instruments, in)
	}
	return instruments, errors.Join(wrong...)
}

// NewCatalogue makes a catalogue of these instruments. Two of the same id and
// version are an error: which of them was answered could not be told.
func NewCatalogue(instruments ...*Instrument) (*Catalogue, error) {
	versions := slices.Clone(instruments)
	slices.SortStableFunc(versions, func(a, b *Instrument) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), compareVersions(a.Version, b.Version))
	})
	var twice []error
	for i := 1; i < len(versions); i++ {
		if a, b := versions[i-1], versions[i]; a.ID == b.ID && a.Version == b.Version {
			twice = append(twice, &Faults{File: b.file, Faults: []Fault{{Detail: fmt.Sprintf(
				"%s %s is in %s too. Give one of the two a new version.", b.ID, b.Version, a.file,
			)}}})
		}
	}
	if err := errors.Join(twice...); err != nil {
		return nil, err
	}
	return &Catalogue{versions}, nil
}

// MostQuestions returns how many questions the longest instrument has.
func (c *Catalogue) MostQuestions() int {
	most := 0
	for _, in := range c.versions {
		most = max(most, len(in.Questions))
	}
	return most
}

// CheckNext tells what keeps an instrument from being the next version of one
// in the catalogue: a version that is there with other content, or one lower
// than the newest. An instrument the catalogue does not know may be next.
func (c *Catalogue) CheckNext(in *Instrument) error {
	newest := c.Find(in.ID, "")
	if newest == nil {
		return nil
	}
	var detail string
	switch known := c.Find(in.ID, in.Version); {
	case known != nil && known.digest != in.digest:
		detail = fmt.Sprintf("Version %s is published with other content, and a published version never changes. Give this one a version above %s.", in.Version, newest.Version)
	case known == nil && compareVersions(in.Version, newest.Version) < 0:
		detail = fmt.Sprintf("The version goes back: it is %s, and %s is published. Give a version above that.", in.Version, newest.Version)
	default:
		return nil
	}
	return &Faults{File: in.file, Faults: []Fault{{Detail: detail}}}
}

func compareVersions(a, b string) int { return semver.Compare("v"+a, "v"+b) }

// All returns every version of every instrument: by id, then the oldest first.
func (c *Catalogue) All() []*Instrument { return c.versions }

// Latest returns the newest version of each instrument, by id.
func (c *Catalogue) Latest() []*Instrument {
	var latest []*Instrument
	for i, in := range c.versions {
		if i+1 == len(c.versions) || c.versions[i+1].ID != in.ID {
			latest = append(latest, in)
		}
	}
	return latest
}

// Find returns one version of an instrument, or its newest when version is "".
// It returns nil when there is none.
func (c *Catalogue) Find(id, version string) *Instrument {
	for _, in := range slices.Backward(c.versions) {
		if in.ID == id && (version == "" || in.Version == version) {
			return in
		}
	}
	return nil
}

// Versions lists the versions of an instrument, the oldest first.
func (c *Catalogue) Versions(id string) []string {
	var versions []string
	for _, in := range c.versions {
		if in.ID == id {
			versions = append(versions, in.Version)
		}
	}
	return versions
}

// Major returns the major version of a version: "1" of 1.2.3.
func Major(version string) string { return strings.TrimPrefix(semver.Major("v"+version), "v") }
