"""The demo: its made-up content as data, the posters drawn by code, and what puts them in the database."""
