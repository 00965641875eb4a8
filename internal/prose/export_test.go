package prose

import "notis/internal/document"

// Parsed reads a text with the parser, also where it need not be parsed.
func (p *Parser) Parsed(src string) ([]document.Block, []Problem) { return p.parse(src) }
