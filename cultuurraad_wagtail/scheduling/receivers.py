"""What Django tells us about meetings: one of a series was deleted."""

from django.db.models.signals import post_delete

from ..snippets.meetings import Meeting
from ..snippets.series import MeetingSeries
from .planning import skip_day


def connect():
    """Listen; called once, when the app is ready."""
    post_delete.connect(keep_deleted, sender=Meeting, dispatch_uid="cultuurraad_wagtail.keep_deleted")


def keep_deleted(instance, **kwargs):
    """The day of a deleted meeting is left out from now on; a translation that is deleted says nothing of the day."""
    series = MeetingSeries.objects.filter(pk=instance.series_id, workgroup__locale=instance.locale_id).first()
    if series and instance.occurs_on:
        skip_day(series=series, day=instance.occurs_on)
