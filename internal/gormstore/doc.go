// Package gormstore keeps what must outlive the process, in one SQLite file or
// in a database of a PostgreSQL server. It is the only package that knows gorm
// or SQL: the domain asks for things by name through [assessments.Store] and
// [comparisons.Store], and every SQL word lives in this folder.
//
// Whatever is kept is written once, in Go, for both. A method of the Store reads
// through one way in, which cannot write, and hands each write over as a
// function. What the two databases do differently is how such a function runs
// as if it were alone, and how the tables come about. That is all behind one
// small interface, and nothing above it asks which of them it is.
//
// SQLite lets many connections read while one writes. So one goroutine does the
// writes of all callers, on one connection, and those that came while the disk
// was busy share the next commit. What SQLite needs to be told (write-ahead log,
// full synchronisation, foreign keys) goes into each pool's data source name,
// because a PRAGMA sent once reaches one connection and not the next.
//
// A file can go while it is open, or come to harm. So what was written is soon moved
// from the log into the file itself, a commit counts only while the files are those
// that were opened, all of the file is looked through once, and a marker beside it
// says which database it was.
//
// PostgreSQL lets many write at once, and undoes one of two that were in each
// other's way. That one is run again, a few times, after a pause.
//
// Statements are gorm's, which builds them and reads their rows. Those that run for
// each response are written by hand, in one file that says why.
//
// The layout of the tables is a list of numbered SQL files for each, applied on
// opening. Layouts only move forward. A database with a newer layout than this
// release knows is left alone.
package gormstore
