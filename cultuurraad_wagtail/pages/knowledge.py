"""Shared knowledge: an index, and articles with a card that says at a glance what was learned."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.coreutils import resolve_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from ..blocks import BodyBlock
from ..choices import ArticleKind
from ..snippets.meetings import Meeting
from .base import (
    TEXT_FEATURES,
    CouncilIndexPage,
    CouncilPage,
    RelatedDocument,
    image_field,
    public_documents,
    summary_field,
)
from .merged import article_content
from .organisations import OrganisationProfilePage


class KnowledgeIndexPage(CouncilIndexPage):
    item_model = "cultuurraad_wagtail.KnowledgeArticlePage"
    card_template = "cultuurraad_wagtail/includes/article_card.html"
    template = "cultuurraad_wagtail/knowledge/index.html"
    subpage_types = ["cultuurraad_wagtail.KnowledgeArticlePage"]
    page_description = _("Lists what organisations learned; add an article below it for each.")

    class Meta:
        verbose_name = _("knowledge index")
        verbose_name_plural = _("knowledge indexes")


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey(
        "cultuurraad_wagtail.KnowledgeArticlePage", on_delete=models.CASCADE, related_name="tagged_items"
    )
    tag = models.ForeignKey("taggit.Tag", on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_items")


class KnowledgeArticlePage(CouncilPage):
    """What one organisation, project or session learned, so that another need not learn it again."""

    kind = models.CharField(_("kind"), max_length=16, choices=ArticleKind.choices, default=ArticleKind.GOOD_PRACTICE)
    summary = summary_field()
    image = image_field(_("image"))
    context = RichTextField(
        _("context"), blank=True, features=TEXT_FEATURES, help_text=_("Who, where, when, and why.")
    )
    what_worked = RichTextField(_("what worked"), blank=True, features=TEXT_FEATURES)
    obstacles = RichTextField(_("obstacles"), blank=True, features=TEXT_FEATURES)
    lessons = RichTextField(
        _("lessons"), blank=True, features=TEXT_FEATURES, help_text=_("What you would tell a colleague.")
    )
    cost_and_time = models.CharField(
        _("cost and time"),
        max_length=255,
        blank=True,
        help_text=_("Roughly, for example “€ 1,200 and three evenings”."),
    )
    project = models.ForeignKey(
        "cultuurraad_wagtail.ProjectShowcasePage",
        verbose_name=_("project"),
        on_delete=models.SET_NULL,
        related_name="project_articles",
        null=True,
        blank=True,
    )
    session = models.ForeignKey(
        Meeting,
        verbose_name=_("knowledge session"),
        on_delete=models.SET_NULL,
        related_name="session_articles",
        null=True,
        blank=True,
        help_text=_("The meeting at which this was shared."),
    )
    disciplines = ParentalManyToManyField(
        "cultuurraad_wagtail.Discipline", verbose_name=_("disciplines"), related_name="+", blank=True
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=pgettext_lazy("keywords", "tags"))

    template = "cultuurraad_wagtail/knowledge/article.html"
    parent_page_types = ["cultuurraad_wagtail.KnowledgeIndexPage"]
    subpage_types = []
    page_description = _("One success, obstacle, lesson, good practice or tool, told for others.")
    card_image = "image"

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("image"),
        MultiFieldPanel(
            [
                FieldPanel("context"),
                FieldPanel("what_worked"),
                FieldPanel("obstacles"),
                FieldPanel("lessons"),
                FieldPanel("cost_and_time"),
            ],
            heading=_("At a glance"),
        ),
        FieldPanel("body"),
    ]
    relation_panels = [
        InlinePanel("organisation_links", heading=_("Organisations"), label=_("Organisation")),
        FieldPanel("project"),
        FieldPanel("session"),
        FieldPanel("disciplines", widget=forms.CheckboxSelectMultiple),
        FieldPanel("tags"),
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Article")),
            ObjectList(relation_panels, heading=_("Links")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("context"),
        index.SearchField("what_worked"),
        index.SearchField("obstacles"),
        index.SearchField("lessons"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.RelatedFields("tags", [index.SearchField("name")]),
    ]
    api_fields = [
        APIField(name)
        for name in (
            "kind",
            "summary",
            "image",
            "context",
            "what_worked",
            "obstacles",
            "lessons",
            "cost_and_time",
            "disciplines",
            "body",
            "tags",
        )
    ]

    class Meta:
        verbose_name = _("knowledge article")
        verbose_name_plural = _("knowledge articles")

    def with_content_json(self, content):
        """A revision's content; it names the profiles that are left where some were merged since."""
        return super().with_content_json(article_content(content))

    def get_context(self, request, *args, **kwargs):
        scope = self.get_scope(request)
        registers = resolve_model_string("cultuurraad_wagtail.MeetingRegisterPage").objects
        return {
            **super().get_context(request, *args, **kwargs),
            "organisations": self.organisations(scope),
            "shown_project": self.project and self.project.translation_in(scope),
            "shown_session": self.session and self.session.translation_in(scope),
            "register": registers.first_visible(scope),
            "documents": public_documents(self.documents, scope),
            "disciplines": self.localised_disciplines(),
        }

    def organisations(self, scope):
        """The organisations this article is about, as far as a visitor may see them."""
        keys = [each.organisation.translation_key for each in self.organisation_links.select_related("organisation")]
        visible = OrganisationProfilePage.objects.visible(scope)
        return visible.filter(translation_key__in=keys).for_links()


class ArticleOrganisation(Orderable):
    page = ParentalKey(KnowledgeArticlePage, on_delete=models.CASCADE, related_name="organisation_links")
    organisation = models.ForeignKey(
        OrganisationProfilePage,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="article_links",
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return str(self.organisation)


class ArticleDocument(RelatedDocument):
    page = ParentalKey(KnowledgeArticlePage, on_delete=models.CASCADE, related_name="documents")
