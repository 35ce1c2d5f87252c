"""What becomes of rows: nameless, emptied or gone. Each takes the rows of one model, and may be done twice."""

import re

from django.db import transaction
from django.db.models import Case, CharField, Q, Value, When
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from ..choices import OWN_WORDS, ImportStatus
from ..records.attendance import Attendance
from ..records.imports import ImportRun
from ..records.nameless import NAMELESS, nowhere
from ..records.nonces import new_nonce
from ..records.sittings import Registration
from ..snippets.actions import ActionItem
from ..snippets.evaluations import EvaluationRound
from ..snippets.people import Person
from ..text import sort_key
from ..turns import take_turn
from .traces import forget_in_logs
from .whose import shared_names

ADDRESSES = ("email", "contact_email")


def forget_people(rows, whose=None):
    """Delete the people, and with them their seats; their names leave what they answered to action items, and logs."""
    people = list(rows)
    for person in people:
        _forget_in_notes(person)
    forget_in_logs(Person, [each.pk for each in people])
    Person.objects.filter(pk__in=[each.pk for each in people]).delete()


def _forget_in_notes(person):
    """An answer to an action item stands in its note behind a day and a name, as ``finish`` writes it."""
    name = str(person)
    answered = Q(owner=person)
    if not shared_names([name], people=[person.pk]):
        answered |= Q(note__icontains=f", {name}: ")
    behind_a_day = re.compile(rf"^([^\n,]{{1,20}}), {re.escape(name)}: ", re.MULTILINE | re.IGNORECASE)
    for action in ActionItem.objects.filter(answered).only("pk", "note"):
        note = behind_a_day.sub(rf"\1, {NAMELESS}: ", action.note)
        ActionItem.objects.filter(pk=action.pk).exclude(note=note).update(note=note)


def release_actions(rows, whose=None):
    """What they were to do is still to be done, by nobody yet."""
    rows.update(owner=None)


def make_registrations_nameless(rows, whose=None):
    """The answer stays, with every guest; its link opens nothing any more, and no mail goes to it."""
    forget_in_logs(rows.model, list(rows.values_list("pk", flat=True)))
    _new_secrets(rows)
    rows.update(
        person=None,
        name=NAMELESS,
        email=nowhere(),
        substitute=_nameless_if_any("substitute"),
        question="",
        may_be_named=False,
        consent_text="",
        consented_at=None,
        form_key="",
    )


def make_attendance_nameless(rows, whose=None):
    """Who was there still counts, as a vote too."""
    rows.update(
        person=None,
        name=NAMELESS,
        sort_name=sort_key(NAMELESS),
        organisation="",
        represented_by=_nameless_if_any("represented_by"),
    )


def forget_as_substitute(whose):
    """Where others named them as who comes instead, or who represents."""
    for model, field in ((Registration, "substitute"), (Attendance, "represented_by")):
        model.objects.filter(whose.called(field)).update(**{field: NAMELESS})


def make_invitees_nameless(rows, whose=None):
    """Who was asked still counts; who has not answered in a round that is open is asked no more."""
    forget_in_logs(rows.model, list(rows.values_list("pk", flat=True)))
    rows.filter(has_answered=False, round__closed_at=None).delete()
    _new_secrets(rows)
    rows.update(person=None, name=NAMELESS, email=nowhere())


def _new_secrets(rows):
    changed = list(rows.only("pk", "nonce"))
    for row in changed:
        row.nonce = new_nonce()
    rows.model.objects.bulk_update(changed, ["nonce"])


def _nameless_if_any(field):
    """That somebody else was named stays known: it tells how they were represented."""
    return Case(When(Q(**{field: ""}), then=Value("")), default=Value(NAMELESS), output_field=CharField())


def delete(rows, whose=None):
    """Gone, and out of the logs."""
    forget_in_logs(rows.model, list(rows.values_list("pk", flat=True)))
    rows.delete()


