package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
)

var update = flag.Bool("update", false, "write docs/examples/result.json anew")

const (
	receiptDoc    = "../docs/receipt.md"
	resultExample = "../docs/examples/result.json"
)

// words are the members that docs/receipt.md leaves out. They are named here
// once more, and not taken from the package, so that the two cannot err together.
var words = []string{"title", "text", "explanation", "explanation_lang", "lang", "variant", "receipt"}

// bare leaves the words out, as docs/receipt.md says.
func bare(value any) any {
	switch value := value.(type) {
	case map[string]any:
		kept := map[string]any{}
		for name, member := range value {
			if !slices.Contains(words, name) {
				kept[name] = bare(member)
			}
		}
		return kept
	case []any:
		kept := make([]any, len(value))
		for i := range value {
			kept[i] = bare(value[i])
		}
		return kept
	}
	return value
}

// digestByTheBook works a receipt out with the standard library alone. What
// encoding/json writes of a map is its RFC 8785 form here: sorted names in plain
// ASCII, no < > & in what is not words, and numbers copied as they stand, which
// are whole.
func digestByTheBook(t testing.TB, result []byte) string {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(result))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	canonical, err := json.Marshal(bare(value))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// aResult returns a result with nearly everything in it, as it is downloaded. It
// is always the same.
func aResult(t testing.TB) []byte {
	t.Helper()
	client := newClient(t, func(o *api.Options) {
		if err := assessments.PinInstruments(t.Context(), o.Service.Store, o.Catalogue); err != nil {
			t.Fatal(err)
		}
	})
	_, result := newCouncil(t, client).stored(t, `,"target_rung":6`)
	return result
}

func TestTheReceiptOfAStoredResultIsOverItsNumbers(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		c := newCouncil(t, newWorld(t, address).client.In(t))
		rounds := map[string]func() (*round, []byte){
			"nobody answered": func() (*round, []byte) { r := c.open(t, ""); return r, r.close(t) },
			"fifteen people":  func() (*round, []byte) { return c.stored(t, "") },
			"with a target":   func() (*round, []byte) { return c.stored(t, `,"target_rung":4`) },
		}
		for name, run := range rounds {
			r, result := run()
			if _, err := api.VerifyResult(result); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, words := range []string{"?variant=easy_read", "?variant=standard"} {
				other := r.own.Get(r.path+"/result"+words, "Accept-Language: cy, en;q=0.5")
				found, err := api.VerifyResult(other.Body)
				if err != nil {
					t.Fatalf("%s%s: %v", name, words, err)
				}
				if got := digestByTheBook(t, other.Body); got != found.Receipt.Digest {
					t.Errorf("%s%s: by the book %s, in the result %s", name, words, got, found.Receipt.Digest)
				}
			}
		}
	})
}

// spot is a value inside JSON that can be put in place of another.
type spot struct {
	where string
	words bool // whether it is below a member that holds words
	value any
	set   func(any)
}

func spots(where string, inWords bool, value any, set func(any)) []spot {
	found := []spot{{where, inWords, value, set}}
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			found = append(found, spots(where+"/"+name, inWords || slices.Contains(words, name), value[name], func(v any) { value[name] = v })...)
		}
	case []any:
		for i := range value {
			found = append(found, spots(where+"/"+string(rune('0'+i)), inWords, value[i], func(v any) { value[i] = v })...)
		}
	}
	return found
}

// drawAnother draws a value of the same sort that is not the same; for a list or an
// object, one with less in it.
func drawAnother(t *rapid.T, value any) any {
	switch value := value.(type) {
	case nil:
		return rapid.SampledFrom([]any{0.0, 1.0, false, "", []any{}, map[string]any{}}).Draw(t, "instead of null")
	case bool:
		return !value
	case float64:
		return value + float64(rapid.IntRange(1, 100).Draw(t, "more"))*rapid.SampledFrom([]float64{-1, 1}).Draw(t, "sign")
	case string:
		return value + rapid.StringN(1, 8, -1).Draw(t, "more")
	case []any:
		if len(value) > 0 {
			return value[1:]
		}
		return []any{1.0}
	case map[string]any:
		less := maps.Clone(value)
		for name := range less {
			if !slices.Contains(words, name) {
				delete(less, name)
				return less
			}
		}
	}
	return "something else"
}

func TestAnyChangedNumberBreaksTheReceipt(t *testing.T) {
	t.Parallel()
	result := aResult(t)
	rapid.Check(t, func(t *rapid.T) {
		var value any
		if err := json.Unmarshal(result, &value); err != nil {
			t.Fatal(err)
		}
		all := slices.DeleteFunc(spots("", false, value, func(v any) { value = v }), func(s spot) bool { return s.words })
		chosen := rapid.SampledFrom(all).Draw(t, "spot")
		chosen.set(drawAnother(t, chosen.value))
		changed, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := api.VerifyResult(changed); err == nil {
			t.Fatalf("%s was changed from %v and the receipt still holds:\n%s", chosen.where, chosen.value, changed)
		}
	})
}

