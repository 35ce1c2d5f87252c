"""Joint projects: an index, and a showcase for each."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.api import APIField
from wagtail.coreutils import resolve_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from ..blocks import BodyBlock
from ..blocks.body import FigureBlock
from ..choices import ProjectKind, ProjectStatus
from .base import TEXT_FEATURES, CouncilIndexPage, CouncilPage, image_field, summary_field
from .merged import project_content
from .organisations import OrganisationProfilePage


class ProjectIndexPage(CouncilIndexPage):
    item_model = "cultuurraad_wagtail.ProjectShowcasePage"
    card_template = "cultuurraad_wagtail/includes/project_card.html"
    template = "cultuurraad_wagtail/projects/index.html"
    subpage_types = ["cultuurraad_wagtail.ProjectShowcasePage"]
    page_description = _("Lists the joint projects; add a showcase below it for each.")

    class Meta:
        verbose_name = _("project index")
        verbose_name_plural = _("project indexes")


class ProjectShowcasePage(CouncilPage):
    """One project of several organisations."""

    kind = models.CharField(_("kind"), max_length=24, choices=ProjectKind.choices, default=ProjectKind.OTHER)
    status = models.CharField(_("status"), max_length=24, choices=ProjectStatus.choices, default=ProjectStatus.IDEA)
    summary = summary_field()
    image = image_field(_("image"))
    # SET_NULL, not RESTRICT: modelcluster cannot load a revision whose restricted target is gone.
    lead_organisation = models.ForeignKey(
        OrganisationProfilePage,
        verbose_name=_("lead organisation"),
        on_delete=models.SET_NULL,
        related_name="led_projects",
        null=True,
        blank=True,
    )
    workgroup = models.ForeignKey(
        "cultuurraad_wagtail.WorkgroupHubPage",
        verbose_name=_("group"),
        on_delete=models.SET_NULL,
        related_name="hub_projects",
        null=True,
        blank=True,
        help_text=_("The group in which the project grew, if there is one."),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    sought = RichTextField(
        _("what is still sought"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Partners, a venue, volunteers, money: what another organisation could bring."),
    )
    disciplines = ParentalManyToManyField(
        "cultuurraad_wagtail.Discipline", verbose_name=_("disciplines"), related_name="+", blank=True
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    results = RichTextField(
        _("results"), blank=True, features=TEXT_FEATURES, help_text=_("What came of it, once it is done.")
    )
    images = StreamField([("figure", FigureBlock())], verbose_name=_("images"), blank=True)

    template = "cultuurraad_wagtail/projects/showcase.html"
    parent_page_types = ["cultuurraad_wagtail.ProjectIndexPage"]
    subpage_types = []
    page_description = _("One joint project: who does it, what is sought, what came of it.")
    card_image = "image"

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("sought"),
        FieldPanel("body"),
        FieldPanel("results"),
        FieldPanel("images"),
    ]
    partner_panels = [
        FieldPanel("lead_organisation"),
        InlinePanel("partners", heading=_("Partners"), label=_("Partner")),
        FieldPanel("workgroup"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])], heading=_("Period")),
        FieldPanel("disciplines", widget=forms.CheckboxSelectMultiple),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Project")),
            ObjectList(partner_panels, heading=_("Partners and period")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("sought"),
        index.SearchField("results"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("status"),
    ]
    api_fields = [
        APIField(name)
        for name in (
            "kind",
            "status",
            "summary",
            "image",
            "starts_on",
            "ends_on",
            "sought",
            "disciplines",
            "body",
            "results",
            "images",
        )
    ]

    class Meta:
        verbose_name = _("project showcase")
        verbose_name_plural = _("project showcases")

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The project ends before it begins. Change one of the dates.")})

    def with_content_json(self, content):
        """A revision's content; it names the profiles that are left where some were merged since."""
        return super().with_content_json(project_content(content))

    def get_context(self, request, *args, **kwargs):
        scope = self.get_scope(request)
        return {
            **super().get_context(request, *args, **kwargs),
            **self.participants(scope),
            "hub": self.workgroup and self.workgroup.translation_in(scope),
            "articles": self.articles(scope)[:12],
            "disciplines": self.localised_disciplines(),
        }

    def participants(self, scope):
        """``lead`` (a page or None) and ``partners`` (with ``shown_organisation``): only those visitors may see."""
        partners = list(self.partners.select_related("organisation"))
        keys = {each.organisation.translation_key for each in partners}
        lead_key = self.lead_organisation and self.lead_organisation.translation_key
        by_key = OrganisationProfilePage.objects.visible(scope).by_translation_key({*keys, lead_key})
        for partner in partners:
            partner.shown_organisation = by_key.get(partner.organisation.translation_key)
        return {
            "lead": by_key.get(lead_key),
            "partners": [each for each in partners if each.shown_organisation],
        }

    def articles(self, scope):
        """What was learned from this project, the newest first."""
        articles = resolve_model_string("cultuurraad_wagtail.KnowledgeArticlePage").objects
        return articles.visible(scope).filter(project__translation_key=self.translation_key).for_links()

    @property
    def is_looking_for_partners(self):
        return self.status == ProjectStatus.LOOKING_FOR_PARTNERS


class ProjectPartner(Orderable):
    page = ParentalKey(ProjectShowcasePage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        OrganisationProfilePage,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="project_partnerships",
    )
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("For example “offers the hall”."))

    panels = [FieldPanel("organisation"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self):
        return str(self.organisation)
