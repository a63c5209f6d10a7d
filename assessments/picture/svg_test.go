package picture_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// element is an element of a picture, as a stranger's program reads it.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

// tester is what a *testing.T and a *rapid.T have in common.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

func parse(t tester, data []byte) element {
	t.Helper()
	var root element
	decoder := xml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&root); err != nil {
		t.Fatalf("it is not XML: %v\n%s", err, data)
	}
	if rest := strings.TrimSpace(string(data[decoder.InputOffset():])); rest != "" {
		t.Fatalf("after the picture comes %q", rest)
	}
	return root
}

func (e element) attribute(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) number(t tester, name string) int {
	t.Helper()
	n, err := strconv.Atoi(e.attribute(name))
	if err != nil {
		t.Fatalf("%s of %s: %v", name, e.XMLName.Local, err)
	}
	return n
}

func (e element) all(name string) (found []element) {
	for i := range e.Children {
		if e.Children[i].XMLName.Local == name {
			found = append(found, e.Children[i])
		}
	}
	return found
}

func (e element) first(name string) element { return append(e.all(name), element{})[0] }

// texts lists what is written in the picture, line by line.
func (e element) texts() []string {
	var lines []string
	for _, text := range e.all("text") {
		lines = append(lines, text.Text)
	}
	return lines
}

// check holds a picture to what every picture promises.
func (e element) check(t tester) {
	t.Helper()
	if e.XMLName != (xml.Name{Space: "http://www.w3.org/2000/svg", Local: "svg"}) || e.attribute("role") != "img" || e.attribute("lang") == "" {
		t.Errorf("the root is %v with %v", e.XMLName, e.Attrs)
	}
	for label, name := range map[string]string{"aria-labelledby": "title", "aria-describedby": "desc"} {
		if named := e.first(name); strings.TrimSpace(named.Text) == "" || named.attribute("id") != e.attribute(label) {
			t.Errorf("%s does not lead to a %s with a text", label, name)
		}
	}
	height := e.number(t, "height")
	width := e.number(t, "width")
	if want := fmt.Sprintf("0 0 %d %d", width, height); e.attribute("viewBox") != want || width != 360 && width != 960 {
		t.Errorf("the view box is %q, want %q", e.attribute("viewBox"), want)
	}
	for _, child := range e.Children {
		if !slices.Contains([]string{"title", "desc", "rect", "line", "circle", "text"}, child.XMLName.Local) || len(child.Children) > 0 {
			t.Errorf("there is a %s with %d in it", child.XMLName.Local, len(child.Children))
		}
	}
	ground := e.first("rect")
	if ground.attribute("fill") != "#ffffff" || ground.number(t, "width") != width || ground.number(t, "height") != height {
		t.Errorf("the ground is not white from edge to edge: %v", ground.Attrs)
	}
	grounds := e.grounds(t)
	for _, text := range e.all("text") {
		text.checkText(t, grounds, width, height)
	}
}

// ground is what a text may stand on.
type ground struct {
	left, top, right, bottom int
	fill                     string
}

// grounds lists them, those in front last.
func (e element) grounds(t tester) (all []ground) {
	t.Helper()
	for _, r := range e.all("rect") {
		if fill := r.attribute("fill"); fill != "none" {
			x, y := r.number(t, "x"), r.number(t, "y")
			all = append(all, ground{x, y, x + r.number(t, "width"), y + r.number(t, "height"), fill})
		}
	}
	return all
}

// checkText holds a text to being large enough, inside, and dark enough.
func (e element) checkText(t tester, grounds []ground, width, height int) {
	t.Helper()
	size, x, y := e.number(t, "font-size"), e.number(t, "x"), e.number(t, "y")
	if size < 12 {
		t.Errorf("%q has size %d", e.Text, size)
	}
	wide := roughWidth(e.Text, size)
	left := x
	switch e.attribute("text-anchor") {
	case "middle":
		left = x - wide/2
	case "end":
		left = x - wide
	}
	if left < 0 || left+wide > width || y-size < 0 || y+size/3 > height {
		t.Errorf("%q at %d, %d is about %d wide and runs out of %d by %d", e.Text, x, y, wide, width, height)
	}
	behind := "#ffffff"
	for _, g := range grounds {
		if left >= g.left && y >= g.top && left < g.right && y < g.bottom {
			behind = g.fill
		}
	}
	if c := contrast(t, e.attribute("fill"), behind); c < 4.5 {
		t.Errorf("%q has a contrast of %.1f", e.Text, c)
	}
}

// roughWidth is how wide a text may be drawn, by another reckoning than the
// picture's own: a letter counts as much as most in a wide font.
func roughWidth(text string, size int) int {
	tenths := 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.M, unicode.Cf):
		case kind == width.EastAsianWide, strings.ContainsRune("WM@", r):
			tenths += 10
		case strings.ContainsRune(" .,'iljI", r):
			tenths += 4
		default:
			tenths += 6
		}
	}
	return tenths * size / 10
}

// contrast is that of WCAG 2: from 1 to 21.
func contrast(t tester, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t tester, colour string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 24)
	if err != nil || len(colour) != 7 {
		t.Fatalf("the colour %q cannot be read", colour)
	}
	sum := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} { // blue is the lowest byte
		part := float64(rgb>>(8*i)&0xff) / 255
		if part <= 0.04045 {
			sum += weight * part / 12.92
		} else {
			sum += weight * math.Pow((part+0.055)/1.055, 2.4)
		}
	}
	return sum
}
