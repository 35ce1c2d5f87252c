"""What our templates ask for: the language of what is shown, and moments in the council's own zone."""

from django import template
from django.templatetags.tz import do_timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from ..fields import council_zone
from ..pages.head import head_of

register = template.Library()


@register.simple_tag(takes_context=True)
def content_language(context):
    """The language code of the meeting, form or page that is shown; the request's where there is none."""
    for name in ("meeting", "feedback_form", "page"):
        locale = getattr(context.get(name), "locale", None)
        if locale is not None:
            return locale.language_code
    return get_language()


@register.inclusion_tag("cultuurraad_wagtail/includes/head.html", takes_context=True)
def cultuurraad_head(context):
    """Open Graph and links to translations, for the head of the site's base template; nothing on other pages."""
    return head_of(context.get("page"), context.get("request"), context.get("meeting"))


@register.filter(is_safe=False)
def council_time(value):
    """``value`` in the council's zone, whatever the site's or the visitor's own is."""
    return do_timezone(value, council_zone())


@register.filter(is_safe=False)
def clock(value):
    """The hour of ``value`` in the council's zone, as the active language writes it: “19.00”, “19h00”."""
    return date_format(council_time(value), pgettext("time of day, in Django's format letters", "H:i"))


@register.filter(is_safe=False)
def hours(meeting):
    """From when to when ``meeting`` lasts, 19.00 to 21.30, with the last day where it ends on another one."""
    starts, ends = council_time(meeting.starts_at), council_time(meeting.ends_at)
    words = {"from": clock(starts), "to": clock(ends)}
    if starts.date() == ends.date():
        return gettext("%(from)s–%(to)s") % words
    return gettext("from %(from)s to %(day)s, %(to)s") % {**words, "day": date_format(ends)}


@register.simple_tag(takes_context=True)
def page_address(context, parameter, number):
    """The query string of this request with ``parameter`` set to page ``number``."""
    query = context["request"].GET.copy()
    query[parameter] = number
    return f"?{query.urlencode()}"
