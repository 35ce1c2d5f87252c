"""A feedback form at its own address: answered, left halfway, thanked for."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from wagtail.models import Page, Site

from ..conf import layout_context, setting
from ..feedback import form_for, pause, send_link, store_response, unfinished_for
from ..snippets.feedback import FeedbackForm
from ..snippets.translations import content_languages
from ..throttle import TooManyAnswers, TooManyPauses, count_answer, count_pause
from ..visibility import scope_for, visible_pages
from .discretion import discreet
from .feedback_forms import MailLinkForm
from .not_valid import not_there, not_valid


class FormView(View):
    """What the addresses of one form in one language share."""

    def dispatch(self, request, language_code, slug, **kwargs):
        self.language = language_code
        self.feedback_form = FeedbackForm.objects.visible().filter(slug=slug).first()
        if language_code not in content_languages():
            raise Http404
        if self.feedback_form is None:
            with override(language_code):
                return self.handle_gone(request)
        self.origin = self._page(request.POST.get("page") or request.GET.get("page"))
        return self.handle(request, **kwargs)

    def handle_gone(self, request):
        """Answer where no form is, or none any more."""
        raise Http404

    def handle(self, request, **kwargs):
        """Answer the request in the language that was found."""
        with override(self.language):
            return super().dispatch(request, **kwargs)

    @property
    def address(self):
        """Where the visitor is, for the limits of an hour."""
        return self.request.META.get(setting("CLIENT_ADDRESS_HEADER"), "")

    def _page(self, pk):
        """The page on which the visitor found the form, in whichever language, if visitors of this site may see it."""
        if not (pk or "").isdecimal() or len(pk) > 18:
            return None
        page = Page.objects.select_related("locale").filter(pk=pk).first()
        visible = page and visible_pages(Page.objects.all(), scope_for(self.request, page.locale))
        return visible and visible.filter(pk=pk).first()

    def show(self, template, status=200, **context):
        everything = {
            **layout_context(),
            **self.feedback_form.page_context(self.language),
            "origin": self.origin,
            **context,
        }
        return render(self.request, f"cultuurraad_wagtail/feedback/{template}.html", everything, status=status)

    def show_not_waiting(self):
        """For a link to answers that were sent or erased, or that is not whole."""
        return not_there(self.request, self.show("not_waiting", status=404))


@method_decorator([never_cache, csrf_protect], name="dispatch")
class AnswerView(FormView):
    """Show the form; take its answers, however it was reached, and lead on to the thanks."""

    http_method_names = ["get", "head", "post"]
    #: The key and name of those whose level of collaboration is asked.
    partners = ()

    def get(self, request):
        if round_address := self.round_address():
            return redirect(round_address)
        return self.show_form(self.form() if self.takes_answer("") else None)

    def post(self, request):
        if not self.takes_answer(request.POST.get("token", "")):
            return self.show_form(None)
        form = self.form(request.POST)
        if "switch" in request.POST:
            return self.show_form(self.refilled(dict(request.POST.lists())))
        if "pause" in request.POST and self.pauses() and form.answered_fields:
            return self.pause()
        if not form.answered_fields or not form.is_valid():
            return self.show_form(form)
        try:
            self.count()
        except TooManyAnswers as refusal:
            form.add_error(None, refusal.message)
            return self.show_form(form, status=429)
        self.store(form)
        return redirect(self.thanks_address())

    def count(self):
        """Count this answer of its address; raises TooManyAnswers."""
        count_answer(address=self.address)

    def pauses(self):
        """Whether the form can be left halfway."""
        return self.feedback_form.may_pause

    def takes_answer(self, token):
        return self.feedback_form.takes_answer(token)

    def form(self, data=None):
        return form_for(feedback_form=self.feedback_form, data=data, language=self.language, partners=self.partners)

    def store(self, form):
        store_response(
            feedback_form=self.feedback_form,
            form=form,
            page=self.origin,
            visitor=self.request.META.get("CSRF_COOKIE", ""),
            language=self.language,
            unfinished=self.request.POST.get("unfinished", ""),
        )

    def thanks_address(self):
        address = self.feedback_form.get_absolute_url(self.language) + "thanks/"
        return f"{address}?{urlencode({'page': self.origin.pk})}" if self.origin else address

    def refilled(self, data):
        """The form with what was filled in so far (name → list of values), in the language that was chosen."""
        form = self.form()
        form.initial.update(form.initial_of(data))
        return form

    def round_address(self):
        """Where it is asked of everybody in a round now; "" where it is not."""
        return self.feedback_form.round_address(Site.find_for_request(self.request), self.language)

    def show_form(self, form, status=200, **context):
        # Who works with whom is asked in a round, where it is known who the partners are.
        form = form if form and form.answered_fields else None
        is_yet_to_open = self.feedback_form.is_yet_to_open()
        unfinished = self.request.POST.get("unfinished", "")
        more = {"form": form, "is_yet_to_open": is_yet_to_open, "unfinished": unfinished, "may_pause": self.pauses()}
        more |= context
        return self.show("form", status, **more)

    def pause(self):
        try:
            count_pause(address=self.address)
        except TooManyPauses as refusal:
            form = self.form(self.request.POST)
            # What is not filled in yet is no mistake of who meant to go on later.
            form.errors.clear()
            form.add_error(None, refusal.message)
            return self.show_form(form, status=429)
        unfinished = pause(feedback_form=self.feedback_form, data=self.request.POST)
        return redirect(self.paused_address(unfinished.nonce))

    def paused_address(self, nonce):
        return reverse("cultuurraad_wagtail:feedback_paused", args=[self.language, self.feedback_form.slug, nonce])


class WaitingMixin:
    """Behind a link that somebody kept, who reads why it leads nowhere."""

    def handle_gone(self, request):
        return not_valid(request, "waiting")


class ContinueView(WaitingMixin, AnswerView):
    """Go on with what was filled in so far."""

    http_method_names = ["get", "head"]

    def get(self, request, nonce):
        unfinished = unfinished_for(feedback_form=self.feedback_form, nonce=nonce)
        if unfinished is None:
            return self.show_not_waiting()
        if not self.takes_answer(""):
            return discreet(self.show_form(None))
        return discreet(self.show_form(self.refilled(unfinished.data), unfinished=nonce))


@method_decorator([never_cache, csrf_protect], name="dispatch")
class PausedView(WaitingMixin, FormView):
    """The link with which to go on, to keep or to have sent."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, language_code, slug, nonce):
        self.nonce = nonce
        return discreet(super().dispatch(request, language_code, slug))

    @cached_property
    def unfinished(self):
        return unfinished_for(feedback_form=self.feedback_form, nonce=self.nonce)

    def get(self, request):
        return self._show(None if "mailed" in request.GET else MailLinkForm())

    def post(self, request):
        form = MailLinkForm(request.POST)
        if self.unfinished is None or not form.is_valid():
            return self._show(form)
        try:
            count_answer(address=self.address)
        except TooManyAnswers as refusal:
            form.add_error(None, refusal.message)
            return self._show(form, status=429)
        send_link(unfinished=self.unfinished, to=form.cleaned_data["email"], link=self._link, language=self.language)
        return redirect(f"{request.path}?mailed")

    @property
    def _link(self):
        args = [self.language, self.feedback_form.slug, self.nonce]
        return self.request.build_absolute_uri(reverse("cultuurraad_wagtail:feedback_continue", args=args))

    def _show(self, form, status=200):
        if self.unfinished is None:
            return self.show_not_waiting()
        return self.show("paused", status, link=self._link, form=form, until=self.unfinished.expires_at)


class ThanksView(FormView):
    """What a visitor reads after answering, with the way back to where they were."""

    http_method_names = ["get", "head"]

    def get(self, request):
        return self.show("thanks")
