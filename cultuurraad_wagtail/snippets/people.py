"""People and their mandates: who sits in which group, for which organisation, in which role."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from ..choices import MailLanguage, MandateRole
from ..fields import council_zone
from ..text import sort_key


class Person(index.Indexed, ClusterableModel):
    """A representative. Needs no account; not translated, since a person's name is the same in every language."""

    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    sort_name = models.CharField(max_length=170, editable=False, db_index=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    show_email = models.BooleanField(
        _("show the e-mail address on the site"),
        default=False,
        help_text=_("Only with this person's consent. Left off, nobody but the editors sees it."),
    )
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    show_phone = models.BooleanField(
        _("show the phone number on the site"),
        default=False,
        help_text=_("Only with this person's consent. Left off, nobody but the editors sees it."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        default=MailLanguage.DUTCH,
        choices=MailLanguage.choices,
        help_text=_("The language in which this person gets mail."),
    )

    #: The secret in the address of this person's own calendar; another one revokes it.
    calendar_secret = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    panels = [
        FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name")]),
        InlinePanel(
            "mandates",
            heading=_("Mandates"),
            label=_("Mandate"),
            help_text=_("Each group this person sits in. The group's page shows current mandates by itself."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("email"),
                FieldPanel("show_email"),
                FieldPanel("phone"),
                FieldPanel("show_phone"),
                FieldPanel("language"),
            ],
            heading=_("Contact details"),
            help_text=_("Private unless you choose to show them."),
        ),
    ]
    search_fields = [
        index.SearchField("given_name"),
        index.SearchField("family_name"),
        index.AutocompleteField("given_name"),
        index.AutocompleteField("family_name"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "pk"]

    def __str__(self):
        return f"{self.given_name} {self.family_name}".strip()

    def save(self, *args, **kwargs):
        self.sort_name = sort_key(f"{self.family_name} {self.given_name}")[:170]
        super().save(*args, **kwargs)

    def mandates_in_words(self):
        """What this person does today, for a listing that has fetched ``current_mandates``."""
        return ", ".join(f"{each.workgroup}: {each.get_role_display()}" for each in self.current_mandates)

    @property
    def public_email(self):
        return self.email if self.show_email else ""

    @property
    def public_phone(self):
        return self.phone if self.show_phone else ""


class MandateQuerySet(models.QuerySet):
    def current(self, today=None):
        """Mandates that have begun and not ended on ``today`` (a date; default: now)."""
        today = today or timezone.localdate(timezone=council_zone())
        return self.filter(
            models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=today),
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today),
        )

    def of_workgroup(self, hub):
        """Mandates in ``hub`` or in a translation of it, in the order people expect: chair first, then by name."""
        rank = models.Case(
            *(models.When(role=role, then=position) for position, role in enumerate(MandateRole.values)),
            output_field=models.IntegerField(),
        )
        return (
            self.filter(workgroup__translation_key=hub.translation_key)
            .annotate(organisation_key=models.F("organisation__translation_key"))
            .select_related("person", "substitute_of")
            .order_by(rank, "person__sort_name", "pk")
        )

    def of_organisation(self, organisation):
        """Mandates held for ``organisation`` or a translation of it."""
        return self.filter(organisation__translation_key=organisation.translation_key)


class Mandate(Orderable):
    """One person's seat in one group, for an organisation or in their own name."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="mandates", verbose_name=_("person"))
    workgroup = models.ForeignKey(
        "cultuurraad_wagtail.WorkgroupHubPage",
        verbose_name=_("group"),
        on_delete=models.RESTRICT,
        related_name="mandates",
    )
    organisation = models.ForeignKey(
        "cultuurraad_wagtail.OrganisationProfilePage",
        verbose_name=_("organisation"),
        on_delete=models.RESTRICT,
        related_name="mandates",
        null=True,
        blank=True,
        help_text=_("Leave empty for someone who sits in their own name."),
    )
    role = models.CharField(_("role"), max_length=20, choices=MandateRole.choices, default=MandateRole.MEMBER)
    substitute_of = models.ForeignKey(
        Person,
        verbose_name=_("substitute of"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Only for a substitute: the member this person replaces."),
    )
    is_voting = models.BooleanField(_("has a vote"), default=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True, help_text=_("Leave empty while the mandate runs on."))

    panels = [
        PageChooserPanel("workgroup"),
        PageChooserPanel("organisation"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("is_voting")]),
        FieldPanel("substitute_of"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]

    objects = MandateQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="%(app_label)s_mandate_dates",
                violation_error_message=_("The mandate ends before it begins. Change one of the dates."),
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    def clean(self):
        super().clean()
        if self.substitute_of_id and self.role != MandateRole.SUBSTITUTE:
            raise ValidationError({"role": _("Choose the role “Substitute”, or leave “substitute of” empty.")})
