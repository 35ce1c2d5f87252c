"""One list from file to report, for the admin's screens and for the command alike."""

import logging
from datetime import timedelta
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...choices import ImportStatus
from ...notifications.background import beside
from ...records.imports import ColumnMap, ImportRun
from ...snippets.disciplines import Discipline
from ...turns import take_turn
from ..columns import guess_columns
from ..files.tables import Table, read_table
from .applying import NotApplied, ProfilesChanged, apply_rows
from .plan import PlannedRow, plan_import

logger = logging.getLogger("cultuurraad_wagtail.inventory")

#: Up to so many rows are applied within the request; more are applied beside it.
AT_ONCE = 100
#: An import that told nothing for so long has stopped.
SILENCE = timedelta(minutes=15)


def start_import(*, directory, user, filename: str, content: bytes) -> ImportRun:
    """Store ``content`` as a new run below ``directory``, its columns guessed. Raises UnreadableFile."""
    table = read_table(content, filename)
    ImportRun.objects.abandoned().delete()
    return ImportRun.objects.create(
        directory=directory,
        user=user,
        filename=filename[-255:],
        content=content,
        reading=_reading(table),
        columns=_columns_as_last_time(table.heads),
    )


def _reading(table):
    return {"encoding": table.encoding, "delimiter": table.delimiter, "sheet": table.sheet}


def _columns_as_last_time(heads):
    """Those of the newest saved map that knows these heads; else a guess."""
    known = _newest_map(heads)
    return _columns_as_in(known, heads) if known else guess_columns(heads)


def _newest_map(heads):
    maps = ColumnMap.objects.order_by("-updated_at")
    return next((each for each in maps if each.columns and set(each.columns) <= set(heads)), None)


def _columns_as_in(known, heads):
    # Whoever saved the map may have had a list without keys; what has a key is about that profile.
    keys = {head: name for head, name in guess_columns(heads).items() if name == "key"}
    return known.columns if "key" in known.columns.values() else {**keys, **known.columns}


def recognised_map(run: ImportRun, heads: list[str]) -> ColumnMap | None:
    """The saved map by which the run's columns are as they are, if they are so by one."""
    known = _newest_map(heads)
    return known if known and run.columns == _columns_as_in(known, heads) else None


def table_of(run: ImportRun) -> Table:
    """The table in the run's file, read as it was sniffed or corrected. Raises UnreadableFile."""
    return read_table(bytes(run.content), run.filename, **run.reading)


def read_again(*, run: ImportRun, reading: dict) -> Table:
    """Read the run's file with ``reading`` (encoding, delimiter, sheet) and guess its columns anew."""
    table = read_table(bytes(run.content), run.filename, **reading)
    run.reading = _reading(table)
    run.columns = _columns_as_last_time(table.heads)
    run.save(update_fields=["reading", "columns"])
    return table


def plan_run(*, run: ImportRun) -> list[PlannedRow]:
    """Plan the run with its columns, disciplines and splits as they stand, and keep the plan for the preview.

    A choice that a row does not offer any more is forgotten.
    """
    rows = _planned(run)
    run.plan = [row.as_json() for row in rows]
    offered = {str(row.number): row.actions for row in rows}
    run.choices = {number: each for number, each in run.choices.items() if each in offered.get(number, ())}
    run.status = ImportStatus.PLANNED
    run.error = ""
    run.save(update_fields=["plan", "choices", "status", "error"])
    return rows


def _planned(run):
    return plan_import(
        table=table_of(run),
        columns=run.columns,
        directory=run.directory,
        disciplines=Discipline.objects.filter(pk__in=run.discipline_ids),
        splits=frozenset(run.splits),
    )


def rows_of(run: ImportRun) -> list[PlannedRow]:
    """The rows of the plan that the preview shows."""
    return [PlannedRow(**row) for row in run.plan]


