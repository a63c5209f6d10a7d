package assessments_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/instrument/instrumenttest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/assessments/tries"
)

const receiptDoc = "../docs/receipt.md"

var fenced = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)\n```$")

// vector is what docs/receipt.md shows of a score. The last texts and Python are
// of a stored result, which package result tests.
type vector struct{ request, canonical, digest, python string }

func readVector(t *testing.T) vector {
	t.Helper()
	doc, err := os.ReadFile(receiptDoc)
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string][]string{}
	for _, block := range fenced.FindAllStringSubmatch(string(doc), -1) {
		blocks[block[1]] = append(blocks[block[1]], block[2])
	}
	if len(blocks["json"]) != 1 || len(blocks["text"]) != 4 || len(blocks["python"]) != 2 {
		t.Fatalf("%s must show one json block, four text blocks and two python blocks", receiptDoc)
	}
	return vector{blocks["json"][0], blocks["text"][0], blocks["text"][1], blocks["python"][0]}
}

// readRequest reads a request as the service does, defaults filled in.
func readRequest(t *testing.T, body string) *assessments.ScoreRequest {
	t.Helper()
	sent := struct {
		Instrument, Version string
		MinimumPeople       map[string]int `json:"minimum_people"`
		Responses           []assessments.ResponseInput
	}{}
	if err := json.Unmarshal([]byte(body), &sent); err != nil {
		t.Fatal(err)
	}
	req := &assessments.ScoreRequest{
		Instrument: sent.Instrument, Version: sent.Version, Minimums: scoring.DefaultMinimums(), Responses: sent.Responses,
	}
	for name, minimum := range sent.MinimumPeople {
		voice, _ := scoring.ParseVoice(name)
		req.Minimums[voice] = minimum
	}
	for i := range req.Responses {
		req.Responses[i].People = max(1, req.Responses[i].People)
	}
	return req
}

type object = map[string]any

// recipe follows docs/receipt.md by the letter, from the responses. It shares
// no code with the package. What encoding/json writes of a map is its RFC 8785
// form here: sorted names, whole numbers, plain ASCII.
func recipe(t interface{ Fatal(...any) }, digest string, req *assessments.ScoreRequest) string {
	minimums, tallies := object{}, object{}
	for voice, minimum := range req.Minimums {
		name := scoring.Voice(voice).String()
		minimums[name] = minimum
		people, responses, answers := 0, 0, map[string]map[string]map[string]int{}
		for _, r := range req.Responses {
			if r.Voice != name || !strings.ContainsAny(codes(r.Answers), "123456789") {
				continue
			}
			people, responses = people+r.People, responses+1
			for question, code := range r.Answers {
				if answers[question] == nil {
					answers[question] = map[string]map[string]int{}
				}
				if answers[question][code] == nil {
					answers[question][code] = map[string]int{}
				}
				answers[question][code]["people"] += r.People
				answers[question][code]["responses"]++
			}
		}
		if responses > 0 && people >= minimum {
			tallies[name] = object{"answers": answers, "people": people, "responses": responses}
		}
	}
	canonical, err := json.Marshal(object{
		"instrument": digest, "minimum_people": minimums, "scoring_version": scoring.Version, "tallies": tallies,
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(canonical)
}

func codes(answers map[string]string) string {
	var all []string
	for _, code := range answers {
		all = append(all, code)
	}
	return strings.Join(all, " ")
}

func digestOf(canonical string) string {
	sum := sha256.Sum256([]byte(canonical))
	return "sha256:" + hex.EncodeToString(sum[:])
}

func published(t interface{ Fatal(...any) }) *instrument.Catalogue {
	catalogue, err := instrument.Published()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

func receipt(t interface{ Fatal(...any) }, catalogue *instrument.Catalogue, req *assessments.ScoreRequest) string {
	scored, err := assessments.Score(catalogue, req)
	if err != nil {
		t.Fatal(err)
	}
	return scored.Receipt.Digest
}

func TestTheReceiptIsTheOneInTheDocument(t *testing.T) {
	t.Parallel()
	doc, catalogue := readVector(t), published(t)
	req := readRequest(t, doc.request)
	canonical := recipe(t, catalogue.Find(req.Instrument, req.Version).Digest(), req)
	if canonical != doc.canonical || digestOf(canonical) != doc.digest {
		t.Errorf("%s is out of date. Its two text blocks must be:\n%s\n\n%s", receiptDoc, canonical, digestOf(canonical))
	}
	if got := receipt(t, catalogue, req); got != digestOf(canonical) {
		t.Errorf("the service gives %s for the request of %s, want %s", got, receiptDoc, digestOf(canonical))
	}
}

func TestThePythonInTheDocumentMakesTheReceipt(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 here")
	}
	doc, folder, catalogue := readVector(t), t.TempDir(), published(t)
	req := readRequest(t, doc.request)
	result, err := json.Marshal(object{
		"instrument":      object{"digest": catalogue.Find(req.Instrument, req.Version).Digest()},
		"scoring_version": scoring.Version,
	})
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for name, content := range map[string]string{"1.py": doc.python, "2.json": doc.request, "3.json": string(result)} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	slices.Sort(paths)
	out, err := exec.CommandContext(t.Context(), python, paths...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got, want := strings.TrimSpace(string(out)), receipt(t, catalogue, req); got != want {
		t.Errorf("the Python in %s prints %s, the service gives %s", receiptDoc, got, want)
	}
}

// drawRequest draws sound responses to an instrument, and minimums.
func drawRequest(t *rapid.T, in *instrument.Instrument) *assessments.ScoreRequest {
	req := &assessments.ScoreRequest{Instrument: in.ID, Version: in.Version}
	for _, voice := range scoring.Voices {
		least, most := scoring.Bounds(voice)
		req.Minimums[voice] = rapid.IntRange(least, most).Draw(t, "minimum")
	}
	for range rapid.IntRange(0, 6).Draw(t, "responses") {
		req.Responses = append(req.Responses, drawInput(t, in))
	}
	return req
}

func drawInput(t *rapid.T, in *instrument.Instrument) assessments.ResponseInput {
	choices := append([]string{""}, instrument.Unscored...)
	for level := range in.Top() {
		choices = append(choices, strconv.Itoa(level+1))
	}
	r := assessments.ResponseInput{
		Voice:   rapid.SampledFrom(scoring.Voices[:]).Draw(t, "voice").String(),
		People:  rapid.SampledFrom([]int{1, 2, 10}).Draw(t, "people"),
		Answers: map[string]string{},
	}
	for _, q := range in.Questions[:rapid.IntRange(1, len(in.Questions)).Draw(t, "asked")] {
		if code := rapid.SampledFrom(choices).Draw(t, "answer"); code != "" {
			r.Answers[q.ID] = code
		}
	}
	return r
}

// TestTheReceiptFollowsItsRecipe also goes through instruments of ten rungs and
// ten questions, where the order of names is not that of numbers.
func TestTheReceiptFollowsItsRecipe(t *testing.T) {
	t.Parallel()
	ladder := published(t).Find("coproduction-ladder", "0.8.0")
	tries.Check(t, func(t *rapid.T) {
		in := ladder
		if rapid.Bool().Draw(t, "another instrument") {
			in = instrumenttest.Random(t)
		}
		catalogue, err := instrument.NewCatalogue(in)
		if err != nil {
			t.Fatal(err)
		}
		req := drawRequest(t, in)
		if got, want := receipt(t, catalogue, req), digestOf(recipe(t, in.Digest(), req)); got != want {
			t.Fatalf("got %s, want %s, over\n%s", got, want, recipe(t, in.Digest(), req))
		}
	})
}

func TestWhatDoesNotCountLeavesTheReceiptAsItIs(t *testing.T) {
	t.Parallel()
	catalogue := published(t)
	in := catalogue.Find("coproduction-ladder", "0.8.0")
	tries.Check(t, func(t *rapid.T) {
		req := drawRequest(t, in)
		unheard := rapid.SampledFrom(scoring.Voices[:]).Draw(t, "unheard")
		req.Minimums[unheard] = max(3, req.Minimums[unheard])
		req.Responses = slices.DeleteFunc(req.Responses, func(r assessments.ResponseInput) bool { return r.Voice == unheard.String() })
		other := *req
		other.Responses = slices.Clone(req.Responses)
		for range req.Minimums[unheard] - 1 {
			r := drawInput(t, in)
			r.Voice, r.People = unheard.String(), 1
			other.Responses = append(other.Responses, r)
		}
		silent := assessments.ResponseInput{Voice: "lived", People: 10, Answers: map[string]string{in.Questions[0].ID: instrument.DontKnow}}
		other.Responses = append(other.Responses, silent)
		other.Responses = rapid.Permutation(other.Responses).Draw(t, "shuffled")
		if before, after := receipt(t, catalogue, req), receipt(t, catalogue, &other); before != after {
			t.Fatalf("an unheard voice, a response without a scored answer or the order changed the receipt from %s to %s", before, after)
		}
	})
}

func TestWhatCountsChangesTheReceipt(t *testing.T) {
	t.Parallel()
	catalogue := published(t)
	in := catalogue.Find("coproduction-ladder", "0.8.0")
	tries.Check(t, func(t *rapid.T) {
		req := drawRequest(t, in)
		heard := drawInput(t, in)
		heard.People = 10 // whatever the minimum
		heard.Answers[in.Questions[0].ID] = "4"
		req.Responses = append(req.Responses, heard)
		before := receipt(t, catalogue, req)
		last := &req.Responses[len(req.Responses)-1]
		last.Answers = map[string]string{}
		maps.Copy(last.Answers, heard.Answers)
		changed := rapid.SampledFrom([]string{"an answer", "an answer left out", "people", "a response more", "a minimum"}).Draw(t, "changed")
		switch changed {
		case "an answer":
			last.Answers[in.Questions[0].ID] = "5"
		case "an answer left out":
			delete(last.Answers, in.Questions[0].ID)
			last.Answers[in.Questions[1].ID] = "4" // still a scored answer
		case "people":
			last.People++
		case "a response more":
			req.Responses = append(req.Responses, heard)
		case "a minimum":
			voice := rapid.SampledFrom(scoring.Voices[:]).Draw(t, "of voice")
			least, most := scoring.Bounds(voice)
			req.Minimums[voice] = least + (req.Minimums[voice]-least+1)%(most-least+1)
		}
		if after := receipt(t, catalogue, req); after == before {
			t.Fatalf("%s changed, and the receipt stayed %s", changed, before)
		}
	})
}

func TestTheReceiptDependsOnTheWordsAndNotOnComments(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("instrument/coproduction-ladder-0.8.0.yaml")
	if err != nil {
		t.Fatal(err)
	}
	with := func(content string) string {
		in, err := instrument.Parse("coproduction-ladder-0.8.0.yaml", []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		catalogue, err := instrument.NewCatalogue(in)
		if err != nil {
			t.Fatal(err)
		}
		return receipt(t, catalogue, &assessments.ScoreRequest{Instrument: in.ID, Minimums: scoring.DefaultMinimums()})
	}
	before := with(string(file))
	if after := with("# A comment.\n\n" + string(file)); after != before {
		t.Errorf("a comment changed the receipt from %s to %s", before, after)
	}
	if after := with(strings.Replace(string(file), "minutes: 20", "minutes: 21", 1)); after == before {
		t.Error("the instrument changed, and the receipt did not")
	}
}
