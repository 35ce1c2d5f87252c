"""A person's own page for a meeting, behind the link in their mail; each thing they can send has its own address."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..conf import layout_context
from ..scheduling import agenda_requests
from ..scheduling.deadlines import agenda_requests_due, settings_of
from ..scheduling.registration import meeting_of, place_in_line, registration_for
from .discretion import discreet
from .languages import shown_in
from .not_valid import not_valid
from .registration_forms import AgendaRequestForm, AnswerForm


class MemberView(View):
    """A GET changes nothing: mail scanners follow links."""

    #: What this request did.
    done = ""

    # Who has the token may post: it is the proof that a CSRF cookie would be, and it works without cookies.
    @method_decorator([csrf_exempt, never_cache])
    def dispatch(self, request, token):
        self.token = token
        self.registration = registration_for(token)
        self.meeting = self.registration and meeting_of(self.registration)
        if self.meeting is None:
            return not_valid(request, "registration")
        with override(self.registration.language):
            return discreet(super().dispatch(request))

    def address(self, name="registration"):
        """One of the addresses behind this link."""
        return reverse(f"cultuurraad_wagtail:{name}", args=[self.token])

    def back(self, done):
        """To the page itself, which says that ``done`` is done; at once, if words wait in its other form."""
        self.done = done
        if self._typed_answer() or self._typed_request():
            return self.show()
        return HttpResponseRedirect(f"{self.address()}?{done}")

    def _is_done(self, deed):
        return deed == self.done or deed in self.request.GET

    def _typed_answer(self):
        """The form with an answer that was sent along and is not kept; None for none."""
        data = self.request.POST
        # All of the page is one form to the browser, whichever of its buttons is pressed.
        if "question" not in data or self._is_done("saved") or not self.answer_form(data).has_changed():
            return None
        return self.answer_form(typed={name: data.get(name) for name in AnswerForm.base_fields})

    def _typed_request(self):
        """The form with a request for the agenda that was sent along and is not kept; None for none."""
        typed = {name: self.request.POST.get(name, "") for name in AgendaRequestForm.base_fields}
        if self._is_done("asked") or not f"{typed['title']}{typed['text']}".strip():
            return None
        return AgendaRequestForm(initial={name: value for name, value in typed.items() if value})

    def answer_form(self, data=None, typed=None):
        registration = self.registration
        answered = {True: "yes", False: "no" if registration.is_declined else None}
        initial = {
            "is_coming": answered[registration.is_coming or registration.is_waiting],
            "guests": registration.guests or None,
            "substitute": registration.substitute,
            "question": registration.question,
            "may_be_named": registration.may_be_named,
        }
        return AnswerForm(data, initial=typed or initial, sitting=registration.sitting)

    def show(self, status=200, form=None, agenda_form=None):
        """The page, with a form that was sent and not taken where there is one, and what was typed in the other."""
        typed_answer, typed_request = self._typed_answer(), self._typed_request()
        context = {
            **layout_context(),
            "page": None,
            "meeting": self.meeting,
            "registration": self.registration,
            "place_in_line": place_in_line(self.registration),
            **shown_in(self.registration.language, self.meeting),
            "form": form or typed_answer or self.answer_form(),
            "is_saved": self._is_done("saved"),
            "answer_waits": form is None and typed_answer is not None,
            "request_waits": agenda_form is None and typed_request is not None,
            "here": self.address(),
            "title": self._title(),
            **self._agenda_context(agenda_form or typed_request),
            **self._calendar_context(),
        }
        return render(self.request, "cultuurraad_wagtail/registration/answer.html", context, status=status)

    def _title(self):
        if self.registration.is_coming:
            return _("You are coming")
        if self.registration.is_waiting:
            return _("You are on the waiting list")
        return _("You are not coming") if self.registration.is_declined else _("Will you be there?")

    def _agenda_context(self, form):
        if not agenda_requests.may_ask(self.registration):
            return {}
        is_open = agenda_requests.is_open(self.meeting)
        return {
            "may_ask": is_open or form is not None,
            "agenda_form": form or AgendaRequestForm(),
            "agenda_address": self.address("ask_agenda"),
            "agenda_requests": self.registration.agendarequests.all(),
            "agenda_until": agenda_requests_due(self.meeting, settings_of(self.meeting)),
            "is_asked": self._is_done("asked"),
        }

    def _calendar_context(self):
        person = self.registration.person
        if person is None:
            return {}
        address = ""
        if person.calendar_secret:
            path = reverse("cultuurraad_wagtail:personal_ics", args=[person.calendar_secret])
            address = self.request.build_absolute_uri(path)
        return {
            "renew_address": self.address("renew_calendar"),
            "calendar_address": address,
            "webcal_address": address and f"webcal://{address.partition('://')[2]}",
            "is_renewed": self._is_done("calendar"),
        }
