"""Who is asked in a round."""

from typing import NamedTuple

from django.db.models import Q

from ..choices import AttendanceStatus, Audience, RegistrationStatus
from ..pages.organisations import OrganisationProfilePage
from ..records.attendance import Attendance
from ..records.invitees import Invitee
from ..records.nameless import NOWHERE
from ..records.sittings import Registration, Sitting
from ..snippets.people import Mandate


class Candidate(NamedTuple):
    """One who would be asked. Without an address nobody can ask them."""

    name: str
    email: str
    language: str
    group: str = ""
    person: object = None
    organisation: object = None


def candidates(evaluation_round) -> list[Candidate]:
    """Who would be asked, each address once; those without an address come last."""
    found = SOURCES.get(evaluation_round.audience, lambda each: [])(evaluation_round)
    by_address, without = {}, []
    for candidate in found:
        if candidate.email:
            by_address.setdefault(candidate.email.casefold(), candidate)
        else:
            without.append(candidate)
    return [*by_address.values(), *without]


def _members(evaluation_round):
    """Those with a current seat in one of the groups; in several groups they count for the first by title."""
    keys = list(evaluation_round.workgroups.values_list("translation_key", flat=True))
    mandates = Mandate.objects.current().filter(workgroup__translation_key__in=keys)
    rows = mandates.select_related("person", "workgroup", "organisation__locale")
    for mandate in rows.order_by("workgroup__title", "person__sort_name", "pk"):
        yield _of_person(mandate.person, mandate.workgroup.title, mandate.organisation)


def _contacts(evaluation_round):
    """The organisations of the site with a contact, each once, by their first discipline."""
    if evaluation_round.site is None:
        return
    root = evaluation_round.site.root_page
    pages = OrganisationProfilePage.objects.live().editable()
    pages = pages.filter(ceased_on__isnull=True, path__startswith=root.path[: -root.steplen])
    pages = pages.select_related("locale").prefetch_related("disciplines").order_by("pk")
    seen = set()
    for page in pages:
        if page.get_site() != evaluation_round.site or page.translation_key in seen:
            continue
        seen.add(page.translation_key)
        disciplines = sorted(page.disciplines.all(), key=lambda each: (each.sort_order, each.name))
        group = disciplines[0].name if disciplines else ""
        yield Candidate(page.title, page.contact_email, page.locale.language_code[:2], group, None, page)


def _attendees(evaluation_round):
    """Who was there by the attendance list; before there is one, who said to come."""
    if evaluation_round.meeting is None:
        return
    sitting = Sitting.objects.filter(key=evaluation_round.meeting.translation_key).first()
    if sitting is None:
        return
    named = Registration.objects.exclude(email__endswith=NOWHERE)
    registrations = named.filter(sitting=sitting).select_related("person")
    attended = Attendance.objects.filter(sitting=sitting, status=AttendanceStatus.PRESENT)
    if attended.exists():
        people = attended.values("person")
        registrations = registrations.filter(
            Q(person__in=people) | Q(person__isnull=True, status=RegistrationStatus.COMING)
        )
        for row in attended.filter(person__isnull=False).select_related("person"):
            yield _of_person(row.person, "", None)
    else:
        registrations = registrations.filter(status=RegistrationStatus.COMING)
    for each in registrations:
        yield Candidate(each.name, each.email, each.language, "", each.person, None)


def _of_person(person, group, organisation):
    return Candidate(str(person), person.email, person.language, group, person, organisation)


SOURCES = {Audience.MEMBERS: _members, Audience.CONTACTS: _contacts, Audience.ATTENDEES: _attendees}


def who_answered(evaluation_round) -> tuple[list[Invitee], list[Invitee]]:
    """Who answered and who did not, by name; never what. Those whose name was erased are counted only."""
    rows = Invitee.objects.filter(round=evaluation_round).exclude(email__endswith=NOWHERE)
    people = list(rows.only("name", "group", "has_answered").order_by("name", "pk"))
    return [each for each in people if each.has_answered], [each for each in people if not each.has_answered]


def response_rates(evaluation_round) -> list[tuple[str, int, int]]:
    """``(group, how many answered, how many were asked)`` by group; who belongs to none last."""
    rates = {}
    rows = Invitee.objects.filter(round=evaluation_round).values_list("group", "has_answered")
    for group, has_answered in rows:
        answered, asked = rates.get(group, (0, 0))
        rates[group] = (answered + has_answered, asked + 1)
    return [(group, *rates[group]) for group in sorted(rates, key=lambda group: (not group, group))]
