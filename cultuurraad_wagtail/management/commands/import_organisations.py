"""``manage.py import_organisations list.csv``: what a list would do to the directory, and with ``--apply`` does."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from cultuurraad_wagtail.choices import ImportVerdict
from cultuurraad_wagtail.inventory.columns import BY_FIELD
from cultuurraad_wagtail.inventory.files.tables import UnreadableFile
from cultuurraad_wagtail.inventory.lists.applying import NotApplied, summary
from cultuurraad_wagtail.inventory.lists.runs import apply_run, plan_run, start_import
from cultuurraad_wagtail.models import ColumnMap, OrganisationDirectoryPage
from cultuurraad_wagtail.snippets.disciplines import Discipline


class Command(BaseCommand):
    help = "Reads a list of organisations (CSV or XLSX) and tells what it would change. Writes only with --apply."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="A CSV file or an Excel workbook.")
        parser.add_argument("--map", default="", help="A saved column map; the heads are guessed unless given.")
        parser.add_argument("--directory", type=int, help="The id of the directory page, where there are several.")
        parser.add_argument("--discipline", action="append", default=[], help="The slug of one for all (repeatable).")
        parser.add_argument("--publish", action="store_true", help="Publish at once; drafts unless given.")
        parser.add_argument("--split-names", action="store_true", help="Take every proposed split of a name.")
        parser.add_argument("--apply", action="store_true", help="Write; without this, nothing is changed.")

    # Whoever runs it reads one language, not the site's words among English ones.
    @override("en")
    def handle(self, *args, file, map, directory, discipline, publish, split_names, apply, **options):
        page = self._directory(directory)
        try:
            run = start_import(directory=page, user=None, filename=file.name, content=file.read_bytes())
        except OSError as error:
            raise CommandError(f"The file “{file}” cannot be read: {error.strerror}.") from error
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        try:
            self._prepare(run, map, page, discipline, publish)
            rows = plan_run(run=run)
            if split_names:
                run.splits = [row.number for row in rows if row.offers_split]
                run.save()
                rows = plan_run(run=run)
            self._tell(run, rows)
            if apply:
                self._apply(run)
        finally:
            if not run.report:
                run.delete()

    def _directory(self, pk):
        known = list(OrganisationDirectoryPage.objects.select_related("locale"))
        if not known:
            raise CommandError("There is no directory page. Run “manage.py cultuurraad_setup” first.")
        listed = ", ".join(f"{each.pk} ({each.title}, {each.locale})" for each in known)
        found = [each for each in known if pk in (None, each.pk)]
        if not found:
            raise CommandError(f"There is no directory {pk}. There are: {listed}.")
        if len(found) > 1:
            raise CommandError(f"There are several directories. Name one with --directory: {listed}.")
        return found[0]

    def _prepare(self, run, name, page, slugs, publish):
        if name:
            saved = ColumnMap.objects.filter(name=name).first()
            if saved is None:
                known = ", ".join(f"“{each}”" for each in ColumnMap.objects.all()) or "none"
                raise CommandError(f"There is no column map “{name}”. Saved are: {known}.")
            run.columns = saved.columns
        if "title" not in run.columns.values():
            raise CommandError("No column looks like the name of the organisation. Map the columns in the admin once.")
        chosen = Discipline.objects.in_locale(page.locale).filter(slug__in=slugs)
        if unknown := set(slugs) - {each.slug for each in chosen}:
            raise CommandError(f"There is no discipline “{sorted(unknown)[0]}” in {page.locale}.")
        run.discipline_ids = [each.pk for each in chosen]
        run.publishes = publish
        run.save()

    def _tell(self, run, rows):
        self.stdout.write("Columns:")
        for head, field in run.columns.items():
            self.stdout.write(f"  {head} → {BY_FIELD[field].label}")
        counted = Counter(row.verdict for row in rows)
        for verdict in ImportVerdict:
            self.stdout.write(f"{verdict.label}: {counted[verdict]}")
        for row in rows:
            if row.verdict in (ImportVerdict.DUPLICATE, ImportVerdict.ERROR):
                self.stdout.write(f"  row {row.number}, {row.name or '(no name)'}: {row.reason}")

    def _apply(self, run):
        try:
            counted = summary(apply_run(run=run, user=None))
        except NotApplied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            "Created {created}, updated {updated}, unchanged {unchanged}, skipped {skipped}.".format(**counted)
        )
