"""``manage.py cultuurraad_setup --parent home``: the section's pages, disciplines and groups."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from wagtail.models import Page

from cultuurraad_wagtail.setup import SetupError, hidden_by, set_up_section


class Command(BaseCommand):
    help = "Sets up the culture council's section below a page of the site. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("--parent", required=True, help="The slug or the id of the page to build below.")
        parser.add_argument("--language", help="The language of the pages, for example nl; the parent's unless given.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would be made, and make nothing.")

    def handle(self, *args, parent, language, dry_run, **options):
        try:
            parent = self._find(parent)
            report = set_up_section(parent=parent, language_code=language, dry_run=dry_run)
            hidden = hidden_by(parent=parent, language_code=language)
        except SetupError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError("The tables are not there yet. Run “manage.py migrate” first.") from error
        self._tell(report, parent, dry_run)
        if hidden is not None:
            self.stdout.write(f"“{hidden.title}” is not published: until it is, visitors see nothing of the section.")

    def _tell(self, report, parent, dry_run):
        if not report:
            self.stdout.write("Everything is there already. Nothing changed.")
            return
        self.stdout.write("Would make:" if dry_run else "Made:")
        for line in report:
            self.stdout.write(f"  {self._with_address(line, parent)}")

    def _with_address(self, line, parent):
        """``line`` with the address of its page on the site instead of the page's place in the tree."""
        for page in parent.get_translations(inclusive=True).specific():
            if page.url:
                line = line.replace(f" at {page.url_path}", f" at {page.url}")
        return line

    def _find(self, parent):
        pages = Page.objects.filter(depth__gt=1)
        found = list(pages.filter(pk=int(parent)) if parent.isdecimal() else pages.filter(slug=parent)[:2])
        if not found:
            raise CommandError(f"There is no page with the slug or id “{parent}”. Look it up in the page explorer.")
        if len(found) > 1:
            raise CommandError(f"More than one page has the slug “{parent}”. Give the id of the one you mean.")
        return found[0]
