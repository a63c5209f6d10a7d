//go:build !unix

package gormstore

import "os"

// giveTo does nothing here: a file gets its owner from its folder.
func giveTo(*os.File, string) error { return nil }