def apply_run(*, run: ImportRun, user) -> list[dict]:
    """Carry the run's plan out, all of it or nothing; raises NotApplied, also when the profiles changed meanwhile.

    Safe to call again: a run that is applied gives its report.
    """
    try:
        with transaction.atomic():
            take_turn(ImportRun.objects.filter(pk=run.pk))
            run = ImportRun.objects.get(pk=run.pk)
            if run.status == ImportStatus.APPLIED:
                return run.report
            rows = _planned(run)
            _refuse_if_changed(run, rows)
            run.report = apply_rows(
                rows=rows,
                choices={int(number): action for number, action in run.choices.items()},
                splits=set(run.splits),
                directory=run.directory,
                user=user,
                publish=run.publishes,
                progress=lambda done: _tell_progress(run.pk, done),
            )
            # The file has private addresses in it; what was done is in the report.
            run.content, run.plan, run.choices, run.splits = b"", [], {}, []
            run.status, run.applied_at, run.error = ImportStatus.APPLIED, timezone.now(), ""
            run.save()
            return run.report
    except NotApplied as error:
        if isinstance(error, ProfilesChanged):
            plan_run(run=ImportRun.objects.get(pk=run.pk))
        ImportRun.objects.filter(pk=run.pk).update(status=ImportStatus.PLANNED, error=str(error))
        raise


def _refuse_if_changed(run, rows):
    seen = {row["number"]: (row["verdict"], row["target"], row["changes"]) for row in run.plan}
    changed = [row for row in rows if seen.get(row.number) != (row.verdict, row.target, row.changes)]
    if not changed or not run.plan:
        return
    # In a transaction that is about to be undone, so not through ``run.save``.
    raise ProfilesChanged(
        ngettext(
            "Nothing was imported: %(count)s row reads differently now, because profiles have changed. "
            "Look at the preview again.",
            "Nothing was imported: %(count)s rows read differently now, because profiles have changed. "
            "Look at the preview again.",
            len(changed),
        )
        % {"count": len(changed)}
    )


def start_applying(*, run: ImportRun, user) -> None:
    """Apply the run: at once where it is short, else beside the request. The run's status tells how it went."""
    taken = ImportRun.objects.filter(pk=run.pk, status=ImportStatus.PLANNED)
    if not taken.update(status=ImportStatus.APPLYING, error="", applied_at=timezone.now()):
        return
    if len(run.plan) <= AT_ONCE:
        _apply_quietly(run, user)
    else:
        transaction.on_commit(partial(beside, _apply_quietly, run, user, name="cultuurraad-import"), robust=True)


def _apply_quietly(run, user):
    try:
        apply_run(run=run, user=user)
    except NotApplied:
        return
    except Exception:
        logger.exception("The import of %s stopped; nothing was written.", run.filename)
        sentence = _("Something went wrong and nothing was imported. Try again, or tell the maintainer of your site.")
        ImportRun.objects.filter(pk=run.pk).update(status=ImportStatus.PLANNED, error=sentence)


def is_stuck(run: ImportRun, now=None) -> bool:
    """Whether the run seems to have stopped in the middle, with the process it ran in; then nothing was written."""
    began = run.applied_at or run.created_at
    is_silent = progress_of(run) is None and began < (now or timezone.now()) - SILENCE
    return run.status == ImportStatus.APPLYING and is_silent


def free_stuck(*, run: ImportRun) -> None:
    """Bring a run that stopped in the middle back to its preview."""
    if is_stuck(run):
        ImportRun.objects.filter(pk=run.pk, status=ImportStatus.APPLYING).update(status=ImportStatus.PLANNED)


def _tell_progress(pk, done):
    if done % 20 == 0:
        cache.set(f"cultuurraad-import-{pk}", done, timeout=300)


def progress_of(run: ImportRun) -> int | None:
    """How many rows are done, as far as the site's cache tells; None where it does not."""
    return cache.get(f"cultuurraad-import-{run.pk}")
