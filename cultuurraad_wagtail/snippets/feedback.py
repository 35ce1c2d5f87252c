"""Feedback forms: an introduction, questions in an order, a time in which they can be answered."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.search import index

from ..conf import layout_context
from ..visibility import not_expired
from .address_panel import AddressPanel
from .base import EditorialQuerySet, EditorialSnippet
from .forms import FeedbackFormForm
from .questions import AnswerForm, QuestionFormBuilder, moment_of

# Nobody loses what they were writing when the clock struck.
GRACE = timedelta(hours=1)


class FeedbackFormQuerySet(EditorialQuerySet):
    def visible(self, now=None):
        """Published forms, whether they take answers at this moment or not."""
        return self.filter(not_expired(now), live=True).select_related("locale")

    def with_response_count(self):
        """Each form with ``response_count``, asked for beside the row and not by joining all answers to it."""
        responses = self.model._meta.get_field("responses").related_model.objects
        counted = responses.filter(form=models.OuterRef("pk")).order_by().values("form").annotate(n=models.Count("pk"))
        return self.annotate(response_count=Coalesce(models.Subquery(counted.values("n")), 0))


class FeedbackForm(EditorialSnippet):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link", "ul"])
    thanks = RichTextField(
        _("thanks"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("What people read after they sent their answers."),
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
        FieldPanel("title"),
        FieldPanel("introduction"),
        InlinePanel("questions", heading=_("Questions"), label=_("Question"), min_num=1),
        FieldPanel("thanks"),
    ]
    settings_panels = [
        AddressPanel(heading=_("Public address")),
        FieldPanel("slug"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("open_from"), FieldPanel("open_until")])], heading=_("Open")),
        FieldPanel("notify"),
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
        index.FilterField("locale"),
        index.FilterField("live"),
    ]

    objects = FeedbackFormQuerySet.as_manager()

    class Meta(EditorialSnippet.Meta):
        abstract = False
        verbose_name = _("feedback form")
        verbose_name_plural = _("feedback forms")
        ordering = ["title", "pk"]

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

    def is_yet_to_open(self, now=None):
        """Whether the form's first hour is still to come."""
        return self.open_from is not None and self.open_from > (now or timezone.now())

    def answer_form(self, data=None) -> AnswerForm:
        """The form a visitor meets: bound to ``data``, or empty; its own messages in the form's language."""
        with override(self.locale.language_code):
            return QuestionFormBuilder(self.questions.all()).get_form_class()(
                data, auto_id=f"feedback-{self.pk or 'new'}-%s"
            )

    def get_absolute_url(self):
        return reverse(
            "cultuurraad_wagtail:feedback_form",
            kwargs={"language_code": self.locale.language_code, "slug": self.slug},
        )

    @property
    def public_address(self):
        """Where the form can be answered once it is published, for an editor to hand on."""
        site = Site.objects.filter(is_default_site=True).first()
        return f"{site.root_url if site else ''}{self.get_absolute_url()}"

    def get_preview_template(self, request, mode_name):
        return "cultuurraad_wagtail/feedback/form.html"

    def get_preview_context(self, request, mode_name):
        context = super().get_preview_context(request, mode_name)
        return {**context, **layout_context(), "feedback_form": self, "form": self.answer_form()}
