"""Short lists of the council's content, for a home page or any other page of the site."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.coreutils import resolve_model_string
from wagtail.models import Locale
from wagtail.snippets.blocks import SnippetChooserBlock

from ..snippets.disciplines import Discipline
from ..snippets.evaluations import EvaluationRound
from ..snippets.meetings import Meeting
from ..visibility import Scope, scope_for

GROUP = _("Culture council")
PREVIEW_TEMPLATE = "cultuurraad_wagtail/blocks/preview.html"


def scope_of(parent_context):
    """The scope in which a block is shown; that of its page where there is no request, None where neither is."""
    context = parent_context or {}
    request, page = context.get("request"), context.get("page")
    locale = getattr(page, "locale", None) or Locale.get_active()
    if request:
        return scope_for(request, locale, page)
    return Scope(page.get_site(), locale) if hasattr(page, "get_site") else None


class CouncilListBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False)
    limit = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=12)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        scope = scope_of(parent_context)
        # A template hands a missing request on as "", which Wagtail's tags cannot read.
        return {"request": None, **context, "items": self.get_items(value, scope) if scope else []}

    def get_items(self, value, scope):
        """The objects to show in ``scope``."""
        raise NotImplementedError

    class Meta:
        preview_template = PREVIEW_TEMPLATE


class NextMeetingsBlock(CouncilListBlock):
    def get_items(self, value, scope):
        return Meeting.objects.visible(scope).upcoming()[: value["limit"]]

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        scope = scope_of(parent_context)
        register = resolve_model_string("cultuurraad_wagtail.MeetingRegisterPage")
        return {**context, "register": register.objects.first_visible(scope) if scope else None}

    class Meta:
        icon = "date"
        group = GROUP
        label = _("Next meetings")
        description = _("The first meetings to come, in the page's language.")
        template = "cultuurraad_wagtail/blocks/next_meetings.html"
        preview_value = {"heading": _("Next meetings"), "limit": 3}


class ResultsBlock(CouncilListBlock):
    def get_items(self, value, scope):
        rounds = EvaluationRound.objects.published(scope.site).for_listing()[: value["limit"]]
        return [each.listing(scope.locale.language_code) for each in rounds]

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        scope = scope_of(parent_context)
        language = (scope.locale if scope else Locale.get_active()).language_code
        return {**context, "all_results": reverse("cultuurraad_wagtail:all_results", args=[language])}

    class Meta:
        icon = "clipboard-list"
        group = GROUP
        label = _("Results of evaluations")
        description = _("The published results of evaluation rounds, the newest first.")
        template = "cultuurraad_wagtail/blocks/results.html"
        preview_value = {"heading": _("What came out"), "limit": 3}


class PageListBlock(CouncilListBlock):
    discipline = SnippetChooserBlock("cultuurraad_wagtail.Discipline", label=_("Only this discipline"), required=False)
    page_model = ""

    def get_pages(self, scope):
        """What is visible in ``scope``, in the order of the list."""
        return resolve_model_string(self.page_model).objects.visible(scope)

    def get_items(self, value, scope):
        pages = self.get_pages(scope).for_cards()
        if value.get("discipline"):
            pages = pages.of_discipline(value["discipline"])
        return Discipline.objects.attach_to(pages[: value["limit"]], scope.locale)

    class Meta:
        group = GROUP
        template = "cultuurraad_wagtail/blocks/page_list.html"


class OrganisationsBlock(PageListBlock):
    page_model = "cultuurraad_wagtail.OrganisationProfilePage"

    def get_pages(self, scope):
        return super().get_pages(scope).listed()

    class Meta:
        icon = "group"
        label = _("Organisations")
        description = _("Organisations of the directory, as cards.")
        preview_value = {"heading": _("Organisations"), "limit": 3}
        card = "cultuurraad_wagtail/includes/organisation_card.html"


class ProjectsBlock(PageListBlock):
    page_model = "cultuurraad_wagtail.ProjectShowcasePage"

    class Meta:
        icon = "pick"
        label = _("Projects")
        description = _("The newest joint projects, as cards.")
        preview_value = {"heading": _("Projects"), "limit": 3}
        card = "cultuurraad_wagtail/includes/project_card.html"


class ArticlesBlock(PageListBlock):
    page_model = "cultuurraad_wagtail.KnowledgeArticlePage"

    class Meta:
        icon = "doc-full"
        label = _("Knowledge articles")
        description = _("The newest articles of the knowledge base, as cards.")
        preview_value = {"heading": _("From the knowledge base"), "limit": 3}
        card = "cultuurraad_wagtail/includes/article_card.html"
