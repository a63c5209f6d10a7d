// Package assessments is the domain of Seven Rungs: what may be asked of it, in
// the field's own words, and nothing about HTTP or SQL. Questionnaires live in
// package instrument and the rules in package scoring; this package joins them,
// checks what people send, and explains the result in plain sentences.
//
// # The field's words
//
//   - instrument: one version of a questionnaire, with its ladder; an [instrument.Instrument].
//   - rung: one step of the ladder, the lowest first; an [instrument.Rung].
//   - principle, area: what a question is about, each of them one of several; both have a [scoring.Profile].
//   - stance: what a rung means for people: doing to, doing for or doing with; an [instrument.Stance].
//   - voice: the side from which somebody answers, lived or learnt; a [scoring.Voice].
//   - answer: the rung that somebody chose for a question, or why they chose none; a [scoring.Answer]. Nothing else is an answer: what HTTP gives back is a reply.
//   - response: one set of answers with its notes, until the assessment is closed; a [Response].
//   - note: what somebody wrote about a question; a [Note]. A verification and a plan have texts of their own.
//   - tally: how often each answer was given in one voice; a [scoring.Tally].
//   - result: what the rules make of tallies; a [scoring.Result]. Closed and kept with its assessment it is a [StoredResult]; given out it is a [result.Document].
//   - receipt: a digest by which anybody can check a result; a [result.Receipt]. Its form says what the digest goes over.
//   - index, gap, gate: a place from 0 to 100, how far two voices are apart, a question that bounds the rung; see [scoring.Index], [scoring.Gap] and [scoring.Gate].
//   - assessment: one time that an organisation assesses itself; an [Assessment].
//   - invitation, link: a key to answer with, and a key to read one result with; an [Invitation] and a [Link].
//   - plan: what the organisation means to do next; a [Plan] of [Action] values.
//
// What is compared has words of its own: see package
// [github.com/sevenrungs/sevenrungs/assessments/comparisons].
//
// # The house's words
//
//   - account: a partner or a funder, as the operator knows it; an [Account].
//   - principal: whose a key is, a role and an id; a [Principal].
//   - caller: who makes this request, with a key or without; an [access.Caller].
//   - role: what a caller may do; an [access.Role].
//   - key: what a principal shows to be known. The [Secret] is the key itself, the [Hash] is what is kept of it, and the [Key] is what is known of it.
//   - claim: a link with which an organisation that somebody made for it takes its first own key; a [Claim].
//   - locator: the end of an assessment's id, by which a response key says where its response is.
//   - grant: that a partner may act for an organisation; a [Grant].
//   - idempotency key, replay: the name of a request that may be sent again, and the reply that it then gets; an [access.IdempotencyKey] and an [access.Replay].
//   - fault: one thing wrong with what was sent, with a JSON pointer to it; a [fault.Fault].
//   - store, reader, tx: what is kept, what only reads it, and what also writes, in one transaction; a [Store], a [Reader] and a [Tx].
//   - tag, match: the name of a state, and the names a caller knows when it edits; an [access.Match].
//   - event, feed: something that happened, and all that somebody is told; an [events.Event] and an [events.Feed].
//   - webhook, delivery: where what happens is sent, and one try to do so; an [events.Webhook] and an [events.Delivery].
//   - maintain: to do what is due, from time to time; see [Service.Maintain].
//   - finalise: to work out a result and keep it in place of the responses; see [Service.CloseAssessment].
//   - wipe: to leave no trace of what was deleted in the files of the database; see [Store].
//   - shuffler: what puts notes in the order of their random ids, so that none can be told to be whose.
package assessments
