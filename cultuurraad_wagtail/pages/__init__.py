"""Everything of the council that has an address in the page tree."""
