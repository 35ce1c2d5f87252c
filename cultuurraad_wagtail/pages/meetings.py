"""The register of meetings: lists, months, decisions, and an address for each meeting."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from ..snippets.meetings import Meeting
from ..visibility import Scope
from . import decisions, meeting_lists, meeting_pages, months
from .base import CouncilPage
from .other_languages import elsewhere
from .workgroups import WorkgroupHubPage


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
        """Meetings to come and past ones; ``?group=``, ``?kind=`` and ``?year=`` keep some."""
        return self.render(request, context_overrides=meeting_lists.upcoming_and_past(self, request))

    @path("month/")
    def this_month(self, request):
        """The calendar of this month."""
        return self._render_month(request, months.this_month(self, request))

    @re_path(r"^month/(?P<year>[0-9]{4})-(?P<number>[0-9]{2})/$")
    def month(self, request, year, number):
        """The calendar of one month."""
        return self._render_month(request, months.named_month(self, request, year, number))

    def _render_month(self, request, context):
        return self.render(request, template="cultuurraad_wagtail/meetings/month.html", context_overrides=context)

    @path("decisions/")
    def decisions(self, request):
        """What was decided, as far as the minutes may be read; ``?q=``, ``?group=`` and ``?year=`` keep some."""
        return self.render(
            request,
            template="cultuurraad_wagtail/meetings/decisions.html",
            context_overrides=decisions.decided(self, request),
        )

    @path("decisions/<uuid:key>/")
    def decision(self, request, key):
        """The address of a decision that stays: leads to where it stands now, in the language of this register."""
        return redirect(decisions.address_of(self, request, key), permanent=False)

    @re_path(r"^(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<slug>[-a-zA-Z0-9_]+)/$")
    def meeting(self, request, date, slug):
        """One meeting; an address with the day it was moved from leads on to the right one."""
        scope = self.get_scope(request)
        of_group, hub = self._group_of(slug, scope)
        found = of_group.filter(slug=slug).telling_minutes(scope).first()
        if found is None:
            raise Http404
        if found.route != f"{date}-{slug}/":
            return redirect(self.get_url(request) + found.route, permanent=False)
        shown = found.get_page_context(scope, shows_minutes=found.shows_minutes)
        lacking = {
            "lacks_agenda": not shown["agenda_items"],
            "lacks_minutes": found.is_past() and not found.shows_minutes,
        }
        return self.render(
            request,
            template="cultuurraad_wagtail/meetings/meeting.html",
            context_overrides={
                **shown,
                **elsewhere(found, request, type(self).objects, **lacking),
                **meeting_pages.around(found, of_group.for_calendar(), scope),
                "register": self,
                "hub": hub,
            },
        )

    def _group_of(self, slug, scope):
        """The meetings of the group one of which has ``slug``, and its hub; Http404 where a visitor may not see it."""
        keys = Meeting.objects.filter(locale=self.locale, slug=slug).order_by().values("workgroup__translation_key")
        hub = WorkgroupHubPage.objects.visible(scope).filter(translation_key__in=keys).for_links().first()
        if hub is None:
            raise Http404
        return Meeting.objects.of_visible_workgroups([hub], scope), hub
