// Package notice is the domain: what a brand states about how it handles
// personal data, and nothing about files, languages of programming or pages.
//
// The types carry each fact as the company states it, also where the law would
// want it otherwise; what the law says of it is for the checks. The English
// words are those of Regulation (EU) 2016/679 (GDPR), articles 4 and 12–22.
//
// Struct tags:
//
//	toml:"key"      the key in the data files
//	must:"yes"      the key may not be left out
//	id:"kind"       this field declares an id of that kind
//	ref:"kind"      this field names an id of that kind
//	ahead:"yes"     this date may lie after today
//	plain:"yes"     this text is a heading or a name: no Markdown
package notice
