"""A round of evaluation: answered behind a link by mail, or at the address for everybody."""

from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Site

from ..evaluation.answering import AnsweredAlready, ClosedMeanwhile, take_answer
from ..evaluation.rounds import invitee_for
from ..evaluation.tallies import partners_of
from ..feedback import form_for
from ..snippets.evaluations import EvaluationRound
from ..snippets.translations import content_languages
from .discretion import discreet
from .feedback import AnswerView
from .not_valid import not_valid

#: In the address to which an answer leads: who comes back later reads that they answered already.
SENT = "sent"


class RoundView(AnswerView):
    """The form of a round; what is answered belongs to the round."""

    origin = None

    def takes_answer(self, token):
        return self.evaluation_round.takes_answer(token)

    def form(self, data=None):
        return form_for(
            feedback_form=self.feedback_form,
            version=self.evaluation_round.version,
            data=data,
            language=self.language,
            partners=self.partners,
        )

    @cached_property
    def asks_partners(self):
        # The version that an anonymous round keeps cannot ask it.
        return self.evaluation_round.version is None and self.feedback_form.asks_partners

    @property
    def partners(self):
        if not self.asks_partners:
            return ()
        own = getattr(getattr(self, "invitee", None), "organisation", None)
        partners = partners_of(self.evaluation_round).items()
        return [(key, name) for key, name in partners if own is None or key != own.translation_key.hex]

    def store(self, form):
        take_answer(
            evaluation_round=self.evaluation_round,
            form=form,
            invitee=getattr(self, "invitee", None),
            visitor=self.request.META.get("CSRF_COOKIE", ""),
            language=self.language,
            unfinished=self.request.POST.get("unfinished", ""),
        )

    def show(self, template, status=200, **context):
        own = {
            "evaluation_round": self.evaluation_round,
            "round_title": self.evaluation_round.words("title", self.language),
            "invitee": getattr(self, "invitee", None),
            "names_partners": self.asks_partners,
            "form_address": self.request.path,
        }
        return super().show(template, status, **{**own, **context})

    def post(self, request):
        try:
            return super().post(request)
        except ClosedMeanwhile:
            self.evaluation_round.refresh_from_db(fields=["closed_at"])
            return self.show_form(None)

    def round_address(self):
        return ""

    def pauses(self):
        """Never: what waits behind a link would be outside the round, beside the address to which it was mailed."""
        return False


# Who has the token may post: it is the proof that a CSRF cookie would be, and it works without cookies.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class InviteeView(RoundView):
    """Behind the link of one invitee. A GET changes nothing: mail scanners follow links."""

    def dispatch(self, request, token):
        self.token, self.invitee = token, invitee_for(token)
        if self.invitee is None or not self.invitee.round.is_reachable():
            return not_valid(request, "evaluation")
        self.evaluation_round = self.invitee.round
        self.feedback_form = self.evaluation_round.form
        asked = request.GET.get("language", "")
        self.language = asked if asked in content_languages() else self.invitee.language
        return discreet(self.handle(request))

    def count(self):
        """Nothing: they are known by their link, and a whole hall may share one address."""

    def get(self, request):
        if self.invitee.has_answered:
            return self.thank(is_new=SENT in request.GET)
        return super().get(request)

    def post(self, request):
        if self.invitee.has_answered:
            return self.thank()
        try:
            return super().post(request)
        except AnsweredAlready:
            return self.thank()

    def thank(self, *, is_new=False):
        return self.show("thanks", answered_before=not is_new)

    def thanks_address(self):
        return f"{self.request.path}?{urlencode({SENT: 1, 'language': self.language})}"

    def show_form(self, form, status=200, **context):
        languages = [
            (code, label, f"{self.request.path}?language={code}")
            for code, label, _address in self.feedback_form.page_context(self.language)["form_languages"]
        ]
        own = {"without_csrf": True, "form_languages": languages, "form_address": self.request.get_full_path()}
        return super().show_form(form, status, **own, **context)


@method_decorator([never_cache, csrf_protect], name="dispatch")
class PublicRoundView(RoundView):
    """The address of a round for everybody."""

    def dispatch(self, request, language_code, slug, **kwargs):
        self.language = language_code
        rounds = EvaluationRound.objects.select_related("form", "site", "version").filter(
            slug=slug, started_at__isnull=False
        )
        site = Site.find_for_request(request)
        found = [each for each in rounds if each.is_for_everybody and each.is_reachable() and each.site == site]
        if not found or language_code not in content_languages():
            raise Http404
        self.evaluation_round = found[0]
        self.feedback_form = self.evaluation_round.form
        return self.handle(request, **kwargs)

    def thanks_address(self):
        return reverse("cultuurraad_wagtail:round_thanks", args=[self.language, self.evaluation_round.slug])

    def show_form(self, form, status=200, **context):
        languages = [
            (code, label, reverse("cultuurraad_wagtail:round", args=[code, self.evaluation_round.slug]))
            for code, label, _address in self.feedback_form.page_context(self.language)["form_languages"]
        ]
        return super().show_form(form, status, form_languages=languages, **context)


class PublicThanksView(PublicRoundView):
    http_method_names = ["get", "head"]

    def get(self, request):
        return self.show("thanks")
