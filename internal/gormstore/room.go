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
// will soon fail. Of a disk of which nobody knows it says no.
func (s *Store) shortOfRoom() bool {
	free, whole, known := s.disk()
	return known && isLittle(free, whole)
}

// Room returns how many bytes are free on the disk that the data is on. Of a
// server's disk, and on systems other than Linux, nobody knows.
func (s *Store) Room() (free uint64, known bool) {
	free, _, known = s.disk()
	return free, known
}

// disk returns how many bytes are free on the disk that the data is on, and how many it
// has.
func (s *Store) disk() (free, whole uint64, known bool) {
	folder := s.folder()
	if folder == "" {
		return 0, 0, false
	}
	return room(folder)
}

func isLittle(free, whole uint64) bool {
	return free < littleRoom || free < whole/littleOfDisk
}
