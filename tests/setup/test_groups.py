"""What each group may do, tried through the admin's own screens."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from cultuurraad_wagtail.models import (
    FeedbackForm,
    Meeting,
    OrganisationDirectoryPage,
    OrganisationProfilePage,
    Person,
)
from tests.factories import make_organisation, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    made = make_section("nl")
    call_command("cultuurraad_setup", f"--parent={made.home.pk}", verbosity=0)
    return made


def member_of(name):
    user = get_user_model().objects.create_user(name.split()[-1], f"{name.split()[-1]}@example.org", "geheim")
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.fixture
def organisation_user(section):
    return member_of("Cultuurraad organisaties")


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_organisation_edits_only_the_profile_it_owns(client, section, organisation_user):
    own = make_organisation(section, "Van ons", owner=organisation_user)
    other = make_organisation(section, "Van anderen")
    client.force_login(organisation_user)
    assert client.get(edit_url(own)).status_code == 200
    assert client.get(edit_url(other)).status_code == 302
    assert client.get(edit_url(section.knowledge)).status_code == 302


def test_organisation_cannot_publish_but_can_submit(client, section, organisation_user):
    own = make_organisation(section, "Van ons", owner=organisation_user)
    permissions = own.permissions_for_user(organisation_user)
    assert permissions.can_edit()
    assert not permissions.can_publish()
    assert permissions.can_submit_for_moderation()
    workflow = own.get_workflow()
    task = workflow.tasks.first().specific
    assert [group.name for group in task.groups.all()] == ["Cultuurraad moderatoren"]


@pytest.mark.parametrize("model", [Meeting, Person, FeedbackForm])
def test_organisation_sees_no_snippets(client, organisation_user, model):
    client.force_login(organisation_user)
    response = client.get(reverse(model.snippet_viewset.get_url_name("list")))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("register", ["responses", "mail"])
def test_organisation_sees_no_registers(client, organisation_user, register):
    client.force_login(organisation_user)
    response = client.get(reverse(f"cultuurraad_{register}_modeladmin_index"))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("group", ["Cultuurraad redactie", "Cultuurraad moderatoren"])
@pytest.mark.parametrize("model", [Meeting, Person, FeedbackForm])
def test_editors_and_moderators_add_snippets(client, section, group, model):
    client.force_login(member_of(group))
    assert client.get(reverse(model.snippet_viewset.get_url_name("add"))).status_code == 200


@pytest.mark.parametrize("group", ["Cultuurraad redactie", "Cultuurraad moderatoren"])
def test_editors_and_moderators_publish_profiles(section, group):
    page = make_organisation(section)
    assert page.permissions_for_user(member_of(group)).can_publish()


def test_editor_adds_a_profile_through_the_listing(client, section):
    client.force_login(member_of("Cultuurraad redactie"))
    directory = OrganisationDirectoryPage.objects.get()
    answer = client.get(
        reverse(
            "wagtailadmin_pages:add",
            args=["cultuurraad_wagtail", OrganisationProfilePage._meta.model_name, directory.pk],
        )
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("group", ["Cultuurraad redactie", "Cultuurraad moderatoren"])
def test_editors_and_moderators_translate(section, group):
    assert member_of(group).has_perm("simple_translation.submit_translation")


def test_organisation_does_not_translate(organisation_user):
    assert not organisation_user.has_perm("simple_translation.submit_translation")
