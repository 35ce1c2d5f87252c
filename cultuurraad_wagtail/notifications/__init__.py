"""Mail that is stored first and sent after; the one door through which the package writes to people."""

from .delivery import DeliveryReport, deliver_due, retry
from .links import without_links
from .queue import queue_mail

__all__ = ["DeliveryReport", "deliver_due", "queue_mail", "retry", "without_links"]