// TestEveryNumberIsInTheReceipt goes through all of them, so that none is left
// to chance.
func TestEveryNumberIsInTheReceipt(t *testing.T) {
	t.Parallel()
	result := aResult(t)
	number := regexp.MustCompile(`[:\[,](-?\d+|true|false|null)\b`)
	found := number.FindAllSubmatchIndex(result, -1)
	if len(found) < 80 {
		t.Fatalf("a result with %d numbers is too small to try", len(found))
	}
	for _, at := range found {
		for _, instead := range []string{"77", "true", "null", "-1", "7.5"} {
			changed := slices.Concat(result[:at[2]], []byte(instead), result[at[3]:])
			if string(result[at[2]:at[3]]) == instead {
				continue
			}
			if _, err := api.VerifyResult(changed); err == nil {
				t.Errorf("%s became %s and the receipt still holds: …%s…", result[at[2]:at[3]], instead, changed[max(0, at[2]-60):at[2]+20])
			}
		}
	}
}

func TestWordsAreNotInTheReceipt(t *testing.T) {
	t.Parallel()
	result := aResult(t)
	rapid.Check(t, func(t *rapid.T) {
		var value any
		if err := json.Unmarshal(result, &value); err != nil {
			t.Fatal(err)
		}
		for _, s := range spots("", false, value, nil) {
			name := s.where[strings.LastIndexByte(s.where, '/')+1:]
			if _, text := s.value.(string); text && name != "receipt" && slices.Contains(words, name) && rapid.Bool().Draw(t, "change it") {
				s.set(rapid.String().Draw(t, "words"))
			}
		}
		spaced, err := json.MarshalIndent(value, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := api.VerifyResult(spaced); err != nil {
			t.Fatalf("only words and spaces were changed: %v\n%s", err, spaced)
		}
	})
}

func TestWhatIsNoResultIsNotVerified(t *testing.T) {
	t.Parallel()
	result := string(aResult(t))
	scored := newClient(t).Post("/v1/scores", goldenCases(t)[0].Request).Body
	for name, tc := range map[string]struct{ body, says string }{
		"nothing":               {"", "not a result"},
		"no JSON":               {"A result", "not a result"},
		"another thing":         {`{"id":"1"}`, "no receipt"},
		"a list":                {"[" + result + "]", "not a result"},
		"cut short":             {strings.TrimSpace(result)[1:], "not a result"},
		"twice":                 {result + result, "not a result"},
		"a member twice":        {`{"index":99,` + result[1:], "not a result"},
		"a member more":         {`{"verified":true,` + result[1:], "changed"},
		"a number too fine":     {strings.Replace(result, `"index":60`, `"index":60.000000000000000000001`, 1), "not a result"},
		"a score":               {string(scored), "Score the answers again"},
		"a score called result": {strings.Replace(string(scored), `"over":"inputs"`, `"over":"result"`, 1), "changed"},
		"no digest":             {regexp.MustCompile(`"digest":"sha256:\w+","over"`).ReplaceAllString(result, `"over"`), "changed"},
	} {
		if _, err := api.VerifyResult([]byte(tc.body)); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: the error does not say %q: %v", name, tc.says, err)
		}
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
	kept := readText(t, resultExample)
	if kept != laidOut.String() {
		t.Errorf("%s is out of date. Look at what changed, then run this with -update", resultExample)
	}
	if digest := digestByTheBook(t, []byte(kept)); !strings.Contains(readText(t, receiptDoc), "\n"+digest+"\n") {
		t.Errorf("%s does not show the receipt of the example, %s", receiptDoc, digest)
	}
}

func TestThePythonInTheDocumentMakesTheReceiptOfAStoredResult(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 here")
	}
	blocks := regexp.MustCompile("(?ms)^```python\n(.*?)\n```$").FindAllStringSubmatch(readText(t, receiptDoc), -1)
	if len(blocks) != 2 {
		t.Fatalf("%s must show two python blocks, the second for stored results", receiptDoc)
	}
	program := filepath.Join(t.TempDir(), "result_receipt.py")
	if err := os.WriteFile(program, []byte(blocks[1][1]), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), python, program, resultExample).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got, want := strings.TrimSpace(string(out)), digestByTheBook(t, []byte(readText(t, resultExample))); got != want {
		t.Errorf("the Python in %s prints %s, want %s", receiptDoc, got, want)
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
