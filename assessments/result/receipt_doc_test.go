package result_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/result"
)

const (
	receiptDoc    = "../../docs/receipt.md"
	resultExample = "../../docs/examples/result.json"
)

// storedVector is what docs/receipt.md shows of a stored result.
type storedVector struct {
	canonical, digest, python string
	forms                     map[int][]string
}

func readStoredVector(t *testing.T) storedVector {
	t.Helper()
	doc, err := os.ReadFile(receiptDoc)
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string][]string{}
	for _, block := range regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)\n```$").FindAllStringSubmatch(string(doc), -1) {
		blocks[block[1]] = append(blocks[block[1]], block[2])
	}
	if len(blocks["text"]) != 4 || len(blocks["python"]) != 2 {
		t.Fatalf("%s must show four text blocks and two python blocks, the last of each for stored results", receiptDoc)
	}
	python := blocks["python"][1]
	forms := map[int][]string{}
	for _, list := range regexp.MustCompile(`(?s)FORM_(\d) = (?:FORM_(\d) \+ )?"""(.*?)"""`).FindAllStringSubmatch(python, -1) {
		number, _ := strconv.Atoi(list[1])
		extends, _ := strconv.Atoi(list[2])
		forms[number] = slices.Concat(forms[extends], strings.Fields(list[3]))
	}
	if len(forms) != result.NewestForm {
		t.Fatalf("the Python in %s must have the lists of all %d forms", receiptDoc, result.NewestForm)
	}
	return storedVector{blocks["text"][2], blocks["text"][3], python, forms}
}

// covered follows docs/receipt.md by the letter. It shares no code with the
// package.
func covered(value any, paths []string) any {
	switch value := value.(type) {
	case []any:
		kept := make([]any, len(value))
		for i := range value {
			kept[i] = covered(value[i], paths)
		}
		return kept
	case map[string]any:
		inside := map[string][]string{}
		for _, path := range paths {
			name, rest, _ := strings.Cut(path, ".")
			inside[name] = append(inside[name], rest)
		}
		kept := map[string]any{}
		for name, paths := range inside {
			if member, there := value[name]; there {
				kept[name] = covered(member, paths)
			}
		}
		return kept
	}
	return value
}

// byTheBook works out what the receipt of a stored result goes over. What
// encoding/json writes of a map is its RFC 8785 form here: sorted names in plain
// ASCII, no < > & in what is not words, and whole numbers, copied as they stand.
func byTheBook(t *testing.T, stored []byte, form []string) (canonical, digest string) {
	t.Helper()
	canonical = string(write(t, covered(read(t, stored), form)))
	sum := sha256.Sum256([]byte(canonical))
	return canonical, "sha256:" + hex.EncodeToString(sum[:])
}

// receiptOf returns the receipt in a document as it stands there.
func receiptOf(t *testing.T, stored []byte) (digest string, form int) {
	t.Helper()
	var document struct {
		Receipt struct {
			Digest string
			Form   int
		}
	}
	if err := json.Unmarshal(stored, &document); err != nil {
		t.Fatal(err)
	}
	return document.Receipt.Digest, max(1, document.Receipt.Form)
}

func TestTheReceiptOfEveryStoredResultIsMadeByTheBook(t *testing.T) {
	t.Parallel()
	doc := readStoredVector(t)
	for _, kept := range everyClosed(t) {
		want, form := receiptOf(t, kept.body)
		if _, got := byTheBook(t, kept.body, doc.forms[form]); got != want || form != kept.form {
			t.Errorf("%s: by the book of form %d it is %s, and there stands %s", kept.name, form, got, want)
		}
	}
}

func TestTheVectorOfAStoredResultIsTheOneInTheDocument(t *testing.T) {
	t.Parallel()
	doc := readStoredVector(t)
	example, err := os.ReadFile(resultExample)
	if err != nil {
		t.Fatal(err)
	}
	there, form := receiptOf(t, example)
	canonical, digest := byTheBook(t, example, doc.forms[form])
	if canonical != doc.canonical || digest != doc.digest || there != digest {
		t.Errorf("%s is out of date, or %s is, which says %s. The last two text blocks must be:\n%s\n\n%s", receiptDoc, resultExample, there, canonical, digest)
	}
}

func TestThePythonInTheDocumentMakesTheReceiptOfAStoredResult(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 here")
	}
	program := filepath.Join(t.TempDir(), "result_receipt.py")
	if err := os.WriteFile(program, []byte(readStoredVector(t).python), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{resultExample, "testdata/form1/unguarded.json", "testdata/form2/no-rung.json"} {
		out, err := exec.CommandContext(t.Context(), python, program, name).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if want, _ := receiptOf(t, body); strings.TrimSpace(string(out)) != want {
			t.Errorf("%s: the Python prints %s, and there stands %s", name, out, want)
		}
	}
}
