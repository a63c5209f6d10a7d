// Package web is what a person meets in a browser: pages rendered on the server
// over the same services as the API, each whole without JavaScript.
//
// # How to add a page
//
//   - A line in routes.go says its address, who may come, and the handlers.
//   - A file named after the page holds the handlers. A show handler reads and
//     ends in [visit.show]. A take handler reads the form with [visit.form], asks
//     the domain, and ends in [visit.to] another page. When something needs to be
//     put right, it notes that in the form and ends in the show handler.
//   - A template of the same name in templates defines "title" and "main". What it
//     is built of stands in templates/parts.html and templates/form.html.
//   - What it says stands in a file of assessments/sentences/en, in both variants:
//     {{say "room.key"}}, or {{paragraphs "room.key"}} for more than one line.
//   - A line in visitors_test.go says what each role gets there, and one in
//     tools/browser/web.mjs opens it, so that it is looked at by axe, at 320
//     pixels, in the dark, and in the screenshots.
//
// # What holds everywhere
//
// A form that changes something carries the token of [visit.token] and comes from
// this site alone. A form that was sent when its session had ended asks for the
// key and then goes on with what was typed. The Easy Read switch sends a page's
// form along, so that switching loses nothing. Secrets come behind the # of an
// address, or pasted into a field, and never stand in an address that is sent.
package web
