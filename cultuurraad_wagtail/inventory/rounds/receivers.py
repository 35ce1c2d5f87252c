"""What Wagtail tells us about profiles: published, or sent back by a moderator."""

from wagtail.signals import page_published, workflow_rejected

from ...pages.organisations import OrganisationProfilePage
from .proposals import settle_published, settle_rejected


def on_published(instance, revision, **kwargs):
    if revision is not None:
        settle_published(page=instance, revision=revision)


def on_rejected(instance, **kwargs):
    page = instance.content_object
    if getattr(page, "specific_class", None) is OrganisationProfilePage:
        state = instance.current_task_state
        settle_rejected(page=page, comment=getattr(state, "comment", "") or "")


def connect():
    """Listen, once; called when the app is ready."""
    uid = "cultuurraad_wagtail.inventory"
    page_published.connect(on_published, sender=OrganisationProfilePage, dispatch_uid=uid)
    workflow_rejected.connect(on_rejected, dispatch_uid=uid)
