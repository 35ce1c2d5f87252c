"""Meetings that come back: their dates, planned as rows, and what to think of while planning."""
