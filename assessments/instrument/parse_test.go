package instrument

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const small = "testdata/small.yaml"

func contents(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// edited is the small instrument with some of its text replaced. Old and new
// texts alternate.
func edited(t testing.TB, replace ...string) string {
	t.Helper()
	text := contents(t, small)
	for pair := range slices.Chunk(replace, 2) {
		if !strings.Contains(text, pair[0]) {
			t.Fatalf("%s does not hold %q", small, pair[0])
		}
		text = strings.Replace(text, pair[0], pair[1], 1)
	}
	return text
}

func faultsOf(t testing.TB, text string) *Faults {
	t.Helper()
	in, err := Parse("ladder.yaml", []byte(text))
	var faults *Faults
	if in != nil || !errors.As(err, &faults) {
		t.Fatalf("Parse returned %v and %v, want faults alone", in, err)
	}
	return faults
}

// A way to get an instrument wrong: what is replaced by what, which line is
// blamed, what the writer is told, and whether the JSON Schema can tell too.
type mistake struct {
	old, new string
	line     int
	says     string
	inSchema bool
}

var mistakes = map[string]mistake{
	"no id":                       {"id: small-ladder\n", "", 0, "The id is missing.", true},
	"an id with capitals":         {"id: small-ladder", "id: Small", 2, `The id is "Small". Use small letters`, true},
	"an id with spaces":           {"id: small-ladder", "id: small ladder", 2, "single hyphens", true},
	"an id too long":              {"id: small-ladder", "id: " + strings.Repeat("x", MaxID+1), 2, "at most 64", true},
	"a version with two numbers":  {"version: 1.2.0", "version: 1.2", 3, `The version is "1.2". Give three numbers`, true},
	"a version with a v":          {"version: 1.2.0", "version: v1.2.0", 3, "such as 1.0.0", true},
	"a version with a zero first": {"version: 1.2.0", "version: 1.02.0", 3, "such as 1.0.0", true},
	"a draft version":             {"version: 1.2.0", "version: 1.2.0-draft", 3, "such as 1.0.0", true},
	"a series with spaces":        {"ceiling: 2", "ceiling: 2\nseries: The Ladder", 6, `The series is "The Ladder". Use small letters`, true},
	"a series too long":           {"ceiling: 2", "ceiling: 2\nseries: " + strings.Repeat("x", MaxID+1), 6, "at most 64", true},
	"no minutes":                  {"minutes: 5", "minutes: 0", 4, "from 1 to 240", true},
	"too many minutes":            {"minutes: 5", "minutes: 241", 4, "minutes is 241", true},
	"minutes in words":            {"minutes: 5", "minutes: five", 4, `Here is "five", but a whole number`, true},
	"half a minute":               {"minutes: 5", "minutes: 0.5", 4, "a whole number without quotes", true},
	"no ceiling":                  {"ceiling: 2", "ceiling: 0", 5, "ceiling is 0. Give the level of one of the rungs", true},
	"a ceiling above the ladder":  {"ceiling: 2", "ceiling: 4", 5, "ceiling is 4. Give the level of one of the rungs", false},
	"a field nobody knows":        {"ceiling: 2", "ceiling: 2\nauthor: me", 6, `There is no field called "author" here. Check its spelling`, true},
	"a list of gates":             {"ceiling: 2", "ceiling: 2\ngates: [who-spends]", 6, `There is no field called "gates" here.`, true},
	"a gate that is no yes or no": {"gate: true", "gate: maybe", 17, `Here is "maybe", but true or false is needed.`, true},
	"a rung skipped":              {"level: 2, id: middle", "level: 3, id: middle", 9, "This rung says level 3, but it is number 2 from the bottom. Start at 1 and skip none.", true},
	"rungs that start at 0":       {"level: 1, id: low", "level: 0, id: low", 8, "This rung says level 0, but it is number 1", true},
	"two rungs of one id":         {"id: middle", "id: low", 9, `The id "low" is used twice. Each needs its own.`, false},
	"a stance nobody knows":       {"stance: for", "stance: at", 9, `The stance is "at". Use to, for or with.`, true},
	"a stance that goes back":     {"stance: with", "stance: to", 10, `The stance goes back to "to".`, false},
	"two principles of one id":    {"[fairness]", "[fairness, fairness]", 12, `The id "fairness" is used twice.`, true},
	"no principles":               {"[fairness]", "[]", 12, "There are 0 principles. Give 1 to 20.", true},
	"too many principles":         {"[fairness]", "[fairness" + more(20) + "]", 12, "There are 21 principles. Give 1 to 20.", true},
	"too many areas":              {"[plans, money]", "[plans, money" + more(39) + "]", 13, "There are 41 areas. Give 1 to 40.", true},
	"an area without questions":   {"[plans, money]", "[plans, money, time]", 13, `"time" has 0 questions. Give it 1 to 30.`, false},
	"two questions of one id":     {"id: who-pays", "id: who-plans", 17, `The id "who-plans" is used twice. Each needs its own.`, false},
	"a principle nobody knows":    {"fairness, area: plans", "kindness, area: plans", 16, `There is no principle "kindness". Use one from the list`, false},
	"an area nobody knows":        {"area: money", "area: time", 17, `There is no area "time". Use one from the list`, false},
	"no link to a source":         {"https://example.org/ladders", "example.org", 21, "Give one that starts with https://.", true},
	"an unsafe link":              {"https://example.org/ladders", "javascript:alert(1)", 21, "Give one that starts with https://.", true},
	"no credit":                   {"    credit: The idea of a ladder is theirs.\n", "", 20, `The text "credit" is missing.`, true},
	"an unknown language":         {"lang: en", "lang: English", 25, "Give a code such as en or cy.", true},
	"an unknown variant":          {"variant: standard", "variant: hard", 26, "Use standard or easy_read.", true},
	"easy words first":            {"variant: standard", "variant: easy_read", 26, "Its variant must be standard.", true},
	"no title":                    {"title: A small ladder", "title: ' '", 27, `The text "title" is missing.`, true},
	"a text too long":             {"A small ladder", strings.Repeat("a", MaxText+1), 27, `The text "title" has 1001 characters. Use at most 1000.`, true},
	"a tag in a text":             {"A small ladder", "A <b>small</b> ladder", 27, `The text "title" holds HTML (<b>). Write plain text.`, true},
	"a tag cut short":             {"You made them alone.", "You <script made them.", 55, "holds HTML (<script made them.)", true},
	"a comment in a text":         {"Think of the last year.", "Think <!-- of -->", 53, "holds HTML (<!--)", true},
	"a character reference":       {"Think of the last year.", "Tea &amp; cake.", 53, "holds HTML (&amp;)", true},
	"a numbered reference":        {"Think of the last year.", "Tea &#x26; cake.", 53, "holds HTML (&#x26;)", true},
	"a hidden character":          {"A small ladder", `"A small\e[31m ladder"`, 27, "a character that nobody can see", true},
	"no words for a rung":         {"      middle: {title: Middle rung, description: Things happen for people.}\n", "", 32, `"middle" is missing here. Add it.`, false},
	"words for a rung too many":   {"      high: {title", "      higher: {title: More, description: More.}\n      high: {title", 35, `"higher" is not known here. Check its spelling`, false},
	"a title without description": {", description: What is spent.}", "}", 40, `The text "money: description" is missing.`, true},
	"no group for a stance":       {"      for: It was done for us.\n", "", 41, `"for" is missing here. Add it.`, false},
	"a group nobody knows":        {"      for: It was", "      at: Us.\n      for: It was", 43, `"at" is not known here.`, true},
	"no words for a skip":         {"      dont_know: I do not know.\n", "", 45, `"dont_know" is missing here. Add it.`, true},
	"no words for a question":     {"      who-plans:\n", "      who-planned:\n", 49, `"who-plans" is missing here. Add it.`, false},
	"one choice too few":          {"          3: We all made them.\n", "", 54, "There are 2 choices for 3 rungs. Give one for each rung.", false},
	"one choice too many":         {"          3: We all made them.\n", "          3: We all made them.\n          4: We flew.\n", 58, `"4" is not known here.`, false},
	"a choice beyond all ladders": {"3: We all made them.", "13: We all made them.", 57, `"13" is not known here.`, true},
	"a choice without words":      {"2: You made them and asked us.", "2:", 56, `The text "choice 2" is missing.`, true},
	"a choice numbered in words":  {"2: You made them", "two: You made them", 56, `Here is "two", but a whole number`, true},
	"a choice numbered 02":        {"2: You made them", "02: You made them", 56, `Write the number "02" with plain digits`, false},
	"no stem for one voice":       {"        learnt: Who made the plans for the people you work with?\n", "", 50, `The text "learnt" is missing.`, true},
	"a link that is no link":      {"        example: The fee for the hall.", "        audio: the hall.mp3", 62, "Give one that starts with https://.", true},
	"a text that is a number":     {"title: A small ladder", "title: 7", 27, "Put quotes around 7, so that it is a text.", true},
	"a text that is a date":       {"title: A small ladder", "title: 2020-01-31", 27, "Put quotes around 2020-01-31", false},
	"a text that is a yes":        {"1: One side said it.", "1: true", 64, "Put quotes around true", true},
	"a text that is a block":      {"title: A small ladder", "title: {a: b}", 27, "Here is a block of named lines, but a text is needed.", true},
	"a list that is a text":       {"[fairness]", "fairness", 12, `Here is "fairness", but a list`, true},
	"a block that is a list":      {"{title: Fairness, description: Nobody is left out.}", "[Fairness]", 37, "Here is a list, but a block of named lines is needed.", true},
	"a key given twice":           {"minutes: 5", "minutes: 5\nminutes: 6", 5, `"minutes" is already given on line 4. Keep one of the two.`, false},
	"a choice given twice":        {"3: We all made them.", "2: We all made them.", 57, `"2" is already given on line 56.`, false},
	"a reference":                 {"lived: Who made the plans for your group?", "lived: *who", 51, "A text cannot start with *.", false},
	"a reference to an anchor":    {"title: A small ladder\n", "title: &a A small ladder\n    summary2: *a\n", 28, "Write the text out here. References to another place (*a) are not read.", false},
	"a merge":                     {"      low: {title", "      <<: {}\n      low: {title", 33, "Write the lines out here. << is not read.", false},
	"a tag of YAML":               {"title: A small ladder", "title: !!binary aGk=", 27, `Leave out "!!binary". Tags are not read.`, false},
	"a bracket left open":         {"[fairness]", "[fairness", 12, "has no ] at its end", false},
	"a quote left open":           {"A small ladder", "'A small ladder", 27, "A quote is opened here and not closed.", false},
	"a tab":                       {"minutes: 5", "\tminutes: 5", 4, "Use spaces at the start of a line, and no tabs.", false},
	"a colon in a text":           {"A small ladder", "Ladder: small", 27, "Put a text with a colon in it between quotes", false},
	"a line too far left":         {"    variant: standard", "   variant: standard", 26, "starts too far left or right.", false},
	"a second document":           {"rungs:\n", "---\nrungs:\n", 7, "A second document starts here.", false},
	"a byte that is not UTF-8":    {"A small ladder", "A sm\xe5ll ladder", 27, "Save the file as plain text (UTF-8).", false},
	"a control character":         {"A small ladder", "A small\x1b ladder", 27, "U+001B", false},
	"words that run backwards":    {"A small ladder", "A small \u202eladder", 27, "U+202E", false},
	"an isolate of a direction":   {"A small ladder", `"A small \u2067ladder"`, 27, "a character that nobody can see", true},
	"a text with a #":             {"1: You made them alone.", "1: You made song #1 of 3.", 55, "Everything after # is left out. Put the text between quotes.", false},
	"a text that starts with #":   {"title: A small ladder", "title: #1 ladder", 27, "Everything after # is left out.", false},
	"a # in a source":             {"credit: The idea", "credit: The #1 idea", 22, "Everything after # is left out.", false},
	"a # in a title in one line":  {"{title: Fairness, description: Nobody is left out.}", "{title: Fairness, description: Nobody #1\n      }", 37, "Everything after # is left out.", false},
	"a text that is a time":       {"title: A small ladder", "title: 12:30", 27, "Put quotes around 12:30, so that it is a text.", false},
	"a text that is on":           {"title: A small ladder", "title: on", 27, "Put quotes around on, so that it is a text.", false},
	"a text that is No":           {"1: One side said it.", "1: No", 64, "Put quotes around No", false},
	"an id that is y":             {"[fairness]", "[fairness, y]", 12, "Put quotes around y", false},
	"a key that is off":           {"      low: {title", "      off: {title: A, description: B.}\n      low: {title", 33, "Put quotes around off", false},
	"a gate that says yes":        {"gate: true", "gate: yes", 17, `Write true or false.`, true},
	"a gate that says True":       {"gate: true", "gate: True", 17, `gate is "True". Write true or false.`, false},
	"a gate that says nothing":    {"gate: true", "gate: ", 17, `gate is "". Write true or false.`, true},
	"minutes with a zero first":   {"minutes: 5", "minutes: 05", 4, `minutes is "05". Write a whole number with plain digits`, false},
	"minutes in base 8":           {"minutes: 5", "minutes: 0o5", 4, "with plain digits", false},
	"minutes with a point":        {"minutes: 5", "minutes: 5.0", 4, "with plain digits", false},
	"minutes as a power":          {"minutes: 5", "minutes: 1e1", 4, "with plain digits", false},
	"minutes with a line":         {"minutes: 5", "minutes: 1_0", 4, "with plain digits", false},
	"a ceiling with a point":      {"ceiling: 2", "ceiling: 2.0", 5, `ceiling is "2.0".`, false},
	"a level with a zero first":   {"level: 2, id: middle", "level: 02, id: middle", 9, `level is "02".`, false},
	"a level in words":            {"level: 2, id: middle", "level: two, id: middle", 9, `Here is "two", but a whole number`, true},
	"a level far too high":        {"level: 2, id: middle", "level: 5, id: middle", 9, "This rung says level 5", true},
	"a rung's id misspelt":        {"level: 2, id: middle", "level: 2, idd: middle", 9, `There is no field called "idd" here.`, true},
	"a title too far right":       {"    title: A small ladder", "     title: A small ladder", 27, indented, false},
	"a privacy too far left":      {"    privacy: We", "   privacy: We", 31, indented, false},
}

// trueToo holds what else is true of some mistakes, and must be said of no
// other: advice that does not help breaks what was good.
var trueToo = map[string][]string{
	"a choice given twice":        {`54: "3" is missing here.`, "54: There are 2 choices for 3 rungs."},
	"a choice beyond all ladders": {`54: "3" is missing here.`},
	"an id that is y":             {`36: "y" is missing here.`},
	"an area without questions":   {`38: "time" is missing here.`},
	"no words for a question":     {`50: "who-planned" is not known here.`},
	"one choice too many":         {"54: There are 4 choices for 3 rungs."},
	"one choice too few":          {`54: "3" is missing here.`},
	"a reference to an anchor":    {`28: There is no field called "summary2" here.`},
	"an unknown variant":          {"26: The first block of words is the default."},
	"a rung's id misspelt":        {"9: The id is missing."},
}

// more writes n further ids for a list.
func more(n int) string {
	var ids strings.Builder
	for i := range n {
		fmt.Fprintf(&ids, ", more-%d", i)
	}
	return ids.String()
}

func TestEveryMistakeIsNamedWithItsLine(t *testing.T) {
	t.Parallel()
	for name, m := range mistakes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faults := faultsOf(t, edited(t, m.old, m.new))
			if !slices.ContainsFunc(faults.Faults, func(f Fault) bool {
				return f.Line == m.line && strings.Contains(f.Detail, m.says)
			}) {
				t.Errorf("line %d does not say %q:\n%v", m.line, m.says, faults)
			}
			if others := len(faults.Faults) - 1; others != len(trueToo[name]) {
				t.Errorf("%d more faults are named, want %d:\n%v", others, len(trueToo[name]), faults)
			}
			for _, says := range trueToo[name] {
				if !strings.Contains(faults.Error(), says) {
					t.Errorf("it does not say %q:\n%v", says, faults)
				}
			}
			for _, fault := range faults.Faults {
				for _, jargon := range []string{"!!", "instrument.", "yaml:", "map[", "unmarshal", "into "} {
					if strings.Contains(fault.Detail, jargon) && !strings.Contains(m.new, jargon) {
						t.Errorf("a fault speaks of %q: %s", jargon, fault.Detail)
					}
				}
			}
		})
	}
}

