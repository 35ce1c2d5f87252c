"""One transaction at a time, on any database."""

from django.db.models import F, QuerySet


def take_turn(rows: QuerySet) -> None:
    """Have the open transaction wait for its turn at ``rows``, which exist; to be called before it reads anything.

    A write that changes nothing. PostgreSQL locks the rows, as ``select_for_update`` would. SQLite lets it wait for
    whoever writes; it refuses at once, with “database is locked”, a transaction that reads first and writes then.
    """
    key = rows.model._meta.pk.name
    rows.order_by().update(**{key: F(key)})
