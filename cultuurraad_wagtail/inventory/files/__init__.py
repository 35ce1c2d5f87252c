"""Uploaded tables: bytes in, heads and rows of text out. Knows nothing of organisations."""
