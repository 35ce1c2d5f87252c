"""System checks; each one's hint is its fix."""
