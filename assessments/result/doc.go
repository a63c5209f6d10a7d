// Package result is the document in which a result is given out: its members,
// the sentences that explain it, and the receipt that goes with it.
//
// The numbers come from package scoring, the words from the questionnaire. The
// document of a score is a [Document]; that of a closed assessment is a
// [StoredDocument], whose numbers never change.
//
// Every document has a [Receipt]. That of a score is over the answers, so that
// whoever has them can make it again. When an assessment is closed its answers
// are deleted, so the receipt of a stored result is over its numbers. [Verify]
// holds one against the other.
//
// # What lasts
//
// A stored result outlives the program that wrote it. What its digest goes over
// is therefore a list, and not whatever the document shows at the time: a form
// names every member that counts, and has a number. A result keeps the form that
// it was closed with. A form never changes. When the document gets a member that
// must not be changed unseen, there is a new form with that member, and results
// closed before it still verify.
package result
