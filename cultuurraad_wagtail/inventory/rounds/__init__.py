"""Confirming profiles: organisations asked whether their profile is still correct, and what they propose."""
