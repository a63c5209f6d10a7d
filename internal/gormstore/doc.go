// Package gormstore keeps what must outlive the process in one SQLite file. It
// is the only package that knows gorm or SQL: the domain asks for things by
// name through [assessments.Store], and every SQL word lives in this folder.
//
// SQLite lets many connections read while one writes. So there are two pools:
// a writer of exactly one connection, where callers queue in this process
// instead of meeting each other's locks, and a pool of readers that SQLite
// itself keeps from writing. What SQLite needs to be told (write-ahead log,
// full synchronisation, foreign keys) goes into each pool's data source name,
// because a PRAGMA sent once reaches one connection and not the next.
//
// The layout of the tables is a list of numbered SQL files, applied on opening.
// Layouts only move forward. A file with a newer layout than this release knows
// is left alone.
package gormstore
