package publish

// Like tells whether the spare of a site is known by how it differs from it.
func Like(out string) bool {
	b := besideOf(out)
	now, err := readTree(out)
	if err != nil {
		return false
	}
	s := openSpare(b.site, now, read(b.differs))
	return s != nil && s.like
}