func TestCommentsWhereNoTextIsLostAreLetBe(t *testing.T) {
	t.Parallel()
	parsed(t, edited(t,
		"lang: en", "lang: en # English", "ceiling: 2", "ceiling: 2 # the second",
		"title: A small ladder", `title: "A small ladder, #1" # the name`,
		"    groups:", "    groups: # one for each stance\n      # and no more",
	))
}

func TestAFileTooLargeIsRefusedUnread(t *testing.T) {
	t.Parallel()
	faults := faultsOf(t, strings.Repeat("- [\n", 5<<20/4))
	if len(faults.Faults) != 1 || !strings.Contains(faults.Error(), "larger than 1 MB") {
		t.Errorf("%v", faults)
	}
	padded := contents(t, small)
	padded += strings.Repeat("#", MaxBytes-len(padded))
	if _, err := Parse("ladder.yaml", []byte(padded)); err != nil {
		t.Errorf("a file of just the largest size: %v", err)
	}
}

func TestHostileNestingIsRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"lists in lists":  strings.Repeat("[", MaxBytes),
		"blocks in block": strings.Repeat("{a: ", MaxBytes/4),
		"many anchors":    "a: &a [x]\n" + strings.Repeat("b: [*a, *a, *a, *a, *a, *a]\n", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_ = faultsOf(t, text)
		})
	}
}

