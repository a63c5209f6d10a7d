package comparisons

import "github.com/sevenrungs/sevenrungs/assessments/release"

// ConsentVersion is the version of the texts that an organisation agrees to. A
// change of meaning is a new version.
const ConsentVersion = "2"

// Consent is the text of one purpose.
type Consent struct {
	Purpose   release.Purpose
	Title     string
	Sentences []string
}

// Consents are what an organisation agrees to, purpose by purpose. They end with
// what holds for all.
var Consents = []Consent{
	{release.InProgramme, "Be counted in a funder's programme", append([]string{
		"Your scores are added to those of other organisations in the programme.",
		"The funder and the other members see only the sum of all, made less exact by chance.",
		"Nothing is shown unless at least 10 organisations that are independent of each other take part.",
		"The funder does not see your scores, and is not told whether they were counted.",
	}, always...)},
	{release.InBenchmark, "Be counted in the public benchmark", append([]string{
		"Your scores are added to those of many other organisations in your sector.",
		"Everybody can see the sum of all, made less exact by chance.",
		"Nothing is shown unless at least 60 organisations that are independent of each other take part.",
	}, always...)},
	{release.ByName, "Show your result to one funder with your name", append([]string{
		"The funder of this programme sees your name and your numbers in public registers.",
		"It sees your rung, your rung on each principle, and your next steps.",
		"It sees nothing until whoever runs this service has checked who you are.",
		"It does not see what each side answered, and no indexes.",
		"It sees your latest result for as long as you share it.",
	}, always...)},
}

// always holds for every purpose.
var always = []string{
	"You can say no. A funder must not make this a condition of a grant.",
	"You can stop at any time. What was published before that stays as it is.",
}
