"""Makes one thing and publishes it, unless it is there already; then it stays as it is."""

import datetime

from django.core.files.base import ContentFile
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from cultuurraad_wagtail.fields import council_zone
from cultuurraad_wagtail.models import Discipline
from cultuurraad_wagtail.setup.groups import COLLECTION

from .files import pdf
from .posters import poster


def page(parent, model, title, *, fill=None, **fields):
    """The page with the address of ``title`` below ``parent``; ``fill`` gets a new one before it is saved."""
    slug = slugify(title)
    if existing := model.objects.child_of(parent).filter(slug=slug).first():
        return existing
    new = model(title=title, slug=slug, locale=parent.locale, **fields)
    if fill:
        fill(new)
    parent.add_child(instance=new)
    new.save_revision(user=new.owner).publish()
    return new


def translation(source, locale, title, **fields):
    """``source`` in ``locale``, published, with ``title`` and ``fields`` in that language."""
    if existing := source.get_translation_or_none(locale):
        return existing
    new = source.copy_for_translation(locale)
    new.title, new.slug = title, slugify(title)
    for name, value in fields.items():
        setattr(new, name, value)
    return publish(new)


def publish(item):
    """Save a page or a snippet as it stands, and publish that."""
    item.save()
    item.save_revision().publish()
    item.refresh_from_db()
    return item


def disciplines(codes, locale):
    return list(Discipline.objects.in_locale(locale).filter(code__in=codes))


def image(title, code):
    """The poster for ``title``."""
    images = get_image_model().objects
    existing = images.filter(title=title, collection=_collection()).first()
    file = ContentFile(poster(title, code), name=f"{slugify(title)}.png") if existing is None else None
    return existing or images.create(title=title, file=file, collection=_collection())


def document(title, lines):
    """A PDF with ``title``."""
    documents = get_document_model().objects
    existing = documents.filter(title=title, collection=_collection()).first()
    file = ContentFile(pdf(title, lines), name=f"{slugify(title)}.pdf") if existing is None else None
    return existing or documents.create(title=title, file=file, collection=_collection())


def moment(day, hour, weekday=None):
    """``hour`` on ``day``, or on the nearest ``weekday`` (Monday is 0), in the council's zone."""
    if weekday is not None:
        shift = (weekday - day.weekday()) % 7
        day += datetime.timedelta(days=shift - 7 if shift > 3 else shift)
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=council_zone())


def _collection():
    return Collection.objects.get(name=COLLECTION)
