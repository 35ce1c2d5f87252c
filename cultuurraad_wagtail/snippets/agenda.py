"""The agenda of a meeting: its items, and what the minutes say of each."""

import uuid

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from ..choices import AgendaItemKind
from ..text import plain_text, searchable
from .base import TEXT_FEATURES
from .forms import AgendaItemForm


class AgendaItem(Orderable):
    """One item. What is written during the meeting is shown when the minutes are, never before."""

    meeting = ParentalKey("cultuurraad_wagtail.Meeting", on_delete=models.CASCADE, related_name="agenda_items")
    #: The same in every language and every version: the address of its decision ends in it.
    key = models.UUIDField(default=uuid.uuid4, blank=True, db_index=True)
    kind = models.CharField(max_length=10, blank=True, choices=AgendaItemKind.choices, editable=False)
    #: Of an item that approves minutes: the translation key of the meeting whose minutes they are.
    approves = models.UUIDField(null=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    text = RichTextField(_("text"), blank=True, features=TEXT_FEATURES)
    presenter = models.CharField(_("who"), max_length=120, blank=True, help_text=_("Who introduces it."))
    duration = models.PositiveSmallIntegerField(_("time in minutes"), null=True, blank=True)
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    is_private = models.BooleanField(
        _("not for the public"),
        default=False,
        help_text=_("Visitors see nothing of it: not its title, not its document, not what was decided."),
    )
    minutes = RichTextField(_("what was said"), blank=True, features=TEXT_FEATURES)
    decision = models.TextField(_("decision"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    #: The decision as a search compares it.
    search_text = models.TextField(blank=True, editable=False)

    #: What the form of the meeting does not hold, and an item keeps when that is saved.
    NOT_IN_FORM = ("kind", "approves", "minutes", "decision", "votes_for", "votes_against", "abstentions")

    base_form_class = AgendaItemForm
    panels = [
        FieldPanel("key", classname="w-hidden"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("presenter"), FieldPanel("duration")]),
        FieldRowPanel([FieldPanel("document"), FieldPanel("is_private")]),
    ]
    api_fields = [APIField("title"), APIField("text"), APIField("presenter"), APIField("duration")]

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.search_text = searchable(f"{self.title} {self.decision} {plain_text(self.minutes)}")
        super().save(*args, **kwargs)

    @property
    def is_approval(self):
        return self.kind == AgendaItemKind.APPROVAL

    @property
    def is_follow_up(self):
        return self.kind == AgendaItemKind.FOLLOW_UP

    @property
    def was_voted(self):
        """Whether anybody counted votes."""
        return any(each is not None for each in (self.votes_for, self.votes_against, self.abstentions))

    def votes_in_words(self):
        """“For 8, against 1, abstentions 2”; what nobody counted is left out."""
        counts = (
            (gettext("for %(number)s"), self.votes_for),
            (gettext("against %(number)s"), self.votes_against),
            (gettext("abstentions %(number)s"), self.abstentions),
        )
        return capfirst(", ".join(words % {"number": number} for words, number in counts if number is not None))
