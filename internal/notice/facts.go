package notice

// Facts is all that one version of one notice states: the brand, the notice,
// and those of the shared facts that it uses.
type Facts struct {
	Brand   Brand   `toml:"brand"`
	Privacy Privacy `toml:"privacy"`
	Cookies Cookies `toml:"cookies"`
	Shared  Shared  `toml:"shared"`
}
