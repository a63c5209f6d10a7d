package validity

import "github.com/sevenrungs/sevenrungs/assessments/scoring"

// alone adds up what single people with lived experience say of their
// organisation, to tell how much of it is the organisation.
type alone struct {
	organisations, people int
	sum                   int // of what each person says, in thousandths of a rung
	squares               int // of that
	between               int // the squares of organisations' sums, each by how many said something
}

func (a *alone) add(b alone) {
	a.organisations += b.organisations
	a.people += b.people
	a.sum += b.sum
	a.squares += b.squares
	a.between += b.between
}

// look adds one organisation.
func (a *alone) look(people []scoring.Response) {
	sum, n := 0, 0
	for i := range people {
		says, ok := middle(people[i].Answers)
		if people[i].Voice != scoring.Lived || !ok {
			continue
		}
		n++
		sum += says
		a.squares += says * says
	}
	if n == 0 {
		return
	}
	a.organisations++
	a.people += n
	a.sum += sum
	a.between += sum * sum / n
}

// middle is the mean of a person's answers that carry a rung.
func middle(answers []scoring.Answer) (mean int, ok bool) {
	sum, n := 0, 0
	for _, answer := range answers {
		if answer > 0 {
			sum += int(answer)
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return rung * sum / n, true
}

// reliability is the intraclass correlation of so many people's mean, in
// hundredths: ICC(1,1) of P. E. Shrout and J. L. Fleiss, "Intraclass
// correlations", Psychological Bulletin 86, 1979, stepped up for more people by
// the formula of Spearman and Brown. It is 0 without two organisations.
func (a *alone) reliability(people int) int {
	if a.organisations < 2 || a.people <= a.organisations {
		return 0
	}
	each := a.people / a.organisations
	within := (a.squares - a.between) / (a.people - a.organisations)
	between := (a.between - a.sum/a.people*a.sum) / (a.organisations - 1)
	of := max(0, between-within) // each times the variance between organisations
	if of == 0 {
		return 0
	}
	return (100*people*of + (people*of+each*within)/2) / (people*of + each*within)
}
