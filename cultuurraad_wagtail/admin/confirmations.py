"""Profiles confirmed once a year, in the admin: ask, see who answered what, look at what organisations propose."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..choices import ConfirmationAnswer, ProposalOutcome
from ..inventory.columns import BY_FIELD
from ..inventory.rounds.confirmation import current_round, left_to_ask, run_round, withdraw
from ..inventory.rounds.proposals import is_on_the_site, settle
from ..inventory.values import RICH_TEXT
from ..models import ConfirmationRequest, ConfirmationRound, OrganisationProfilePage, ProfileProposal
from ..pages.completeness import CONFIRMED_FOR
from ..text import plain_text
from .imports import directories_of

PER_PAGE = 50


class RoundForm(forms.Form):
    older_than = forms.IntegerField(
        label=gettext_lazy("Not confirmed in so many days"),
        min_value=1,
        max_value=3650,
        initial=CONFIRMED_FOR.days,
        help_text=gettext_lazy("Organisations that confirmed their profile more recently are left alone."),
    )


class ConfirmationView(WagtailAdminTemplateMixin, TemplateView):
    """For who may edit every profile of a directory; of these directories, and no others."""

    page_title = gettext_lazy("Confirm profiles")
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        self.directories = list(directories_of(request.user))
        if not self.directories:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("cultuurraad_confirmations:index"), "label": self.page_title},
        ]

    def below(self, prefix=""):
        """The condition that a row's organisation stands below one of this user's directories."""
        found = Q(pk__in=())
        for directory in self.directories:
            found |= Q(**{f"{prefix}path__startswith": directory.path})
        return found

    @property
    def requests(self):
        return ConfirmationRequest.objects.filter(self.below("organisation__"))

    @property
    def proposals(self):
        return ProfileProposal.objects.filter(self.below("request__organisation__"))


class IndexView(ConfirmationView):
    """The round as it stands, and the button that asks."""

    template_name = "cultuurraad_wagtail/admin/confirmations/index.html"

    def get_context_data(self, **kwargs):
        current = current_round()
        newest = current or ConfirmationRound.objects.first()
        # All links that work, those that organisations asked for themselves too: any of them may have to be withdrawn.
        shown = self.requests.filter(Q(round=newest, round__isnull=False) | Q(expires_at__gt=timezone.now()))
        asked = shown.select_related("organisation").order_by("organisation__title", "pk")
        kwargs.setdefault("form", RoundForm())
        return {
            **super().get_context_data(**kwargs),
            "current": current,
            "newest": newest,
            "to_ask": left_to_ask(older_than=CONFIRMED_FOR.days, directories=self.directories).count(),
            "without_address": self._without_address().count(),
            "counts": [(answer.label, asked.filter(answer=answer).count()) for answer in ConfirmationAnswer],
            "page_obj": Paginator(asked, PER_PAGE).get_page(self.request.GET.get("p")),
            "proposals": [self._shown(each) for each in self._waiting()],
        }

    def _without_address(self):
        profiles = OrganisationProfilePage.objects.live().filter(contact_email="", ceased_on__isnull=True)
        return profiles.filter(self.below())

    def _waiting(self):
        waiting = self.proposals.filter(outcome=ProposalOutcome.WAITING)
        return waiting.select_related("request__organisation").order_by("pk")[:PER_PAGE]

    @staticmethod
    def _shown(proposal):
        changes = [
            (BY_FIELD[name].label, *(_words(name, value) for value in pair))
            for name, pair in proposal.changes.items()
            if name in BY_FIELD
        ]
        return {"proposal": proposal, "page": proposal.request.organisation, "changes": changes}

    def post(self, request):
        form = RoundForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        older_than = form.cleaned_data["older_than"]
        done = run_round(older_than=older_than, directories=self.directories, user=request.user)
        text = ngettext("%(count)s organisation is asked.", "%(count)s organisations are asked.", done["asked"])
        messages.success(request, text % {"count": done["asked"]})
        return redirect("cultuurraad_confirmations:index")


def _words(name, value):
    """``value`` as a moderator reads it: rich text without its marks, anything else exactly as it is stored."""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return plain_text(value or "") if name in RICH_TEXT else value


class WithdrawView(ConfirmationView):
    """Make one link stop working."""

    http_method_names = ["post"]

    def post(self, request, pk):
        asked = get_object_or_404(self.requests, pk=pk)
        withdraw(request=asked)
        messages.success(request, _("The link of “%(name)s” does not work any more.") % {"name": asked.organisation})
        return redirect("cultuurraad_confirmations:index")


class SettleView(ConfirmationView):
    """Say what became of a proposal that was not settled by publishing; its organisation gets a mail."""

    http_method_names = ["post"]

    def post(self, request, pk):
        proposal = get_object_or_404(self.proposals.select_related("request__organisation__locale"), pk=pk)
        is_accepted = "accept" in request.POST
        name = {"name": proposal.request.organisation}
        if is_accepted and not is_on_the_site(proposal):
            text = _(
                "The profile of “%(name)s” on the site does not say so yet. Publish it first, and they get a mail."
            )
            messages.warning(request, text % name)
            return redirect("cultuurraad_confirmations:index")
        outcome = ProposalOutcome.ACCEPTED if is_accepted else ProposalOutcome.REJECTED
        settle(proposal=proposal, outcome=outcome, comment=request.POST.get("comment", "")[:2000])
        messages.success(request, _("The proposal of “%(name)s” is settled, and they get a mail about it.") % name)
        return redirect("cultuurraad_confirmations:index")


def urls():
    """Our addresses in the admin, for Wagtail's hook."""
    patterns = [
        path("", IndexView.as_view(), name="index"),
        path("<int:pk>/withdraw/", WithdrawView.as_view(), name="withdraw"),
        path("<int:pk>/settle/", SettleView.as_view(), name="settle"),
    ]
    return [path("cultuurraad/confirmations/", include((patterns, "cultuurraad_confirmations")))]
