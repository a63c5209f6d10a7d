package register

import "testing"

func TestOneNameHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"Riverside Carers", "riverside  CARERS", "The Riverside Carers Ltd.", "Riverside-Carers C.I.C.", "Ｒiverside Carers"},
		{"St. John’s Café & Hall", "St Johns Cafe and Hall", "ST JOHN'S CAFÉ AND HALL LIMITED"},
		{"The Company Ltd", "the company LTD"},
	} {
		for _, name := range same[1:] {
			if FoldName(name) != FoldName(same[0]) {
				t.Errorf("%q is %q, %q is %q", name, FoldName(name), same[0], FoldName(same[0]))
			}
		}
	}
	for _, apart := range [][2]string{
		{"Riverside Carers", "Riverside Carers Trust"},
		{"Riverside Carers", "Riverside"},
		{"Riverside Carers", "Rivers Idecarers"},
		{"Riverside Carers", "Rіverside Carers"}, // the second has a Cyrillic letter: it looks the same, and we do not claim to see that
		{"The Company", "Limited"},
	} {
		if FoldName(apart[0]) == FoldName(apart[1]) {
			t.Errorf("%q and %q are both %q", apart[0], apart[1], FoldName(apart[0]))
		}
	}
}

func TestOneContactHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	if a, b := FoldContact("Ada Okafor, 020 7946 0123"), FoldContact("ada okafor – 020-79460123"); a != b {
		t.Errorf("%q and %q", a, b)
	}
	if a, b := FoldContact("ada@fund.example"), FoldContact("bea@fund.example"); a == b {
		t.Errorf("two people are both %q", a)
	}
}