// The digest of the small instrument was worked out apart from this program:
//
//	python3 -c "import yaml, json, hashlib
//	content = yaml.safe_load(open('testdata/small.yaml'))
//	canonical = json.dumps(content, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
//	print(hashlib.sha256(canonical.encode()).hexdigest())"
func TestDigestIsThatOfTheCanonicalJSON(t *testing.T) {
	t.Parallel()
	const want = "sha256:f1de5020003d1558ea4785430e78506cee28047db20b12f0e70490abf5c808ef"
	in := parsed(t, contents(t, small))
	if in.Digest() != want {
		t.Errorf("the digest is %s, worked out otherwise it is %s", in.Digest(), want)
	}
}

func TestDigestStaysWhenOnlyTheLayoutChanges(t *testing.T) {
	t.Parallel()
	original := parsed(t, contents(t, small)).Digest()
	for name, text := range map[string]string{
		"a comment":       edited(t, "minutes: 5", "minutes: 5 # about"),
		"quotes":          edited(t, "id: small-ladder", `"id": 'small-ladder'`),
		"another order":   edited(t, "minutes: 5\nceiling: 2\n", "ceiling: 2\nminutes: 5\n"),
		"other folding":   edited(t, ">-\n      Two questions about how you work.\n      Take", "Two questions\n      about how you work. Take"),
		"block for flow":  edited(t, "[plans, money]", "\n  - plans\n  - money"),
		"line ends of PC": strings.ReplaceAll(contents(t, small), "\n", "\r\n"),
	} {
		if got := parsed(t, text).Digest(); got != original {
			t.Errorf("%s changes the digest", name)
		}
	}
}

