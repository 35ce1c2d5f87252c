"""Two profiles of one organisation become one."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import ForeignKey
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page

from cultuurraad_wagtail.inventory.duplicates.merging import LOG_ACTION, NotMerged, merge_profiles
from cultuurraad_wagtail.models import ActionItem, Invitee, OrganisationProfilePage
from cultuurraad_wagtail.pages.organisations import SocialLink
from cultuurraad_wagtail.setup.groups import EDITORS, ORGANISATIONS, set_up_groups, set_up_moderation
from tests.evaluation.rounds import make_round
from tests.factories import (
    make_article,
    make_discipline,
    make_hub,
    make_mandate,
    make_organisation,
    make_person,
    make_project,
)

pytestmark = pytest.mark.django_db

#: Every key of ours to a profile: what a merger moves, and what stays with the profile it tells of.
MOVED = {
    "ActionItem.organisation",
    "Invitee.organisation",
    "Mandate.organisation",
    "ProjectShowcasePage.lead_organisation",
    "ProjectPartner.organisation",
    "ArticleOrganisation.organisation",
}
STAYING = {
    "OrganisationProfilePage.merged_into",
    "OrganisationTag.content_object",
    "SocialLink.page",
    "DistinctProfiles.first",
    "DistinctProfiles.second",
    "ConfirmationRequest.organisation",
}


def merge(kept, other, user, **values):
    return merge_profiles(kept=kept, other=other, values=values, user=user)


def again(page):
    return type(page).objects.get(pk=page.pk)


def partners_of(project):
    return [(row.organisation.title, row.role) for row in again(project).partners.order_by("sort_order", "pk")]


def log_actions(page):
    return [entry.action for entry in registry.get_logs_for_instance(page).order_by("pk")]


@pytest.fixture
def pair(section):
    """The profile that is kept, and the other."""
    return make_organisation(section, "Zinneke", summary="Kort."), make_organisation(section, "Zinneke Parade")


def test_every_key_to_a_profile_is_moved_or_stays_on_purpose():
    keys = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("cultuurraad_wagtail").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is OrganisationProfilePage
    }

    assert keys == MOVED | STAYING


def test_what_an_organisation_promised_goes_with_it(editor, pair):
    kept, other = pair
    action = ActionItem.objects.create(title="Zaal vragen", organisation=other)

    merge(again(kept), other, editor)

    action.refresh_from_db()
    assert action.organisation == again(kept)


def test_running_round_goes_on_with_the_kept_profile_and_a_closed_one_stays(editor, pair):
    kept, other = pair
    site = kept.get_site()
    running = make_round(site, title="Loopt", audience="contacts")
    over = make_round(site, title="Voorbij", audience="contacts", closed_at=timezone.now())
    for each in (running, over):
        Invitee.objects.create(
            round=each, organisation=other, name="Zinneke", email="zinneke@example.org", language="nl"
        )

    merge(again(kept), other, editor)

    assert Invitee.objects.get(round=running).organisation == again(kept)
    assert Invitee.objects.get(round=over).organisation == again(other)


def test_chosen_words_are_published_in_the_kept_profile(editor, pair):
    kept, other = pair
    kept.save_revision().publish()
    merge(again(kept), other, editor, municipality="Elsene", website="https://zinneke.org/")
    kept = again(kept)

    assert (kept.title, kept.municipality, kept.website, kept.summary) == (
        "Zinneke",
        "Elsene",
        "https://zinneke.org/",
        "Kort.",
    )
    assert (kept.live, kept.has_unpublished_changes) == (True, False)
    assert kept.live_revision.user == editor


def test_lists_of_both_are_united(editor, section, pair):
    kept, other = pair
    music, dance = make_discipline("Muziek"), make_discipline("Dans")
    for page, discipline, language, tag, url in (
        (kept, music, "nl", "stoet", "https://facebook.com/zinneke"),
        (other, dance, "fr", "feest", "https://instagram.com/zinneke"),
    ):
        page.disciplines, page.languages = [discipline], [language]
        page.tags.add(tag, "straat")
        page.social_links = [
            SocialLink(name="Net", url=url),
            SocialLink(name="Net", url="https://facebook.com/zinneke/"),
        ]
        page.save()
    merge(kept, other, editor)
    kept = again(kept)

    assert {each.name for each in kept.disciplines.all()} == {"Muziek", "Dans"}
    assert kept.languages == ["nl", "fr"]
    assert sorted(kept.tags.names()) == ["feest", "stoet", "straat"]
    assert [link.url for link in kept.social_links.all()] == [
        "https://facebook.com/zinneke",
        "https://instagram.com/zinneke",
    ]


@pytest.mark.parametrize(
    ("title", "names"),
    [("Zinneke", "Zin; Zinneke Parade; ZP"), ("Zinneke Parade", "Zinneke; Zin; ZP")],
)
def test_names_that_went_stay_findable(editor, section, title, names):
    kept = make_organisation(section, "Zinneke", other_names="Zin")
    other = make_organisation(section, "Zinneke Parade", other_names="ZP; ZINNEKE vzw")
    merge(kept, other, editor, title=title)

    assert (again(kept).title, again(kept).other_names) == (title, names)


def test_unpublished_work_on_the_kept_profile_stays_unpublished(editor, pair):
    kept, other = pair
    kept.mission = "<p>Nog niet af</p>"
    kept.save_revision()
    merge(again(kept), other, editor, municipality="Elsene")
    kept = again(kept)

    assert (kept.mission, kept.municipality, kept.has_unpublished_changes) == ("", "", True)
    draft = kept.get_latest_revision_as_object()
    assert (draft.mission, draft.municipality) == ("<p>Nog niet af</p>", "Elsene")


def test_draft_that_is_kept_stays_a_draft(editor, section):
    kept, other = make_organisation(section, live=False), make_organisation(section)
    merge(kept, other, editor)

    assert (again(kept).live, again(other).live) == (False, False)


def test_other_profile_is_unpublished_and_leads_to_the_kept_one(client, editor, pair):
    kept, other = pair
    address = other.get_url()
    merge(kept, other, editor)

    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, kept.get_url())
    assert again(other).merged_into_id == kept.pk


def test_both_profiles_tell_of_the_merger_in_their_history(editor, pair):
    kept, other = pair
    merge(kept, other, editor)

    assert log_actions(kept)[-1] == LOG_ACTION
    assert log_actions(other)[-2:] == ["wagtail.unpublish", LOG_ACTION]


def test_publishing_the_other_again_undoes_its_merger(editor, pair):
    kept, other = pair
    other.save_revision()
    merge(kept, other, editor)
    again(other).get_latest_revision().publish()

    assert (again(other).live, again(other).merged_into) == (True, None)


def test_mandates_projects_and_articles_name_the_kept_profile(editor, section, pair):
    kept, other = pair
    mandate = make_mandate(make_person(), make_hub(section), other)
    project = make_project(section, lead_organisation=other, partners=[make_organisation(section, "Derde")])
    article = make_article(section, organisations=[other, kept])
    alone = make_article(section, organisations=[other])
    merge(kept, other, editor)

    assert again(mandate).organisation_id == kept.pk
    assert (again(project).lead_organisation_id, partners_of(project)) == (kept.pk, [("Derde", "")])
    assert [link.organisation_id for link in again(article).organisation_links.all()] == [kept.pk]
    assert [link.organisation_id for link in again(alone).organisation_links.all()] == [kept.pk]


def test_mirror_of_the_other_goes_along(editor, sections):
    dutch, french = sections
    kept, other = make_organisation(dutch, "Zinneke"), make_organisation(dutch, "Zinneke Parade")
    mirror = other.create_alias(parent=french.directory, update_locale=french.locale)
    project = make_project(french, lead_organisation=mirror)
    merge(kept, other, editor)

    assert (again(mirror).live, again(mirror).merged_into_id) == (False, kept.pk)
    assert again(project).lead_organisation_id == kept.pk


def test_mirror_is_not_merged_by_itself(editor, sections):
    dutch, french = sections
    source = make_organisation(dutch, "Zinneke")
    mirror = source.create_alias(parent=french.directory, update_locale=french.locale)

    refused(make_organisation(french), again(mirror), editor)


def add_partners(project, *rows):
    for position, (organisation, role) in enumerate(rows):
        project.partners.create(organisation=organisation, role=role, sort_order=position)
    project.save()


def test_partner_is_named_once_and_keeps_its_role(editor, section, pair):
    kept, other = pair
    project = make_project(section)
    add_partners(project, (kept, ""), (make_organisation(section, "Derde"), "zaal"), (other, "muziek"))
    merge(kept, other, editor)

    assert partners_of(project) == [("Zinneke", "muziek"), ("Derde", "zaal")]


@pytest.mark.parametrize("leader", ["kept", "other"])
def test_leader_does_not_become_its_own_partner(editor, section, pair, leader):
    kept, other = pair
    lead, partner = (kept, other) if leader == "kept" else (other, kept)
    project = make_project(section, lead_organisation=lead, partners=[partner])
    merge(kept, other, editor)

    assert (again(project).lead_organisation_id, partners_of(project)) == (kept.pk, [])


def test_leader_that_was_a_partner_too_stays_one(editor, section, pair):
    kept, other = pair
    project = make_project(section, lead_organisation=other, partners=[other, kept])
    merge(kept, other, editor)

    assert (again(project).lead_organisation_id, partners_of(project)) == (kept.pk, [("Zinneke", "")])


def test_old_draft_of_a_project_is_published_with_the_kept_profile(client, editor, section, pair):
    kept, other = pair
    project = make_project(section, "Stoet", lead_organisation=other)
    add_partners(project, (kept, ""), (other, "muziek"), (make_organisation(section, "Derde"), ""))
    draft = project.save_revision()
    merge(kept, other, editor)
    draft.publish()

    assert again(project).lead_organisation_id == kept.pk
    assert partners_of(project) == [("Zinneke", "muziek"), ("Derde", "")]
    page = client.get(project.get_url()).content.decode()
    assert kept.get_url() in page
    assert other.get_url() not in page


def test_old_draft_of_an_article_is_published_with_the_kept_profile(editor, section, pair):
    kept, other = pair
    article = make_article(section, organisations=[other, kept])
    draft = again(article).save_revision()
    merge(kept, other, editor)
    draft.publish()

    assert [link.organisation_id for link in again(article).organisation_links.all()] == [kept.pk]


def test_old_draft_follows_profiles_merged_one_after_another(editor, section, pair):
    kept, other = pair
    first = make_organisation(section, "Eerste")
    project = make_project(section, lead_organisation=first)
    draft = project.save_revision()
    merge(other, first, editor)
    merge(again(kept), again(other), editor)

    assert draft.as_object().lead_organisation_id == kept.pk


def test_draft_without_merged_profiles_is_read_as_it_is(section, pair):
    project = make_project(section, lead_organisation=pair[0], partners=[pair[1]])
    draft = again(project).save_revision()
    read = draft.as_object()

    assert read.lead_organisation_id == pair[0].pk
    assert [row.organisation_id for row in read.partners.all()] == [pair[1].pk]


def editor_of(section, group):
    set_up_groups(section.index_pages)
    user = get_user_model().objects.create_user(f"lid van {group}", password="geheim")
    user.groups.add(Group.objects.get(name=group))
    return user


def test_editor_of_the_council_may_merge(section, pair):
    kept, other = pair
    merge(kept, other, editor_of(section, EDITORS))

    assert again(other).merged_into_id == kept.pk


def refused(kept, other, user):
    with pytest.raises(NotMerged) as refusal:
        merge(kept, other, user)
    assert Page.objects.filter(pk=other.pk, live=True).exists()
    return str(refusal.value)


def test_organisation_that_may_not_publish_cannot_merge_what_is_its_own(section):
    user = editor_of(section, ORGANISATIONS)
    kept, other = make_organisation(section, owner=user), make_organisation(section, "Ander", owner=user)

    assert "Ander" in refused(kept, other, user)


def test_profile_that_the_user_may_not_change_is_refused(section):
    user = editor_of(section, ORGANISATIONS)
    kept, other = make_organisation(section, owner=user), make_organisation(section, "Ander")

    assert "Ander" in refused(kept, other, user)


def test_profile_is_not_merged_into_itself(editor, pair):
    refused(pair[0], pair[0], editor)


def test_profiles_of_two_directories_are_refused(editor, sections):
    dutch, french = sections
    refused(make_organisation(dutch), make_organisation(french), editor)


def test_profile_is_not_merged_into_a_merged_one(editor, section, pair):
    kept, other = pair
    merge(kept, other, editor)
    third = make_organisation(section)

    assert "Zinneke Parade" in refused(again(other), third, editor)


@pytest.mark.parametrize("which", [0, 1])
def test_locked_profile_is_refused(section, pair, which):
    pair[which].locked = True
    pair[which].save()

    assert f"“{pair[which].title}”" in refused(*pair, editor_of(section, EDITORS))


def test_profile_that_waits_for_a_moderator_is_refused(editor, section, pair):
    set_up_groups(section.index_pages)
    workflow = set_up_moderation(section.index_pages)
    pair[1].save_revision()
    workflow.start(pair[1], editor)

    assert "Zinneke Parade" in refused(*pair, editor)


def test_values_that_a_profile_cannot_have_change_nothing(editor, pair):
    with pytest.raises(NotMerged):
        merge(*pair, editor, latitude=50)

    assert again(pair[1]).live is True
