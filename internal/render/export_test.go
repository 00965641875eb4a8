package render

// Count tells how many shapes are known, and how many of them have no frame.
func (f *Frames) Count() (shapes, none int) {
	for _, k := range f.of {
		if k.none {
			none++
		}
	}
	return len(f.of), none
}
