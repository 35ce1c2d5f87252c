"""Start a delivery that the visitor does not wait for: the site's own task queue, or else a thread."""

import logging
from threading import Lock, Thread

from django.db import connections
from django.utils.translation import get_language, override

from .delivery import deliver_due

logger = logging.getLogger("cultuurraad_wagtail.notifications")

# What Wagtail falls back to where a site has no queue: both would send, or lose, the mail within the request.
NO_QUEUE = {"ImmediateBackend", "DummyBackend"}


def beside(function, *args, name="cultuurraad") -> None:
    """Call ``function`` in a thread of its own, for what nobody should wait for; what it raises is logged."""

    language = get_language()

    def run():
        try:
            with override(language):
                function(*args)
        except Exception:
            logger.exception("%s stopped.", name)
        finally:
            connections.close_all()

    Thread(target=run, name=name).start()


def start_delivery() -> None:
    """Have the due mail sent soon, outside this request."""
    if not _enqueue():
        drain.start()


def _enqueue():
    try:
        from .tasks import deliver_due_mail

        if NO_QUEUE & {base.__name__ for base in type(deliver_due_mail.get_backend()).__mro__}:
            return False
        deliver_due_mail.enqueue()
    except Exception:
        logger.exception("The task queue took no task; a thread sends the mail.")
        return False
    return True


class Drain:
    """One thread per process that sends until nothing more was asked for."""

    def __init__(self):
        self._lock = Lock()
        self._thread = None
        self._wanted = False

    def start(self):
        with self._lock:
            self._wanted = True
            # is_alive is false in a forked child, where the parent's thread does not run.
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="cultuurraad-mail", daemon=True)
                self._thread.start()

    def join(self, timeout=None):
        """Wait until the thread is done, if there is one."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def _run(self):
        try:
            while self._take():
                deliver_due()
        except Exception:
            logger.exception("The mail thread stopped; send_outbox sends what is left.")
            with self._lock:
                self._thread = None
        finally:
            connections.close_all()

    def _take(self):
        with self._lock:
            wanted, self._wanted = self._wanted, False
            if not wanted:
                self._thread = None
            return wanted


drain = Drain()
