"""Content that has no page of its own: disciplines, people, meetings, feedback forms."""
