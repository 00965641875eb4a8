package publish

// stat is what there is to know of a name.
type stat struct {
	regular, folder bool
	size            int64
	// links is how many names the file has; 2 also where nobody can tell.
	links uint64
	// inode is which file it is; 0 where nobody can tell.
	inode uint64
	// written is when the content was, in nanoseconds. Anybody can set it.
	written int64
	// changed is when anything was, for a folder the names in it; the future
	// where nobody can tell. Nobody can set it.
	changed int64
}
