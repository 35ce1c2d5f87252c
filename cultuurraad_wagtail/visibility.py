"""What a visitor may see: the one door for every list, feed, search, count and export."""

from dataclasses import dataclass

from django.db.models import F, Func, OuterRef, Q, Subquery
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site


class Unindexed(Func):
    """The expression itself, by a way that SQLite does not look up in an index.

    Nearly every row shares its locale, and SQLite, which keeps no statistics unless told, would still begin there
    and sort ten thousand pages for the first twelve. Its documentation gives the unary plus for this.
    """

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def in_locale(locale) -> Q:
    """Rows of ``locale``."""
    return Q(Exact(Unindexed(F("locale_id")), locale.pk))


@dataclass(frozen=True)
class Scope:
    """Who looks: a visitor of ``site`` who reads ``locale``. Without a site, nothing is visible.

    Remembers what it asked the database, so make one for each request: ``scope_for``.
    """

    site: Site | None
    locale: Locale

    @cached_property
    def roots(self) -> list[str]:
        """The tree paths below which the site's pages stand: its home page's, and that of its translation.

        Wagtail puts the translation of a home page beside it.
        """
        if self.site is None:
            return []
        root = self.site.root_page
        translation = None if root.locale_id == self.locale.pk else root.get_translation_or_none(self.locale)
        return [page.path for page in (root, translation) if page]

    @cached_property
    def private(self) -> list[str]:
        """The tree paths below which not everybody may look."""
        # Not a join: SQLite would begin with the pages, all of them, to find that no restriction names them.
        path = Page.objects.filter(pk=OuterRef("page")).order_by().values("path")
        return list(PageViewRestriction.objects.values_list(Subquery(path), flat=True))

    def not_closed(self, collection) -> Q:
        """Rows whose ``collection`` (a lookup of a key to one) everybody may look into."""
        return ~_below(self._closed_collections, f"{collection}__path")

    def opens(self, document) -> bool:
        """Whether everybody may open ``document`` (or image; False for None)."""
        return document is not None and document.collection_id not in self._closed_collection_ids

    @cached_property
    def _closed_collections(self) -> list[str]:
        return list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))

    @cached_property
    def _closed_collection_ids(self) -> set[int]:
        if not self._closed_collections:
            return set()
        return set(Collection.objects.filter(_below(self._closed_collections)).values_list("pk", flat=True))


def scope_for(request, locale: Locale, page: Page | None = None) -> Scope:
    """The scope of ``request`` in ``locale``, the same object each time; the site of ``page`` if it names none."""
    scopes = request.__dict__.setdefault("_cultuurraad_scopes", {})
    if locale.pk not in scopes:
        site = Site.find_for_request(request) or (page.get_site() if page else None)
        scopes[locale.pk] = Scope(site, locale)
    return scopes[locale.pk]


def visible_pages(queryset, scope: Scope, now=None):
    """The pages of ``queryset`` that are live, not expired, public, of this site and in this locale."""
    shown = queryset.live().filter(not_expired(now), in_locale(scope.locale), _below(scope.roots))
    return shown.exclude(_below(scope.private)) if scope.private else shown


def _below(paths, field="path") -> Q:
    below = Q(pk__in=())
    for path in paths:
        below |= Q(**{f"{field}__startswith": path})
    return below


def not_expired(now=None) -> Q:
    """Excludes what should be gone already although the scheduled unpublishing has not run yet."""
    return Q(expire_at__isnull=True) | Q(expire_at__gt=now or timezone.now())
