// Package api is the HTTP edge: routes, what goes in and out, and which status
// says what. It knows no SQL and no scoring rule: it reads a request strictly,
// asks package assessments, and writes the reply. The published OpenAPI
// document is generated from the comments here.
//
// All routes stand in routes.go. What the API shares with other edges, every
// status code of a failure among it, is in package edge.
package api

//	@title			Seven Rungs
//	@version		1
//	@description	Scores co-production self-assessments on the seven rungs of the Ladder of Co-production and four principles, with both voices heard: people with lived experience, and staff.
//	@description
//	@description	Every failure is a problem document (RFC 9457). Every reply carries an `X-Request-Id`; send your own to find it again in the log. Where a limit is set, every reply but those of `/livez` and `/readyz` carries `RateLimit` and `RateLimit-Policy`; past the limit comes `429` with `Retry-After`. All keys of one organisation, partner or funder share one allowance; the key of a person who answers, and a link to a result, have one of their own, and one for all of them from one address. A body counts as one request more for every 32 KiB, and never as more than a tenth of the allowance. Texts come in the language of `Accept-Language` where there is one, and `Content-Language` and `lang` say which. What is not HTTP at all is refused before it gets here, in plain text.
//	@description
//	@description	A `POST` that creates may carry an `Idempotency-Key`: sent again within 24 hours with the same body, nothing is done twice and the first reply comes again, without its secrets. What can change has an `ETag`; `PATCH`, `PUT` and `DELETE` of it need that in `If-Match`. Lists come in pages: pass `next` on as `cursor`.
//	@description
//	@description	New fields, values of a fixed set, headers and sorts of problems may come at any time: pass over those you do not know. What goes is announced by `Deprecation` and `Sunset` headers at least a year before.
//	@contact.name	Seven Rungs
//	@contact.url	https://github.com/sevenrungs/sevenrungs
//	@license.name	Apache-2.0
//	@license.url	https://www.apache.org/licenses/LICENSE-2.0
//	@BasePath		/
//	@tag.name		scores
//	@tag.description	Score answers without storing anything.
//	@tag.name		instruments
//	@tag.description	The questionnaires: their questions, choices, rungs and words.
//	@tag.name		organisations
//	@tag.description	Who assesses itself, who acts for it, and whether it was verified.
//	@tag.name		assessments
//	@tag.description	Open an assessment, invite people, close it.
//	@tag.name		answering
//	@tag.description	What a person who answers does, with a key of their own.
//	@tag.name		results
//	@tag.description	The result of a closed assessment, what to do about it, and progress.
//	@tag.name		sharing
//	@tag.description	What an organisation agrees to share, and where it stands.
//	@tag.name		comparing
//	@tag.description	Compare without exposing: periods, programmes, releases and the public benchmark.
//	@tag.name		keys
//	@tag.description	The keys of organisations, partners and funders.
//	@tag.name		partners
//	@tag.description	Who calls the API for organisations that let it. What each may do for whom is in the grants of the organisations.
//	@tag.name		funders
//	@tag.description	Who has programmes, and reads what is published for them without names.
//	@tag.name		events
//	@tag.description	What happened, for whoever keeps a copy.
//	@tag.name		service
//	@tag.description	Is it up, and what is it?
//	@securityDefinitions.apikey	bearer
//	@in				header
//	@name			Authorization
//	@description	A key: `Authorization: Bearer rung_…`. What is open to all needs none.
