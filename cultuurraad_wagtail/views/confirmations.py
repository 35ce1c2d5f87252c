"""Pages for an organisation that has a link: its profile, “still correct”, changes; and the way to a new link."""

from copy import copy

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Site

from ..conf import layout_context, setting
from ..inventory.rounds.confirmation import LinkNotValid, confirm_profile, mail_language, request_for, send_links
from ..inventory.rounds.profile_form import ProfileForm
from ..inventory.rounds.proposals import propose_changes, waiting_for
from ..throttle import count_of, is_of_a_proxy
from .discretion import discreet
from .not_valid import not_valid

#: Requests for a link in an hour, from one network and for one address.
MOST_FROM_NETWORK, MOST_FOR_ADDRESS = 20, 3


class TokenView(View):
    """A page behind a link of ours. A GET changes nothing: mail scanners follow links."""

    template_name = ""

    # Who has the token may post: it is the proof that a CSRF cookie would be, and it works without cookies.
    @method_decorator([csrf_exempt, never_cache])
    def dispatch(self, request, token):
        try:
            self.asked = request_for(token)
        except LinkNotValid:
            return not_valid(request, "confirmation")
        self.page = self.asked.organisation
        with override(mail_language(self.page)):
            return discreet(super().dispatch(request, token=token))

    def show(self, request, **context):
        base = {"page": self.page, "asked": self.asked, "shown": self.version}
        urls = {"here": request.path, "change_url": reverse("cultuurraad_wagtail:confirm_change", args=[self._token])}
        urls["confirm_url"] = reverse("cultuurraad_wagtail:confirm", args=[self._token])
        return render(request, self.template_name, {**layout_context(), **base, **urls, **context})

    @cached_property
    def version(self):
        """The profile as the site has it; with what the organisation itself proposed, while that waits."""
        page = copy(self.page)
        for proposal in waiting_for(self.page):
            for name, (_was, becomes) in proposal.changes.items():
                setattr(page, name, becomes)
        return page

    @property
    def _token(self):
        return self.kwargs["token"]


class ConfirmView(TokenView):
    """The profile as it reads now, with a button that says it is still correct."""

    template_name = "cultuurraad_wagtail/confirmation/confirm.html"

    def get(self, request, token):
        return self.show(request, done=request.GET.get("done", ""), waiting=waiting_for(self.page).exists())

    def post(self, request, token):
        confirm_profile(request=self.asked)
        return HttpResponseRedirect(f"{request.path}?done=confirmed")


class ChangeView(TokenView):
    """A form with the profile's texts and addresses; what is changed goes to the editors."""

    template_name = "cultuurraad_wagtail/confirmation/change.html"

    def get(self, request, token):
        return self.show(request, form=self._form())

    def post(self, request, token):
        form = self._form(request.POST)
        if not form.is_valid():
            return self.show(request, form=form)
        data = form.cleaned_data
        propose_changes(request=self.asked, values=form.proposed(), note=data["note"], has_stopped=data["has_stopped"])
        return HttpResponseRedirect(f"{reverse('cultuurraad_wagtail:confirm', args=[token])}?done=proposed")

    def _form(self, data=None):
        return ProfileForm(data, instance=self.version)


class LinkForm(forms.Form):
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    #: A field that people do not see, and machines fill in.
    website_url = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


class LinkView(View):
    """Asks for an address and mails it a link. Whether we know the address, the answer does not tell."""

    @method_decorator([csrf_protect, never_cache])
    def dispatch(self, request):
        return super().dispatch(request)

    def get(self, request):
        return self._show(request, LinkForm(), is_sent="sent" in request.GET)

    def post(self, request):
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self._show(request, form)
        site = Site.find_for_request(request)
        if site and not form.cleaned_data["website_url"] and self._is_within_limits(form.cleaned_data["email"]):
            send_links(address=form.cleaned_data["email"], site=site)
        return HttpResponseRedirect(f"{request.path}?sent")

    def _is_within_limits(self, address):
        network = self.request.META.get(setting("CLIENT_ADDRESS_HEADER"), "")
        few = is_of_a_proxy(network) or count_of("link-network", network) <= MOST_FROM_NETWORK
        return few and count_of("link-address", address.casefold()) <= MOST_FOR_ADDRESS

    def _show(self, request, form, is_sent=False):
        context = {**layout_context(), "form": form, "is_sent": is_sent, "page": None}
        return render(request, "cultuurraad_wagtail/confirmation/ask_link.html", context)
