"""What a calendar feed depends on, asked in one question: a feed says the same as long as its state is the same."""

from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, CharField, DateTimeField, Exists, Func, OuterRef, Subquery, Value
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from .. import __version__
from ..conf import setting
from ..snippets.disciplines import Discipline
from ..snippets.meetings import Meeting
from .meetings import MeetingRegisterPage
from .workgroups import WorkgroupHubPage

#: Another one whenever the same meetings make another file.
FORMAT = 1
FACTS = ("pk", "view_restrictions", "path", "url_path", "title", "locale_id", "translation_key", "live", "expire_at")


class Wanted(NamedTuple):
    """Which meetings an address asks for; what is empty leaves nothing out.

    ``group`` and ``discipline`` are slugs. ``groups`` are translation keys in order: a group's, or all of a person's.
    """

    language: str
    group: str = ""
    discipline: str = ""
    kind: str = ""
    groups: tuple[UUID, ...] | None = None
    is_personal: bool = False


@dataclass(frozen=True)
class FeedState:
    """The tag of what a feed says now, and what the question told on the way.

    ``closed`` are the tree paths below which not everybody may look. ``discipline`` is the name of the one that is
    wanted, "" where no discipline has that slug; ``of_discipline`` are the keys of the groups that have it. ``keys``
    are the primary and the translation key of every group, in all languages.
    """

    etag: str
    closed: tuple[str, ...]
    discipline: str
    of_discipline: frozenset[int]
    keys: tuple[tuple[int, UUID], ...]

    def rows_of(self, hubs) -> dict[int, str]:
        """The title of each of ``hubs`` by the primary key of every row of it, one for each language."""
        titles = {hub.translation_key: hub.title for hub in hubs}
        return {pk: titles[key] for pk, key in self.keys if key in titles}


def state_of(site, wanted, now=None) -> FeedState:
    """The state of the feed that ``site`` gives for ``wanted``.

    It differs after every save of a meeting and every publication, even one that was committed late; after anything
    that befalls a group, a register or the home page; after a restriction comes, goes or moves; and once something
    has expired. It may differ where the feed does not. Missed is only a script that writes meetings and leaves
    their ``changed_at`` as it was: by ``QuerySet.update()``, or by a save of some fields.
    """
    now = now or timezone.now()
    rows = list(_rows(wanted, now))
    # As Wagtail's own table has it, from which addresses are made: it may lag behind in another process.
    addresses = [path for path in Site.get_site_root_paths() if site and path.site_id == site.pk]
    home = site and (site.site_name, site.root_page.path, addresses)
    expired = [row.pk for row in rows if row.expire_at and row.expire_at <= now]
    about = (__version__, FORMAT, setting("TIME_ZONE"), home, wanted, rows, expired)
    return FeedState(
        etag=f'"{sha256(repr(about).encode()).hexdigest()[:32]}"',
        closed=tuple(row.path for row in rows if row.view_restrictions),
        discipline=next((row.discipline for row in rows if wanted.discipline), None) or "",
        of_discipline=frozenset(row.pk for row in rows if wanted.discipline and row.has_discipline),
        keys=tuple((row.pk, row.translation_key) for row in rows),
    )


def _rows(wanted, now):
    """Every group, register and page that not everybody may read, each beside the same figures about all meetings.

    They are as few as a council has groups. Where there are none, no meeting can be seen.
    """
    pages = (
        WorkgroupHubPage.objects.order_by()
        .values("pk")
        .union(
            MeetingRegisterPage.objects.order_by().values("pk"),
            PageViewRestriction.objects.order_by().values("page_id"),
        )
    )
    beside = {**_figures(now), **(_of_discipline(wanted) if wanted.discipline else {})}
    found = Page.objects.filter(pk__in=pages).order_by("pk", "view_restrictions").annotate(**beside)
    return found.values_list(*FACTS, *beside, named=True)


def _figures(now):
    """Three figures of which one differs after any edit of any meeting, each from an index.

    Worded as SQL: Django takes longer to word such questions than a database to answer them.
    """
    table = {"table": Meeting._meta.db_table}
    # Each publication has a revision of its own: the sum tells of one that began first and was committed last.
    publications = "(SELECT SUM(COALESCE(live_revision_id, 0) + 1) FROM %(table)s)"
    gone = "(SELECT COUNT(*) FROM %(table)s WHERE expire_at <= %(expressions)s)"
    return {
        "changed": Func(template="(SELECT MAX(changed_at) FROM %(table)s)", output_field=CharField(), **table),
        "publications": Func(template=publications, output_field=BigIntegerField(), **table),
        "gone": Func(Value(now, DateTimeField()), template=gone, output_field=BigIntegerField(), **table),
    }


def _of_discipline(wanted):
    """The name of the discipline that is wanted, and whether a group has it, whichever language's row was ticked."""
    disciplines = Discipline.objects.filter(locale__language_code=wanted.language, slug=wanted.discipline).order_by()
    ticks = WorkgroupHubPage.disciplines.through.objects.filter(
        workgrouphubpage=OuterRef("pk"), discipline__translation_key__in=disciplines.values("translation_key")
    )
    return {"discipline": Subquery(disciplines.values("name")[:1]), "has_discipline": Exists(ticks)}
