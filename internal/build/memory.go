package build

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A build makes much garbage of short life, which the collector looks for again
// and again in a register that stays. It is let off until the heap is five
// times what lives in it, or until the process holds roof, whichever is first.
const (
	percent = 400
	roof    = 448 << 20
)

// unhurried lets the garbage collector run less often until restore is called.
// What somebody chose with GOGC or GOMEMLIMIT stays, and so does what a build
// that runs at the same time has set.
func unhurried() (restore func()) {
	old := debug.SetGCPercent(percent)
	if old != 100 && old != percent {
		debug.SetGCPercent(old)
		return func() {}
	}
	limit := debug.SetMemoryLimit(-1)
	if limit == math.MaxInt64 {
		debug.SetMemoryLimit(enough())
	}
	return func() {
		debug.SetGCPercent(old)
		debug.SetMemoryLimit(limit)
	}
}

// Ease lets the garbage collector run less often from now on, for whoever reads
// what a site is built from: most of that stays until the site is built.
func Ease() (restore func()) {
	old := debug.SetGCPercent(percent)
	if old != 100 {
		debug.SetGCPercent(old)
	}
	return func() { debug.SetGCPercent(old) }
}

// enough is the roof, or more where the register is so large that the collector
// would never rest below it.
func enough() int64 {
	if needed() > roof {
		runtime.GC() // it was counted with what loading left behind
	}
	return max(roof, needed())
}

// needed is half as much again as lived in the heap when it was last collected.
func needed() int64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64()) / 2 * 3
}
