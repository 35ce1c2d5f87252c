"""Feedback forms that are ready to use, complete in Dutch, French and English."""

from .making import make_ready_made, ready_made_forms
from .shelf import READY_MADE

__all__ = ["READY_MADE", "make_ready_made", "ready_made_forms"]
