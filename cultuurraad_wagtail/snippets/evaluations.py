"""Rounds of evaluation: the same questions, asked again, of the right people."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Least
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Site

from ..choices import Anonymity, Audience
from ..text import free_slug
from .answer_forms import GRACE, moment_of
from .base import SLUG_TAKEN
from .evaluation_forms import SUMMARY_FEATURES, RoundForm
from .translations import WordedModel, content_languages, first_language

#: One that was closed early ended then, and one that nobody closed at its hour ended at its hour.
ENDED = Least("closed_at", "closes_at")


class EvaluationRoundQuerySet(models.QuerySet):
    def published(self, site, now=None):
        """Rounds whose results everybody may read on ``site``, the newest first; none without a site."""
        if site is None:
            return self.none()
        found = self.filter(site=site, published_at__lte=now or timezone.now(), closed_at__isnull=False)
        return found.select_related("form").order_by(ENDED.desc(), "-pk")

    def ended_before(self, evaluation_round):
        """Closed rounds that ended before this closed one, or with it; the newest first."""
        ended = self.exclude(pk=evaluation_round.pk).filter(closed_at__isnull=False).alias(ended=ENDED)
        return ended.filter(ended__lte=evaluation_round.ended_at).order_by("-ended", "-pk")

    def for_listing(self):
        """Without what was counted, which is long."""
        return self.defer("results", "quotes")

    def running(self, now=None):
        """Rounds that were started and whose last moment has not come."""
        return self.filter(started_at__isnull=False, closed_at__isnull=True, closes_at__gt=now or timezone.now())


class EvaluationRound(WordedModel, models.Model):
    """One round. Who is asked, and whether answers are anonymous, is fixed once it has started."""

    WORDED = ("title", "summary")

    #: None once it was deleted: the answers stay, for editors.
    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.SET_NULL, related_name="+", null=True)
    form = models.ForeignKey(
        "cultuurraad_wagtail.FeedbackForm",
        verbose_name=_("feedback form"),
        on_delete=models.RESTRICT,
        related_name="rounds",
        help_text=_("Use the same form in each round, so that the results can be compared."),
    )
    title = models.CharField(_("title"), max_length=160, help_text=_("For example “Evaluation 2027”."))
    slug = models.SlugField(
        _("address part"),
        max_length=180,
        blank=True,
        help_text=_("The end of its address. Leave empty to make it from the title."),
    )
    language = models.CharField(_("written in"), max_length=10, default=first_language, editable=False)
    audience = models.CharField(_("who is asked"), max_length=10, choices=Audience.choices, default=Audience.MEMBERS)
    workgroups = models.ManyToManyField(
        "cultuurraad_wagtail.WorkgroupHubPage",
        verbose_name=_("groups"),
        related_name="+",
        blank=True,
        help_text=_("For “members of groups”: who has a seat in them now is asked."),
    )
    meeting = models.ForeignKey(
        "cultuurraad_wagtail.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("For “who was at a meeting”: who came to this one is asked."),
    )
    anonymity = models.CharField(
        _("names"),
        max_length=10,
        choices=Anonymity.choices,
        default=Anonymity.ANONYMOUS,
        help_text=_("You cannot change this once the round has started."),
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    is_planned = models.BooleanField(
        _("invite by itself"),
        default=False,
        help_text=_("Once it opens, the invitations leave without anybody pressing the button."),
    )
    remind_days = models.PositiveSmallIntegerField(
        _("reminder, days before it closes"),
        null=True,
        blank=True,
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Only who has not answered is reminded. Leave empty for no reminder."),
    )
    summary = RichTextField(
        _("what the council concludes"),
        blank=True,
        features=SUMMARY_FEATURES,
        help_text=_("Stands above the published results."),
    )
    shows_network = models.BooleanField(
        _("publish who works with whom"),
        default=False,
        help_text=_("Only where the form asks for levels of collaboration: names the organisations."),
    )
    #: What an anonymous round asks from its start to its end, whatever is published of the form meanwhile: answers to
    #: two versions would tell which came first.
    version = models.ForeignKey(
        "cultuurraad_wagtail.FormVersion",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    #: ``[{"key": question, "text": words}]``: what editors chose to quote from free text.
    quotes = models.JSONField(default=list, blank=True, editable=False)
    #: What was counted when the round closed; see ``evaluation.tallies``.
    results = models.JSONField(null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("results published"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )

    base_form_class = RoundForm
    panels = [
        MultiFieldPanel([FieldPanel("title"), FieldPanel("form")], heading=_("What is asked")),
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("workgroups"), FieldPanel("meeting"), FieldPanel("anonymity")],
            heading=_("Who is asked"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("is_planned"),
                FieldPanel("remind_days"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [FieldPanel("summary"), FieldPanel("shows_network"), FieldPanel("translations"), FieldPanel("slug")],
            heading=_("Results"),
        ),
    ]

    objects = EvaluationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation round")
        verbose_name_plural = _("evaluation rounds")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "slug"], name="%(app_label)s_round_slug", violation_error_message=SLUG_TAKEN
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="%(app_label)s_round_times",
                violation_error_message=_("The round closes before it opens. Give a later moment."),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.slug:
            siblings = type(self).objects.filter(site_id=self.site_id).exclude(pk=self.pk)
            self.slug = free_slug(self.title, siblings, fallback="evaluation")
        super().save(*args, **kwargs)

    @property
    def source_language(self):
        return self.language

    @property
    def is_anonymous(self):
        return self.anonymity == Anonymity.ANONYMOUS

    @property
    def is_for_everybody(self):
        """Whether whoever has the address may answer, and nobody is invited."""
        return self.audience == Audience.PUBLIC

    @property
    def has_started(self):
        return self.started_at is not None

    @property
    def is_closed(self):
        return self.closed_at is not None

    @property
    def ended_at(self):
        """From when it takes no answers: the planned moment, or an earlier one at which somebody closed it."""
        return min(self.closed_at, self.closes_at) if self.is_closed else self.closes_at

    def is_reachable(self, now=None):
        """Whether visitors can come to its form: its site is there, and the form is published."""
        return self.site is not None and self.form.is_visible(now)

    def is_open(self, now=None):
        """Whether it takes answers at this moment."""
        now = now or timezone.now()
        return self.has_started and not self.is_closed and self.opens_at <= now < self.closes_at

    def takes_answer(self, token, now=None):
        """Whether an answer may come in: the round is open, or its hour struck while somebody was filling it in."""
        now = now or timezone.now()
        shown_at = moment_of(token)
        if self.is_open(now) or self.is_closed or shown_at is None:
            return self.is_open(now)
        return self.is_open(shown_at) and now < self.closes_at + GRACE

    def is_published(self, now=None):
        """Whether everybody may read the results."""
        return self.is_closed and self.published_at is not None and self.published_at <= (now or timezone.now())

    def languages(self) -> list[tuple]:
        """Code, name and address of the results in each language into which something is translated."""
        known = content_languages()
        told = [self.language, *(code for code in known if code != self.language and self.form.translations.get(code))]
        return [(code, known.get(code, code), self.results_address(code)) for code in told] if len(told) > 1 else []

    def state(self, now=None) -> str:
        """Where it stands, in words."""
        if self.is_closed:
            return gettext("results published") if self.is_published(now) else gettext("closed")
        if self.is_open(now):
            return gettext("open")
        return gettext("over, not counted yet") if self.has_started else gettext("not started yet")

    def listing(self, language) -> dict:
        """What a list of results says of it to who reads ``language``."""
        words = self.words("title", language)
        return {"words": words, "ended_at": self.ended_at, "url": self.results_address(language)}

    def results_address(self, language=""):
        """The path of the published results in ``language``."""
        return reverse("cultuurraad_wagtail:results", args=[language or self.language, self.slug])
