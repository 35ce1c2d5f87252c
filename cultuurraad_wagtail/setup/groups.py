"""Who may do what: editors, moderators, and organisations that look after their own profile."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from ..pages.directory import OrganisationDirectoryPage
from ..records.outbox import OutboxMail
from ..records.responses import Response
from ..records.sittings import Registration
from ..snippets.actions import ActionItem
from ..snippets.disciplines import Discipline
from ..snippets.evaluations import EvaluationRound
from ..snippets.feedback import FeedbackForm
from ..snippets.meetings import Meeting
from ..snippets.people import Person
from ..snippets.series import MeetingSeries
from ..snippets.site_settings import CouncilSettings

EDITORS = "Cultuurraad redactie"
MODERATORS = "Cultuurraad moderatoren"
ORGANISATIONS = "Cultuurraad organisaties"
WORKFLOW = "Cultuurraad: nazicht"
COLLECTION = "Cultuurraad"

EDITORIAL = ("add", "change", "delete", "publish")
SNIPPET_ACTIONS = {
    EDITORS: {
        Discipline: ("add", "change", "view"),
        Person: ("add", "change", "delete", "view"),
        Meeting: (*EDITORIAL, "view"),
        MeetingSeries: ("add", "change", "delete", "view"),
        ActionItem: ("add", "change", "delete", "view"),
        FeedbackForm: (*EDITORIAL, "view"),
        EvaluationRound: ("add", "change", "view"),
        Registration: ("view",),
        Response: ("view",),
        OutboxMail: ("view",),
    },
    MODERATORS: {
        Discipline: ("add", "change", "delete", "view"),
        Person: ("add", "change", "delete", "view"),
        Meeting: (*EDITORIAL, "lock", "unlock", "view"),
        MeetingSeries: ("add", "change", "delete", "view"),
        ActionItem: ("add", "change", "delete", "view"),
        FeedbackForm: (*EDITORIAL, "lock", "unlock", "view"),
        EvaluationRound: ("add", "change", "delete", "view"),
        Registration: ("view", "delete"),
        Response: ("view", "delete"),
        OutboxMail: ("view", "change"),
        CouncilSettings: ("change",),
    },
    ORGANISATIONS: {},
}
PAGE_ACTIONS = {EDITORS: ("add", "change", "publish"), MODERATORS: ("add", "change", "publish", "lock", "unlock")}
COLLECTION_ACTIONS = {
    EDITORS: ("add", "change", "choose"),
    MODERATORS: ("add", "change", "choose"),
    ORGANISATIONS: ("add", "choose"),
}


def set_up_groups(index_pages):
    """Make the groups and give them what they need on ``index_pages``; return the names of the new groups.

    Permissions are only ever added: what a site takes away from a group that exists comes back, nothing else changes.
    """
    new = []
    for name, snippet_actions in SNIPPET_ACTIONS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        new += [name] if is_new else []
        group.permissions.add(_permission("access_admin", "wagtailadmin", "admin"))
        for model, actions in snippet_actions.items():
            options = model._meta
            group.permissions.add(
                *(_permission(f"{action}_{options.model_name}", *_content_type(model)) for action in actions)
            )
        if name in PAGE_ACTIONS:
            group.permissions.add(*Permission.objects.filter(codename="submit_translation"))
        for page in _pages_of(name, index_pages):
            for action in PAGE_ACTIONS.get(name, ("add",)):
                _grant(GroupPagePermission, group, f"{action}_page", "wagtailcore", "page", page=page)
    _share_collection()
    return new


def set_up_moderation(index_pages):
    """Let what organisations propose in a directory wait for a moderator; a workflow that is there already stays.

    Returns the workflow, or None where nothing had to be made.
    """
    directories = [page for page in index_pages if isinstance(page, OrganisationDirectoryPage)]
    waiting = [page for page in directories if not WorkflowPage.objects.filter(page=page).exists()]
    if not waiting or not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return None
    workflow, is_new = Workflow.objects.get_or_create(name=WORKFLOW)
    if is_new:
        task = GroupApprovalTask.objects.create(name=WORKFLOW)
        task.groups.add(Group.objects.get(name=MODERATORS))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for page in waiting:
        WorkflowPage.objects.create(workflow=workflow, page=page)
    return workflow


def _pages_of(name, index_pages):
    if name == ORGANISATIONS:
        return [page for page in index_pages if isinstance(page, OrganisationDirectoryPage)]
    return index_pages


def _share_collection():
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
    for name, actions in COLLECTION_ACTIONS.items():
        group = Group.objects.get(name=name)
        # Wagtail asks for the permissions of its own models, also where a site has its own image or document model.
        for app_label, model_name in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            for action in actions:
                codename = f"{action}_{model_name}"
                _grant(GroupCollectionPermission, group, codename, app_label, model_name, collection=collection)


def _content_type(model):
    return model._meta.app_label, model._meta.model_name


def _permission(codename, app_label, model_name):
    content_type = ContentType.objects.get(app_label=app_label, model=model_name)
    return Permission.objects.get(content_type=content_type, codename=codename)


def _grant(model, group, codename, app_label, model_name, **on):
    model.objects.get_or_create(group=group, permission=_permission(codename, app_label, model_name), **on)
