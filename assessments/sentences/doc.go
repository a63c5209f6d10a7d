// Package sentences is the one catalogue of what the service says to people: on
// its pages, in its pictures, on a terminal. What a questionnaire asks is not in
// here: those words belong to their version of it, see package
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
// Another language is another folder with the same rooms and keys. The tests
// hold every language to the keys of the first, and English to plain words.
package sentences
