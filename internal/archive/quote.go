package archive

import "strings"

// show puts a piece of a file into a message.
func show(s string) string {
	if s == "" {
		return "the end"
	}
	return string(quote(nil, s))
}

// quote writes a text in quotes, in a form that JSON and TOML share, and in
// one form only: \" \\ \n \r \t, and \u00XX for the other control characters
// of ASCII.
func quote(out []byte, s string) []byte {
	const hex = "0123456789abcdef"
	out = append(out, '"')
	done := 0
	for i := range len(s) {
		b := s[i]
		if b >= ' ' && b != '"' && b != '\\' && b != 0x7f {
			continue
		}
		out = append(append(out, s[done:i]...), '\\')
		done = i + 1
		switch b {
		case '"', '\\':
			out = append(out, b)
		case '\n':
			out = append(out, 'n')
		case '\r':
			out = append(out, 'r')
		case '\t':
			out = append(out, 't')
		default:
			out = append(out, 'u', '0', '0', hex[b>>4], hex[b&15])
		}
	}
	return append(append(out, s[done:]...), '"')
}

// unquote reads what quote writes from the beginning of s, and gives the text,
// the bytes it takes, and what is wrong. In a whole sentence no other one may
// end.
func unquote(s string, sentence bool) (text string, n int, problem string) {
	if s == "" || s[0] != '"' {
		return "", 0, "want a text in quotes"
	}
	var out []byte // the text, once it differs from the file
	done := 1
	for i := 1; i < len(s); i++ {
		switch b := s[i]; {
		case b == '"':
			if out == nil {
				return s[1:i], i + 1, ""
			}
			return string(append(out, s[done:i]...)), i + 1, ""
		case b == '\\':
			plain, size := unescape(s[i:])
			if size == 0 {
				return "", 0, "an escape that notis does not write"
			}
			out = append(append(out, s[done:i]...), plain)
			i += size - 1
			done = i + 1
		case b < ' ' || b == 0x7f:
			return "", 0, "a control character"
		case b == ' ' && sentence && ends(s[i-1]) && i+1 < len(s) && s[i+1] != '"' && begins(s[i+1]):
			return "", 0, "two sentences in one"
		}
	}
	return "", 0, "a text without its closing quote"
}

// unescape reads the escape that s begins with; its size is 0 where quote
// would not write it so.
func unescape(s string) (plain byte, size int) {
	if len(s) < 2 {
		return 0, 0
	}
	switch s[1] {
	case '"', '\\':
		return s[1], 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	}
	if len(s) < 6 || !strings.HasPrefix(s, `\u00`) {
		return 0, 0
	}
	const hex = "0123456789abcdef"
	high, low := strings.IndexByte(hex, s[4]), strings.IndexByte(hex, s[5])
	if high < 0 || low < 0 {
		return 0, 0
	}
	plain = byte(high<<4 | low)
	if plain >= ' ' && plain != 0x7f || plain == '\n' || plain == '\r' || plain == '\t' {
		return 0, 0
	}
	return plain, 6
}
