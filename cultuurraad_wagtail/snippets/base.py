"""What snippets with an address of their own share: drafts, locking, workflow, languages, an address part."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.search import index

from ..text import free_slug

SLUG_TAKEN = _("This address part is taken. Choose a different one.")
TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class EditorialQuerySet(models.QuerySet):
    def for_listing(self):
        """With what an editor's listing shows of each row's state: one more query, however many rows."""
        scheduled = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(self.model),
            object_id=Cast(models.OuterRef("pk"), output_field=models.CharField()),
            approved_go_live_at__isnull=False,
        )
        states = WorkflowState.objects.active().select_related("current_task_state__task")
        rows = self.select_related("locale") if issubclass(self.model, TranslatableMixin) else self
        return (
            rows.annotate(has_approved_schedule=models.Exists(scheduled))
            # Wagtail's own name: its listings look there before they ask the database for each row.
            .prefetch_related(models.Prefetch("_workflow_states", states, to_attr="_current_workflow_states"))
        )


class QuickClusterableModel(ClusterableModel):
    """One that the database fills more than twice as fast: modelcluster looks for children in each row it makes."""

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        if kwargs:
            super().__init__(*args, **kwargs)
        else:
            super(ClusterableModel, self).__init__(*args)


class EditorialContent(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    QuickClusterableModel,
):
    """Fills an empty ``slug`` from ``title``, numbered when another row beside it has it already."""

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

    class Meta:
        abstract = True

    def __str__(self):
        return self.title or gettext("Untitled")

    @property
    def approved_schedule(self):
        """Whether a version waits for its hour; known beforehand after ``for_listing``."""
        known = getattr(self, "has_approved_schedule", None)
        return super().approved_schedule if known is None else known

    def full_clean(self, *args, **kwargs):
        self.slug = self.slug or self._free_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        # Another row may have taken the address part while this one waited as a draft.
        if not self.slug or self._siblings().filter(slug=self.slug).exists():
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _siblings(self):
        """The rows among which the address part is this one's alone."""
        return type(self)._default_manager.exclude(pk=self.pk)

    def _free_slug(self):
        return free_slug(self.slug or self.title, self._siblings(), fallback=self._meta.model_name)


class EditorialSnippet(TranslatableMixin, EditorialContent):
    """A row for each language, each with its own drafts."""

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="%(app_label)s_%(class)s_slug",
                violation_error_message=SLUG_TAKEN,
            )
        ]

    def copy_for_translation(self, locale, exclude_fields=None):
        """A draft in ``locale``; Wagtail's copy would be live at once, with the words of the source's own draft."""
        copy = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        copy.live, copy.has_unpublished_changes, copy.live_revision = False, True, None
        copy.first_published_at = copy.last_published_at = copy.go_live_at = None
        return copy

    def _siblings(self):
        return super()._siblings().filter(locale_id=self.locale_id)
