"""What the dashboard tells of action items: overdue, or nobody's."""

from django.urls import reverse
from django.utils.translation import ngettext

from ..models import ActionItem


def action_points(user):
    """``(count, text, url)`` for action items that wait for somebody; nothing for who may not change them."""
    if not user.has_perm("cultuurraad_wagtail.change_actionitem"):
        return []
    url = reverse(ActionItem.snippet_viewset.get_url_name("list"))
    overdue = ActionItem.objects.overdue().count()
    nobody = ActionItem.objects.open().filter(owner=None, organisation=None).count()
    return [
        (
            overdue,
            ngettext("%d action item is overdue.", "%d action items are overdue.", overdue),
            f"{url}?care=overdue",
        ),
        (
            nobody,
            ngettext("%d action item has nobody to do it.", "%d action items have nobody to do them.", nobody),
            f"{url}?care=nobody",
        ),
    ]
