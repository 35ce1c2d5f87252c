"""What a member does behind their link besides answering: ask for an agenda item, renew their calendar's address."""

from django.http import HttpResponseRedirect

from ..scheduling.agenda_requests import may_ask, request_item
from ..scheduling.personal import renew_calendar_token
from ..scheduling.registration import NotPossible
from .member_pages import MemberView
from .registration_forms import AgendaRequestForm


class AgendaRequestView(MemberView):
    """The form for a point, which stands on the member's page; a GET shows that page."""

    def get(self, request):
        return self.show()

    def post(self, request):
        if not may_ask(self.registration):
            return self.show(status=403)
        form = AgendaRequestForm(request.POST)
        if not form.is_valid():
            return self.show(agenda_form=form)
        try:
            request_item(registration=self.registration, meeting=self.meeting, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(None, refusal.message)
            return self.show(status=409, agenda_form=form)
        return self.back("asked")


class RenewCalendarView(MemberView):
    """Gives the member's own calendar another address: the old one stops working."""

    def get(self, request):
        """Somebody who opens the address itself is led to the page with the button."""
        return HttpResponseRedirect(self.address())

    def post(self, request):
        if self.registration.person is None:
            return self.show(status=403)
        renew_calendar_token(person=self.registration.person)
        return self.back("calendar")
