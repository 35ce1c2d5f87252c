"""An action item as its owner sees it, behind the link in their mail: what, by when, and whether it is done."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..choices import ActionState
from ..conf import layout_context
from ..scheduling.trail.actions import action_for, finish, group_title, meeting_of, others_of, token_of
from .discretion import discreet
from .languages import shown_in
from .not_valid import not_valid


class ActionForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How far is it?"),
        choices=[
            (ActionState.DONE, _("It is done")),
            (ActionState.DROPPED, _("It is no longer needed")),
            (ActionState.OPEN, _("It is still to do")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("A word about it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("How it went, or why it takes longer."),
    )


class ActionView(View):
    """For the owner of today. A GET changes nothing: mail scanners follow links."""

    # Who has the token may post: it is the proof that a CSRF cookie would be, and it works without cookies.
    @method_decorator([csrf_exempt, never_cache])
    def dispatch(self, request, token):
        self.action = action_for(token)
        if self.action is None:
            return not_valid(request, "action")
        with override(self.action.owner.language):
            return discreet(super().dispatch(request))

    def get(self, request):
        state = "" if self.action.is_open else self.action.state
        return self._show(ActionForm(initial={"state": state}), is_saved="saved" in request.GET)

    def post(self, request):
        form = ActionForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        finish(action=self.action, **form.cleaned_data)
        return HttpResponseRedirect(f"{request.path}?saved")

    def _show(self, form, is_saved=False):
        action, language = self.action, self.action.owner.language
        meeting = meeting_of(action, language)
        others = list(others_of(action))
        for each in others:
            each.address = reverse("cultuurraad_wagtail:action", args=[token_of(each)])
        context = {
            **layout_context(),
            "page": None,
            "action": action,
            "is_overdue": action.is_overdue(),
            "group": group_title(action, language),
            "meeting": meeting,
            **shown_in(language, meeting),
            "others": others,
            "form": form,
            "is_saved": is_saved,
            "here": self.request.path,
        }
        return render(self.request, "cultuurraad_wagtail/actions/action.html", context)
