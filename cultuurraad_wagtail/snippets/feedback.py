"""Feedback forms: an introduction, questions in an order, a time in which they can be answered."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.search import index

from ..choices import Audience, QuestionType
from ..conf import layout_context
from ..visibility import not_expired
from .address_panel import AddressPanel
from .answer_forms import GRACE, AnswerForm, moment_of
from .base import SLUG_TAKEN, EditorialContent, EditorialQuerySet
from .forms import INTRODUCTION_FEATURES, THANKS_FEATURES, FeedbackFormForm
from .inline_panels import FormInlinePanel
from .missing_translations import MissingTranslationsPanel
from .translations import WordedModel, content_languages, first_language


class FeedbackFormQuerySet(EditorialQuerySet):
    def visible(self, now=None):
        """Published forms, whether they take answers at this moment or not."""
        return self.filter(not_expired(now), live=True)

    def with_response_count(self):
        """Each form with ``response_count``, asked for beside the row and not by joining all answers to it."""
        responses = self.model._meta.get_field("responses").related_model.objects
        counted = responses.filter(form=models.OuterRef("pk")).order_by().values("form").annotate(n=models.Count("pk"))
        return self.annotate(response_count=Coalesce(models.Subquery(counted.values("n")), 0))


class FeedbackForm(WordedModel, EditorialContent):
    """A questionnaire with all its languages inside it, so that all answers are one set."""

    WORDED = ("title", "introduction", "purpose", "thanks")

    language = models.CharField(
        _("written in"),
        max_length=10,
        default=first_language,
        help_text=_("Translations into the other languages stand beside each text."),
    )
    introduction = RichTextField(_("introduction"), blank=True, features=INTRODUCTION_FEATURES)
    purpose = models.CharField(
        _("why you ask"),
        max_length=500,
        blank=True,
        help_text=_("For the privacy notice: what the answers are used for."),
    )
    thanks = RichTextField(
        _("thanks"),
        blank=True,
        features=THANKS_FEATURES,
        help_text=_("What people read after they sent their answers."),
    )
    may_pause = models.BooleanField(
        _("can be continued later"),
        default=False,
        help_text=_(
            "For a long form: people get a link with which they go on where they stopped. Not in an evaluation round."
        ),
    )
    keep_months = models.PositiveSmallIntegerField(
        _("keep the answers for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("Leave empty to keep them as long as the settings of the culture council say."),
    )
    open_from = models.DateTimeField(_("open from"), null=True, blank=True)
    open_until = models.DateTimeField(_("open until"), null=True, blank=True)
    notify = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("send a mail to"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("This editor gets a mail for every answer."),
    )

    base_form_class = FeedbackFormForm
    form_panels = [
        MissingTranslationsPanel(heading=_("Translations")),
        FieldPanel("title"),
        FieldPanel("language"),
        FieldPanel("introduction"),
        FormInlinePanel("questions", heading=_("Questions"), label=_("Question"), min_num=1),
        FieldPanel("thanks"),
        FieldPanel("translations"),
    ]
    settings_panels = [
        AddressPanel(heading=_("Public address")),
        FieldPanel("slug"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("open_from"), FieldPanel("open_until")])], heading=_("Open")),
        FieldPanel("may_pause"),
        FieldPanel("notify"),
        MultiFieldPanel(
            [FieldPanel("purpose"), FieldPanel("keep_months")], heading=pgettext_lazy("personal data", "Privacy")
        ),
        PublishingPanel(),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(form_panels, heading=_("Form")),
            ObjectList(settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("live"),
    ]

    objects = FeedbackFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback form")
        verbose_name_plural = _("feedback forms")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], name="%(app_label)s_%(class)s_slug", violation_error_message=SLUG_TAKEN
            )
        ]

    @property
    def source_language(self):
        return self.language

    def is_visible(self, now=None):
        """Whether visitors may see the form: published and not expired."""
        return self.live and (self.expire_at is None or self.expire_at > (now or timezone.now()))

    def is_open(self, now=None):
        """Whether the form takes answers at this moment."""
        now = now or timezone.now()
        return (self.open_from is None or self.open_from <= now) and (self.open_until is None or self.open_until > now)

    def takes_answer(self, token, now=None):
        """Whether an answer may come in: the form is open, or it closed while the visitor was filling it in."""
        now = now or timezone.now()
        shown_at = moment_of(token)
        if self.is_open(now) or shown_at is None or self.open_until is None:
            return self.is_open(now)
        return self.is_open(shown_at) and now < self.open_until + GRACE

    @property
    def asks_partners(self):
        """Whether it asks at what level one works with each of the others."""
        return any(question.field_type == QuestionType.PARTNERS for question in self.questions.all())

    def is_yet_to_open(self, now=None):
        """Whether the form's first hour is still to come."""
        return self.open_from is not None and self.open_from > (now or timezone.now())

    def snapshot(self) -> list[dict]:
        """Its questions as values, in their order: see ``FeedbackQuestion.snapshot``."""
        questions = list(self.questions.all())
        for question in questions:
            question.form = self
        return [question.snapshot(questions) for question in questions]

    @cached_property
    def answered_questions(self) -> dict[str, dict]:
        """By key each question that was ever answered, or is asked in a round now, as it was the last time."""
        if self.pk is None:
            return {}
        answered = models.Exists(self.responses.filter(version=models.OuterRef("pk")))
        asked = models.Q(pk__in=self.rounds.filter(version__isnull=False).values("version"))
        # What a closed round counted stays when its answers are erased.
        counted = self.rounds.filter(closed_at__isnull=False).order_by("closed_at", "pk")
        snapshots = [
            *(each or [] for each in counted.values_list("results__questions", flat=True)),
            *self.versions.filter(answered | asked).order_by("pk").values_list("questions", flat=True),
        ]
        return {question["key"]: question for questions in snapshots for question in questions}

    def answer_form(self, data=None, *, language="", questions=None, digest="", partners=()) -> AnswerForm:
        """The form a visitor meets in ``language`` (theirs now): bound to ``data``, or empty.

        Made of ``questions``, those of the version ``digest``; its own where none are given.
        """
        language = language or get_language() or self.language
        with override(language):
            return AnswerForm(
                data,
                questions=self.snapshot() if questions is None else questions,
                language=language,
                source=self.language,
                digest=digest,
                partners=partners,
                auto_id=f"feedback-{self.pk or 'new'}-%s",
            )

    def get_absolute_url(self, language=""):
        """Its own address in ``language``: the one in which it was written where none is given."""
        return reverse("cultuurraad_wagtail:feedback_form", args=[language or self.language, self.slug])

    def round_address(self, site, language, now=None):
        """Where it is asked of everybody on ``site`` in a round that is open; "" where it is not."""
        now = now or timezone.now()
        open_now = {"started_at__isnull": False, "closed_at": None, "opens_at__lte": now, "closes_at__gt": now}
        rounds = self.rounds.filter(audience=Audience.PUBLIC, site=site, site__isnull=False, **open_now)
        slug = rounds.order_by("pk").values_list("slug", flat=True).first()
        return reverse("cultuurraad_wagtail:round", args=[language, slug]) if slug else ""

    def page_context(self, language) -> dict:
        """What a page that shows the form in ``language`` says of it, and in which other languages it can be read."""
        others = [code for code in content_languages() if code != self.language and self.translations.get(code)]
        languages = [self.language, *others] if others else []
        return {
            "feedback_form": self,
            "words": {name: self.words(name, language) for name in self.WORDED},
            "shown_language": language,
            "may_pause": self.may_pause,
            "form_address": self.get_absolute_url(language),
            "form_languages": [(code, content_languages()[code], self.get_absolute_url(code)) for code in languages],
        }

    @property
    def public_address(self):
        """Where the form can be answered once it is published, for an editor to hand on."""
        site = Site.objects.filter(is_default_site=True).first()
        return f"{site.root_url if site else ''}{self.get_absolute_url()}"

    @property
    def preview_modes(self):
        """A preview in each language, its own first."""
        others = [(code, label) for code, label in content_languages().items() if code != self.language]
        return [("", _("As visitors see it")), *others]

    def get_preview_template(self, request, mode_name):
        return "cultuurraad_wagtail/feedback/form.html"

    def get_preview_context(self, request, mode_name):
        context = super().get_preview_context(request, mode_name)
        language = mode_name or self.language
        shown = self.page_context(language)
        return {**context, **layout_context(), **shown, "form": self.answer_form(language=language)}
