// Package api has one annotation of each kind that docs/openapi.md recommends.
package api

//	@title			Sample
//	@version		1
//	@description	One line.
//	@description	Another.
//	@contact.name	Us
//	@contact.url	https://example.org
//	@license.name	Apache-2.0
//	@tag.name		things
//	@tag.description	Things to read and change.
//	@tag.name		artists
//	@tag.description	Who makes things.
//	@securityDefinitions.apikey	bearer
//	@in				header
//	@name			Authorization
//	@description	A key that starts with `rung_`.
