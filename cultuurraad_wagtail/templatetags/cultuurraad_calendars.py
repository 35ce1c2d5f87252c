"""What templates ask for calendars: how to subscribe, how to keep one meeting, the meeting as JSON-LD."""

from django import template

from ..calendars import add_links
from ..fields import council_zone
from ..pages import calendar_links
from ..pages.linked_data import as_script
from .cultuurraad import content_language

register = template.Library()


@register.inclusion_tag("cultuurraad_wagtail/includes/subscribe.html", takes_context=True)
def subscribe(context, group=None, disciplines=()):
    """The feeds to subscribe to: that of ``group`` where one is given, and all meetings.

    Besides, those of ``disciplines``; without a group those of each kind of meeting.
    """
    request, language = context["request"], content_language(context)
    feeds = [calendar_links.of_group(request, group)] if group else []
    others = [] if group else calendar_links.of_kinds(request, language)
    return {
        "subscriptions": [*feeds, calendar_links.all_meetings(request, language)],
        "others": others + calendar_links.of_disciplines(request, language, disciplines),
    }


@register.inclusion_tag("cultuurraad_wagtail/includes/add_to_calendar.html", takes_context=True)
def add_to_calendar(context, meeting):
    """``meeting`` as a file, and links that hand it to the calendars of Google and Microsoft."""
    address = _address(context, meeting)
    return {"meeting": meeting, "links": add_links(meeting.as_calendar_entry(address))}


@register.simple_tag(takes_context=True)
def meeting_linked_data(context, meeting):
    """``meeting`` as a JSON-LD element for search engines."""
    hub = context.get("hub")
    organiser = (hub and hub.get_full_url(context["request"])) or ""
    return as_script(calendar_links.event(meeting, _address(context, meeting), organiser))


@register.filter(is_safe=False)
def instant(value):
    """``value`` for ``<time datetime>``: Django's own filters lose which of two half past twos in October it is."""
    return value.astimezone(council_zone()).isoformat()


def _address(context, meeting):
    page = context.get("register")
    root = (page and page.get_full_url(context["request"])) or ""
    return root and root + meeting.route
