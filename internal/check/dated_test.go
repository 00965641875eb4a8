package check

import (
	"testing"

	"notis/internal/notice"
)

// TestDatedFacts wants each fact to hold from its first day until the day
// before its last one, and each row to be whole.
func TestDatedFacts(t *testing.T) {
	for _, tt := range []struct {
		id          string
		on          notice.Date
		holds, over bool
	}{
		{"age-limit", "2018-07-19", false, false},
		{"age-limit", "2026-11-22", true, false},
		{"privacy-shield", "2020-07-15", true, false},
		{"privacy-shield", "2020-07-16", false, true},
		{"old-standard-clauses", "2022-12-26", true, false},
		{"old-standard-clauses", "2022-12-27", false, true},
		{"privacy-framework", "2023-07-09", false, false},
		{"framework-appeal", "2025-10-30", false, false},
		{"framework-appeal", "2025-10-31", true, false},
		{"ekom-3-15", "2025-01-01", true, false},
		{"ekom-2-7b", "2025-01-01", false, true},
		{"universal-analytics", "2023-07-01", false, true},
		{"adequacy-BR", "2026-01-25", false, false},
		{"no such fact", "2026-11-22", false, false},
	} {
		d := datedFact(tt.id, tt.on)
		if d.holds(tt.on) != tt.holds || d.over(tt.on) != tt.over {
			t.Errorf("%s on %s: holds %v, over %v", tt.id, tt.on, d.holds(tt.on), d.over(tt.on))
		}
	}
	for _, d := range datedFacts() {
		if d.ID == "" || d.Source == "" || d.From.Check() != nil || d.Until != "" && (d.Until.Check() != nil || d.Until <= d.From) {
			t.Errorf("the fact %q is not whole", d.ID)
		}
	}
}