@transaction.atomic
def delete_responses(rows, whose=None):
    """As ``delete``; what editors quoted of them goes along, so that only numbers stay."""
    take_turn(rows)
    keys = set(rows.exclude(round=None).order_by().values_list("round", flat=True))
    rounds = EvaluationRound.objects.filter(pk__in=keys).exclude(quotes=[]).only("pk", "quotes")
    # Who quotes takes a turn at the same rows: nothing is quoted of what goes, and what is chosen meanwhile stays.
    take_turn(rounds)
    said = {each.pk: _quoted_of(each, rows) for each in rounds}
    delete(rows)
    for each in rounds:
        kept = [quote for quote in each.quotes if quote not in said[each.pk] or _is_said(each, quote)]
        EvaluationRound.objects.filter(pk=each.pk).update(quotes=kept)


def _quoted_of(evaluation_round, rows):
    """The quotes of the round that are words of these ``rows``."""
    answers = list(rows.filter(round=evaluation_round).values_list("answers", flat=True))
    return [quote for quote in evaluation_round.quotes if any(a.get(quote["key"]) == quote["text"] for a in answers)]


def _is_said(evaluation_round, quote):
    """Whether somebody else said the same."""
    return evaluation_round.responses.filter(**{f"answers__{quote['key']}": quote["text"]}).exists()


def close_requests(rows, whose=None):
    """That an organisation was asked, and what it answered, still counts; the link does not work any more."""
    forget_in_logs(rows.model, list(rows.values_list("pk", flat=True)))
    _new_secrets(rows)
    rows.filter(revoked_at=None).update(revoked_at=timezone.now())
    rows.update(recipient=nowhere())


def empty_proposals(rows, whose):
    """What an organisation would have its profile say stays, without the address; what somebody wrote with it goes."""
    for proposal in rows:
        proposal.changes = whose.only_address.taken_out_of(proposal.changes)
        sent_it = proposal.request_id in whose.requests
        proposal.note = "" if sent_it else whose.only_address.taken_out_of(proposal.note)
        proposal.save(update_fields=["changes", "note"])


def empty_responses(rows, whose):
    """Closed answers still count; free words go, all of them, since who is named in one may be told by another."""
    for response in rows.select_related("version"):
        free = {each["key"] for each in response.version.questions if each["kind"] in OWN_WORDS}
        kept = {key: value for key, value in response.answers.items() if key not in free}
        # An answer to a question that no version knows is left only if it says nothing of the address.
        response.answers = {key: value for key, value in kept.items() if not whose.only_address.is_in(value)}
        response.save(update_fields=["answers"])


def empty_rounds(rows, whose):
    """What an editor quoted of them goes with the answer; what was counted stays."""
    for round in rows:
        quoted = whose.quoted(round)
        round.quotes = [each for each in round.quotes if each not in quoted]
        round.results = whose.only_address.taken_out_of(round.results)
        round.save(update_fields=["quotes", "results"])


def empty_organisations(rows, whose):
    """The address leaves the page as it is on the site; nothing is published, no version is made."""
    pages = list(rows)
    for field in ADDRESSES:
        rows.filter(**{f"{field}__iexact": whose.address}).update(**{field: ""})
    for page in pages:
        # The files of the open data are made anew after whatever the history tells of.
        log(instance=page, action="wagtail.edit", content_changed=True)


def empty_revisions(rows, whose):
    """As ``empty_organisations``, in every version there is: old ones, drafts, those that wait for their hour."""
    for revision in rows:
        same = [name for name in ADDRESSES if _is_same(revision.content.get(name), whose.address)]
        content = revision.content | dict.fromkeys(same, "")
        Revision.objects.filter(pk=revision.pk).update(content=content)


def _is_same(value, address):
    return isinstance(value, str) and value.strip().casefold() == address.casefold()


def empty_imports(rows, whose):
    """A list that is not applied goes as a whole, since one row cannot be taken out of a file."""
    for run in rows:
        if run.status == ImportStatus.APPLIED:
            plan, report = (whose.only_address.taken_out_of(each) for each in (run.plan, run.report))
            ImportRun.objects.filter(pk=run.pk).update(plan=plan, report=report)
        else:
            run.delete()
