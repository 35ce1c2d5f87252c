"""Screens of the snippets that editors write."""

import json

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views import chooser
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from ..choices import MandateRole
from ..fields import council_zone
from ..models import Discipline, EvaluationRound, FeedbackForm, Mandate, Person, WorkgroupHubPage
from ..snippets.questions import OF_KIND
from .ready_made import header_button, may_make_forms


class CouncilMomentColumn(Column):
    """A moment in the council's own zone, which is the one editors type in."""

    def get_value(self, instance):
        value = super().get_value(instance)
        return value and date_format(timezone.localtime(value, council_zone()), "SHORT_DATETIME_FORMAT")


class GuardedChooserMixin:
    """Only who may do something with these snippets elsewhere may look through them here."""

    def dispatch(self, request, *args, **kwargs):
        policy = ModelPermissionPolicy(self.model_class)
        if not policy.user_has_any_permission(request.user, ("add", "change", "delete", "view")):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class GuardedChooserViewSet(SnippetChooserViewSet):
    choose_view_class = type("GuardedChooseView", (GuardedChooserMixin, chooser.ChooseView), {})
    choose_results_view_class = type("GuardedChooseResultsView", (GuardedChooserMixin, chooser.ChooseResultsView), {})
    chosen_view_class = type("GuardedChosenView", (GuardedChooserMixin, chooser.SnippetChosenView), {})
    chosen_multiple_view_class = type(
        "GuardedChosenMultipleView", (GuardedChooserMixin, chooser.SnippetChosenMultipleView), {}
    )


class PersonFilterSet(WagtailFilterSet):
    """Both filters look at one and the same current mandate: chair of this group, not chair of any."""

    workgroup = django_filters.ModelChoiceFilter(
        label=_("Group"),
        queryset=lambda request: WorkgroupHubPage.objects.order_by("title"),
        method="by_mandate",
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=MandateRole.choices, method="by_mandate")

    class Meta:
        model = Person
        fields = []

    def by_mandate(self, queryset, name, value):
        mandates = Mandate.objects.current()
        if role := self.form.cleaned_data.get("role"):
            mandates = mandates.filter(role=role)
        if hub := self.form.cleaned_data.get("workgroup"):
            mandates = mandates.of_workgroup(hub)
        return queryset.filter(pk__in=mandates.order_by().values("person"))


class PersonViewSet(SnippetViewSet):
    model = Person
    chooser_viewset_class = GuardedChooserViewSet
    icon = "user"
    menu_label = _("People")
    url_prefix = "cultuurraad/people"
    index_template_name = "cultuurraad_wagtail/admin/listing.html"
    copy_view_enabled = False
    list_display = ["__str__", Column("mandates_in_words", label=_("Mandates")), "email", UpdatedAtColumn()]
    filterset_class = PersonFilterSet
    ordering = ["sort_name"]

    def get_queryset(self, request):
        mandates = Mandate.objects.current().select_related("workgroup")
        return Person.objects.prefetch_related(Prefetch("mandates", queryset=mandates, to_attr="current_mandates"))


class DisciplineViewSet(SnippetViewSet):
    model = Discipline
    icon = "tag"
    menu_label = _("Disciplines")
    url_prefix = "cultuurraad/disciplines"
    list_display = ["name", "slug", "code", "locale"]
    ordering = ["sort_order", "name"]
    list_per_page = 50

    def get_queryset(self, request):
        return Discipline.objects.select_related("locale")


class FeedbackFormIndexView(IndexView):
    @cached_property
    def header_buttons(self):
        return [*super().header_buttons, *([header_button()] if may_make_forms(self.request.user) else [])]


class QuestionsMixin:
    """Tells the form of a feedback form which fields a kind of question has."""

    def get_context_data(self, **kwargs):
        script = {"form_script": "cultuurraad_wagtail/questions.js", "question_fields": json.dumps(OF_KIND)}
        own = {"wagtail_template": self.wagtail_template, **script}
        return {**super().get_context_data(**kwargs), **own}


class FeedbackFormCreateView(QuestionsMixin, CreateView):
    wagtail_template = CreateView.template_name


class FeedbackFormEditView(QuestionsMixin, EditView):
    """Tells, for a form with answers, which questions go on and which begin anew."""

    wagtail_template = EditView.template_name

    def get_context_data(self, **kwargs):
        # What these ask was fixed when they started.
        rounds = EvaluationRound.objects.running().filter(form=self.object, version__isnull=False)
        return {**super().get_context_data(**kwargs), "fixed_rounds": [each.title for each in rounds]}

    def form_valid(self, form):
        response = super().form_valid(form)
        for each in form.formsets["questions"].forms:
            if getattr(each, "outcome", ""):
                messages.info(self.request, each.outcome % {"question": each.instance.label})
        return response


class FeedbackFormViewSet(SnippetViewSet):
    model = FeedbackForm
    index_view_class = FeedbackFormIndexView
    add_view_class = FeedbackFormCreateView
    edit_view_class = FeedbackFormEditView
    chooser_viewset_class = GuardedChooserViewSet
    icon = "form"
    menu_label = _("Feedback forms")
    url_prefix = "cultuurraad/feedback-forms"
    index_template_name = "cultuurraad_wagtail/admin/listing.html"
    create_template_name = "cultuurraad_wagtail/admin/feedback/form.html"
    edit_template_name = "cultuurraad_wagtail/admin/feedback/form.html"
    copy_view_enabled = False
    list_display = [
        "title",
        CouncilMomentColumn("open_from", label=_("Open from"), sort_key="open_from"),
        CouncilMomentColumn("open_until", label=_("Open until"), sort_key="open_until"),
        Column("response_count", label=_("Responses"), sort_key="response_count"),
        LiveStatusTagColumn(),
    ]
    ordering = ["title"]

    def get_queryset(self, request):
        return FeedbackForm.objects.for_listing().with_response_count()
