"""Texts of editors that name somebody: found, never rewritten; an editor decides."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Comment, CommentReply, Page, Revision

from ..snippets.people import Mandate, Person

#: Texts that a site makes itself of others.
OF_MACHINES = ("slug", "path", "url_path", "draft_title", "search_text", "sort_name")


@dataclass(frozen=True)
class Mention:
    """An object of which a text names the person: the object, and what it is called."""

    object: models.Model

    @property
    def kind(self) -> str:
        return type(self.object)._meta.verbose_name

    def __str__(self):
        return str(self.object)


def mentions_of(whose) -> list[Mention]:
    """Pages, meetings and the like with the address or the name in what editors wrote, in any version, each once."""
    wanted = whose.wanted
    if not wanted.texts:
        return []
    found = {}
    for model in _written():
        fields = _texts_of(model)
        for row in wanted.rows(model._default_manager.all(), *fields) if fields else ():
            if any(wanted.is_in(_as_text(row, field)) for field in fields):
                _add(found, _whole(row))
    for model, path in ((Comment, "page"), (CommentReply, "comment__page")):
        for row in wanted.rows(model.objects.select_related(path), "text"):
            if wanted.is_in(row.text):
                _add(found, row.page if model is Comment else row.comment.page)
    for revision in wanted.rows(Revision.objects.order_by("-pk"), "content"):
        if wanted.is_in(_said_in(revision)):
            _add(found, revision.content_object)
    return [Mention(each) for each in found.values()]


def _said_in(revision):
    """What an editor wrote in this version: an address in a field of its own is ``Whose.revisions``."""
    return {key: value for key, value in revision.content.items() if key not in ("email", "contact_email")}


def _written():
    """Our models that editors write; not those of people, which are emptied."""
    for model in apps.get_app_config("cultuurraad_wagtail").get_models():
        if ".records." not in model.__module__ and model not in (Person, Mandate):
            yield model


def _texts_of(model):
    fields = [each for each in model._meta.concrete_fields if each.editable and each.name not in OF_MACHINES]
    kinds = (models.CharField, models.TextField, StreamField)
    return [each.name for each in fields if isinstance(each, kinds) and not isinstance(each, models.EmailField)]


def _as_text(row, field):
    value = row.__dict__.get(f"{field}_as_text")
    return value if isinstance(value, str) else ""


def _whole(row):
    """What an editor opens to change ``row``: the meeting of an agenda item."""
    for field in row._meta.concrete_fields:
        if isinstance(field, ParentalKey):
            return getattr(row, field.name)
    return row


def _add(found, row):
    if row is not None:
        base = Page if isinstance(row, Page) else type(row)
        found.setdefault((base, row.pk), row)
