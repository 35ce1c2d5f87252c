"""What is known of people: told to whoever asks for it, erased when they ask for that or when its time is over."""

from .erasing import Erasure, erase, found
from .expiring import expire
from .exporting import as_json, export, file_name
from .retention import overdue

__all__ = ["Erasure", "as_json", "erase", "expire", "export", "file_name", "found", "overdue"]
