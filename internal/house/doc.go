// Package house holds the rules of the house as tests: which package may
// import which, and how large things get.
package house
