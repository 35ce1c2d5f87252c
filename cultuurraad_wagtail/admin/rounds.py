"""Rounds of evaluation in the admin: planned, started, reminded, closed, read, published."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
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
from ..evaluation.rounds import FORM_GONE, NotAllowed, why_not_start
from ..evaluation.withholding import SMALLEST
from ..models import EvaluationRound
from ..snippets.evaluation_forms import NEEDED
from ..spreadsheets import csv_lines, temporary_xlsx
from .round_deeds import DEEDS
from .snippets import CouncilMomentColumn, GuardedChooserViewSet

NAME = "cultuurraad_rounds"
APP = "cultuurraad_wagtail"
#: What an audience asks besides; the form shows no other of these.
AUDIENCE_FIELDS = {name: [audience] for audience, (name, _needed) in NEEDED.items()}


class AudienceMixin:
    """Tells the form which fields belong to which audience."""

    def get_context_data(self, **kwargs):
        script = {"form_script": "cultuurraad_wagtail/rule.js", "rule_fields": json.dumps(AUDIENCE_FIELDS)}
        own = {"wagtail_template": self.wagtail_template, **script}
        return {**super().get_context_data(**kwargs), **own}


class CreateView(AudienceMixin, snippets.CreateView):
    wagtail_template = snippets.CreateView.template_name

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.site = Site.find_for_request(self.request) or Site.objects.get(is_default_site=True)
        form.instance.created_by = self.request.user
        return form

    def get_success_url(self):
        return reverse(f"{NAME}:round", args=[self.object.pk])


class EditView(AudienceMixin, snippets.EditView):
    wagtail_template = snippets.EditView.template_name

    def save_instance(self):
        saved = super().save_instance()
        if self.form.left_out:
            labels = ", ".join(str(self.form.fields[name].label) for name in self.form.left_out)
            told = gettext("The round went on meanwhile, so this was not stored: %(fields)s.")
            messages.warning(self.request, told % {"fields": labels})
        return saved

    def get_success_url(self):
        return reverse(f"{NAME}:round", args=[self.object.pk])


class RoundViewSet(SnippetViewSet):
    model = EvaluationRound
    chooser_viewset_class = GuardedChooserViewSet
    icon = "clipboard-list"
    menu_label = _("Evaluation rounds")
    url_prefix = "cultuurraad/evaluation-rounds"
    index_template_name = "cultuurraad_wagtail/admin/listing.html"
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = CreateView
    edit_view_class = EditView
    create_template_name = "cultuurraad_wagtail/admin/rounds/form.html"
    edit_template_name = "cultuurraad_wagtail/admin/rounds/form.html"
    list_display = [
        TitleColumn("title", label=_("Title"), url_name=f"{NAME}:round", sort_key="title"),
        Column("form", label=_("Form")),
        CouncilMomentColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        CouncilMomentColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        Column("state", label=_("State")),
    ]
    ordering = ["-opens_at", "-pk"]

    def get_queryset(self, request):
        return EvaluationRound.objects.select_related("form").for_listing()


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


def asked_of(evaluation_round):
    """Who would be asked, and who could not be for want of an address."""
    found = candidates(evaluation_round)
    asked = [each for each in found if each.email]
    counts_partners = evaluation_round.form.asks_partners
    return {
        "asked": asked,
        "without_address": [each for each in found if not each.email],
        "is_too_few": evaluation_round.is_anonymous and len(asked) < SMALLEST,
        "without_organisation": [each for each in asked if counts_partners and not each.organisation],
    }


def rates_of(evaluation_round):
    """How many answered, by group and of all; who answered is known in an anonymous round too, what is not."""
    rates = response_rates(evaluation_round)
    answered = sum(answered for _group, answered, _asked in rates)
    invited = sum(asked for _group, _answered, asked in rates)
    return {"rates": rates, "answered": answered, "invited": invited, "silent": invited - answered}


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
            own |= {**asked_of(found), "refusal": why_not_start(found)}
        elif not found.is_for_everybody:
            own |= rates_of(found)
            own["those_who_did"], own["those_who_did_not"] = who_answered(found)
        if found.is_for_everybody and found.site:
            path_of = reverse("cultuurraad_wagtail:round", args=[found.language, found.slug])
            own["address"] = f"{found.site.root_url}{path_of}"
        if found.has_started and not found.is_closed:
            own["refusal"] = "" if found.form.is_visible() else FORM_GONE
            # The address of the form leads on to a round for everybody.
            is_elsewhere = found.form.is_visible() and found.form.is_open() and not found.is_for_everybody
            own["answered_elsewhere"] = found.form.get_absolute_url() if is_elsewhere else ""
        if found.is_closed:
            files_at = reverse(f"{NAME}:round", args=[found.pk]) + "charts/"
            shown = results_context(found, get_language(), is_public=False)
            own |= {**shown, "files_at": files_at, "file_kinds": list(KINDS)}
            own["open_questions"] = open_questions(found, get_language()) if own["may_export"] else []
            # In a round with names it is known who answered what, so that they are few hides nobody.
            own["may_export"] &= bool(shown["responses"]) or not found.is_anonymous
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


class ConfirmView(RoundBase):
    """Says what a deed will do that cannot be undone; its button, on the screen of the round, does it."""

    permissions = (f"{APP}.change_evaluationround",)
    http_method_names = ["get", "head"]
    deed = ""

    def get(self, request):
        if refusal := self.refusal():
            messages.error(request, refusal)
            return self.back()
        return super().get(request)

    def refusal(self):
        """Why it cannot be done now, or ""."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        back = reverse(f"{NAME}:round", args=[self.round.pk])
        own = {"round": self.round, "deed": self.deed, "back": back, "form_media": ""}
        return {**super().get_context_data(**kwargs), **own}


class StartView(ConfirmView):
    template_name = "cultuurraad_wagtail/admin/rounds/start.html"
    page_title = _("Start the round")
    deed = "start"

    def refusal(self):
        return gettext("The round has started already.") if self.round.has_started else why_not_start(self.round)

    def get_context_data(self, **kwargs):
        is_early = self.round.opens_at > timezone.now()
        return {**super().get_context_data(**kwargs), **asked_of(self.round), "is_early": is_early}


class CloseView(ConfirmView):
    template_name = "cultuurraad_wagtail/admin/rounds/close.html"
    page_title = _("Close the round")
    deed = "close"

    def refusal(self):
        if self.round.is_closed:
            return gettext("The round is closed already.")
        return "" if self.round.has_started else gettext("Start the round first.")

    def get_context_data(self, **kwargs):
        rates = rates_of(self.round)
        is_too_few = not self.round.is_for_everybody and rates["answered"] < SMALLEST
        return {**super().get_context_data(**kwargs), **rates, "is_too_few": is_too_few}


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
        name = f"{self.round.slug}{'-codes' if 'codes' in request.GET else ''}.{kind}"
        if kind == "csv":
            response = StreamingHttpResponse(csv_lines(headings, rows), content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        if kind != "xlsx":
            raise Http404
        book = [(gettext("Codebook"), *round_codebook(self.round))]
        file = temporary_xlsx(headings, rows, book, title=gettext("Answers"))
        return FileResponse(file, as_attachment=True, filename=name)


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
        path("<int:pk>/start/", StartView.as_view(), name="start"),
        path("<int:pk>/close/", CloseView.as_view(), name="close"),
        path("<int:pk>/answers.<slug:kind>", ExportView.as_view(), name="export"),
        path("<int:pk>/charts/<slug:chart>.<slug:kind>", ChartView.as_view(), name="chart"),
    ]
    return [path("cultuurraad/rounds/", include((views, NAME)))]
