"""Taking in answers to feedback forms, and laying them out as a table."""

from .responses import responses_as_table, store_response

__all__ = ["responses_as_table", "store_response"]
