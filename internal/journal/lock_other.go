//go:build !unix

package journal

import "sync"

var one sync.Mutex

// locked does something while nobody else of this process writes here.
func (f *Folder) locked(do func() error) error {
	one.Lock()
	defer one.Unlock()
	return do()
}
