package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// reader is how whoever sits at a terminal wants to read.
type reader struct {
	wanted  language.Tag
	variant instrument.Variant
	written *sentences.Catalogue
}

// wordsFlags are the flags that say how somebody wants to read.
func wordsFlags(cmd *cobra.Command, lang, variant *string) {
	cmd.Flags().StringVar(lang, "lang", "en", "the language of the texts")
	cmd.Flags().StringVar(variant, "variant", string(instrument.Standard), "the words: standard or easy_read")
}

// reads reads those flags.
func reads(lang, variant string) (reader, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return reader{}, fmt.Errorf("--lang is %q. Give a language code, such as en", lang)
	}
	if !slices.Contains(instrument.Variants, instrument.Variant(variant)) {
		return reader{}, fmt.Errorf("--variant is %q. Use standard or easy_read", variant)
	}
	written, err := sentences.Written()
	return reader{tag, instrument.Variant(variant), written}, err
}

// of returns the words of an instrument for this reader, and the sentences that
// stand beside them.
func (r reader) of(in *instrument.Instrument) (*instrument.Words, *sentences.Sentences) {
	words := in.WordsFor([]language.Tag{r.wanted}, r.variant)
	return words, r.written.Beside(words, r.wanted)
}

// said returns the sentences for this reader.
func (r reader) said() *sentences.Sentences {
	return r.written.For([]language.Tag{r.wanted}, r.variant)
}
