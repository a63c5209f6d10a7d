package picture

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// The elements of SVG that are used here, as encoding/xml writes them.

type document struct {
	XMLName     xml.Name `xml:"http://www.w3.org/2000/svg svg"`
	ViewBox     box      `xml:"viewBox,attr"`
	Width       int      `xml:"width,attr"`
	Height      int      `xml:"height,attr"`
	Lang        string   `xml:"lang,attr"`
	Role        string   `xml:"role,attr"`
	LabelledBy  string   `xml:"aria-labelledby,attr"`
	DescribedBy string   `xml:"aria-describedby,attr"`
	FontFamily  string   `xml:"font-family,attr"`
	Title       named    `xml:"title"`
	Description named    `xml:"desc"`
	Shapes      []any
}

type named struct {
	ID   string `xml:"id,attr"`
	Text string `xml:",chardata"`
}

type text struct {
	XMLName xml.Name `xml:"text"`
	X       int      `xml:"x,attr"`
	Y       int      `xml:"y,attr"` // of the line the letters stand on
	Size    int      `xml:"font-size,attr"`
	Weight  string   `xml:"font-weight,attr,omitempty"`
	Anchor  string   `xml:"text-anchor,attr,omitempty"`
	Fill    string   `xml:"fill,attr"`
	Text    string   `xml:",chardata"`
}

type line struct {
	XMLName xml.Name `xml:"line"`
	X1      int      `xml:"x1,attr"`
	Y1      int      `xml:"y1,attr"`
	X2      int      `xml:"x2,attr"`
	Y2      int      `xml:"y2,attr"`
	Stroke  string   `xml:"stroke,attr"`
	Width   int      `xml:"stroke-width,attr"`
}

func stroke(x1, y1, x2, y2 int, colour string, width int) line {
	return line{X1: x1, Y1: y1, X2: x2, Y2: y2, Stroke: colour, Width: width}
}

type rectangle struct {
	XMLName xml.Name `xml:"rect"`
	X       int      `xml:"x,attr"`
	Y       int      `xml:"y,attr"`
	Width   int      `xml:"width,attr"`
	Height  int      `xml:"height,attr"`
	Round   int      `xml:"rx,attr,omitempty"`
	Fill    string   `xml:"fill,attr"`
	Stroke  string   `xml:"stroke,attr,omitempty"`
	Border  int      `xml:"stroke-width,attr,omitempty"`
	Dashes  string   `xml:"stroke-dasharray,attr,omitempty"`
}

type circle struct {
	XMLName xml.Name `xml:"circle"`
	X       int      `xml:"cx,attr"`
	Y       int      `xml:"cy,attr"`
	Radius  int      `xml:"r,attr"`
	Fill    string   `xml:"fill,attr"`
	Stroke  string   `xml:"stroke,attr"`
	Border  int      `xml:"stroke-width,attr"`
}

// fonts are those that readers have; the generic name is for the others.
const fonts = "Arial, Helvetica, Liberation Sans, sans-serif"

// Width is for what a picture is made.
type Width string

// The widths: 360 units, as a phone is, or 960, for the width of a page.
const (
	Phone Width = "phone"
	Wide  Width = "wide"
)

// Widths lists the widths, the usual one first.
var Widths = []Width{Phone, Wide}

// SVG draws the view as an SVG 2 document in UTF-8, as high as it needs to be. Its
// description tells everything that it shows.
func (v *View) SVG(width Width) []byte {
	title := []string{v.title, v.headline()}
	if v.notice != nil {
		title = slices.Insert(title, 0, v.notice.what)
	}
	if width == Wide {
		return v.drawWide().svg(v.said.Lang, title...)
	}
	return v.draw().svg(v.said.Lang, title...)
}

// svg writes a page as a document. Its title is made of sentences, and its
// description of all that is told.
func (c *canvas) svg(lang string, title ...string) []byte {
	description := strings.Join(c.told, " ")
	// Names of their own, so that two pictures can stand in one page.
	sum := sha256.Sum256([]byte(description))
	id := "picture-" + hex.EncodeToString(sum[:6])
	for i := range title {
		title[i] = sentence(title[i])
	}
	out, err := xml.MarshalIndent(document{
		ViewBox: box{c.width, c.y}, Width: c.width, Height: c.y,
		Lang: lang, Role: "img", LabelledBy: id + "-title", DescribedBy: id + "-desc", FontFamily: fonts,
		Title:       named{id + "-title", strings.Join(title, " ")},
		Description: named{id + "-desc", description},
		Shapes:      append([]any{rectangle{Width: c.width, Height: c.y, Fill: paper}}, c.shapes...),
	}, "", " ")
	if err != nil {
		panic(err) // these types hold nothing that cannot be written
	}
	return append(out, '\n')
}

// sentence ends a text with a full stop, unless it has an end.
func sentence(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") {
		return text
	}
	return text + "."
}

// box is a view box with its corner at 0, 0.
type box struct{ width, height int }

// MarshalText writes a value as SVG does.
func (b box) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "0 0 %d %d", b.width, b.height), nil
}
