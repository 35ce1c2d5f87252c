"""What Django and Wagtail tell us about meetings: published, deleted."""

from django.db.models.signals import post_delete
from wagtail.signals import published

from ..records.sittings import Sitting
from ..snippets.meetings import Meeting
from ..snippets.series import MeetingSeries
from .planning import skip_day
from .registration import tell_registered


def connect():
    """Listen; called once, when the app is ready."""
    published.connect(tell_news, sender=Meeting, dispatch_uid="cultuurraad_wagtail.tell_news")
    post_delete.connect(forget_sitting, sender=Meeting, dispatch_uid="cultuurraad_wagtail.forget_sitting")
    post_delete.connect(keep_deleted, sender=Meeting, dispatch_uid="cultuurraad_wagtail.keep_deleted")


def tell_news(instance, **kwargs):
    """Whoever registered hears that the meeting was moved or cancelled, once that is published."""
    tell_registered(meeting=instance)


def forget_sitting(instance, **kwargs):
    """With the last language of a meeting goes what people answered for it."""
    if not Meeting.objects.filter(translation_key=instance.translation_key).exists():
        Sitting.objects.filter(key=instance.translation_key).delete()


def keep_deleted(instance, **kwargs):
    """The day of a deleted meeting is left out from now on; a translation that is deleted says nothing of the day."""
    series = MeetingSeries.objects.filter(pk=instance.series_id, workgroup__locale=instance.locale_id).first()
    if series and instance.occurs_on:
        skip_day(series=series, day=instance.occurs_on)
