"""What mails about one meeting have in common: it in each language, its organiser, its part for calendars."""

from dataclasses import replace
from email.utils import parseaddr

from django.conf import settings as site_settings
from django.utils import timezone
from django.utils.functional import cached_property

from ..calendars import invitation_bytes
from ..calendars.itip import ACCEPTED, DECLINED, NEEDS_ACTION
from ..choices import RegistrationStatus
from ..pages.meetings import MeetingRegisterPage
from ..records.sittings import Registration
from ..snippets.meetings import Meeting
from ..visibility import Scope
from .deadlines import settings_of

#: What people come for or stay away for; the same in every language of a meeting.
FACTS = ("starts_at", "ends_at", "place", "online_url", "status")
ANSWERS = {RegistrationStatus.COMING: ACCEPTED, RegistrationStatus.DECLINED: DECLINED}


def in_languages(key) -> dict[str, Meeting]:
    """The published rows of the meeting with the translation key ``key``, by language, the oldest one first."""
    rows = Meeting.objects.filter(translation_key=key, live=True).select_related("locale", "workgroup")
    by_language = {}
    for row in rows.order_by("pk"):
        by_language.setdefault(row.locale.language_code[:2], row)
    return by_language


class Letters:
    """For one meeting and any number of people; asks the database once.

    With ``is_news``, hour, place and state are those of ``meeting``, as a translation may not say them yet.
    """

    def __init__(self, meeting: Meeting, *, is_news: bool = False):
        self.meeting = meeting
        self.is_news = is_news
        self._pages = {}
        self._agendas = {}

    def meeting_for(self, language: str) -> Meeting:
        """The published meeting in ``language``, or in the one there is."""
        return self._rows.get(language) or next(iter(self._rows.values()), self.meeting)

    @cached_property
    def _rows(self):
        rows = in_languages(self.meeting.translation_key)
        for row in rows.values() if self.is_news else ():
            for name in FACTS:
                setattr(row, name, getattr(self.meeting, name))
        return rows

    @cached_property
    def site(self):
        """The site on which the group of the meeting stands, or None."""
        return self.meeting.workgroup.get_site() if self.meeting.workgroup else None

    @cached_property
    def rules(self):
        """The settings of the council on that site."""
        return settings_of(self.meeting)

    @cached_property
    def organiser(self) -> tuple[str, str]:
        """Who invites: a name and an address."""
        name, address = parseaddr(site_settings.DEFAULT_FROM_EMAIL)
        of_site = self.site.site_name if self.site else ""
        name = self.rules.organiser_name or of_site or name or self.meeting.workgroup_title
        return name, self.rules.organiser_email or address

    def page_for(self, language: str) -> str:
        """The full address of the meeting's page; "" where not everybody may read it."""
        if language not in self._pages:
            meeting = self.meeting_for(language)
            scope = Scope(self.site, meeting.locale)
            register = self.site and MeetingRegisterPage.objects.first_visible(scope)
            is_seen = register and Meeting.objects.visible(scope).filter(pk=meeting.pk).exists()
            self._pages[language] = f"{register.get_full_url()}{meeting.route}" if is_seen else ""
        return self._pages[language]

    def agenda_for(self, language: str) -> list:
        """The items of the agenda that everybody may read."""
        if language not in self._agendas:
            items = self.meeting_for(language).agenda_items.all()
            self._agendas[language] = [each for each in items if not each.is_private]
        return self._agendas[language]

    def calendar_for(self, registration: Registration, method: str, now=None) -> bytes:
        """The meeting as a message ``method`` to the calendar of ``registration``, with what they answered."""
        entry = self.meeting_for(registration.language).as_calendar_entry(self.page_for(registration.language))
        return invitation_bytes(
            replace(entry, sequence=self._sequence),
            method=method,
            organiser=self.organiser,
            attendee=(registration.name, registration.email),
            answer=ANSWERS.get(registration.status, NEEDS_ACTION),
            stamped_at=now or timezone.now(),
            language=registration.language,
        )

    @cached_property
    def _sequence(self):
        # One event in every language: it must not go back when another one speaks.
        return max([self.meeting.sequence, *(row.sequence for row in self._rows.values())])
