"""What other apps keep of our rows: logs, forms an editor left open, sessions, the search index."""

from importlib import import_module
from urllib.parse import quote_plus, unquote_plus

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connections, router
from django.db.models import Q
from wagtail.models import ModelLogEntry, PageLogEntry

from ..records.nameless import NAMELESS
from ..snippets.people import Person

#: Models whose rows are people: a log that calls one by name tells of a person, also when the row is gone.
OF_PEOPLE = (
    *("person", "registration", "attendance", "invitee", "response"),
    *("agendarequest", "minutesremark", "confirmationrequest", "outboxmail"),
)


def forget_in_logs(model, keys) -> None:
    """The history of these rows of ``model`` calls them by no name any more; who did what, and when, stays."""
    kind = ContentType.objects.get_for_model(model)
    keys = [str(key) for key in keys]
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=keys).update(label=NAMELESS, data={})
    if admin := _model("admin", "LogEntry"):
        admin.objects.filter(content_type=kind, object_id__in=keys).update(object_repr=NAMELESS, change_message="")


def forget_in_all_logs(whose) -> None:
    """The address leaves every log; a name leaves the history of people who were deleted before."""
    kinds = ContentType.objects.filter(app_label=Person._meta.app_label, model__in=OF_PEOPLE)
    for entry in whose.wanted.rows(ModelLogEntry.objects.filter(content_type__in=kinds), "label", "data"):
        _rewrite(entry, whose.wanted, "label", "data")
    for model in (ModelLogEntry, PageLogEntry):
        for entry in whose.only_address.rows(model.objects.all(), "label", "data"):
            _rewrite(entry, whose.only_address, "label", "data")
    if admin := _model("admin", "LogEntry"):
        for entry in whose.wanted.rows(admin.objects.filter(content_type__in=kinds), "object_repr", "change_message"):
            _rewrite(entry, whose.wanted, "object_repr", "change_message")
        for entry in whose.only_address.rows(admin.objects.all(), "object_repr", "change_message"):
            _rewrite(entry, whose.only_address, "object_repr", "change_message")


def _rewrite(row, wanted, *fields):
    """Take what is ``wanted`` out of ``fields``; without signals, without a new moment."""
    named = [field for field in fields if wanted.is_in(getattr(row, field))]
    if named:
        values = {field: wanted.taken_out_of(getattr(row, field)) for field in named}
        type(row).objects.filter(pk=row.pk).update(**values)


def forget_in_mail(whose, mails) -> None:
    """Mail to others that names them is kept for those others, without the name."""
    for mail in whose.wanted.rows(mails, "subject", "body", "calendar", "last_error"):
        _rewrite(mail, whose.wanted, "subject", "body", "calendar", "last_error")


def forget_open_forms(whose) -> None:
    """What an editor's form held for a preview: Wagtail makes it anew."""
    model = _model("wagtailadmin", "FormState")
    if model is None:
        return
    condition = Q(pk__in=())
    for text in whose.wanted.texts:
        condition |= Q(data__icontains=quote_plus(text))
    held = [each.pk for each in model.objects.filter(condition) if whose.wanted.is_in(unquote_plus(each.data))]
    kind = ContentType.objects.get_for_model(Person)
    theirs = Q(content_type=kind, object_id__in=[str(pk) for pk in whose.people])
    model.objects.filter(Q(pk__in=held) | theirs).delete()


def forget_in_sessions(whose) -> None:
    """A message that an editor has not read yet may name somebody. Only sessions in the database can be searched."""
    sessions = _model("sessions", "Session")
    if sessions is None or not settings.SESSION_ENGINE.endswith((".db", ".cached_db")):
        return
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in sessions.objects.iterator(chunk_size=500):
        data = session.get_decoded()
        if not whose.wanted.is_in(data):
            continue
        kept = store(session_key=session.session_key)
        encoded = kept.encode(whose.wanted.taken_out_of(data))
        sessions.objects.filter(pk=session.pk).update(session_data=encoded)
        if hasattr(kept, "cache_key"):
            caches[settings.SESSION_CACHE_ALIAS].delete(kept.cache_key)


def tidy_index() -> None:
    """SQLite keeps the words of deleted rows in its index until it is tidied; PostgreSQL has none to tidy."""
    entries = _model("wagtailsearch", "IndexEntry")
    if entries is None:
        return
    connection = connections[router.db_for_write(entries)]
    table = f"{entries._meta.db_table}_fts"
    if connection.vendor == "sqlite" and table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            name = connection.ops.quote_name(table)
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608, a table of Wagtail's


def _model(app_label, name):
    """The model, or None where the site does not have the app, or its version the model."""
    try:
        return apps.get_model(app_label, name)
    except LookupError:
        return None
