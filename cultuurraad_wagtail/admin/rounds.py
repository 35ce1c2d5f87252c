"""Rounds of evaluation in the admin: planned, started, reminded, closed, read, published."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Site
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from ..evaluation.asking import candidates, response_rates, who_answered
from ..evaluation.exporting import round_as_table, round_codebook
from ..evaluation.figures import figure_of
from ..evaluation.files import KINDS, as_file
from ..evaluation.pages import results_context
from ..evaluation.quoting import open_questions
from ..evaluation.report import report_of
from ..evaluation.rounds import NotAllowed, close_round, publish_results, remind, start_round
from ..models import EvaluationRound
from ..spreadsheets import csv_lines, temporary_xlsx
from .snippets import CouncilMomentColumn

NAME = "cultuurraad_rounds"
APP = "cultuurraad_wagtail"


class CreateView(snippets.CreateView):
    wagtail_template = snippets.CreateView.template_name

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "wagtail_template": self.wagtail_template}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.site = Site.find_for_request(self.request) or Site.objects.get(is_default_site=True)
        form.instance.created_by = self.request.user
        return form

    def get_success_url(self):
        return reverse(f"{NAME}:round", args=[self.object.pk])


class EditView(snippets.EditView):
    wagtail_template = snippets.EditView.template_name

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "wagtail_template": self.wagtail_template}

    def get_success_url(self):
        return reverse(f"{NAME}:round", args=[self.object.pk])


class RoundViewSet(SnippetViewSet):
    model = EvaluationRound
    icon = "clipboard-list"
    menu_label = _("Evaluation rounds")
    url_prefix = "cultuurraad/evaluation-rounds"
    index_template_name = "cultuurraad_wagtail/admin/listing.html"
    create_template_name = "cultuurraad_wagtail/admin/rounds/form.html"
    edit_template_name = "cultuurraad_wagtail/admin/rounds/form.html"
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = CreateView
    edit_view_class = EditView
    list_display = [
        TitleColumn("title", label=_("Title"), url_name=f"{NAME}:round", sort_key="title"),
        Column("form", label=_("Form")),
        CouncilMomentColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        CouncilMomentColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        Column("state", label=_("State")),
    ]
    ordering = ["-opens_at", "-pk"]

    def get_queryset(self, request):
        return EvaluationRound.objects.select_related("form").defer("results")


class RoundBase(WagtailAdminTemplateMixin, TemplateView):
    """A screen of the round ``pk``, for who may see rounds and has ``permissions`` besides."""

    permissions = ()
    header_icon = "clipboard-list"

    def dispatch(self, request, pk, **kwargs):
        if not request.user.has_perms((f"{APP}.view_evaluationround", *self.permissions)):
            raise PermissionDenied
        self.round = get_object_or_404(EvaluationRound.objects.select_related("form", "site"), pk=pk)
        return super().dispatch(request, **kwargs)

    def may(self, *permissions):
        return self.request.user.has_perms([f"{APP}.{each}" for each in permissions])

    def get_page_subtitle(self):
        return self.round.title

    def get_breadcrumbs_items(self):
        viewset = EvaluationRound.snippet_viewset
        listing = {"url": reverse(viewset.get_url_name("list")), "label": viewset.menu_label}
        return [*super().get_breadcrumbs_items(), listing, {"url": "", "label": self.round.title}]

    def back(self):
        return redirect(f"{NAME}:round", pk=self.round.pk)


class RoundView(RoundBase):
    """Where a round stands, and what can be done next."""

    template_name = "cultuurraad_wagtail/admin/rounds/round.html"
    page_title = _("Evaluation round")

    def get_context_data(self, **kwargs):
        found = self.round
        own = {
            "round": found,
            "edit_url": reverse(EvaluationRound.snippet_viewset.get_url_name("edit"), args=[found.pk]),
            "may_change": self.may("change_evaluationround"),
            "may_publish": self.may("change_evaluationround", "publish_feedbackform"),
            "may_export": self.may("view_response"),
            "form_media": "",
        }
        if not found.has_started:
            asked = candidates(found)
            own["asked"] = [each for each in asked if each.email]
            own["without_address"] = [each for each in asked if not each.email]
        elif not found.is_for_everybody:
            own["rates"] = response_rates(found)
            own["those_who_did"], own["those_who_did_not"] = who_answered(found)
            own["answered"] = sum(answered for _group, answered, _asked in own["rates"])
            own["invited"] = sum(asked for _group, _answered, asked in own["rates"])
        if found.is_for_everybody:
            path_of = reverse("cultuurraad_wagtail:round", args=[found.language, found.slug])
            own["address"] = f"{found.site.root_url}{path_of}"
        if found.is_closed:
            files_at = reverse(f"{NAME}:round", args=[found.pk]) + "charts/"
            shown = results_context(found, get_language(), is_public=False)
            own |= {**shown, "files_at": files_at, "file_kinds": list(KINDS)}
            own["open_questions"] = open_questions(found, get_language()) if own["may_export"] else []
        return {**super().get_context_data(**kwargs), **own}

    def post(self, request, *args, **kwargs):
        deed = DEEDS.get(request.POST.get("deed"))
        if deed is None or not self.may(*deed.permissions):
            raise PermissionDenied
        try:
            message = deed.do(self.round, request)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            log(instance=self.round, action=deed.log_action, user=request.user)
            messages.success(request, message)
        return self.back()


def _start(found, request):
    number = start_round(evaluation_round=found)
    if found.is_for_everybody:
        return gettext("The round is open: give people its address.")
    told = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", number)
    return told % {"count": number}


def _remind(found, request):
    number = remind(evaluation_round=found)
    return ngettext("%(count)s reminder is on its way.", "%(count)s reminders are on their way.", number) % {
        "count": number
    }


def _close(found, request):
    close_round(evaluation_round=found)
    return gettext("The round is closed and its answers are counted.")


def _publish(found, request):
    publish_results(evaluation_round=found, is_public=True)
    return gettext("Everybody can read the results now.")


def _unpublish(found, request):
    publish_results(evaluation_round=found, is_public=False)
    return gettext("Only editors read the results now.")


class Deed:
    def __init__(self, do, log_action, *permissions):
        self.do, self.log_action = do, log_action
        self.permissions = ("change_evaluationround", *permissions)


DEEDS = {
    "start": Deed(_start, "cultuurraad.start_round"),
    "remind": Deed(_remind, "cultuurraad.remind_round"),
    "close": Deed(_close, "cultuurraad.close_round"),
    "publish": Deed(_publish, "cultuurraad.publish_results", "publish_feedbackform"),
    "unpublish": Deed(_unpublish, "cultuurraad.unpublish_results", "publish_feedbackform"),
}


class ExportView(RoundBase):
    """All answers as CSV or XLSX, in words or in codes; the workbook has a second sheet that explains its columns."""

    permissions = (f"{APP}.view_response",)
    http_method_names = ["get"]

    def get(self, request, kind):
        try:
            headings, rows = round_as_table(self.round, as_codes="codes" in request.GET)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return self.back()
        name = f"{self.round.slug}.{kind}"
        if kind == "csv":
            response = StreamingHttpResponse(csv_lines(headings, rows), content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        if kind != "xlsx":
            raise Http404
        book = [(gettext("Codebook"), *round_codebook(self.round))]
        return FileResponse(temporary_xlsx(headings, rows, book), as_attachment=True, filename=name)


class ChartView(RoundBase):
    http_method_names = ["get"]

    def get(self, request, chart, kind):
        if not self.round.is_closed or kind not in KINDS:
            raise Http404
        report = report_of(self.round, get_language(), is_public=False)
        figure = figure_of(report, chart)
        if figure is None:
            raise Http404
        return as_file(figure, kind, report)


def urls():
    """For ``register_admin_urls``."""
    views = [
        path("<int:pk>/", RoundView.as_view(), name="round"),
        path("<int:pk>/answers.<slug:kind>", ExportView.as_view(), name="export"),
        path("<int:pk>/charts/<slug:chart>.<slug:kind>", ChartView.as_view(), name="chart"),
    ]
    return [path("cultuurraad/rounds/", include((views, NAME)))]
