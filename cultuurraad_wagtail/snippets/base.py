"""What snippets with an address of their own share: drafts, locking, workflow, languages, an address part."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from ..text import free_slug


class EditorialSnippet(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """Fills an empty ``slug`` from ``title``, numbered when another row in the language has it already."""

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(
        _("address part"),
        max_length=180,
        blank=True,
        help_text=_("The end of its address. Leave empty to make it from the title."),
    )
    # Wagtail's own related name would clash with a host snippet of the same class name.
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("locked by"),
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_locked_%(class)s",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="%(app_label)s_%(class)s_slug",
                violation_error_message=_("This address part is taken. Choose a different one."),
            )
        ]

    def __str__(self):
        return self.title

    def full_clean(self, *args, **kwargs):
        self.slug = self.slug or self._free_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self):
        siblings = type(self)._default_manager.filter(locale_id=self.locale_id).exclude(pk=self.pk)
        return free_slug(self.title, siblings, fallback=self._meta.model_name)