func TestDigestChangesWithAnyWord(t *testing.T) {
	t.Parallel()
	root, faults := readYAML([]byte(contents(t, small)))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	seen := map[string]string{}
	digest := func(change string) {
		got, err := digestOf(root)
		if err != nil {
			t.Fatalf("%s: %v", change, err)
		}
		if other, again := seen[got]; again {
			t.Errorf("%s has the digest of %s", change, other)
		}
		seen[got] = change
	}
	digest("nothing changed")
	var change func(*yaml.Node)
	change = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			value, tag := n.Value, n.Tag
			n.Value, n.Tag = value+"s", "!!str"
			digest(fmt.Sprintf("line %d column %d", n.Line, n.Column))
			n.Value, n.Tag = value, tag
		}
		for _, child := range n.Content {
			change(child)
		}
	}
	change(root)
	if len(seen) < 100 {
		t.Errorf("only %d words were changed", len(seen))
	}
}

func parsed(t testing.TB, text string) *Instrument {
	t.Helper()
	in, err := Parse("ladder.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestASeriesIsTheFirstNumberUnlessTheFileNamesOne(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{"1.2.0": "small-ladder-1", "1.9.3": "small-ladder-1", "2.0.0": "small-ladder-2", "0.1.0": "small-ladder-0"} {
		if got := parsed(t, edited(t, "version: 1.2.0", "version: "+version)).Series; got != want {
			t.Errorf("%s is of the series %q, want %q", version, got, want)
		}
		named := edited(t, "version: 1.2.0", "version: "+version+"\nseries: small-ladder-1")
		if got := parsed(t, named).Series; got != "small-ladder-1" {
			t.Errorf("%s says that it is of small-ladder-1, and is of %q", version, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(contents(f, small)))
	for _, m := range mistakes {
		f.Add([]byte(edited(f, m.old, m.new)))
	}
	f.Add([]byte("\r\u02eb"))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := Parse("fuzzed.yaml", data)
		if err != nil {
			var faults *Faults
			if in != nil || !errors.As(err, &faults) || len(faults.Faults) == 0 {
				t.Fatalf("Parse returned %v and %v", in, err)
			}
			for _, fault := range faults.Faults {
				if fault.Line < 0 || fault.Line > 1+bytes.Count(data, []byte("\n")) || fault.Detail == "" {
					t.Errorf("a fault is on line %d of %d: %q", fault.Line, 1+bytes.Count(data, []byte("\n")), fault.Detail)
				}
			}
			return
		}
		root, faults := readYAML(data)
		if faults = append(faults, validate(in, document{root}, nil)...); len(faults) > 0 {
			t.Errorf("accepted, but not valid: %v", faults)
		}
		for _, warning := range in.Warnings(data) {
			if warning.Line < 1 || warning.Line > 1+bytes.Count(data, []byte("\n")) {
				t.Errorf("a warning is on line %d: %v", warning.Line, warning)
			}
		}
		again, err := Parse("again.yaml", data)
		if err != nil || again.Digest() != in.Digest() {
			t.Errorf("read again it is another: %v", err)
		}
	})
}
