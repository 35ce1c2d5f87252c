"""Action items: what somebody promised to do at a meeting, and by when."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.search import index

from ..choices import ActionState
from ..fields import council_zone


class ActionItemQuerySet(models.QuerySet):
    def open(self):
        """What is still to be done, the most urgent first; what has no date comes last."""
        return self.filter(state=ActionState.OPEN).order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def overdue(self, today=None):
        """What should have been done before ``today`` (a date; default: now)."""
        today = today or timezone.localdate(timezone=council_zone())
        return self.open().filter(due_on__lt=today)

    def of_workgroup(self, hub):
        """What ``hub``, or a translation of it, decided to do."""
        return self.filter(workgroup__translation_key=hub.translation_key)

    def of_organisation(self, organisation):
        """What ``organisation``, or a translation of it, is to do."""
        return self.filter(organisation__translation_key=organisation.translation_key)


class ActionItem(index.Indexed, models.Model):
    """Who does what by when. Not for the public: it names people."""

    title = models.CharField(_("what is to be done"), max_length=255)
    owner = models.ForeignKey(
        "cultuurraad_wagtail.Person",
        verbose_name=pgettext_lazy("of an action item", "owner"),
        on_delete=models.SET_NULL,
        related_name="action_items",
        null=True,
        blank=True,
        help_text=_("Who does it, and is reminded when it is overdue."),
    )
    organisation = models.ForeignKey(
        "cultuurraad_wagtail.OrganisationProfilePage",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        related_name="action_items",
        null=True,
        blank=True,
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    note = models.TextField(_("note"), blank=True, help_text=_("How it went, or why it takes longer."))
    workgroup = models.ForeignKey(
        "cultuurraad_wagtail.WorkgroupHubPage",
        verbose_name=_("group"),
        on_delete=models.SET_NULL,
        related_name="action_items",
        null=True,
        help_text=_("The group that decided on it. It stays on the agenda of its meetings until it is done."),
    )
    #: The translation key of the meeting that decided on it, and the key of the agenda item.
    meeting_key = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    item_key = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    #: When the owner was last told that it is overdue.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    panels = [
        FieldPanel("title"),
        FieldPanel("workgroup"),
        FieldRowPanel([FieldPanel("owner"), FieldPanel("due_on")]),
        PageChooserPanel("organisation"),
        FieldPanel("state"),
        FieldPanel("note"),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="%(app_label)s_action_due")]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.state == ActionState.OPEN

    def is_overdue(self, today=None):
        """Whether it should have been done before ``today`` (a date; default: now)."""
        today = today or timezone.localdate(timezone=council_zone())
        return self.is_open and self.due_on is not None and self.due_on < today
