package plainwords

// Grade returns the Flesch-Kincaid grade of texts read together: the year of
// school in the United States that can read them, so that 6 means about 11
// years old. Easy texts can be below 0. Without a word in them it is 0.
//
//	0.39 · words/sentences + 11.8 · syllables/words − 15.59
//
// Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom,
// "Derivation of new readability formulas … for Navy enlisted personnel",
// Research Branch Report 8-75, Naval Technical Training Command, 1975.
func Grade(texts ...string) float64 {
	sentences, words, spoken := 0, 0, 0
	for _, text := range texts {
		for _, sentence := range Sentences(text) {
			sentences++
			for _, w := range wordsOf(sentence) {
				words++
				spoken += syllables(w)
			}
		}
	}
	if words == 0 {
		return 0
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(spoken)/float64(words) - 15.59
}
