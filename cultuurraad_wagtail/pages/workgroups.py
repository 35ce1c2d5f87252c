"""The council's groups: an index, and a hub page for each with its members and meetings."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.coreutils import resolve_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from ..blocks import BodyBlock
from ..choices import WorkgroupKind
from ..panels import OPEN_ACTIONS, RelatedListPanel
from ..snippets.actions import ActionItem
from ..snippets.meetings import Meeting
from ..snippets.people import Mandate
from .base import TEXT_FEATURES, CouncilIndexPage, CouncilPage, RelatedDocument, public_documents, summary_field


class WorkgroupIndexPage(CouncilIndexPage):
    item_model = "cultuurraad_wagtail.WorkgroupHubPage"
    card_template = "cultuurraad_wagtail/includes/workgroup_card.html"
    template = "cultuurraad_wagtail/workgroups/index.html"
    subpage_types = ["cultuurraad_wagtail.WorkgroupHubPage"]
    page_description = _("Lists the council and its groups; add a hub below it for each.")

    class Meta:
        verbose_name = _("workgroup index")
        verbose_name_plural = _("workgroup indexes")


class WorkgroupHubPage(CouncilPage):
    """One group: the council itself, its board, or a working group on a theme."""

    kind = models.CharField(_("kind"), max_length=20, choices=WorkgroupKind.choices, default=WorkgroupKind.STANDING)
    summary = summary_field()
    purpose = RichTextField(_("purpose"), blank=True, features=TEXT_FEATURES)
    is_open = models.BooleanField(
        _("open to newcomers"),
        default=True,
        help_text=_("Open: everyone who is interested may join. Closed: members are appointed."),
    )
    disciplines = ParentalManyToManyField(
        "cultuurraad_wagtail.Discipline", verbose_name=_("disciplines"), related_name="+", blank=True
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    sort_order = models.PositiveSmallIntegerField(
        _("position"), default=10, db_index=True, help_text=_("Lower numbers come first in the list.")
    )

    template = "cultuurraad_wagtail/workgroups/hub.html"
    parent_page_types = ["cultuurraad_wagtail.WorkgroupIndexPage"]
    subpage_types = []
    page_description = _("One group: what it is for, who sits in it, when it meets.")
    list_ordering = ("sort_order", "title", "pk")

    content_panels = [
        TitleFieldPanel("title", heading=_("Name")),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("is_open")]),
        FieldPanel("summary"),
        FieldPanel("purpose"),
        FieldPanel("disciplines", widget=forms.CheckboxSelectMultiple),
        FieldPanel("body"),
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
        FieldPanel("sort_order"),
    ]
    people_panels = [
        RelatedListPanel(
            "current_mandates",
            heading=_("Members"),
            empty=_("Nobody has a mandate in this group yet. Add one under Cultuurraad › People."),
        ),
        RelatedListPanel(
            "upcoming_meetings",
            heading=_("Next meetings"),
            empty=_("No meeting is planned. Add one under Cultuurraad › Meetings."),
        ),
        OPEN_ACTIONS,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Group")),
            ObjectList(people_panels, heading=_("Members and meetings")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("purpose"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    api_fields = [
        APIField("kind"),
        APIField("summary"),
        APIField("purpose"),
        APIField("is_open"),
        APIField("disciplines"),
        APIField("body"),
    ]

    class Meta:
        verbose_name = _("workgroup hub")
        verbose_name_plural = _("workgroup hubs")

    def get_context(self, request, *args, **kwargs):
        scope = self.get_scope(request)
        meetings = Meeting.objects.of_visible_workgroups([self], scope).for_list()
        registers = resolve_model_string("cultuurraad_wagtail.MeetingRegisterPage").objects
        return {
            **super().get_context(request, *args, **kwargs),
            "members": self.members(scope),
            "next_meetings": meetings.upcoming()[:5],
            "past_meetings": meetings.telling_minutes(scope).past()[:5],
            "register": registers.first_visible(scope),
            "projects": self.projects(scope)[:12],
            "articles": self.articles(scope)[:12],
            "documents": public_documents(self.documents, scope),
            "disciplines": self.localised_disciplines(),
        }

    def current_mandates(self):
        """Who sits in this group today, the chair first."""
        return Mandate.objects.of_workgroup(self).current()

    def upcoming_meetings(self):
        """The meetings to come, drafts too: for the editor's screen only."""
        return Meeting.objects.of_workgroup(self).filter(locale=self.locale).upcoming()[:5]

    def open_actions(self):
        """What the group still has to do, the most urgent first: for the editor's screen only."""
        return ActionItem.objects.open().of_workgroup(self).select_related("owner")

    def members(self, scope):
        """Current mandates, each with ``shown_organisation``: its page if a visitor may see that, else None."""
        mandates = list(self.current_mandates())
        organisations = resolve_model_string("cultuurraad_wagtail.OrganisationProfilePage").objects
        by_key = organisations.visible(scope).by_translation_key(each.organisation_key for each in mandates)
        for mandate in mandates:
            mandate.shown_organisation = by_key.get(mandate.organisation_key)
        return mandates

    def projects(self, scope):
        """The projects of this group, the newest first."""
        projects = resolve_model_string("cultuurraad_wagtail.ProjectShowcasePage").objects.visible(scope)
        return projects.filter(workgroup__translation_key=self.translation_key).for_links()

    def articles(self, scope):
        """What the group learned: articles on its projects and from its knowledge sessions, the newest first."""
        articles = resolve_model_string("cultuurraad_wagtail.KnowledgeArticlePage").objects.visible(scope)
        of_group = {"workgroup__translation_key": self.translation_key}
        projects = resolve_model_string("cultuurraad_wagtail.ProjectShowcasePage").objects.filter(**of_group)
        sessions = Meeting.objects.filter(**of_group)
        return articles.filter(
            models.Q(project__in=projects.values("pk")) | models.Q(session__in=sessions.order_by().values("pk"))
        ).for_links()


class WorkgroupDocument(RelatedDocument):
    page = ParentalKey(WorkgroupHubPage, on_delete=models.CASCADE, related_name="documents")
