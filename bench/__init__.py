"""Benchmarks. They measure and print; nothing here is a test, and nothing is in the wheel."""
