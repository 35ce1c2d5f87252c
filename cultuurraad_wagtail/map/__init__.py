"""Leaflet's files for the map of the directory: an app of its own, so that only sites with a map need them."""
