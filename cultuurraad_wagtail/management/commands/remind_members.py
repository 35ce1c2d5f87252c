"""``manage.py remind_members``: the mails that nobody should have to think of; for every day."""

from django.core.management.base import BaseCommand

from cultuurraad_wagtail.scheduling.reminders import remind
from cultuurraad_wagtail.scheduling.trail.actions import tell_owners
from cultuurraad_wagtail.scheduling.trail.approval import prepare_agendas

#: What is done, in this order: what the number says, and what gives it.
STEPS = [
    ("Reminded of a meeting: %d.", remind),
    ("Agendas with minutes to approve, or open action items: %d.", prepare_agendas),
    ("Told of an overdue action item: %d.", tell_owners),
]


class Command(BaseCommand):
    help = "Reminds members of meetings and of overdue action items, and prepares the agendas of the next meetings."

    def handle(self, *args, **options):
        for words, step in STEPS:
            self.stdout.write(words % step())
