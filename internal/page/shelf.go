package page

// Shelf keeps bodies of many pages in a few large pieces of memory, which can be
// used again for others. The zero Shelf is ready; it serves one goroutine.
type Shelf struct {
	pieces [][]byte
	// at is the piece that is being filled.
	at int
}

// piece is how large a piece is, at least.
const piece = 1 << 20

// Put copies bytes to the shelf, and gives the copy.
func (s *Shelf) Put(data []byte) []byte {
	if s == nil {
		return append([]byte(nil), data...)
	}
	for s.at < len(s.pieces) && cap(s.pieces[s.at])-len(s.pieces[s.at]) < len(data) {
		s.at++
	}
	if s.at == len(s.pieces) {
		s.pieces = append(s.pieces, make([]byte, 0, max(piece, len(data))))
	}
	to := &s.pieces[s.at]
	from := len(*to)
	*to = append(*to, data...)
	return (*to)[from:len(*to):len(*to)]
}

// Clear lets the memory be used again: nothing that was put there holds any
// longer.
func (s *Shelf) Clear() {
	for i := range s.pieces {
		s.pieces[i] = s.pieces[i][:0]
	}
	s.at = 0
}
