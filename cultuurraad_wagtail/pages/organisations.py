"""The profile of one organisation."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.coreutils import resolve_model_string
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from ..choices import WorkingLanguage
from ..fields import council_zone
from ..panels import OPEN_ACTIONS
from ..snippets.actions import ActionItem
from ..snippets.people import Mandate
from ..text import (
    format_enterprise_number,
    normalise_enterprise_number,
    plain_text,
    searchable,
    sort_key,
    validate_enterprise_number,
)
from . import linked_data
from .base import TEXT_FEATURES, CouncilPage, CouncilPageForm, image_field, summary_field
from .care_panel import CarePanel
from .directory_search import OrganisationQuerySet
from .prefill_panel import PrefillPanel


class OrganisationTag(TaggedItemBase):
    content_object = ParentalKey(
        "cultuurraad_wagtail.OrganisationProfilePage", on_delete=models.CASCADE, related_name="tagged_items"
    )
    tag = models.ForeignKey("taggit.Tag", on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_items")


class SocialLink(Orderable):
    page = ParentalKey(
        "cultuurraad_wagtail.OrganisationProfilePage", on_delete=models.CASCADE, related_name="social_links"
    )
    name = models.CharField(_("name"), max_length=40, help_text=_("For example Facebook or Instagram."))
    url = models.URLField(_("address"), max_length=500)

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("url")])]
    api_fields = [APIField("name"), APIField("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("social link")
        verbose_name_plural = _("social links")

    def __str__(self):
        return self.name


class OrganisationProfileForm(CouncilPageForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=WorkingLanguage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The languages in which the organisation works with its public."),
    )


class OrganisationProfilePage(CouncilPage):
    """One organisation. Its name is the page's title."""

    other_names = models.CharField(
        _("other names"),
        max_length=1000,
        blank=True,
        help_text=_("The name in another language, an abbreviation or a former name. Put a semicolon between them."),
    )
    summary = summary_field()
    mission = RichTextField(_("mission"), blank=True, features=TEXT_FEATURES)
    goals = RichTextField(_("goals"), blank=True, features=TEXT_FEATURES)
    ongoing_projects = RichTextField(
        _("other ongoing projects"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Projects that have a page on this site appear by themselves. Write here about others."),
    )
    disciplines = ParentalManyToManyField(
        "cultuurraad_wagtail.Discipline", verbose_name=_("disciplines"), related_name="+", blank=True
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    logo = image_field(_("logo or image"))
    logo_alt = models.CharField(
        _("what the image shows"),
        max_length=255,
        blank=True,
        help_text=_("For people who cannot see it. Leave empty if it is only the name of the organisation."),
    )
    street = models.CharField(_("street and number"), max_length=255, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True, db_index=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("For example 50.846557."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("For example 4.351697."),
    )
    enterprise_number = models.CharField(
        _("enterprise number"),
        max_length=20,
        blank=True,
        db_index=True,
        help_text=_("The KBO number, for example 0407.626.464."),
    )
    email = models.EmailField(_("public e-mail address"), blank=True)
    phone = models.CharField(_("public phone number"), max_length=40, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    accessibility = RichTextField(
        _("accessibility of the venue"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Steps, lift, toilets, induction loop, parking: what a visitor needs to know."),
    )
    contact_email = models.EmailField(
        _("private contact address"),
        blank=True,
        help_text=_("Only for the editors, to reach the organisation. Never shown on the site."),
    )
    confirmed_at = models.DateTimeField(
        _("last confirmed"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("When the organisation or an editor last said that this profile is still correct."),
    )
    ceased_on = models.DateField(
        _("stopped on"),
        null=True,
        blank=True,
        help_text=_("For an organisation that exists no more. Its profile stays, and leaves the directory's list."),
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    sort_name = models.CharField(max_length=255, editable=False, db_index=True)
    #: What the directory's search compares: public words only, without accents and case.
    search_text = models.TextField(editable=False, default="")
    tags = ClusterTaggableManager(through=OrganisationTag, blank=True, verbose_name=pgettext_lazy("keywords", "tags"))

    base_form_class = OrganisationProfileForm
    objects = PageManager.from_queryset(OrganisationQuerySet)()
    template = "cultuurraad_wagtail/organisations/profile.html"
    parent_page_types = ["cultuurraad_wagtail.OrganisationDirectoryPage"]
    subpage_types = []
    page_description = _("One organisation: who it is, what it does, where to find it.")
    list_ordering = ("sort_name", "pk")
    card_image = "logo"
    exclude_fields_in_copy = ["confirmed_at", "merged_into"]

    content_panels = [
        CarePanel(heading=_("How complete this profile is")),
        PrefillPanel(heading=_("Fill in from their website")),
        TitleFieldPanel("title", heading=_("Name"), help_text=_("The name of the organisation, as visitors read it.")),
        FieldPanel("other_names"),
        FieldPanel("summary"),
        FieldPanel("mission"),
        FieldPanel("goals"),
        FieldPanel("ongoing_projects"),
        MultiFieldPanel([FieldPanel("logo"), FieldPanel("logo_alt")], heading=_("Logo or image")),
    ]
    classification_panels = [
        FieldPanel("disciplines", widget=forms.CheckboxSelectMultiple),
        FieldPanel("languages"),
        FieldPanel("tags"),
        FieldPanel("enterprise_number"),
        FieldPanel("ceased_on"),
    ]
    contact_panels = [
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("municipality")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("accessibility"),
            ],
            heading=_("Venue"),
        ),
        MultiFieldPanel(
            [FieldPanel("email"), FieldPanel("phone"), FieldPanel("website")], heading=_("Public contact")
        ),
        InlinePanel("social_links", heading=_("Social links"), label=_("Social link")),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("confirmed_at", read_only=True)],
            heading=_("Private, for the editors"),
        ),
        OPEN_ACTIONS,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=pgettext_lazy("of an organisation", "Profile")),
            ObjectList(classification_panels, heading=_("Disciplines and languages")),
            ObjectList(contact_panels, heading=_("Contact and venue")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("other_names"),
        index.SearchField("summary"),
        index.SearchField("mission"),
        index.SearchField("goals"),
        index.SearchField("municipality"),
        index.AutocompleteField("municipality"),
        index.FilterField("municipality"),
        index.FilterField("enterprise_number"),
        index.RelatedFields("tags", [index.SearchField("name")]),
    ]
    api_fields = [
        APIField(name)
        for name in (
            "other_names",
            "summary",
            "mission",
            "goals",
            "ongoing_projects",
            "disciplines",
            "languages",
            "logo",
            "logo_alt",
            "street",
            "postcode",
            "municipality",
            "latitude",
            "longitude",
            "enterprise_number",
            "email",
            "phone",
            "website",
            "social_links",
            "accessibility",
            "tags",
        )
    ]

    class Meta:
        verbose_name = _("organisation profile")
        verbose_name_plural = _("organisation profiles")

    def clean(self):
        super().clean()
        errors = {}
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = _("Give both latitude and longitude, or neither.")
        if self.enterprise_number:
            self.enterprise_number = normalise_enterprise_number(self.enterprise_number)
            try:
                validate_enterprise_number(self.enterprise_number)
            except ValidationError as error:
                errors["enterprise_number"] = error
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        self.sort_name = sort_key(self.title)[:255]
        self.search_text = self._search_text()
        if self.live:
            # Published again by hand: it stands on its own once more.
            self.merged_into = None
        super().save(*args, **kwargs)

    def with_content_json(self, content):
        """A revision's content; what the machine wrote since stays, or publishing an old draft would undo it."""
        profile = super().with_content_json(content)
        profile.confirmed_at, profile.merged_into_id = self.confirmed_at, self.merged_into_id
        return profile

    def _search_text(self):
        words = [self.title, self.other_names, self.summary, self.street, self.postcode, self.municipality]
        words += [plain_text(text) for text in (self.mission, self.goals, self.ongoing_projects) if text]
        words += [tag.name for tag in self.tags.all()]
        return searchable(" ".join(words))

    def get_context(self, request, *args, **kwargs):
        scope = self.get_scope(request)
        return {
            **super().get_context(request, *args, **kwargs),
            "workgroups": self.workgroups(scope),
            "projects": self.projects(scope)[:12],
            "articles": self.articles(scope)[:12],
            **self.public_relations(request),
        }

    def public_relations(self, request):
        """``disciplines``, ``social_links`` and ``tags``, and the whole profile as JSON-LD."""
        disciplines, links, tags = self.localised_disciplines(), list(self.social_links.all()), list(self.tags.all())
        data = linked_data.organisation(
            self,
            self.get_full_url(request) or "",
            disciplines=[each.name for each in disciplines],
            social=[link.url for link in links],
            tags=[tag.name for tag in tags],
        )
        script = linked_data.as_script(data)
        return {"disciplines": disciplines, "social_links": links, "tags": tags, "linked_data": script}

    def survivor_in(self, scope):
        """The profile that a visitor in ``scope`` may see of those this one was merged into, one after another."""
        passed, page = {self.pk}, self.merged_into
        while page is not None and page.pk not in passed:
            if visible := page.translation_in(scope):
                return visible
            passed.add(page.pk)
            page = page.merged_into
        return None

    def workgroups(self, scope):
        """The groups in which somebody sits for this organisation today."""
        mandates = Mandate.objects.of_organisation(self).current()
        hubs = resolve_model_string("cultuurraad_wagtail.WorkgroupHubPage").objects
        sitting_in = hubs.visible(scope).filter(translation_key__in=mandates.values("workgroup__translation_key"))
        return sitting_in.for_links().order_by("title", "pk")

    def projects(self, scope):
        """The projects this organisation leads or takes part in, the newest first."""
        partners = resolve_model_string("cultuurraad_wagtail.ProjectPartner").objects
        projects = resolve_model_string("cultuurraad_wagtail.ProjectShowcasePage").objects.visible(scope)
        taking_part = partners.filter(organisation__translation_key=self.translation_key)
        return projects.filter(
            models.Q(lead_organisation__translation_key=self.translation_key)
            | models.Q(translation_key__in=taking_part.values("page__translation_key"))
        ).for_links()

    def articles(self, scope):
        """The articles of the knowledge base that are about this organisation, the newest first."""
        links = resolve_model_string("cultuurraad_wagtail.ArticleOrganisation").objects
        articles = resolve_model_string("cultuurraad_wagtail.KnowledgeArticlePage").objects.visible(scope)
        about = links.filter(organisation__translation_key=self.translation_key)
        return articles.filter(translation_key__in=about.values("page__translation_key")).for_links()

    def open_actions(self):
        """What the organisation still has to do, the most urgent first: for the editor's screen only."""
        return ActionItem.objects.open().of_organisation(self).select_related("owner")

    @property
    def has_stopped(self):
        return self.ceased_on is not None and self.ceased_on <= timezone.localdate(timezone=council_zone())

    @property
    def enterprise_number_as_written(self):
        return format_enterprise_number(self.enterprise_number)

    @property
    def also_known_as(self):
        """Its other names, one by one."""
        return [name.strip() for name in self.other_names.split(";") if name.strip()]

    @property
    def language_names(self):
        """The languages it works in, as words."""
        labels = dict(WorkingLanguage.choices)
        return [labels[code] for code in self.languages if code in labels]
