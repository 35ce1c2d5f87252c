"""``manage.py ask_confirmation --older-than 365``: profiles confirmed once a year, by cron or by hand."""

from datetime import timedelta

from django.core.management.base import BaseCommand

from cultuurraad_wagtail.inventory.rounds.confirmation import REMIND_AFTER, left_to_ask, run_round
from cultuurraad_wagtail.pages.completeness import CONFIRMED_FOR


class Command(BaseCommand):
    help = "Mails organisations a link to confirm their profile: once in a round, with one reminder."

    def add_arguments(self, parser):
        parser.add_argument(
            "--older-than", type=int, default=CONFIRMED_FOR.days, help="Ask who did not confirm in so many days."
        )
        parser.add_argument(
            "--remind-after", type=int, default=REMIND_AFTER.days, help="Remind once after so many days of silence."
        )
        parser.add_argument("--dry-run", action="store_true", help="Tell who would be asked, and mail nobody.")

    def handle(self, *args, older_than, remind_after, dry_run, **options):
        if dry_run:
            self._tell(older_than)
            return
        done = run_round(older_than=older_than, remind_after=timedelta(days=remind_after))
        self.stdout.write(f"Asked {done['asked']}, reminded {done['reminded']}.")

    def _tell(self, older_than):
        profiles = left_to_ask(older_than=older_than)
        self.stdout.write(f"Would ask {len(profiles)}:")
        for profile in profiles:
            self.stdout.write(f"  {profile.title}")
