"""Meetings of the council and its groups, with their agenda items."""

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.api import APIField
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.search import index

from ..calendars import CalendarEntry
from ..choices import MeetingKind, MeetingStatus
from ..conf import layout_context
from ..fields import council_zone
from ..text import plain_text
from ..visibility import scope_for
from .address_panel import AddressPanel
from .base import TEXT_FEATURES, EditorialSnippet
from .forms import LONGEST, TOO_LONG, USUAL_LENGTH, MeetingForm
from .inline_panels import FormInlinePanel
from .meeting_lists import Listed, MeetingQuerySet

#: No headings: it stands right below the meeting's title.
INTRODUCTION_FEATURES = [feature for feature in TEXT_FEATURES if feature not in ("h3", "h4")]


class Meeting(Listed, EditorialSnippet):
    """One sitting. Its calendar UID is its translation key, so it is one event in every language, for life."""

    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    series = models.ForeignKey(
        "cultuurraad_wagtail.MeetingSeries",
        verbose_name=_("series"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="meetings",
    )
    #: The day for which the series planned it, whatever day it was moved to since.
    occurs_on = models.DateField(null=True, blank=True, editable=False)
    #: What the series wrote; where the meeting says something else, an editor touched it.
    planned_as = models.JSONField(null=True, blank=True, editable=False)
    workgroup = models.ForeignKey(
        "cultuurraad_wagtail.WorkgroupHubPage",
        verbose_name=_("group"),
        # Not RESTRICT: modelcluster cannot load a revision whose restricted target is gone. The admin refuses
        # to delete a group with meetings; should a script do so, the meetings stay, unseen.
        on_delete=models.SET_NULL,
        null=True,
        related_name="meetings",
        help_text=_("The group that meets. The meeting appears on its page by itself."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind.choices, default=MeetingKind.WORKING_GROUP)
    status = models.CharField(_("status"), max_length=12, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    starts_at = models.DateTimeField(_("start"), db_index=True)
    ends_at = models.DateTimeField(_("end"), db_index=True)
    place = models.CharField(
        _("place"),
        max_length=255,
        blank=True,
        help_text=_("Name and address, for example “Muntpunt, Munt 6, 1000 Brussel”."),
    )
    online_url = models.URLField(
        _("link to take part online"),
        max_length=500,
        blank=True,
        help_text=_("Every visitor can see this link."),
    )
    introduction = RichTextField(_("introduction"), blank=True, features=INTRODUCTION_FEATURES)
    minutes = RichTextField(
        _("minutes"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Every visitor can read the minutes once you publish them."),
    )
    minutes_document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("minutes as a document"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    base_form_class = MeetingForm
    meeting_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("workgroup", widget=forms.Select), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("status"),
        FieldPanel("place"),
        FieldPanel("online_url"),
        FieldPanel("introduction"),
    ]
    agenda_panels = [FormInlinePanel("agenda_items", heading=_("Agenda"), label=_("Agenda item"))]
    minutes_panels = [FieldPanel("minutes"), FieldPanel("minutes_document")]
    settings_panels = [AddressPanel(heading=_("Public address")), FieldPanel("slug"), PublishingPanel()]
    edit_handler = TabbedInterface(
        [
            ObjectList(meeting_panels, heading=_("Meeting")),
            ObjectList(agenda_panels, heading=_("Agenda")),
            ObjectList(minutes_panels, heading=_("Minutes")),
            ObjectList(settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("place"),
        index.SearchField("introduction"),
        index.FilterField("locale"),
        index.FilterField("live"),
        # By these an editor sorts what a search found.
        *(index.FilterField(name) for name in ("title", "starts_at", "kind", "status")),
        index.SearchField("public_agenda"),
    ]
    api_fields = [
        APIField("title"),
        APIField("kind"),
        APIField("status"),
        APIField("starts_at"),
        APIField("ends_at"),
        APIField("place"),
    ]

    #: Whether a visitor may read its minutes, as ``telling_minutes`` found it.
    shows_minutes = False

    objects = MeetingQuerySet.as_manager()

    class Meta(EditorialSnippet.Meta):
        abstract = False
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at", "-pk"]
        # For whoever asks whether a calendar has changed, many times a day.
        indexes = [
            models.Index(fields=["changed_at"], name="%(app_label)s_changed"),
            models.Index(
                fields=["expire_at"], name="%(app_label)s_expires", condition=models.Q(expire_at__isnull=False)
            ),
        ]
        constraints = [
            *EditorialSnippet.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_at__lte=models.F("starts_at") + LONGEST),
                name="%(app_label)s_meeting_length",
                violation_error_message=TOO_LONG,
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="%(app_label)s_meeting_times",
                violation_error_message=_("The meeting ends before it begins. Give an end after the start."),
            ),
        ]

    def save(self, *args, **kwargs):
        self.ends_at = self.ends_at or self.starts_at + USUAL_LENGTH
        if kwargs.get("update_fields") is None:
            self.changed_at = timezone.now()
            self.sequence = self._next_sequence() if self.pk else self.sequence
        super().save(*args, **kwargs)

    def _next_sequence(self):
        """RFC 5545 SEQUENCE: rises when a published meeting's time, place or status is published anew."""
        tracked = ("starts_at", "ends_at", "place", "online_url", "status")
        stored = type(self).objects.filter(pk=self.pk).values("live", "sequence", *tracked).first()
        if stored is None:
            return self.sequence
        moved = stored["live"] and any(stored[name] != getattr(self, name) for name in tracked)
        return stored["sequence"] + moved

    @property
    def workgroup_title(self):
        """The group's name in this meeting's language, as ``visible`` found it; in a preview, as it is."""
        return getattr(self, "shown_workgroup_title", None) or getattr(self.workgroup, "title", "")

    @property
    def public_address(self):
        """Where the meeting can be read once it is published, for an editor to hand on; "" without a register."""
        registers = self._meta.apps.get_model(self._meta.app_label, "MeetingRegisterPage").objects
        register = registers.live().filter(locale=self.locale_id).first()
        return f"{register.full_url}{self.route}" if register and register.full_url else ""

    def public_agenda(self):
        """The words of the agenda that everybody may find; for the index of a search."""
        items = (item for item in self.agenda_items.all() if not item.is_private)
        return "\n".join(f"{item.title} {plain_text(item.text)}" for item in items)

    def has_minutes(self):
        """Whether anything is reported of it."""
        items = self.agenda_items.all()
        return bool(self.minutes or self.minutes_document_id or any(each.minutes or each.decision for each in items))

    def translation_in(self, scope):
        """This meeting, or its translation, as a visitor may read it in ``scope``; None where they may not."""
        return type(self).objects.visible(scope).filter(translation_key=self.translation_key).first()

    def is_past(self, now=None):
        return self.ends_at < (now or timezone.now())

    def as_calendar_entry(self, url=""):
        """This meeting as a value for ``calendars``; ``url`` is the full address of its page."""
        return CalendarEntry(
            uid=f"{self.translation_key}@cultuurraad-wagtail",
            sequence=self.sequence,
            title=self.title,
            starts_at=self.starts_at.astimezone(council_zone()),
            ends_at=self.ends_at.astimezone(council_zone()),
            location=self.place or self.online_url,
            description=plain_text(self.introduction),
            url=url,
            # A postponed meeting must not stay in people's calendars at its old hour.
            status={
                MeetingStatus.CANCELLED: "CANCELLED",
                MeetingStatus.POSTPONED: "CANCELLED",
                MeetingStatus.CONFIRMED: "CONFIRMED",
            }.get(self.status, "TENTATIVE"),
            modified_at=self.changed_at,
        )

    def get_preview_template(self, request, mode_name):
        return "cultuurraad_wagtail/meetings/meeting.html"

    def get_preview_context(self, request, mode_name):
        context = super().get_preview_context(request, mode_name)
        scope = scope_for(request, self.locale)
        # As the minutes will be, once the rule of the site shows them.
        shown = self.get_page_context(scope, shows_minutes=self.has_minutes())
        return {**context, **layout_context(), **shown, "page": self.workgroup}

    def get_page_context(self, scope, *, shows_minutes):
        """What the meeting's page shows; documents only where everybody in ``scope`` may open them."""
        items = [item for item in self.agenda_items.select_related("document") if not item.is_private]
        for item in items:
            item.shown_document = item.document if scope.opens(item.document) else None
        document = self.minutes_document
        return {
            "meeting": self,
            "agenda_items": items,
            "shows_minutes": shows_minutes,
            "minutes_document": document if scope.opens(document) else None,
        }
