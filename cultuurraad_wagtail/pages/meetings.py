"""The register of meetings: what is to come, what has been, and an address for each meeting."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from ..conf import setting
from ..records.sittings import Sitting
from ..snippets.meetings import Meeting
from ..visibility import Scope
from .base import CouncilPage
from .pagination import CappedPaginator
from .workgroups import WorkgroupHubPage

#: A page names no more people than this.
MOST_NAMES = 200


class MeetingRegisterPage(RoutablePageMixin, CouncilPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link", "ul"])

    template = "cultuurraad_wagtail/meetings/register.html"
    subpage_types = []
    page_description = _("Lists all meetings of the council and its groups, and gives each an address.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    api_fields = [APIField("introduction")]

    class Meta:
        verbose_name = _("meeting register")
        verbose_name_plural = _("meeting registers")

    def get_sitemap_urls(self, request=None):
        """The register itself and every meeting a visitor may read; nothing once the register has expired."""
        entries = super().get_sitemap_urls(request)
        if not entries:
            return []
        meetings = Meeting.objects.visible(Scope(self.get_site(), self.locale)).defer("minutes", "introduction")
        root = self.get_full_url(request)
        return entries + [{"location": root + each.route, "lastmod": each.last_published_at} for each in meetings]

    @path("")
    def upcoming_and_past(self, request):
        """Meetings to come and past ones, some on each page; ``?group=`` keeps one group's."""
        scope = self.get_scope(request)
        hubs = list(WorkgroupHubPage.objects.visible(scope).for_links())
        chosen = next((hub for hub in hubs if hub.slug == request.GET.get("group")), None)
        meetings = Meeting.objects.of_visible_workgroups(hubs, scope).for_list()
        if chosen:
            meetings = meetings.of_workgroup(chosen)
        size = setting("PAGE_SIZE")
        return self.render(
            request,
            context_overrides={
                "upcoming_meetings": CappedPaginator(meetings.upcoming(), size).get_page(request.GET.get("upcoming")),
                "items": CappedPaginator(meetings.past(), size).get_page(request.GET.get("page")),
                "workgroups": hubs,
                "chosen_workgroup": chosen,
                "register": self,
            },
        )

    @staticmethod
    def _registration(meeting):
        """Whether visitors may register, and who comes where the meeting says so. Who waits is nobody's business."""
        sitting = Sitting.objects.filter(key=meeting.translation_key, is_public=True).first()
        if sitting is None:
            return {}
        shown = sitting.registrations.named()[:MOST_NAMES] if sitting.shows_participants else []
        return {
            "sitting": sitting,
            "can_register": sitting.is_open(meeting),
            "is_full": sitting.is_full(),
            "participants": [each.name for each in shown],
        }

    @re_path(r"^(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<slug>[-a-zA-Z0-9_]+)/$")
    def meeting(self, request, date, slug):
        """One meeting; an address with the day it was moved from leads on to the right one."""
        scope = self.get_scope(request)
        found = Meeting.objects.visible(scope).filter(slug=slug).first()
        if found is None:
            raise Http404
        if found.route != f"{date}-{slug}/":
            return redirect(self.get_url(request) + found.route, permanent=False)
        return self.render(
            request,
            template="cultuurraad_wagtail/meetings/meeting.html",
            context_overrides={
                **found.get_page_context(scope),
                **self._registration(found),
                "register": self,
                "hub": WorkgroupHubPage.objects.visible(scope).filter(translation_key=found.workgroup_key).first(),
            },
        )
