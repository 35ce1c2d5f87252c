"""Who comes to a meeting: whom to invite, how people register, who answered what, as a list and as a spreadsheet."""

from tempfile import TemporaryFile

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ..choices import RegistrationStatus
from ..fields import CouncilDateTimeField
from ..models import Meeting, Registration, Sitting
from ..records.sittings import EDITABLE
from ..scheduling.invitations import hindrance, invitees
from ..scheduling.registration import change_sitting
from ..spreadsheets import csv_lines, write_xlsx
from .invite_form import InviteForm
from .meeting_step import MeetingScreen

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


class SittingView(MeetingScreen):
    """For who may read registrations and change meetings."""

    template_name = "cultuurraad_wagtail/admin/meetings/people.html"
    page_title = gettext_lazy("Invitation and answers")
    header_icon = "group"
    #: Which of the forms on the page this request carried out.
    done = ""

    def dispatch(self, request, pk):
        if not (request.user.has_perm(MAY) and request.user.has_perm("cultuurraad_wagtail.change_meeting")):
            raise PermissionDenied
        self.meeting = get_object_or_404(Meeting.objects.select_related("workgroup", "locale"), pk=pk)
        self.sitting = Sitting.objects.of(self.meeting)
        return super().dispatch(request)

    @property
    def registrations(self):
        return self.sitting.registrations.select_related("person")

    @cached_property
    def invitees(self):
        return invitees(self.meeting)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.typed_settings() or SittingForm(instance=self.sitting))
        kwargs.setdefault("invite_form", self.typed_invitation() or InviteForm(invitees=self.invitees))
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
            "agenda_requests": [self._with_reason(each) for each in self.sitting.agendarequests.all()],
            **kwargs,
        }

    # All of the page is one form to the browser: what was typed elsewhere comes along with every button.

    def typed_settings(self):
        """The settings that were sent along and are not saved; None for none."""
        if "capacity" not in self.request.POST or self.done == "settings":
            return None
        # A copy: a form that is shown again must not change what the page tells of the sitting.
        form = SittingForm(self.request.POST, instance=Sitting.objects.get(pk=self.sitting.pk))
        return form if form.has_changed() else None

    def typed_invitation(self):
        """The form “Invite” that was sent along and not used, without a judgement on it; None for none."""
        data = self.request.POST
        if "others" not in data or self.done == "invitation":
            return None
        typed = {name: data.get(name) or "" for name in ("others", "words")}
        ticked = data.getlist("people")
        offered = map(str, InviteForm(invitees=self.invitees).ticked)
        if not any(text.strip() for text in typed.values()) and set(ticked) == set(offered):
            return None
        return InviteForm(invitees=self.invitees, initial=typed, ticked=ticked)

    def _with_reason(self, asked):
        name = f"reason-{asked.pk}"
        asked.typed_reason = "" if asked.decided_at else self.request.POST.get(name, "")
        return asked

    def finished(self, done):
        """To the page anew; or at once, with what was typed in the other forms, so that it is not lost."""
        self.done = done
        reasons = [self._with_reason(each).typed_reason.strip() for each in self.sitting.agendarequests.waiting()]
        if not (self.typed_settings() or self.typed_invitation() or any(reasons)):
            return redirect("cultuurraad_sittings:people", self.meeting.pk)
        messages.warning(
            self.request, _("What you wrote in the other forms still stands there. It is not saved or sent.")
        )
        return self.render_to_response(self.get_context_data())

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
        return self.finished("settings")

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
    return [path("cultuurraad/meetings/", include((views, NAME)))]
