package gormstore

// What is little room on a disk: less than either.
const (
	littleRoom   = 100_000_000 // bytes
	littleOfDisk = 20          // one part in so many
)

// ShortOfRoom says whether the disk that the data is on is nearly full: writes
// will soon fail. Of a server's disk, and on systems other than Linux, nobody
// knows, and it says no.
func (s *Store) ShortOfRoom() bool {
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
