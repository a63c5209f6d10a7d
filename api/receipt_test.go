package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var update = flag.Bool("update", false, "write docs/examples/result.json anew")

const resultExample = "../docs/examples/result.json"

// aResult returns a result with nearly everything in it, as it is downloaded. It
// is always the same.
func aResult(t testing.TB) []byte {
	t.Helper()
	client := newClient(t, func(o *served) {
		if err := assessments.PinInstruments(t.Context(), o.Service.Store, o.Catalogue); err != nil {
			t.Fatal(err)
		}
	})
	_, stored := newCouncil(t, client).stored(t, `,"target_rung":6`)
	return stored
}

func TestTheReceiptOfAStoredResultHoldsInAllWords(t *testing.T) {
	t.Parallel()
	c := newCouncil(t, newWorld(t, newFile(t)).client.In(t))
	rounds := map[string]func() (*round, []byte){
		"nobody answered": func() (*round, []byte) { r := c.open(t, ""); return r, r.close(t) },
		"fifteen people":  func() (*round, []byte) { return c.stored(t, "") },
		"with a target":   func() (*round, []byte) { return c.stored(t, `,"target_rung":4`) },
	}
	for name, run := range rounds {
		r, stored := run()
		first, err := result.Verify(stored)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, words := range []string{"?variant=easy_read", "?variant=standard"} {
			other := r.own.Get(r.path+"/result"+words, "Accept-Language: cy, en;q=0.5")
			if found, err := result.Verify(other.Body); err != nil || found.Receipt != first.Receipt || found.Receipt.Form != result.NewestForm {
				t.Errorf("%s%s: %v, and the receipt is %+v, which was %+v", name, words, err, found, first.Receipt)
			}
		}
	}
}

// TestAResultKeepsTheFormItWasClosedWith reads a result that was closed before
// there was another form than the first.
func TestAResultKeepsTheFormItWasClosedWith(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newFile(t))
	before, tallies := w.stored(w.ids["organisations"], w.service.Now(), func(scoring.Voice, int) scoring.Answer { return 4 })
	before.Receipt = result.KeptReceipt("sha256:"+strings.Repeat("1", 64), 1)
	w.change(t, func(tx assessments.Tx) error { return keepResult(t.Context(), tx, &before, tallies) })
	var shown result.StoredDocument
	w.as(t, owner).Get("/v1/assessments/" + before.Assessment.ID + "/result").Decode(&shown)
	if shown.Receipt != before.Receipt {
		t.Errorf("its receipt is %+v, and was %+v", shown.Receipt, before.Receipt)
	}
}

func TestTheResultInTheDocumentIsOneOfTheService(t *testing.T) {
	t.Parallel()
	var laidOut bytes.Buffer
	if err := json.Indent(&laidOut, aResult(t), "", "  "); err != nil {
		t.Fatal(err)
	}
	laidOut.WriteByte('\n')
	if *update {
		if err := os.WriteFile(resultExample, laidOut.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if kept := readText(t, resultExample); kept != laidOut.String() {
		t.Errorf("%s is out of date. Look at what changed, then run this with -update", resultExample)
	}
}

func readText(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
