package facts

import (
	"reflect"
	"strconv"
	"strings"

	"notis/internal/notice"
)

// Owner tells which part of a brand's facts a place of a notice stands in: the
// notice itself, or brand where that alone has the key.
func Owner(kind notice.Kind, at string) string {
	key, _, _ := strings.Cut(at, ".")
	key, _, _ = strings.Cut(key, "[")
	var f notice.Facts
	own := reflect.TypeOf(f.Privacy)
	if kind == notice.CookiesKind {
		own = reflect.TypeOf(f.Cookies)
	}
	if !hasKey(own, key) && hasKey(reflect.TypeOf(f.Brand), key) {
		return "brand"
	}
	return string(kind)
}

func hasKey(t reflect.Type, key string) bool {
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("toml") == key {
			return true
		}
	}
	return false
}

// Walk gives the nodes along a path, from the outside in: activities[sale] or
// activities[1], a list by the id of an entry or its index. It ends where
// nothing is stated; missing is the step to an entry that is not there, or a
// key that no table has, and "" where there is none.
func (n *Node) Walk(path string) (along []*Node, missing string) {
	for step := range strings.SplitSeq(path, ".") {
		key, index, listed := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		in, ok := n.Field(key)
		if !ok {
			if listed {
				return along, step
			}
			return along, ""
		}
		along, n = append(along, in), in
		if !listed {
			continue
		}
		entry := in.Entry(index)
		if i, err := strconv.Atoi(index); entry == nil && err == nil && i >= 0 && i < len(in.list()) {
			entry = &in.Nodes[i]
		}
		if entry == nil {
			return along, step
		}
		along, n = append(along, entry), entry
	}
	return along, ""
}
