"""A site that had everything before us: its own image and document models, and classes with our names."""

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import DraftStateMixin, LockableMixin, Page, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.snippets.models import register_snippet


class CustomImage(AbstractImage):
    credit = models.CharField(max_length=80, blank=True)
    admin_form_fields = (*Image.admin_form_fields, "credit")


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class CustomDocument(AbstractDocument):
    year = models.PositiveIntegerField(null=True, blank=True)
    admin_form_fields = (*Document.admin_form_fields, "year")


class OrganisationProfilePage(Page):
    pass


class WorkgroupHubPage(Page):
    pass


class MeetingRegisterPage(Page):
    pass


class ProjectIndexPage(Page):
    pass


@register_snippet
class Meeting(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, models.Model):
    title = models.CharField(max_length=80)

    class Meta(TranslatableMixin.Meta):
        pass

    def __str__(self):
        return self.title


@register_snippet
class FeedbackForm(LockableMixin, models.Model):
    title = models.CharField(max_length=80)

    def __str__(self):
        return self.title


@register_snippet
class Person(models.Model):
    name = models.CharField(max_length=80)

    def __str__(self):
        return self.name


@register_snippet
class Discipline(TranslatableMixin, models.Model):
    name = models.CharField(max_length=80)

    class Meta(TranslatableMixin.Meta):
        pass

    def __str__(self):
        return self.name
