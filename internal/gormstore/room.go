package gormstore

// What is little room on a disk: less than either.
const (
	littleRoom   = 100_000_000 // bytes
	littleOfDisk = 20          // one part in so many
)

// Warnings names what will soon be in the way of the store, in the words of
// /readyz: nothing fails of it yet.
func (s *Store) Warnings() []string {
	var warnings []string
	if s.shortOfRoom() {
		warnings = append(warnings, "disk_nearly_full")
	}
	if s.behind.Load() {
		warnings = append(warnings, "journal_behind")
	}
	if s.unlooked.Load() {
		warnings = append(warnings, "restored")
	}
	return warnings
}

// shortOfRoom says whether the disk that the data is on is nearly full: writes
// will soon fail. Of a server's disk, and on systems other than Linux, nobody
// knows, and it says no.
func (s *Store) shortOfRoom() bool {
	folder := s.folder()
	if folder == "" {
		return false
	}
	free, whole, known := room(folder)
	return known && isLittle(free, whole)
}

func isLittle(free, whole uint64) bool {
	return free < littleRoom || free < whole/littleOfDisk
}
