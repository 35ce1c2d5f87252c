"""The editor's screens: listings, registers, the menu, what needs attention, safe deletion."""
