"""Draft minutes behind a member's link, and the form for remarks on them."""

from uuid import uuid4

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..conf import layout_context
from ..scheduling.registration import NotPossible, registration_for
from ..scheduling.trail.remarks import add_remark, may_read_minutes, minutes_for, takes_remarks
from ..visibility import scope_for
from .discretion import discreet
from .languages import shown_in
from .not_valid import not_valid


class RemarkForm(forms.Form):
    about = forms.TypedChoiceField(label=_("About"), required=False, empty_value=None)
    text = forms.CharField(label=_("Your remark"), max_length=5000, widget=forms.Textarea({"rows": 5}))
    copy = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        keys = {str(item.key): item.key for item in items}
        self.fields["about"].coerce = keys.get
        self.fields["about"].choices = [
            ("", _("The minutes as a whole")),
            *((str(item.key), item.title) for item in items),
        ]
        self.fields["copy"].initial = uuid4

    @property
    def questions(self):
        """What a person fills in."""
        return [self["about"], self["text"]]


class RemarksView(View):
    """For members of the group from the day the minutes are sent; anybody else's link leads to nothing here."""

    # Who has the token may post: it is the proof that a CSRF cookie would be, and it works without cookies.
    @method_decorator([csrf_exempt, never_cache])
    def dispatch(self, request, token):
        self.registration = registration_for(token)
        self.meeting = self.registration and minutes_for(self.registration)
        if self.meeting is None or not may_read_minutes(self.registration, self.meeting):
            return not_valid(request, "remarks")
        # Members approve what the public does not read, too.
        self.items = list(self.meeting.agenda_items.all())
        with override(self.registration.language):
            return discreet(super().dispatch(request))

    def get(self, request):
        return self._show(RemarkForm(items=self.items), is_saved="saved" in request.GET)

    def post(self, request):
        form = RemarkForm(request.POST, items=self.items)
        if not form.is_valid():
            return self._show(form)
        data = form.cleaned_data
        try:
            add_remark(
                registration=self.registration,
                meeting=self.meeting,
                text=data["text"],
                item_key=data["about"],
                copy=data["copy"],
            )
        except NotPossible as refusal:
            form.add_error(None, refusal.message)
            return self._show(form, status=409)
        return HttpResponseRedirect(f"{request.path}?saved")

    def _show(self, form, status=200, is_saved=False):
        document = self.meeting.minutes_document
        context = {
            **layout_context(),
            "page": None,
            "meeting": self.meeting,
            **shown_in(self.registration.language, self.meeting),
            "minutes_document": document if scope_for(self.request, self.meeting.locale).opens(document) else None,
            "sitting": self.registration.sitting,
            "agenda_items": self.items,
            "form": form,
            "takes_remarks": takes_remarks(self.registration.sitting),
            "remarks": self.registration.minutesremarks.all(),
            "is_saved": is_saved,
            "here": self.request.path,
        }
        return render(self.request, "cultuurraad_wagtail/registration/remarks.html", context, status=status)
