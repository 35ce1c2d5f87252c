"""What the screens of one meeting's paper trail share: who may open them, where one is, what comes next."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import Meeting, Sitting

#: No database has a longer primary key.
LONGEST_NUMBER = 18


def number_in(text: str) -> int | None:
    """The primary key in ``text``; None for none, and what no row has for what is no number."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else -1


class MeetingScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen of one ``meeting``: it says of which, and how to go back there."""

    def get_page_subtitle(self):
        return self.meeting.title

    def get_breadcrumbs_items(self):
        viewset = Meeting.snippet_viewset
        listing = {"url": reverse(viewset.get_url_name("list")), "label": viewset.menu_label}
        edit = {"url": reverse(viewset.get_url_name("edit"), args=[self.meeting.pk]), "label": self.meeting.title}
        return [*super().get_breadcrumbs_items(), listing, edit, {"url": "", "label": self.page_title}]


class MeetingStep(MeetingScreen):
    """One step for the meeting ``pk``, for who may change meetings and has ``permissions`` besides."""

    permissions = ()
    step = ""
    header_icon = "date"

    def dispatch(self, request, pk):
        needed = ("cultuurraad_wagtail.change_meeting", *self.permissions)
        if not request.user.has_perms(needed):
            raise PermissionDenied
        self.meeting = get_object_or_404(Meeting.objects.select_related("workgroup", "locale"), pk=pk)
        return super().dispatch(request)

    @cached_property
    def sitting(self):
        return Sitting.objects.of(self.meeting)

    @property
    def refusal(self):
        """Why this user cannot write in the meeting now; "" if they can."""
        lock = self.meeting.get_lock()
        if lock is not None and lock.for_user(self.request.user):
            return lock.get_message(self.request.user) or _("Somebody else works on this meeting. It is locked.")
        return ""

    @property
    def may_publish(self):
        return self.request.user.has_perm("cultuurraad_wagtail.publish_meeting")

    def get_context_data(self, **kwargs):
        own = {"meeting": self.meeting, "sitting": self.sitting, "step": self.step, "refusal": self.refusal}
        return {**super().get_context_data(**kwargs), **own, **kwargs}
