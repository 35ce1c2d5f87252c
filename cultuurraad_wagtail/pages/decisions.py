"""What the council decided: a list that one can search, and an address for each decision that stays."""

from django.http import Http404

from ..conf import setting
from ..snippets.agenda import AgendaItem
from .meeting_lists import MeetingLists
from .pagination import COUNTED, CappedKeyPaginator, CappedPaginator


class DecisionPaginator(CappedKeyPaginator):
    """Pages of ``decisions``, keys already; ``keys`` are the first of them."""

    def __init__(self, decisions, per_page, keys):
        CappedPaginator.__init__(self, decisions, per_page)
        self._keys = keys


def decided(register, request):
    """The decisions that ``request`` asks for, the last meeting's first, some on each page."""
    lists = MeetingLists(register, request, ("q", "group", "year"))
    found = lists.meetings.decisions(lists.query.words)
    paginator = DecisionPaginator(found, setting("PAGE_SIZE"), list(found[: COUNTED + 1]))
    items = paginator.get_page(request.GET.get("page"))
    items.object_list = _with_meetings(items.object_list, lists.everything)
    return {**lists.context, "items": items}


def _with_meetings(keys, meetings):
    """The agenda items with these ``keys``, in their order, each with its ``shown_meeting``."""
    items = AgendaItem.objects.in_bulk(keys)
    by_key = {meeting.pk: meeting for meeting in meetings.filter(pk__in={item.meeting_id for item in items.values()})}
    for item in items.values():
        item.shown_meeting = by_key[item.meeting_id]
    return [items[key] for key in keys]


def address_of(register, request, key):
    """Where the decision on the agenda item with ``key`` stands; Http404 where visitors may not read it."""
    meeting = MeetingLists(register, request, ()).everything.with_decision(key).first()
    if meeting is None:
        raise Http404
    return f"{register.get_url(request)}{meeting.route}#item-{key}"
