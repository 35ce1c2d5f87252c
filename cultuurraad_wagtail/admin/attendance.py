"""The screen on which somebody ticks who was there."""

from collections import Counter

from django import forms
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from ..choices import AttendanceStatus
from ..models import Attendance
from ..scheduling.trail.attendance import attendance_list, quorum_of, save_attendance
from .meeting_step import MeetingStep

LONGEST_NAME = Attendance._meta.get_field("name").max_length


class AttendanceForm(forms.ModelForm):
    """One row of the list. It knows what its reader saw: somebody else may tick the same list meanwhile."""

    class Meta:
        model = Attendance
        fields = ["status", "represented_by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self):
        cleaned = super().clean()
        is_represented = cleaned.get("status") == AttendanceStatus.REPRESENTED
        if is_represented and not cleaned.get("represented_by"):
            self.add_error("represented_by", _("Write who came instead, or choose another answer."))
        if "status" in cleaned and not is_represented and cleaned.get("represented_by"):
            self.add_error(
                "represented_by", _("Choose “represented” if somebody came instead, or make this field empty.")
            )
        return cleaned

    @property
    def hidden_initials(self):
        return [field.as_hidden(only_initial=True) for field in self]

    @property
    def replaces(self):
        """Whether its writer puts another answer in the place of one that somebody else gave meanwhile."""
        began = {name: self.data.get(self[name].html_initial_name) for name in self.fields}
        stored = {name: self.initial[name] for name in self.fields}
        is_newer = None not in began.values() and stored != began
        return self.has_changed() and is_newer and stored != self.cleaned_data


class OthersForm(forms.Form):
    others = forms.CharField(
        label=gettext_lazy("Who else was there"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Guests and experts who did not register: one name on each line."),
    )

    def clean_others(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["others"].splitlines()]
        if any(len(line) > LONGEST_NAME for line in lines):
            raise forms.ValidationError(_("One of the names is too long. Write one name on each line."))
        return list(dict.fromkeys(filter(None, lines)))


class AttendanceView(MeetingStep):
    """For who may read registrations, too: the list shows what people answered."""

    permissions = ("cultuurraad_wagtail.view_registration",)
    template_name = "cultuurraad_wagtail/admin/meetings/attendance.html"
    page_title = gettext_lazy("Attendance")
    step = "attendance"
    header_icon = "clipboard-list"

    def _forms(self, data=None):
        rows = attendance_list(meeting=self.meeting, sitting=self.sitting)
        # By whom it is about, not by its place: the list may have grown since the form was shown.
        prefixes = _prefixes(rows)
        return [AttendanceForm(data, instance=row, prefix=next(prefixes)) for row in rows]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("forms", self._forms())
        kwargs.setdefault("others", OthersForm())
        quorum = quorum_of(meeting=self.meeting, sitting=self.sitting)
        own = {"quorum": quorum, "is_kept": self.sitting.attendance.exists()}
        own["is_to_come"] = self.meeting.starts_at > timezone.now()
        return {**super().get_context_data(**kwargs), **own}

    def post(self, request):
        forms, others = self._forms(request.POST), OthersForm(request.POST)
        shown = [form for form in forms if f"{form.prefix}-status" in request.POST]
        # Each of them is asked, so that each shows its errors.
        answers = [form.is_valid() for form in (*shown, others)]
        if not all(answers):
            messages.error(request, _("This is not saved yet. Look at the fields below."))
            return self.render_to_response(self.get_context_data(forms=shown, others=others))
        rows = [form.save(commit=False) for form in shown]
        untouched = [form.instance for form in shown if not form.has_changed()]
        save_attendance(sitting=self.sitting, rows=rows, others=others.cleaned_data["others"], untouched=untouched)
        self._tell_replaced([form for form in shown if form.replaces])
        there = self.sitting.attendance.filter(status=AttendanceStatus.PRESENT).count()
        sentence = ngettext("Saved. %(count)s person was there.", "Saved. %(count)s people were there.", there)
        messages.success(request, sentence % {"count": there})
        return redirect(request.path)

    def _tell_replaced(self, forms):
        sentence = _(
            "Somebody else gave another answer for %(name)s while you were writing. Yours is kept: %(answer)s."
        )
        for form in forms:
            words = {"name": form.instance.name, "answer": form.instance.get_status_display()}
            messages.warning(self.request, sentence % words)


def _prefixes(rows):
    """The same before and after the rows are kept; two guests of the same name are the first and the second one."""
    met = Counter()
    for row in rows:
        if row.person_id:
            yield f"person-{row.person_id}"
        else:
            yield f"guest-{row.name.encode().hex()}-{met[row.name]}"
            met[row.name] += 1
