package validity

import (
	"encoding/xml"
	"fmt"
)

// The elements of SVG that plots are made of, as encoding/xml writes them.

type drawing struct {
	XMLName     xml.Name `xml:"http://www.w3.org/2000/svg svg"`
	ViewBox     string   `xml:"viewBox,attr"`
	Width       int      `xml:"width,attr"`
	Height      int      `xml:"height,attr"`
	Lang        string   `xml:"lang,attr"`
	Role        string   `xml:"role,attr"`
	LabelledBy  string   `xml:"aria-labelledby,attr"`
	FontFamily  string   `xml:"font-family,attr"`
	Title       named    `xml:"title"`
	Description named    `xml:"desc"`
	Shapes      []any
}

type named struct {
	ID   string `xml:"id,attr"`
	Text string `xml:",chardata"`
}

type letters struct {
	XMLName xml.Name `xml:"text"`
	X       int      `xml:"x,attr"`
	Y       int      `xml:"y,attr"` // of the line they stand on
	Size    int      `xml:"font-size,attr"`
	Anchor  string   `xml:"text-anchor,attr,omitempty"`
	Fill    string   `xml:"fill,attr"`
	Text    string   `xml:",chardata"`
}

type stroke struct {
	XMLName xml.Name `xml:"line"`
	X1      int      `xml:"x1,attr"`
	Y1      int      `xml:"y1,attr"`
	X2      int      `xml:"x2,attr"`
	Y2      int      `xml:"y2,attr"`
	Stroke  string   `xml:"stroke,attr"`
	Width   int      `xml:"stroke-width,attr"`
}

type square struct {
	XMLName xml.Name `xml:"rect"`
	X       int      `xml:"x,attr"`
	Y       int      `xml:"y,attr"`
	Width   int      `xml:"width,attr"`
	Height  int      `xml:"height,attr"`
	Fill    string   `xml:"fill,attr"`
	Stroke  string   `xml:"stroke,attr,omitempty"`
}

type disc struct {
	XMLName xml.Name `xml:"circle"`
	X       int      `xml:"cx,attr"`
	Y       int      `xml:"cy,attr"`
	Radius  int      `xml:"r,attr"`
	Fill    string   `xml:"fill,attr"`
	Stroke  string   `xml:"stroke,attr"`
	Border  int      `xml:"stroke-width,attr"`
}

// A plot has its own paper, so that it reads the same on a light and on a dark
// page. All of it is black, white and grey.
const (
	paper = "#ffffff"
	ink   = "#1a1a1a"
	grey  = "#8c8c8c"
	pale  = "#d9d9d9"

	plotWidth = 640
	edge      = 16
	textSize  = 14
	fonts     = "Arial, Helvetica, Liberation Sans, sans-serif"
)

// Plot is a picture of figures in SVG.
type Plot struct {
	Name string // of its file, without .svg
	SVG  []byte
}

func newPlot(name, title, description string, height int, shapes []any) Plot {
	shapes = append([]any{
		square{Width: plotWidth, Height: height, Fill: paper},
		letters{X: edge, Y: edge + textSize, Size: textSize + 2, Fill: ink, Text: title},
	}, shapes...)
	svg, err := xml.MarshalIndent(drawing{
		ViewBox: fmt.Sprintf("0 0 %d %d", plotWidth, height), Width: plotWidth, Height: height,
		Lang: "en", Role: "img", LabelledBy: name + "-title " + name + "-desc", FontFamily: fonts,
		Title: named{name + "-title", title}, Description: named{name + "-desc", description}, Shapes: shapes,
	}, "", " ")
	if err != nil {
		panic(err) // these types hold nothing that cannot be written
	}
	return Plot{name, append(svg, '\n')}
}
