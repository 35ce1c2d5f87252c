"""The taxonomy of art disciplines, one row per language, tied together by their translation key."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from ..text import free_slug
from .forms import DisciplineForm


class DisciplineQuerySet(models.QuerySet):
    def in_locale(self, locale):
        """The disciplines as ``locale`` words them, in the order the council chose."""
        return self.filter(locale=locale)

    def keys_of(self, model, pks):
        """The translation keys of the disciplines of pages of ``model``, as a set for each of ``pks``."""
        keys = {pk: set() for pk in pks}
        if keys:
            relation = model._meta.get_field("disciplines")
            page = relation.m2m_field_name()
            pairs = relation.remote_field.through.objects.filter(**{f"{page}__in": list(keys)})
            for pk, key in pairs.values_list(f"{page}_id", "discipline__translation_key"):
                keys[pk].add(key)
        return keys

    def attach_to(self, pages, locale, disciplines=None, keys=None):
        """``pages`` as a list, each with ``shown_disciplines`` worded in ``locale``; two queries for any number.

        Give ``disciplines``, those of ``locale``, and ``keys``, as ``keys_of`` gives them, where they are at hand.

        A discipline that is not translated into ``locale`` is left out, as every list leaves out other locales.
        """
        pages = list(pages)
        if keys is None:
            keys = self.keys_of(type(pages[0]), [page.pk for page in pages]) if pages else {}
        if disciplines is None:
            disciplines = list(self.in_locale(locale)) if any(keys.values()) else []
        for page in pages:
            page.shown_disciplines = [each for each in disciplines if each.translation_key in keys[page.pk]]
        return pages


class Discipline(TranslatableMixin, index.Indexed, models.Model):
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address part"),
        max_length=80,
        help_text=_("Used in the address of filtered lists, for example “music”."),
    )
    code = models.SlugField(
        _("code"),
        max_length=40,
        blank=True,
        help_text=_("The same in every language; the style sheet gives each code its accent colour."),
    )
    uit_theme_ids = models.JSONField(
        _("UiTdatabank themes"),
        default=list,
        blank=True,
    )
    sort_order = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Lower numbers come first."))

    base_form_class = DisciplineForm
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("code"),
        FieldPanel("sort_order"),
        FieldPanel("uit_theme_ids"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]

    objects = DisciplineQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("discipline")
        verbose_name_plural = _("disciplines")
        ordering = ["sort_order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="%(app_label)s_discipline_slug",
                violation_error_message=_("Another discipline in this language has this address part."),
            )
        ]

    def __str__(self):
        return self.name

    def free_slug(self):
        """An address part from the name that no other discipline of this language has."""
        return free_slug(self.name, type(self).objects.filter(locale_id=self.locale_id).exclude(pk=self.pk))
