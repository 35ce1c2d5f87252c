"""``manage.py cultuurraad_privacy``: erase what is over time, tell somebody what is kept of them, erase it."""

from pathlib import Path

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.translation import override

from cultuurraad_wagtail.privacy import as_json, erase, expire, export


class Command(BaseCommand):
    help = "Erases what is kept longer than the settings say; exports or erases what is kept of an e-mail address."

    def add_arguments(self, parser):
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("expire", help="Erase what is over time. For every day.")
        exported = deeds.add_parser("export", help="Everything that is kept of an address, as JSON.")
        exported.add_argument("address", help="An e-mail address.")
        exported.add_argument("--output", type=Path, help="A file to write; standard output unless given.")
        exported.add_argument("--language", default="nl", help="The language of the labels; nl unless given.")
        erased = deeds.add_parser("erase", help="Erase what is kept of an address; numbers stay.")
        erased.add_argument("address", help="An e-mail address.")
        erased.add_argument("--dry-run", action="store_true", help="Tell what would be erased, and change nothing.")
        erased.add_argument("--yes", action="store_true", help="Erase without asking first.")

    # Whoever runs it reads one language, not the site's words among English ones.
    @override("en")
    def handle(self, *args, deed, **options):
        getattr(self, f"_{deed}")(**options)

    def _expire(self, **options):
        counts = expire()
        self._tell(counts)
        self.stdout.write("What is over time is erased." if counts else "Nothing is over time.")

    def _export(self, address, output, language, **options):
        self._check(address)
        with override(language):
            records = export(address=address)
            text = as_json(records, address=address)
        if output is None:
            self.stdout.write(text)
            return
        try:
            output.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"The file “{output}” cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Records in “{output}”: {len(records)}. Delete the file once it is sent.")

    def _erase(self, address, dry_run, yes, **options):
        self._check(address)
        erasure = erase(address=address, dry_run=True)
        self._tell(erasure)
        if not erasure:
            self.stdout.write("Nothing is kept of this address.")
        if dry_run:
            self._tell_left(erasure.left)
            self.stdout.write("Nothing was changed.")
            return
        if erasure and not yes and not self._agrees():
            raise CommandError("Nothing was changed.")
        # Also where no row of ours has it: a log may still tell.
        self._tell_left(erase(address=address).left)
        if erasure:
            self.stdout.write("What was kept of this address is erased. Every number stays as it was.")

    def _check(self, address):
        try:
            validate_email(address.strip())
        except ValidationError as error:
            raise CommandError("This is not an e-mail address. Give one, for example name@example.org.") from error

    def _agrees(self):
        try:
            return input("This cannot be undone. Type “erase” to go on: ").strip() == "erase"
        except EOFError:
            return False

    def _tell(self, counts):
        for kind, count in counts.items():
            self.stdout.write(f"{self._name(kind)}: {count}")

    @staticmethod
    def _name(kind):
        app_label = "wagtailcore" if kind == "revision" else "cultuurraad_wagtail"
        return str(apps.get_model(app_label, kind)._meta.verbose_name_plural).capitalize()

    def _tell_left(self, left):
        for mention in left.texts:
            self.stdout.write(
                f"An editor's text still names this person: {mention.kind} {mention.object.pk}, “{mention}”."
            )
        if left.accounts:
            self.stdout.write(
                "A user account of the site has this address. Change or delete it under Settings › Users."
            )
        if left.sites:
            self.stdout.write("The settings of the culture council name this address as the council's own.")
