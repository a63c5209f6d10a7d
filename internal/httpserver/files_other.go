//go:build !unix

package httpserver

// files says that there is no limit.
func files() uint64 { return mostConns + sparedFiles }
