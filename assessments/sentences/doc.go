// Package sentences is the one catalogue of what the service says to people: on
// its pages, in its pictures, on a terminal, when it explains and when it refuses.
// What a questionnaire asks is not in here: those words belong to their version of it, see package
// [github.com/sevenrungs/sevenrungs/assessments/instrument].
//
// There is a folder for each language, and in it a YAML file for each room: a
// page, or some that belong together. A sentence stands in it under a key, once
// for each variant of the words:
//
//	asked:
//	  standard: How many people answered?
//	  easy_read: How many people?
//	go_on: Go on
//
// One that is as plain as can be stands for both. What is in braces, such as
// {name}, is filled in. A line break begins a paragraph.
//
// Who says a sentence to somebody has the [Sentences] of that reader. Who does not
// know the reader, as the domain when it refuses, makes a [Line], to be said later.
//
// Another language is another folder. It may leave out what is not translated yet:
// that is said in English, and each sentence tells which language it is in, see
// [Said] and [Sentences.Whole]. The tests hold English to plain words, every
// language to what is filled in, and all code and templates to the keys.
package sentences
