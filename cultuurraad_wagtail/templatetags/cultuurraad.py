"""What our templates ask for: the language of what is shown, and moments in the council's own zone."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.templatetags.tz import do_timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from ..fields import council_zone
from ..pages.head import head_of
from ..privacy.notice import notice_of

register = template.Library()


@register.simple_tag(takes_context=True)
def content_language(context):
    """The language code of the form, meeting or page that is shown; the request's where there is none."""
    if context.get("shown_language"):
        return context["shown_language"]
    for name in ("meeting", "page"):
        locale = getattr(context.get(name), "locale", None)
        if locale is not None:
            return locale.language_code
    return get_language()


@register.inclusion_tag("cultuurraad_wagtail/includes/head.html", takes_context=True)
def cultuurraad_head(context):
    """Open Graph and links to translations, for the head of the site's base template; nothing on other pages."""
    return head_of(context.get("page"), context.get("request"), context.get("meeting"))


@register.inclusion_tag("cultuurraad_wagtail/includes/privacy_notice.html", takes_context=True)
def privacy_notice(context, sent, purpose="", months=None, is_anonymous=False):
    """What happens with what is ``sent`` (a key of ``notice.SENT``); a form may give its own reason and months.

    Of what ``is_anonymous`` nobody can find their own again.
    """
    told = notice_of(context.get("request"), sent, purpose=purpose, months=months)
    return {**told, "is_anonymous": is_anonymous}


@register.filter(is_safe=False)
def council_time(value):
    """``value`` in the council's zone, whatever the site's or the visitor's own is."""
    return do_timezone(value, council_zone())


@register.filter(is_safe=False)
def clock(value):
    """The hour of ``value`` in the council's zone, as the active language writes it: “19.00”, “19h00”."""
    return date_format(council_time(value), pgettext("time of day, in Django's format letters", "H:i"))


class When(NamedTuple):
    """When a meeting is, in words: “dinsdag 24 november 2026”, “19.00” to “21.30”; and a calendar leaf of it."""

    instant: str
    day_in_words: str
    begins: str
    finishes: str
    hours: str
    day: str
    month: str
    year: str


@register.filter(is_safe=False)
def when(meeting):
    """When ``meeting`` is, in the council's zone and the active language."""
    return _when(meeting.starts_at, meeting.ends_at, council_zone(), get_language())


@register.filter(is_safe=False)
def hours(meeting):
    """From when to when ``meeting`` lasts, 19.00 to 21.30, with the last day where it ends on another one."""
    return when(meeting).hours


# Wording a date costs Django more than the rest of a line in a list.
@lru_cache(maxsize=2048)
def _when(starts_at, ends_at, zone, language):
    starts, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    day_in_words = f"{date_format(starts, 'l')} {date_format(starts)}"
    begins, finishes = clock(starts), clock(ends)
    if starts.date() == ends.date():
        hours_in_words = gettext("%(from)s–%(to)s") % {"from": begins, "to": finishes}
    else:
        words = {"from": begins, "day": date_format(ends), "to": finishes}
        hours_in_words = gettext("from %(from)s to %(day)s, %(to)s") % words
    leaf = (date_format(starts, letter) for letter in "jNY")
    return When(starts.isoformat(), day_in_words, begins, finishes, hours_in_words, *leaf)


@register.simple_tag(takes_context=True)
def page_address(context, parameter, number):
    """The query string of this request with ``parameter`` set to page ``number``."""
    query = context["request"].GET.copy()
    query[parameter] = number
    return f"?{query.urlencode()}"
