"""Lists of organisations: matched with the profiles there are, planned, applied; and written again."""
