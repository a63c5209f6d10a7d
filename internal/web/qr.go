package web

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// qrCode is a QR code as a picture: the path of its dark runs, which is drawn one
// unit wide.
type qrCode struct {
	Size int
	Path string
}

// Wide is how wide it is with the white edge that readers need.
func (q qrCode) Wide() int { return q.Size + 2*quiet }

// quiet is the edge of a code, in squares.
const quiet = 4

// qrOf draws a text as a QR code. It can be read with a seventh of it gone: a slip
// of paper is folded.
func qrOf(text string) (qrCode, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return qrCode{}, fmt.Errorf("draw a QR code: %w", err)
	}
	size := code.Bounds().Dx()
	dark := func(x, y int) bool {
		if x >= size {
			return false
		}
		red, _, _, _ := code.At(x, y).RGBA() // it is black or white
		return red == 0
	}
	var path strings.Builder
	for y := range size {
		end := -1 // of the run before, in this row
		for x := 0; x < size; x++ {
			length := 0
			for dark(x+length, y) {
				length++
			}
			if length == 0 {
				continue
			}
			if end < 0 {
				fmt.Fprintf(&path, "M%d %d.5", x, y)
			} else {
				fmt.Fprintf(&path, "m%d 0", x-end)
			}
			fmt.Fprintf(&path, "h%d", length)
			x += length
			end = x
		}
	}
	return qrCode{size, path.String()}, nil
}
