"""Who comes to a meeting: whom to invite, how people register, who answered what, as a list and as a spreadsheet."""

from tempfile import TemporaryFile

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..choices import RegistrationStatus
from ..fields import CouncilDateTimeField
from ..models import Meeting, Registration, Sitting
from ..records.sittings import EDITABLE
from ..scheduling.invitations import hindrance, invitees
from ..scheduling.registration import change_sitting
from ..spreadsheets import csv_lines, write_xlsx
from .invite_form import InviteForm

NAME = "cultuurraad_sittings"
PER_PAGE = 100
MAY = "cultuurraad_wagtail.view_registration"


class SittingForm(forms.ModelForm):
    opens_at = CouncilDateTimeField(label=gettext_lazy("Open from"), required=False)
    closes_at = CouncilDateTimeField(
        label=gettext_lazy("Open until"),
        required=False,
        help_text=gettext_lazy("Leave empty to close when the meeting begins."),
    )

    class Meta:
        model = Sitting
        fields = EDITABLE

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Registration closes before it opens. Give a later moment."))
        return cleaned


class SittingView(WagtailAdminTemplateMixin, TemplateView):
    """For who may read registrations and change meetings."""

    template_name = "cultuurraad_wagtail/admin/meetings/people.html"
    page_title = gettext_lazy("Invitation and answers")
    header_icon = "group"

    def dispatch(self, request, pk):
        if not (request.user.has_perm(MAY) and request.user.has_perm("cultuurraad_wagtail.change_meeting")):
            raise PermissionDenied
        self.meeting = get_object_or_404(Meeting.objects.select_related("workgroup", "locale"), pk=pk)
        self.sitting = Sitting.objects.of(self.meeting)
        return super().dispatch(request)

    def get_page_subtitle(self):
        return self.meeting.title

    def get_breadcrumbs_items(self):
        viewset = Meeting.snippet_viewset
        listing = {"url": reverse(viewset.get_url_name("list")), "label": viewset.menu_label}
        edit = {"url": reverse(viewset.get_url_name("edit"), args=[self.meeting.pk]), "label": self.meeting.title}
        return [*super().get_breadcrumbs_items(), listing, edit, {"url": "", "label": self.page_title}]

    @property
    def registrations(self):
        return self.sitting.registrations.select_related("person")

    @cached_property
    def invitees(self):
        return invitees(self.meeting)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", SittingForm(instance=self.sitting))
        kwargs.setdefault("invite_form", InviteForm(invitees=self.invitees))
        counts = [(each, self.sitting.registrations.filter(status=each).heads()) for each in RegistrationStatus]
        return {
            **super().get_context_data(**kwargs),
            "meeting": self.meeting,
            "sitting": self.sitting,
            "counts": [(status.label, heads) for status, heads in counts if heads],
            "page_obj": Paginator(self.registrations, PER_PAGE).get_page(self.request.GET.get("p")),
            "public_address": self.meeting.public_address,
            "step": "people",
            "hindrance": hindrance(self.meeting),
            "agenda_requests": self.sitting.agendarequests.all(),
        }

    def get(self, request):
        kind = request.GET.get("export")
        return EXPORTS[kind](self) if kind in EXPORTS else super().get(request)

    def post(self, request):
        form = SittingForm(request.POST, instance=self.sitting)
        if not form.is_valid():
            messages.error(request, _("This is not saved yet. Look at the fields below."))
            return self.render_to_response(self.get_context_data(form=form))
        change_sitting(sitting=form.save(commit=False), meeting=self.meeting)
        messages.success(request, _("Saved. Who waited and has a place now gets a mail."))
        return redirect(request.path)

    def get_sheet(self):
        """The headings and rows of everybody who registered or was asked."""
        fields = ("name", "email", "status", "guests", "substitute", "question", "language", "created_at")
        heads = [str(Registration._meta.get_field(name).verbose_name).capitalize() for name in fields]
        return heads, ([self._cell(each, name) for name in fields] for each in self.registrations.iterator(500))

    @staticmethod
    def _cell(registration, name):
        shown = getattr(registration, f"get_{name}_display", None)
        return shown() if shown else getattr(registration, name)

    @property
    def filename(self):
        return f"{self.meeting.slug}-registrations"


def _csv(view):
    response = StreamingHttpResponse(csv_lines(*view.get_sheet()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{view.filename}.csv")
    return response


def _xlsx(view):
    file = TemporaryFile()  # noqa: SIM115, the response closes it
    write_xlsx(*view.get_sheet(), file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{view.filename}.xlsx")


EXPORTS = {"csv": _csv, "xlsx": _xlsx}


def urls():
    """For ``register_admin_urls``."""
    views = [path("<int:pk>/people/", SittingView.as_view(), name="people")]
    return [path("cultuurraad/sittings/", include((views, NAME)))]
