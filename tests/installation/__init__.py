"""The wheel in projects of other people. See test_installation.py."""
