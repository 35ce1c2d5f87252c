"""What the button “Invite” does, and what becomes of the points that members ask for."""

from django.shortcuts import get_object_or_404
from django.urls import include, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..models import AgendaRequest
from ..scheduling.agenda_requests import NoReason, decline, take_over
from ..scheduling.invitations import invite
from ..scheduling.registration import NotPossible
from .invite_form import InviteForm
from .sittings import SittingView

NAME = "cultuurraad_invitations"


class InviteView(SittingView):
    """Invites who is ticked; what cannot be done is told in the same form, with everything still in it."""

    http_method_names = ["post"]

    def post(self, request):
        form = InviteForm(request.POST, invitees=self.invitees)
        if not form.is_valid():
            return self._refuse(form)
        language = self.meeting.locale.language_code[:2]
        try:
            done = invite(
                meeting=self.meeting,
                people=form.chosen,
                extra=[(name, address, language) for name, address in form.cleaned_data["others"]],
                words=form.cleaned_data["words"],
                user=request.user,
            )
        except NotPossible as refusal:
            form.add_error(None, refusal.message)
            return self._refuse(form)
        self._tell(done)
        # Who is invited now is no longer offered.
        del self.invitees
        return self.finished("invitation")

    def _refuse(self, form):
        messages.error(self.request, _("Nobody is invited yet. Look at the form “Invite” below."))
        return self.render_to_response(self.get_context_data(invite_form=form))

    def _tell(self, done):
        asked = ngettext("%(count)s person is invited.", "%(count)s people are invited.", len(done.asked))
        messages.success(self.request, asked % {"count": len(done.asked)})
        without = [each.person for each in self.invitees if each.lacks_address]
        sentences = (
            (done.known, _("Already known, so they get no second invitation: %(names)s.")),
            (without, _("Nobody can mail them, as they have no e-mail address: %(names)s.")),
            (done.failed, _("The mail to them could not be written, so they are not invited: %(names)s.")),
        )
        for people, words in sentences:
            if people:
                messages.warning(self.request, words % {"names": ", ".join(str(each) for each in people)})


class RequestView(SittingView):
    """Decides on one request for the agenda."""

    http_method_names = ["post"]

    def dispatch(self, request, pk, request_pk):
        self.request_pk = request_pk
        return super().dispatch(request, pk)

    @cached_property
    def asked(self):
        return get_object_or_404(
            AgendaRequest.objects.select_related("registration__sitting"), pk=self.request_pk, sitting=self.sitting
        )

    def post(self, request):
        try:
            words = self.decide(request)
        except NoReason as refusal:
            messages.error(request, _("Nothing is decided yet. Look at the field below."))
            return self.render_to_response(
                self.get_context_data(lacks_reason=self.asked, reason_error=refusal.message)
            )
        except NotPossible as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, words)
        return self.finished("request")


class TakeOverView(RequestView):
    def decide(self, request):
        take_over(request=self.asked, meeting=self.meeting, user=request.user)
        words = _("“%(title)s” stands at the end of the agenda. Publish the meeting to show it.")
        return words % {"title": self.asked}


class DeclineView(RequestView):
    def decide(self, request):
        reason = request.POST.get(f"reason-{self.asked.pk}", "").strip()[:2000]
        decline(request=self.asked, meeting=self.meeting, reason=reason)
        return _("“%(title)s” does not come on the agenda. %(name)s gets a mail.") % {
            "title": self.asked,
            "name": self.asked.name,
        }


def urls():
    """For ``register_admin_urls``."""
    views = [
        path("invite/", InviteView.as_view(), name="invite"),
        path("requests/<int:request_pk>/take/", TakeOverView.as_view(), name="take"),
        path("requests/<int:request_pk>/decline/", DeclineView.as_view(), name="decline"),
    ]
    return [path("cultuurraad/meetings/<int:pk>/people/", include((views, NAME)))]
