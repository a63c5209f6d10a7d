// Package calendar writes a day on which something ends for programs that keep
// calendars.
//
// Source: https://www.rfc-editor.org/rfc/rfc5545
package calendar
