"""Carry a plan out: profiles made and updated in one transaction, each change a version in its page's history."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from ...choices import ImportVerdict
from ...pages.organisations import OrganisationProfilePage
from ...snippets.disciplines import Discipline
from ..columns import BY_FIELD
from ..names import SEPARATOR, other_names
from ..profiles import known_profiles
from ..values import RICH_TEXT, SOCIAL, as_rich_text
from .plan import CREATE, SKIP, UPDATE, PlannedRow, changes_in


class NotApplied(Exception):
    """Nothing was written; the message names the row and says what to do."""


class ProfilesChanged(NotApplied):
    """Nothing was written: the profiles are not what they were when the plan was made."""


def apply_rows(
    *,
    rows: list[PlannedRow],
    choices: dict[int, str],
    splits: set[int],
    directory,
    user,
    publish: bool,
    progress: Callable[[int], None] = lambda done: None,
) -> list[dict]:
    """Make and update profiles below ``directory`` as ``rows`` plan it and ``choices`` (number → action) change it.

    All of it or, with NotApplied, nothing. Gives the report: for each row its number, name, what was ``done``
    (created, updated, unchanged, skipped), the page's id and a sentence.
    """
    # What we write refers to no image, document or page, so the index of such references stays as it is.
    with disable_reference_index_auto_update(), transaction.atomic():
        writer = _Writer(directory, user, publish, splits)
        report = []
        for done, row in enumerate(rows, 1):
            try:
                report.append(writer.write(row, choices.get(row.number, row.action)))
            except ValidationError as error:
                raise NotApplied(_refusal(row, error)) from error
            progress(done)
        return report


def _refusal(row, error):
    sentences = " ".join(error.messages)
    values = {"number": row.number, "name": row.name, "problem": sentences}
    return _("Nothing was imported, because of row %(number)s (%(name)s): %(problem)s") % values


def summary(report: list[dict]) -> dict[str, int]:
    """How many rows of ``report`` were created, updated, unchanged and skipped."""
    counted = Counter(line["done"] for line in report)
    return {done: counted[done] for done in ("created", "updated", "unchanged", "skipped")}


def _without(row):
    """What of ``row`` was wrong, and so went nowhere: each field and what its cell says."""
    named = [
        _("%(field)s “%(value)s”") % {"field": BY_FIELD[name].label, "value": Truncator(cell).chars(80)}
        for name, cell in row.wrong
    ]
    return _("Without what is wrong: %(values)s.") % {"values": ", ".join(named)} if named else ""


class _Writer:
    def __init__(self, directory, user, publish, splits):
        self._directory, self._user, self._publish, self._splits = directory, user, publish, splits
        self._profiles = known_profiles(directory)
        self._disciplines = {each.pk: each for each in Discipline.objects.all()}

    def write(self, row, action):
        done, page, sentence = "skipped", None, row.reason
        if action == CREATE and row.name:
            done, page, sentence = "created", self._create(row), ""
        elif action.startswith(f"{UPDATE}:"):
            done, page, sentence = self._update(row, int(action.removeprefix(f"{UPDATE}:")))
        elif row.verdict == ImportVerdict.UNCHANGED and action == SKIP:
            done = "unchanged"
        if done != "skipped" or row.verdict == ImportVerdict.REPEATED:
            sentence = " ".join(filter(None, [sentence, _without(row)]))
        name = row.names(row.number in self._splits)[0]
        return {"number": row.number, "name": name, "done": done, "page": page, "reason": sentence}

    def _create(self, row):
        title, *others = row.names(row.number in self._splits)
        values = {**row.values, **row.fill, "title": title}
        values["other_names"] = SEPARATOR.join(filter(None, [row.values.get("other_names", ""), *others]))
        page = OrganisationProfilePage(locale=self._directory.locale, owner=self._user, live=self._publish)
        page.has_unpublished_changes = not self._publish
        if self._publish:
            page.first_published_at = page.last_published_at = timezone.now()
        self._fill(page, values)
        self._directory.add_child(instance=page)
        self._add_revision(page, is_published=self._publish)
        return page.pk

    def _update(self, row, pk):
        profile = self._profiles.get(pk)
        if profile is None:
            return "skipped", None, _("The profile is not there any more.")
        changes = changes_in(profile, row, row.number in self._splits)
        if not changes:
            return "unchanged", pk, ""
        # As it is this moment, held until the end: what was read at the start may have a draft by now.
        current = OrganisationProfilePage.objects.select_for_update().get(pk=pk)
        if current.locked:
            return "skipped", pk, _("The profile is locked. Unlock it, and import the list again.")
        if current.workflow_in_progress:
            return "skipped", pk, _("The profile waits for a moderator. Import the list again after that.")
        page = current.get_latest_revision_as_object()
        values = {**row.values, **row.fill}
        values["other_names"] = changes.get("other_names", [None, page.other_names])[1]
        self._fill(page, {name: values[name] for name in changes})
        # Somebody's unpublished work stays unpublished: only they know whether it is ready.
        publish = self._publish and current.live and not current.has_unpublished_changes
        if publish:
            page.last_published_at = timezone.now()
            page.save()
        else:
            page.full_clean()
        revision = self._add_revision(page, is_published=publish)
        log(instance=page, action="wagtail.edit", user=self._user, revision=revision, content_changed=True)
        is_waiting = self._publish and not publish
        return "updated", pk, _("Saved as a draft: the profile had a draft already.") if is_waiting else ""

    def _add_revision(self, page, *, is_published):
        """A version of ``page`` as it is now.

        What Wagtail's save_revision() and publish() come to for a page that was saved just now; they would save it,
        and have it indexed, three times more.
        """
        revision = Revision.objects.create(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            user=self._user,
            content=page.serializable_data(),
            object_str=str(page),
        )
        page.latest_revision, page.latest_revision_created_at = revision, revision.created_at
        page.draft_title, page.has_unpublished_changes = page.title, not is_published
        names = ["latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"]
        if is_published:
            page.live_revision = revision
            names.append("live_revision")
        Page.objects.filter(pk=page.pk).update(**{name: getattr(page, name) for name in names})
        if is_published:
            log(instance=page, action="wagtail.publish", user=self._user, revision=revision)
            page_published.send(sender=type(page), instance=page, revision=revision)
        return revision

    def _fill(self, page, values):
        for name, value in values.items():
            if value in ("", [], None):
                continue
            if name == "disciplines":
                chosen = {each.pk: each for each in page.disciplines.all()} if page.pk else {}
                chosen |= {pk: self._disciplines[pk] for pk in value if pk in self._disciplines}
                page.disciplines = list(chosen.values())
            elif name == "languages":
                page.languages = list(dict.fromkeys([*page.languages, *value]))
            elif name == "tags":
                page.tags.add(*value)
            elif name in SOCIAL:
                self._link(page, SOCIAL[name], value)
            elif name in RICH_TEXT:
                setattr(page, name, as_rich_text(value))
            elif name == "other_names":
                page.other_names = SEPARATOR.join(dict.fromkeys(other_names(value)))
            else:
                setattr(page, name, Decimal(value) if name in ("latitude", "longitude") else value)

    @staticmethod
    def _link(page, name, url):
        kept = [link for link in page.social_links.all() if link.name != name]
        model = type(page).social_links.rel.related_model
        page.social_links = [*kept, model(name=name, url=url, sort_order=len(kept))]
