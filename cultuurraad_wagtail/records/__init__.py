"""What visitors and the machine write. Plain rows: no drafts, no copies, never edited as content."""
