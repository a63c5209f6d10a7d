// Package journal keeps what must be done again, should a backup be put back, in plain
// files outside the database: see package redo for what that is. They are worth most
// on another disk.
//
//	about             an id, and since when nothing is missing
//	2026-11-29        what was done on that day, a line each
//	answering/…       about responses to one open assessment; gone when it ends
//	moves             how often something was moved here from the database
//	lock              held by the process that writes
//
// Lines are appended and on the disk before [Folder.Keep] returns. Nothing else is
// written on the way of a request, but for the count. What is about people who answer
// carries no time, nor does its file, but for what a file system keeps for itself. On the
// next day its lines are put in order, so that the order in which people came is lost too.
package journal
