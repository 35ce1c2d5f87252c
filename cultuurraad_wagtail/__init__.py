"""A culture council's collaboration plan inside the Wagtail site a city already has."""

__version__ = "0.1.0"
