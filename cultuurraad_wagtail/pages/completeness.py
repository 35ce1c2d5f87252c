"""What a profile should say, and which of it is missing: one table for the editor's screens and the database."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import CouncilPageQuerySet

#: After so long without a word from the organisation, nobody knows whether its profile is still true.
CONFIRMED_FOR = timedelta(days=365)


class Point(NamedTuple):
    """One thing a profile should say: any of ``fields`` will do. ``advice`` is for who can add it."""

    name: str
    fields: tuple[str, ...]
    label: str
    advice: str


POINTS = (
    Point("summary", ("summary",), _("summary"), _("Add a summary: it is what visitors read first.")),
    Point("mission", ("mission",), _("mission"), _("Write the mission: why the organisation exists.")),
    Point("goals", ("goals",), _("goals"), _("Write the goals: what it wants to reach.")),
    Point(
        "disciplines",
        ("disciplines",),
        _("disciplines"),
        _("Tick at least one discipline: visitors filter the directory by them."),
    ),
    Point("languages", ("languages",), _("languages"), _("Tick the languages in which it works with its public.")),
    Point("logo", ("logo",), _("logo or image"), _("Choose a logo or an image: it makes the profile easy to spot.")),
    Point(
        "place", ("municipality",), _("municipality"), _("Give the municipality: visitors look for what is near them.")
    ),
    Point(
        "contact",
        ("email", "phone", "website"),
        _("public contact"),
        _("Give a public e-mail address, a phone number or a website, so that visitors can reach it."),
    ),
    Point(
        "private_contact",
        ("contact_email",),
        _("private contact address"),
        _("Give a private contact address, so that you can ask whether the profile is still correct."),
    ),
)


class Completeness:
    """How complete ``profile`` is: which points are ``missing``, how many are ``filled`` of a ``total``."""

    total = len(POINTS)

    def __init__(self, profile):
        self.missing = [point for point in POINTS if not any(_says(profile, name) for name in point.fields)]
        self.filled = self.total - len(self.missing)
        self.percentage = round(100 * self.filled / self.total)

    def __str__(self):
        return _("%(filled)s of %(total)s") % {"filled": self.filled, "total": self.total}

    @property
    def missing_in_words(self):
        """The labels of what is missing, or an empty string."""
        return ", ".join(str(point.label) for point in self.missing)


def _says(profile, name):
    if name == "disciplines":
        # A list brings the answer along; the editor's screen has the disciplines at hand.
        known = getattr(profile, "has_disciplines", None)
        return bool(profile.disciplines.all()) if known is None else known
    return bool(profile.logo_id if name == "logo" else getattr(profile, name))


class CareQuerySet(CouncilPageQuerySet):
    """Organisations by how well their profile is looked after."""

    def with_completeness(self):
        """With ``filled_points``, to sort by, and what ``Completeness`` would otherwise ask for each profile."""
        filled = (Case(When(self._with(point), then=1), default=0, output_field=IntegerField()) for point in POINTS)
        return self.annotate(
            has_disciplines=Exists(self._disciplines()), filled_points=reduce(lambda one, next: one + next, filled)
        )

    def complete(self):
        """Profiles that lack nothing; the published version counts, not a draft."""
        return self.filter(*(self._with(point) for point in POINTS))

    def incomplete(self):
        """Profiles that lack something; the published version counts, not a draft."""
        return self.filter(self._incomplete())

    def lacking(self, name):
        """Profiles that lack the point called ``name``."""
        (point,) = (point for point in POINTS if point.name == name)
        return self.filter(~self._with(point))

    def never_confirmed(self):
        """Profiles that nobody ever said to be correct."""
        return self.filter(confirmed_at__isnull=True)

    def confirmed_lately(self, now=None):
        """Profiles that were said to be correct within the year before ``now``."""
        return self.filter(confirmed_at__gte=_a_year_before(now))

    def confirmed_long_ago(self, now=None):
        """Profiles that were said to be correct once, more than a year before ``now``."""
        return self.filter(confirmed_at__lt=_a_year_before(now))

    def stale(self, now=None):
        """Profiles that nobody said to be correct within the year before ``now``."""
        return self.not_confirmed_since(_a_year_before(now))

    def not_confirmed_since(self, moment):
        """Profiles that nobody said to be correct at ``moment`` or after it."""
        return self.filter(_not_confirmed_since(moment))

    def needing_care(self, now=None):
        """Profiles that are stale, incomplete or both."""
        return self.filter(_not_confirmed_since(_a_year_before(now)) | self._incomplete())

    def editable(self):
        """Profiles with words of their own: not merged into another, not a mirror of another."""
        return self.filter(merged_into__isnull=True, alias_of__isnull=True)

    def _incomplete(self):
        return reduce(or_, (~self._with(point) for point in POINTS))

    def _with(self, point):
        return reduce(or_, (self._saying(name) for name in point.fields))

    def _saying(self, name):
        if name == "disciplines":
            return Q(Exists(self._disciplines()))
        return Q(logo__isnull=False) if name == "logo" else ~Q(**{name: [] if name == "languages" else ""})

    def _disciplines(self):
        through = self.model._meta.get_field("disciplines").remote_field.through
        return through.objects.filter(organisationprofilepage=OuterRef("pk"))


def _a_year_before(now):
    return (now or timezone.now()) - CONFIRMED_FOR


def _not_confirmed_since(moment):
    return Q(confirmed_at__isnull=True) | Q(confirmed_at__lt=moment)
