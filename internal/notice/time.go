package notice

import (
	"regexp"
	"strconv"
	"time"
)

// Date is a day of the calendar, written 2023-04-27.
type Date string

const dateForm = "2006-01-02"

// Check wants a day that exists, in the form of RFC 3339 (full-date).
func (v Date) Check() error {
	if _, err := time.Parse(dateForm, string(v)); err != nil {
		return &Invalid{"date", string(v)}
	}
	return nil
}

// Time gives the first moment of the day in UTC. The date has to be well
// formed.
func (v Date) Time() (time.Time, error) { return time.Parse(dateForm, string(v)) }

// DateOf gives the day that t falls on, in t's own location.
func DateOf(t time.Time) Date { return Date(t.Format(dateForm)) }

// Duration is a length of time as ISO 8601 writes it with whole numbers (P2Y,
// P1Y24D, PT30M, P1W), or "session" for as long as the browser is open.
type Duration string

// Session is the duration of a cookie that goes when the browser closes.
const Session Duration = "session"

var durationForm = regexp.MustCompile(`^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?)?$`)

// Unit is a unit of time.
type Unit string

// The units a duration is counted in, longest first.
const (
	Years   Unit = "years"
	Months  Unit = "months"
	Weeks   Unit = "weeks"
	Days    Unit = "days"
	Hours   Unit = "hours"
	Minutes Unit = "minutes"
	Seconds Unit = "seconds"
)

// Units lists the units, longest first.
func Units() []Unit { return []Unit{Years, Months, Weeks, Days, Hours, Minutes, Seconds} }

// Amount is a whole number of a unit, at least one.
type Amount struct {
	Count int
	Unit  Unit
}

// Check wants at least one amount above zero.
func (v Duration) Check() error {
	if v == Session {
		return nil
	}
	if len(v.Amounts()) == 0 {
		return &Invalid{"duration", string(v)}
	}
	return nil
}

// Amounts gives the parts of the duration, longest unit first; none for a
// session or for a value that is not well formed.
func (v Duration) Amounts() []Amount {
	m := durationForm.FindStringSubmatch(string(v))
	if m == nil || v[len(v)-1] == 'T' {
		return nil
	}
	var out []Amount
	for i, u := range Units() {
		if n, err := strconv.Atoi(m[i+1]); err == nil && n > 0 {
			out = append(out, Amount{n, u})
		}
	}
	return out
}
