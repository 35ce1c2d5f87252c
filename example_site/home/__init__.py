"""The site's own pages: a home page, ordinary pages, a search."""
