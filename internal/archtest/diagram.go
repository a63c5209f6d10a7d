package archtest

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:generate go test -run ^TestArchitectureDrawsTheHouse$ -update .

// Diagram draws, for Mermaid, which package of the program may import which. It
// leaves out what only tests and generators use, and packages that fsys, the
// root of the module, does not have yet.
//
// An arrow that can also be walked through other packages is left out, because
// with all of them nobody sees anything. So where two packages are not joined by
// a way there is never an import; where the way is longer, house.go tells.
func Diagram(fsys fs.FS) (string, error) {
	rooms, err := program(fsys)
	if err != nil {
		return "", err
	}
	var drawing strings.Builder
	drawing.WriteString("```mermaid\nflowchart TD\n")
	for _, r := range rooms {
		if below := nearest(r, rooms); len(below) > 0 {
			fmt.Fprintf(&drawing, "  %s --> %s\n", r.label(), strings.Join(below, " & "))
		}
	}
	drawing.WriteString("```\n")
	return drawing.String(), nil
}

// program returns the rooms that the program is made of, from main.go down, in
// the order of the house.
func program(fsys fs.FS) (rooms []room, err error) {
	var there []room
	for _, r := range house {
		files, err := fs.Glob(fsys, path.Join(r.folder, "*.go"))
		if err != nil {
			return nil, err
		}
		if len(files) > 0 {
			there = append(there, r)
		}
	}
	reached := reach(".", there)
	return slices.DeleteFunc(there, func(r room) bool { return r.folder != "." && !reached[r.folder] }), nil
}

// nearest returns the labels of the rooms that r may import and that no other
// of these leads to.
func nearest(r room, rooms []room) (labels []string) {
	for _, other := range rooms {
		if !slices.Contains(r.may, other.folder) {
			continue
		}
		further := slices.ContainsFunc(rooms, func(between room) bool {
			return slices.Contains(r.may, between.folder) && reach(between.folder, rooms)[other.folder]
		})
		if !further {
			labels = append(labels, other.label())
		}
	}
	return labels
}

// reach says which folders can be come to from one, by one arrow or more.
func reach(from string, rooms []room) map[string]bool {
	reached := map[string]bool{}
	next := []string{from}
	for len(next) > 0 {
		folder := next[0]
		next = next[1:]
		for _, r := range rooms {
			if r.folder != folder {
				continue
			}
			for _, other := range r.may {
				isThere := slices.ContainsFunc(rooms, func(r room) bool { return r.folder == other })
				if isThere && !reached[other] {
					reached[other] = true
					next = append(next, other)
				}
			}
		}
	}
	return reached
}

// label is what a room is called in the drawing.
func (r room) label() string {
	if r.folder == "." {
		return "main.go"
	}
	return r.folder
}
