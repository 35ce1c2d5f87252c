"""Duplicate profiles: the pairs that may be one, side by side, merged or told apart."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from ..inventory.duplicates.comparing import chosen_values, differences, united_disciplines, united_links
from ..inventory.duplicates.finding import duplicate_pairs, tell_apart
from ..inventory.duplicates.merging import NotMerged, merge_profiles, why_not_merged
from ..models import DistinctProfiles, Mandate, OrganisationProfilePage
from .duplicate_forms import MergeForm
from .profile_report import editable_profiles

NAME = "cultuurraad_duplicates"
PAIRS_PER_PAGE = 50
TOLD_APART_SHOWN = 100


def may_merge_profiles(user):
    """Whether there may be profiles for ``user`` to merge: that takes one off the site."""
    return page_permission_policy.user_has_any_permission(user, ["publish"])


class DuplicatesView(WagtailAdminTemplateMixin, TemplateView):
    """A screen for who may merge."""

    page_title = gettext_lazy("Duplicate profiles")
    header_icon = "copy"

    def dispatch(self, request, *args, **kwargs):
        if not may_merge_profiles(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        listing = {"url": reverse(f"{NAME}:index"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), listing]

    def get_profiles(self, *pks):
        """The profiles with these primary keys, as the user may change them; anything else is not found."""
        found = OrganisationProfilePage.objects.in_bulk(pks)
        for pk in pks:
            page = found.get(pk) or get_object_or_404(OrganisationProfilePage, pk=pk)
            if not page.permissions_for_user(self.request.user).can_edit():
                raise PermissionDenied
        return [found[pk] for pk in pks]


class IndexView(DuplicatesView):
    """The pairs, the likeliest first; below them those that were told apart."""

    template_name = "cultuurraad_wagtail/admin/duplicates/index.html"

    def get_context_data(self, **kwargs):
        mine = editable_profiles(self.request.user)
        pairs = duplicate_pairs(mine.listed())
        told_apart = DistinctProfiles.objects.filter(first__in=mine.values("pk"), second__in=mine.values("pk"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(pairs, PAIRS_PER_PAGE).get_page(self.request.GET.get("p")),
            "told_apart": told_apart.select_related("first", "second")[:TOLD_APART_SHOWN],
        }


class CompareView(DuplicatesView):
    """Two profiles side by side: the first is kept, the words are chosen, one button merges."""

    template_name = "cultuurraad_wagtail/admin/duplicates/compare.html"

    def dispatch(self, request, kept, other):
        if not may_merge_profiles(request.user):
            raise PermissionDenied
        self.kept, self.other = self.get_profiles(kept, other)
        return super().dispatch(request, kept, other)

    def get_page_subtitle(self):
        return self.kept.title

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.kept.title}]

    def get_context_data(self, **kwargs):
        kept, other = self._drafts
        kwargs.setdefault("form", self._form())
        return {
            **super().get_context_data(**kwargs),
            "kept": kept,
            "other": other,
            "refusal": why_not_merged(self.kept, self.other, self.request.user),
            "united": self._united(kept, other),
            "moving": self._moving(),
            "has_translations": other.get_translations().filter(alias_of__isnull=True).exists(),
        }

    @property
    def _drafts(self):
        return self.kept.get_latest_revision_as_object(), self.other.get_latest_revision_as_object()

    @property
    def _versions(self):
        return f"{self.kept.latest_revision_id}-{self.other.latest_revision_id}"

    def _form(self, data=None):
        return MergeForm(data, differences=differences(*self._drafts), initial={"versions": self._versions})

    def _united(self, kept, other):
        tags = sorted({tag.name for page in (kept, other) for tag in page.tags.all()})
        languages = dict.fromkeys([*kept.language_names, *other.language_names])
        return [
            (_("Disciplines"), ", ".join(str(each) for each in united_disciplines(kept, other))),
            (_("Languages"), ", ".join(str(each) for each in languages)),
            (pgettext("keywords", "Tags"), ", ".join(tags)),
            (_("Social links"), ", ".join(url for _name, url in united_links(kept, other))),
        ]

    def _moving(self):
        other = self.other
        projects = {*other.led_projects.values_list("pk", flat=True)}
        projects.update(other.project_partnerships.values_list("page", flat=True))
        return [
            (_("Mandates"), Mandate.objects.filter(organisation=other).count()),
            (_("Projects"), len(projects)),
            (_("Articles"), other.article_links.count()),
        ]

    def post(self, request, kept, other):
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if form.cleaned_data["versions"] != self._versions:
            messages.warning(request, _("One of the profiles was changed meanwhile. Look at them again."))
            return redirect(request.path)
        values = chosen_values(*self._drafts, form.choices)
        try:
            merged = merge_profiles(kept=self.kept, other=self.other, values=values, user=request.user)
        except NotMerged as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(form=form))
        self._tell(merged)
        return redirect(f"{NAME}:index")

    def _tell(self, merged):
        names = {"other": self.other.title, "kept": merged.title}
        if merged.live and not merged.has_unpublished_changes:
            text = _("“%(other)s” was merged into “%(kept)s”.") % names
        else:
            text = _("“%(other)s” was merged into “%(kept)s”. The words are in a draft: publish it.") % names
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[merged.pk]), _("Edit"))
        messages.success(self.request, text, buttons=[edit])


class TellApartView(DuplicatesView):
    """These are two organisations: the pair leaves the list."""

    http_method_names = ["post"]

    def post(self, request, first, second):
        first, second = self.get_profiles(first, second)
        if first != second:
            tell_apart(first=first, second=second, user=request.user)
            names = {"first": first.title, "second": second.title}
            messages.success(request, _("“%(first)s” and “%(second)s” are two organisations from now on.") % names)
        return redirect(f"{NAME}:index")


class PutBackView(DuplicatesView):
    """They may be one after all: the pair comes back."""

    http_method_names = ["post"]

    def post(self, request, pk):
        record = get_object_or_404(DistinctProfiles, pk=pk)
        self.get_profiles(record.first_id, record.second_id)
        record.delete()
        return redirect(f"{NAME}:index")


class DuplicatesMenuItem(MenuItem):
    """For who may merge profiles."""

    def is_shown(self, request):
        return may_merge_profiles(request.user)


def menu_item(**kwargs):
    """The way to the pairs, for a menu; with an ``order`` for Wagtail's own menu of reports."""
    return DuplicatesMenuItem(
        gettext_lazy("Duplicate profiles"),
        reverse(f"{NAME}:index"),
        name="cultuurraad-duplicates",
        icon_name="copy",
        **kwargs,
    )


def urls():
    """For ``register_admin_urls``."""
    views = [
        path("", IndexView.as_view(), name="index"),
        path("<int:kept>/<int:other>/", CompareView.as_view(), name="compare"),
        path("<int:first>/<int:second>/apart/", TellApartView.as_view(), name="tell_apart"),
        path("apart/<int:pk>/undo/", PutBackView.as_view(), name="put_back"),
    ]
    return [path("cultuurraad/duplicates/", include((views, NAME)))]
