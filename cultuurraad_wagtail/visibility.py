"""What a visitor may see: the one door for every list, feed, search, count and export."""

from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, Site


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


def visible_pages(queryset, *, site: Site, locale: Locale, now=None):
    """The pages of ``queryset`` that are live, not expired, public, of this site and in this locale."""
    return queryset.live().filter(not_expired(now), _of_site(site, locale), in_locale(locale)).public()


def _of_site(site: Site, locale: Locale) -> Q:
    """What lies below the site's home page or, since Wagtail puts those beside it, below its translation."""
    root = site.root_page
    within = Q(path__startswith=root.path)
    translation = None if root.locale_id == locale.pk else root.get_translation_or_none(locale)
    return within | Q(path__startswith=translation.path) if translation else within


def not_expired(now=None) -> Q:
    """Excludes what should be gone already although the scheduled unpublishing has not run yet."""
    return Q(expire_at__isnull=True) | Q(expire_at__gt=now or timezone.now())


def public_collections():
    """The collections without a view restriction on themselves or on one above them."""
    restricted = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    hidden = Q(pk__in=())
    for path in restricted:
        hidden |= Q(path__startswith=path)
    return Collection.objects.exclude(hidden)
