// Package brands tests the real brands: their facts, their pages, and that the
// one tells all of the other.
package brands
