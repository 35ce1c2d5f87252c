"""``manage.py plan_meetings``: plans the meetings of every series as far ahead as the site looks; for every night."""

from django.core.management.base import BaseCommand

from cultuurraad_wagtail.scheduling.planning import top_up


class Command(BaseCommand):
    help = "Plans the meetings of every series up to CULTUURRAAD_PLANNING_MONTHS ahead."

    def handle(self, *args, **options):
        plans = top_up()
        for series, plan in plans.items():
            self.stdout.write(f"{series}: {len(plan.new)} planned, {len(plan.changed)} changed.")
        if not plans:
            self.stdout.write("Nothing to plan.")
