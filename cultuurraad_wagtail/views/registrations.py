"""Registering for a meeting, and the link by which a person answers, changes their mind or asks something."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale

from ..conf import layout_context, setting
from ..records.sittings import Registration, Sitting
from ..scheduling.registration import (
    NotPossible,
    RegisteredAlready,
    answer,
    register,
    token_of,
)
from ..snippets.meetings import Meeting
from ..throttle import TooManyAnswers, count_answer
from ..visibility import scope_for
from .member_pages import MemberView
from .registration_forms import RegisterForm


class RegisterView(View):
    """The form for everybody. It leads to one's own page; who was registered already is sent to look at their mail."""

    @method_decorator([csrf_protect, never_cache])
    def dispatch(self, request, language_code, translation_key):
        if language_code not in get_content_languages():
            raise Http404
        scope = scope_for(request, get_object_or_404(Locale, language_code=language_code))
        self.meeting = get_object_or_404(Meeting.objects.visible(scope), translation_key=translation_key)
        self.sitting = get_object_or_404(Sitting, key=translation_key, is_public=True)
        with override(language_code):
            return super().dispatch(request)

    def get(self, request):
        return self._show(RegisterForm(sitting=self.sitting), is_known="known" in request.GET)

    def post(self, request):
        form = RegisterForm(request.POST, sitting=self.sitting)
        if not form.is_valid():
            return self._show(form)
        try:
            count_answer(address=request.META.get(setting("CLIENT_ADDRESS_HEADER"), ""))
            registration = self._register(form)
        except (TooManyAnswers, NotPossible) as refusal:
            form.add_error(None, refusal.message)
            return self._show(form, status=429 if isinstance(refusal, TooManyAnswers) else 409)
        except RegisteredAlready:
            return HttpResponseRedirect(f"{request.path}?known")
        return HttpResponseRedirect(reverse("cultuurraad_wagtail:registration", args=[token_of(registration)]))

    def _register(self, form) -> Registration:
        data = form.cleaned_data
        return register(
            sitting=self.sitting,
            meeting=self.meeting,
            name=data["name"],
            email=data["email"],
            language=self.meeting.locale.language_code[:2],
            guests=data.get("guests") or 0,
            may_be_named=data.get("may_be_named", False),
            form_key=form.key(self.request.META.get("CSRF_COOKIE", "")),
        )

    def _show(self, form, status=200, is_known=False):
        context = {
            **layout_context(),
            "page": None,
            "meeting": self.meeting,
            "sitting": self.sitting,
            "form": form,
            "is_open": self.sitting.is_open(self.meeting),
            "is_yet_to_open": self.sitting.is_yet_to_open(),
            "is_known": is_known,
        }
        return render(self.request, "cultuurraad_wagtail/registration/register.html", context, status=status)


class AnswerView(MemberView):
    """Coming or not."""

    def get(self, request):
        return self.show()

    def post(self, request):
        form = self.answer_form(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        data = form.cleaned_data
        try:
            answer(
                registration=self.registration,
                meeting=self.meeting,
                is_coming=data["is_coming"],
                guests=data.get("guests") or 0,
                substitute=data["substitute"],
                question=data["question"],
                may_be_named=data.get("may_be_named"),
            )
        except NotPossible as refusal:
            form.add_error(None, refusal.message)
            return self.show(status=409, form=form)
        return self.back("saved")
