"""``manage.py remind_members``: the mails that nobody should have to think of; for every day."""

import logging

from django.core.management.base import BaseCommand, CommandError

from cultuurraad_wagtail.scheduling.reminders import remind
from cultuurraad_wagtail.scheduling.trail.actions import tell_owners
from cultuurraad_wagtail.scheduling.trail.approval import prepare_agendas

logger = logging.getLogger("cultuurraad_wagtail.scheduling")

#: What is done, in this order: what the number says, and what gives it.
STEPS = [
    ("Reminded of a meeting: %d.", remind),
    ("Agendas with minutes to approve, or open action items: %d.", prepare_agendas),
    ("Told of an overdue action item: %d.", tell_owners),
]


class Command(BaseCommand):
    help = "Reminds members of meetings and of overdue action items, and prepares the agendas of the next meetings."

    def handle(self, *args, **options):
        failed = [step.__name__ for words, step in STEPS if not self._take(words, step)]
        if failed:
            raise CommandError(f"Not done, see the log: {', '.join(failed)}.")

    def _take(self, words, step):
        """Whether ``step`` was done; one that fails must not keep the others from theirs."""
        try:
            self.stdout.write(words % step())
        except Exception:
            logger.exception("remind_members: %s failed.", step.__name__)
            return False
        return True
