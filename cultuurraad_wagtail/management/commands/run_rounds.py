"""``manage.py run_rounds``: rounds of evaluation start, remind and close by themselves; for every hour or day."""

from django.core.management.base import BaseCommand

from cultuurraad_wagtail.evaluation.rounds import run_rounds


class Command(BaseCommand):
    help = "Invites to rounds of evaluation that open, reminds once who has not answered, closes those that ended."

    def handle(self, *args, **options):
        done = run_rounds()
        self.stdout.write("Invited: {invited}. Reminded: {reminded}. Rounds closed: {closed}.".format(**done))
