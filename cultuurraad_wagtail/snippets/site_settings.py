"""What a site's editors decide once for the whole section."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Orderable

from ..choices import AttendanceShown, MinutesShownFrom, OpenDataLicence

SUMMER = [7, 8]


class SettingsForm(WagtailAdminModelForm):
    months_without_meetings = forms.TypedMultipleChoiceField(
        label=_("Months without meetings"),
        required=False,
        coerce=int,
        choices=list(MONTHS.items()),
        widget=forms.CheckboxSelectMultiple,
    )


def summer():
    """The months in which councils do not meet, unless they say otherwise."""
    return list(SUMMER)


#: The kinds of record with a time of their own, two on a row.
KEPT = (("responses", "registrations"), ("contributions", "confirmations"), ("mail", "former_people"))


def _months(default, label):
    limits = [MinValueValidator(1), MaxValueValidator(240)]
    return models.PositiveSmallIntegerField(label, default=default, null=True, blank=True, validators=limits)


class CouncilSettings(ClusterableModel, BaseSiteSetting):
    """The settings of the council on one site. Nothing is given away until an editor chooses a licence."""

    invitation_days = models.PositiveSmallIntegerField(
        _("invitation, working days before"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(90)],
        help_text=_("So many working days before a meeting its invitation leaves. Leave empty for no rule."),
    )
    agenda_request_days = models.PositiveSmallIntegerField(
        _("requests for the agenda, days before"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(90)],
        help_text=_("Until so many days before a meeting members may ask for an agenda item."),
    )
    minutes_days = models.PositiveSmallIntegerField(
        _("minutes, days after"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
        help_text=_("Within so many days after a meeting its minutes are there. Leave empty for no rule."),
    )
    months_without_meetings = models.JSONField(_("months without meetings"), default=summer, blank=True)
    quorum = models.PositiveSmallIntegerField(
        _("quorum, in percent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("So many percent of the members with a vote must be there to decide. Leave empty for no rule."),
    )
    most_members = models.PositiveSmallIntegerField(
        _("members of the council at most"), null=True, blank=True, help_text=_("Leave empty for no rule.")
    )
    term_years = models.PositiveSmallIntegerField(
        _("length of a term, in years"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Leave empty for no rule."),
    )

    organiser_name = models.CharField(
        _("name of the organiser"),
        max_length=120,
        blank=True,
        help_text=_("Who invites, for example “Cultuurraad Brussel”. Leave empty for the name of the site."),
    )
    organiser_email = models.EmailField(
        _("address of the organiser"),
        blank=True,
        help_text=_("Answers to invitations arrive here. Leave empty for the address from which the site sends mail."),
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("reminder, days before"),
        null=True,
        blank=True,
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Who comes, or has not answered, is reminded so many days before. Leave empty for no reminders."),
    )
    remarks_days = models.PositiveSmallIntegerField(
        _("time for remarks, in days"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("So long members may give remarks on the minutes. You can choose another day each time."),
    )
    minutes_shown_from = models.CharField(
        _("when visitors read the minutes"),
        max_length=10,
        choices=MinutesShownFrom.choices,
        default=MinutesShownFrom.PUBLISHED,
    )
    attendance_shown = models.CharField(
        _("what the minutes tell of who was there"),
        max_length=10,
        choices=AttendanceShown.choices,
        default=AttendanceShown.NUMBERS,
    )

    privacy_email = models.EmailField(
        _("address for privacy"),
        blank=True,
        help_text=_("Where people ask to see or erase what they sent. Leave empty for the address of the organiser."),
    )
    privacy_url = models.URLField(
        _("privacy statement"), max_length=500, blank=True, help_text=_("The page of the site that tells more.")
    )
    keep_responses = _months(36, _("answers to feedback forms"))
    keep_registrations = _months(24, _("registrations for meetings, and who was there"))
    keep_contributions = _months(24, _("requests for the agenda, remarks on minutes"))
    keep_confirmations = _months(24, _("confirming profiles: questions to organisations and what they proposed"))
    keep_mail = _months(6, _("mail that was sent"))
    keep_former_people = _months(None, _("people without a seat, since their last one ended"))

    open_data_licence = models.CharField(
        _("licence"),
        max_length=16,
        blank=True,
        choices=OpenDataLicence.choices,
        help_text=_(
            "Under which licence the public fields of the organisations may be used by everybody, as files at fixed "
            "addresses. Leave empty to publish no files."
        ),
    )
    open_data_note = models.CharField(
        _("source"),
        max_length=255,
        blank=True,
        help_text=_("How to name the source, for example “Cultuurraad Brussel”. Shown beside the files."),
    )

    base_form_class = SettingsForm
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("invitation_days"), FieldPanel("agenda_request_days")]),
                FieldRowPanel([FieldPanel("minutes_days"), FieldPanel("quorum")]),
                FieldRowPanel([FieldPanel("most_members"), FieldPanel("term_years")]),
                FieldPanel("months_without_meetings"),
            ],
            heading=_("Rules of the council"),
            help_text=_("From the rules of procedure. What is late shows on the dashboard and at the meeting."),
        ),
        InlinePanel(
            "closed_periods",
            heading=_("Closed periods"),
            label=_("Closed period"),
            help_text=_(
                "No series plans a meeting then. The Flemish school holidays and the public holidays are known "
                "already; add those of the French-speaking schools, for example."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("organiser_name"), FieldPanel("organiser_email")]),
                FieldPanel("reminder_days"),
            ],
            heading=_("Invitations"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minutes_shown_from"), FieldPanel("remarks_days")]),
                FieldPanel("attendance_shown"),
            ],
            heading=_("Minutes"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("privacy_email"), FieldPanel("privacy_url")]),
                *(FieldRowPanel([FieldPanel(f"keep_{one}"), FieldPanel(f"keep_{other}")]) for one, other in KEPT),
            ],
            heading=pgettext_lazy("personal data", "Privacy"),
            help_text=_("Kept for so many months, then erased; the numbers stay. Leave empty to keep for good."),
        ),
        MultiFieldPanel([FieldPanel("open_data_licence"), FieldPanel("open_data_note")], heading=_("Open data")),
    ]

    class Meta:
        verbose_name = _("culture council")

    def clean(self):
        super().clean()
        if self.licence and self.licence.names_the_source and not self.open_data_note:
            raise ValidationError({"open_data_note": _("This licence asks to name the source. Write its name here.")})

    @property
    def licence(self):
        """The licence of the open data, or None where there is none to give."""
        return OpenDataLicence(self.open_data_licence) if self.open_data_licence else None


def sender_of(site) -> dict[str, str]:
    """Whom a mail of the council on ``site`` is from, as its reader knows them: ``organiser`` and ``contact``."""
    rules = CouncilSettings.objects.filter(site=site).first() or CouncilSettings()
    return {"organiser": rules.organiser_name or site.site_name or site.hostname, "contact": rules.organiser_email}


class ClosedPeriod(Orderable):
    """Days on which no series plans a meeting."""

    settings = ParentalKey(CouncilSettings, on_delete=models.CASCADE, related_name="closed_periods")
    title = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])]

    class Meta(Orderable.Meta):
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="%(app_label)s_closed_period_dates",
                violation_error_message=_("The period ends before it begins. Change one of the dates."),
            )
        ]

    def __str__(self):
        return self.title
