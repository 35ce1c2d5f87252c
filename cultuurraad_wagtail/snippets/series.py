"""Series of meetings: a rule from which meetings are planned as rows of their own."""

from datetime import timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Locale
from wagtail.search import index

from ..choices import MeetingKind, SeriesFrequency
from .series_form import SeriesForm


class MeetingSeries(index.Indexed, models.Model):
    """The rule, and what its meetings have in common. Each meeting is a row that can be moved or called off."""

    title = models.CharField(_("title"), max_length=160, help_text=_("The title of each meeting."))
    workgroup = models.ForeignKey(
        "cultuurraad_wagtail.WorkgroupHubPage",
        verbose_name=_("group"),
        on_delete=models.CASCADE,
        related_name="meeting_series",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind.choices, default=MeetingKind.WORKING_GROUP)
    starts_on = models.DateField(_("first day"), help_text=_("The first meeting is on this day, or soon after it."))
    starts_at = models.TimeField(_("hour"))
    duration = models.PositiveSmallIntegerField(
        _("length in minutes"), default=120, validators=[MinValueValidator(5), MaxValueValidator(7 * 24 * 60)]
    )
    place = models.CharField(
        _("place"),
        max_length=255,
        blank=True,
        help_text=_("Name and address, for example “Muntpunt, Munt 6, 1000 Brussel”."),
    )
    online_url = models.URLField(
        _("link to take part online"), max_length=500, blank=True, help_text=_("Every visitor can see this link.")
    )
    frequency = models.CharField(
        _("how often"), max_length=16, choices=SeriesFrequency.choices, default=SeriesFrequency.MONTHLY_WEEKDAY
    )
    interval = models.PositiveSmallIntegerField(
        _("once in so many"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("1 for every week, month or year, 2 for every other one, and so on."),
    )
    weekdays = models.JSONField(_("weekdays"), default=list, blank=True)
    month_day = models.PositiveSmallIntegerField(
        _("day of the month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    nth = models.SmallIntegerField(_("which one in the month"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Leave empty to go on."))
    count = models.PositiveSmallIntegerField(
        _("number of meetings"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("Leave empty to go on."),
    )
    skip_dates = models.JSONField(_("days without a meeting"), default=list, blank=True)
    skip_school_holidays = models.BooleanField(_("not in the school holidays"), default=True)
    skip_public_holidays = models.BooleanField(_("not on public holidays"), default=True)
    takes_registrations = models.BooleanField(
        _("everybody may register"), default=False, help_text=_("Puts a form at the page of each meeting.")
    )
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty for no limit. Who comes later waits.")
    )
    most_guests = models.PositiveSmallIntegerField(
        _("guests each may bring"), default=0, validators=[MaxValueValidator(20)]
    )
    publishes = models.BooleanField(
        _("put the meetings on the site at once"),
        default=True,
        help_text=_("Off: each meeting is a draft until you publish it."),
    )

    base_form_class = SeriesForm
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("workgroup", widget=forms.Select), FieldPanel("kind")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("starts_at"), FieldPanel("duration")]),
                FieldRowPanel([FieldPanel("frequency"), FieldPanel("interval")]),
                FieldRowPanel([FieldPanel("weekdays"), FieldPanel("nth"), FieldPanel("month_day")]),
                FieldRowPanel([FieldPanel("until"), FieldPanel("count")]),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("skip_public_holidays"), FieldPanel("skip_school_holidays")]),
                FieldPanel("skip_dates"),
                HelpPanel(_("Months without meetings and closed periods stand in the settings of the council.")),
            ],
            heading=_("When not"),
        ),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("online_url")], heading=_("Where")),
        MultiFieldPanel(
            [FieldPanel("takes_registrations"), FieldRowPanel([FieldPanel("capacity"), FieldPanel("most_guests")])],
            heading=_("Registration"),
        ),
        FieldPanel("publishes"),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    @property
    def length(self):
        """How long each meeting lasts."""
        return timedelta(minutes=self.duration)

    @property
    def locale(self):
        """The language of the meetings: that of the group's page."""
        return Locale.objects.get(pk=self.workgroup.locale_id)

    def planned_state(self, starts_at, ends_at):
        """What a meeting of this series says at that hour, as ``Meeting.planned_as`` keeps it."""
        return {
            "title": self.title,
            "workgroup": self.workgroup_id,
            "kind": self.kind,
            "starts_at": starts_at.isoformat(),
            "ends_at": ends_at.isoformat(),
            "place": self.place,
            "online_url": self.online_url,
            "registration": self.registration,
        }

    @property
    def registration(self):
        """How people register for its meetings, in the words of a ``Sitting``."""
        return {
            "is_public": self.takes_registrations,
            "capacity": self.capacity,
            "most_guests": self.most_guests,
        }
