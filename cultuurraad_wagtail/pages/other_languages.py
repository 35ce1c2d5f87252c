"""What of a meeting is written in another language only: its page points to the page that has it."""

from django.utils.translation import gettext_lazy as _

from ..snippets.meetings import Meeting
from ..visibility import scope_for

ONLY_IN = {"nl": _("Only in Dutch"), "fr": _("Only in French"), "en": _("Only in English")}


def elsewhere(meeting, request, registers, *, lacks_agenda, lacks_minutes):
    """``agenda_elsewhere`` and ``minutes_elsewhere``: what ``meeting`` lacks and visitors may read in a translation.

    ``registers`` are the register pages. Asks the database nothing where nothing is lacking.
    """
    if not (lacks_agenda or lacks_minutes):
        return {}
    found = {}
    rows = Meeting.objects.filter(translation_key=meeting.translation_key, live=True).exclude(pk=meeting.pk)
    for row in rows.select_related("locale").order_by("pk"):
        scope = scope_for(request, row.locale)
        seen = Meeting.objects.visible(scope).filter(pk=row.pk).telling_minutes(scope).first()
        register = seen and registers.first_visible(scope)
        if not register:
            continue
        code = row.locale.language_code
        words = ONLY_IN.get(code[:2], _("Only in another language"))
        link = {"title": row.title, "url": register.get_url(request) + row.route, "code": code, "words": words}
        if lacks_agenda and row.agenda_items.filter(is_private=False).exists():
            found.setdefault("agenda_elsewhere", link)
        if lacks_minutes and seen.shows_minutes:
            found.setdefault("minutes_elsewhere", link)
    return found
