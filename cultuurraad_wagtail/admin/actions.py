"""The screens of action items: who does what by when, the most urgent first."""

from datetime import date
from hashlib import sha256

import django_filters
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views import snippets

from ..choices import ActionState
from ..models import ActionItem, OrganisationProfilePage, Person, WorkgroupHubPage
from .exports import SafeExportMixin
from .snippets import GuardedChooserViewSet

#: The hidden field that says which answer of the owner the editor has seen.
SEEN = "seen_answer"
EXPORTED = ("title", "workgroup", "owner", "organisation", "due_on", "state", "note", "created_at")


def due_in_words(action):
    """The day, and that it is over; colour tells nothing to who does not see it."""
    if action.due_on is None:
        return ""
    day = date_format(action.due_on, "SHORT_DATE_FORMAT")
    return _("%(day)s – overdue") % {"day": day} if action.is_overdue() else day


def _having_items(model, order):
    """What may be chosen in a filter: those of whom there are action items."""
    return lambda request: model.objects.filter(pk__in=ActionItem.objects.values(_KEYS[model])).order_by(order)


_KEYS = {OrganisationProfilePage: "organisation", WorkgroupHubPage: "workgroup", Person: "owner"}


class ActionFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=ActionState.choices)
    care = django_filters.ChoiceFilter(
        label=gettext_lazy("Needs attention"),
        choices=[("overdue", gettext_lazy("Overdue")), ("nobody", gettext_lazy("Nobody does it"))],
        method="filter_care",
    )
    workgroup = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Group"), queryset=_having_items(WorkgroupHubPage, "title"), method="filter_kin"
    )
    organisation = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Organisation"),
        queryset=_having_items(OrganisationProfilePage, "title"),
        method="filter_kin",
    )
    owner = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("of an action item", "Owner"), queryset=_having_items(Person, "sort_name")
    )

    class Meta:
        model = ActionItem
        fields = []

    def filter_care(self, queryset, name, value):
        found = (
            ActionItem.objects.overdue()
            if value == "overdue"
            else ActionItem.objects.open().filter(owner=None, organisation=None)
        )
        return queryset.filter(pk__in=found.order_by().values("pk"))

    def filter_kin(self, queryset, name, page):
        """Of the page or of a translation of it."""
        return queryset.filter(**{f"{name}__translation_key": page.translation_key})


class IndexView(SafeExportMixin, snippets.IndexView):
    def get_sheet(self, queryset):
        heads = [str(ActionItem._meta.get_field(name).verbose_name).capitalize() for name in EXPORTED]
        return heads, ([self._cell(action, name) for name in EXPORTED] for action in queryset)

    @staticmethod
    def _cell(action, name):
        if name == "state":
            return action.get_state_display()
        value = getattr(action, name)
        return str(value or "") if name in _KEYS.values() else value


class EditView(snippets.EditView):
    """An owner may answer while an editor has the form open: then their answer is shown, not written over."""

    def is_valid(self, form):
        stored = ActionItem.objects.get(pk=self.object.pk)
        if self.request.POST.get(SEEN, digest(stored)) != digest(stored):
            text = _(
                "Meanwhile this was answered: “%(state)s”. %(note)s Change the form if need be, and save it again."
            )
            form.add_error(None, text % {"state": stored.get_state_display(), "note": stored.note})
        return super().is_valid(form)

    def get_context_data(self, **kwargs):
        stored = ActionItem.objects.get(pk=self.object.pk)
        return {**super().get_context_data(**kwargs), "seen": digest(stored)}


def digest(action):
    """What tells one answer of an owner from another."""
    return sha256(repr((action.state, action.note)).encode()).hexdigest()[:32]


class ActionViewSet(snippets.SnippetViewSet):
    model = ActionItem
    chooser_viewset_class = GuardedChooserViewSet
    index_view_class = IndexView
    edit_view_class = EditView
    index_template_name = "cultuurraad_wagtail/admin/listing.html"
    edit_template_name = "cultuurraad_wagtail/admin/actions/edit.html"
    icon = "tasks"
    menu_label = gettext_lazy("Action items")
    url_prefix = "cultuurraad/actions"
    copy_view_enabled = False
    list_display = [
        "title",
        Column(
            "owner",
            label=pgettext_lazy("of an action item", "Owner"),
            accessor=lambda action: action.owner or "",
            sort_key="owner__sort_name",
        ),
        Column(
            "organisation",
            label=gettext_lazy("Organisation"),
            accessor=lambda action: action.organisation or "",
            sort_key="organisation__title",
        ),
        Column(
            "workgroup",
            label=gettext_lazy("Group"),
            accessor=lambda action: action.workgroup or "",
            sort_key="workgroup__title",
        ),
        Column("due", label=gettext_lazy("Due on"), accessor=due_in_words, sort_key="urgency"),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
    ]
    filterset_class = ActionFilterSet
    # Not by a search engine, which sorts and filters by nothing but what it holds.
    search_backend_name = None
    search_fields = ["title", "note", "owner__given_name", "owner__family_name", "organisation__title"]
    ordering = ["is_closed", "urgency", "pk"]
    list_per_page = 50
    # Switches the export on; what it holds is the index view's table.
    list_export = ["title"]
    export_filename = "action-items"

    def get_queryset(self, request):
        """What is still to do first, and of that the most urgent; what has no date comes last."""
        is_closed = Case(When(state=ActionState.OPEN, then=Value(0)), default=Value(1))
        rows = ActionItem.objects.annotate(is_closed=is_closed, urgency=Coalesce("due_on", Value(date.max)))
        return rows.select_related("owner", "organisation", "workgroup")
