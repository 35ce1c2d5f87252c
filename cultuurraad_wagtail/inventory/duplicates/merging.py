"""Two profiles of one organisation become one: its words chosen, its references moved, the other's address kept."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...pages.knowledge import ArticleOrganisation
from ...pages.merged import Partner, merged_partners
from ...pages.organisations import OrganisationProfilePage, SocialLink
from ...pages.projects import ProjectPartner, ProjectShowcasePage
from ...records.invitees import Invitee
from ...snippets.actions import ActionItem
from ...snippets.people import Mandate
from .comparing import united_disciplines, united_links, united_names

LOG_ACTION = "cultuurraad.merge"


class NotMerged(Exception):
    """Nothing was merged; the message says why and what to do."""


@transaction.atomic
def merge_profiles(*, kept, other, values: dict, user) -> OrganisationProfilePage:
    """Make ``kept`` (a profile) say ``values`` (field → value) and all that is united, in the place of ``other``.

    What names ``other`` names ``kept`` from now on. ``other`` is unpublished, keeps its history and leads to
    ``kept``. Gives ``kept`` as it is now: published only where it was, without a draft. Raises NotMerged.
    """
    rows = OrganisationProfilePage.objects.select_for_update().filter(pk__in=(kept.pk, other.pk)).order_by("pk")
    locked = {page.pk: page for page in rows}
    if len(locked) < 2:
        raise NotMerged(_("These are not two profiles. Choose two different ones."))
    kept, other = locked[kept.pk], locked[other.pk]
    if reason := why_not_merged(kept, other, user):
        raise NotMerged(reason)
    merged = _write(kept, other, values, user)
    gone = [other, *OrganisationProfilePage.objects.filter(alias_of=other)]
    _move_references(gone, kept)
    other.unpublish(user=user)
    # Also of a draft: what was planned for it must not bring it back.
    other.revisions.update(approved_go_live_at=None)
    OrganisationProfilePage.objects.filter(pk__in=[page.pk for page in gone]).update(merged_into=kept)
    log(instance=kept, action=LOG_ACTION, user=user, data={"from": _named(other)})
    log(instance=other, action=LOG_ACTION, user=user, data={"into": _named(kept)})
    return merged


def _named(page):
    return {"id": page.pk, "title": page.title}


def why_not_merged(kept, other, user) -> str:
    """Why ``user`` cannot merge ``other`` into ``kept`` now, as a sentence; empty where they can."""
    if kept.pk == other.pk:
        return _("These are not two profiles. Choose two different ones.")
    if kept.get_parent() != other.get_parent() or kept.locale_id != other.locale_id:
        return _("These profiles are not in the same directory, so they cannot be merged.")
    for page in (kept, other):
        if reason := _why_not_changed(page, user):
            return reason
    if not other.permissions_for_user(user).can_publish():
        return _("You may not unpublish “%(name)s”, so you cannot merge it.") % {"name": other.title}
    return ""


def _why_not_changed(page, user):
    permissions = page.permissions_for_user(user)
    name = {"name": page.title}
    if page.merged_into_id:
        return _("“%(name)s” was merged already. Look at the list again.") % name
    if page.alias_of_id:
        return _("“%(name)s” mirrors another page. Merge that one.") % name
    if not permissions.can_edit():
        return _("You may not change “%(name)s”, so you cannot merge it.") % name
    if permissions.page_locked():
        return _("“%(name)s” is locked. Unlock it first.") % name
    if page.workflow_in_progress:
        return _("“%(name)s” waits for a moderator. Have it approved or taken back first.") % name
    return ""


def _write(kept, other, values, user):
    """The united profile as a new version of ``kept``, published where nobody's draft would go along."""
    publish = kept.live and not kept.has_unpublished_changes and kept.permissions_for_user(user).can_publish()
    page, gone = kept.get_latest_revision_as_object(), other.get_latest_revision_as_object()
    old_title = page.title
    for name, value in values.items():
        setattr(page, name, value)
    page.other_names = united_names(page.title, _Titled(old_title, page.other_names), gone)
    page.languages = list(dict.fromkeys([*page.languages, *gone.languages]))
    page.disciplines = united_disciplines(page, gone)
    page.tags.add(*gone.tags.all())
    page.social_links = [
        SocialLink(name=name, url=url, sort_order=position)
        for position, (name, url) in enumerate(united_links(page, gone))
    ]
    try:
        page.full_clean()
    except ValidationError as error:
        raise NotMerged(" ".join(error.messages)) from error
    revision = page.save_revision(user=user, log_action="wagtail.edit", clean=False)
    if publish:
        revision.publish(user=user)
    return OrganisationProfilePage.objects.get(pk=page.pk)


class _Titled:
    """The names a profile had before its title was replaced."""

    def __init__(self, title, other_names):
        self.title, self.other_names = title, other_names


def _move_references(gone, kept):
    for mandate in Mandate.objects.filter(organisation__in=gone):
        mandate.organisation = kept
        mandate.save(update_fields=["organisation"])
    ActionItem.objects.filter(organisation__in=gone).update(organisation=kept)
    # A round that is closed has counted: who was asked in it stays who it was.
    Invitee.objects.filter(organisation__in=gone, round__closed_at__isnull=True).update(organisation=kept)
    _move_projects(gone, kept)
    for link in ArticleOrganisation.objects.filter(organisation__in=gone).order_by("sort_order", "pk"):
        if ArticleOrganisation.objects.filter(page=link.page_id, organisation=kept).exists():
            link.delete()
        else:
            link.organisation = kept
            link.save(update_fields=["organisation"])


def _move_projects(gone, kept):
    heirs = {page.pk: kept.pk for page in gone}
    partnered = ProjectPartner.objects.filter(organisation__in=gone).values("page")
    led = ProjectShowcasePage.objects.filter(lead_organisation__in=gone)
    for project in (led | ProjectShowcasePage.objects.filter(pk__in=partnered)).order_by("pk"):
        _move_partners(project, heirs)
        if project.lead_organisation_id in heirs:
            project.lead_organisation = kept
            # Its other fields may be in a state that no editor could save today.
            project.save(update_fields=["lead_organisation"], clean=False)


def _move_partners(project, heirs):
    rows = list(ProjectPartner.objects.filter(page=project).order_by("sort_order", "pk"))
    partners = [Partner(row.organisation_id, row.role, row) for row in rows]
    left = merged_partners(project.lead_organisation_id, partners, heirs)
    for row in set(rows) - {partner.row for partner in left}:
        row.delete()
    for partner in left:
        row = partner.row
        if (row.organisation_id, row.role) != (partner.organisation, partner.role):
            row.organisation_id, row.role = partner.organisation, partner.role
            row.save(update_fields=["organisation", "role"])
