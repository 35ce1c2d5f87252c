"""The secret address of a person's own calendar: made when it is first asked for, another one whenever they want."""

from secrets import token_urlsafe

from django.urls import reverse

from ..snippets.people import Person

SECRET_BYTES = 24


def calendar_token(*, person) -> str:
    """The secret in the address of the calendar of ``person``; makes one where there is none, once."""
    if not person.calendar_secret:
        # Of two that ask at once, one is told what the other made.
        Person.objects.filter(pk=person.pk, calendar_secret="").update(calendar_secret=token_urlsafe(SECRET_BYTES))
        person.refresh_from_db(fields=["calendar_secret"])
    return person.calendar_secret


def renew_calendar_token(*, person) -> str:
    """Another secret for ``person``: whoever has the old address finds nothing there any more."""
    person.calendar_secret = token_urlsafe(SECRET_BYTES)
    Person.objects.filter(pk=person.pk).update(calendar_secret=person.calendar_secret)
    return person.calendar_secret


def personal_calendar_address(*, person, site) -> str:
    """The full address of the calendar of ``person`` on ``site`` (Wagtail's), for that person only."""
    return site.root_url + reverse("cultuurraad_wagtail:personal_ics", args=[calendar_token(person=person)])
