package gormstore

import "syscall"

// room returns how many bytes are free for this program on the disk that a folder
// is on, and how many it has.
func room(folder string) (free, whole uint64, known bool) {
	var disk syscall.Statfs_t
	if syscall.Statfs(folder, &disk) != nil {
		return 0, 0, false
	}
	block := uint64(disk.Bsize) //nolint:gosec // G115: a block's size is no negative number
	return disk.Bavail * block, disk.Blocks * block, true
}
