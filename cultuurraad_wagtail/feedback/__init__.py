"""Taking in answers to feedback forms, and laying them out as a table."""

from .responses import responses_as_table, store_response
from .throttle import TooManyAnswers, count_answer

__all__ = ["TooManyAnswers", "count_answer", "responses_as_table", "store_response"]
