"""Deleting what is in use: never an error page, always a sentence that says what uses it."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cultuurraad_wagtail.models import (
    EvaluationRound,
    FeedbackForm,
    Meeting,
    Person,
    ProjectShowcasePage,
    Registration,
    Response,
    Sitting,
)
from tests.evaluation.rounds import closed
from tests.factories import (
    make_article,
    make_form,
    make_hub,
    make_mandate,
    make_meeting,
    make_organisation,
    make_past_meeting,
    make_person,
    make_project,
    make_response,
    make_section,
)

pytestmark = pytest.mark.django_db


def delete_page(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def bulk_delete(client, objects):
    model = Page if isinstance(objects[0], Page) else type(objects[0])
    url = reverse("wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, "delete"])
    query = "&".join(f"id={each.pk}" for each in objects)
    return client.post(f"{url}?{query}&next=/admin/", {"confirm": "yes"})


def delete_snippet(client, instance):
    return client.post(reverse(instance.snippet_viewset.get_url_name("delete"), args=[instance.pk]))


def message_of(response):
    return " ".join(str(each) for each in get_messages(response.wsgi_request))


def test_organisation_with_mandate_and_project_is_kept_and_its_uses_are_named(editor_client, section):
    organisation = make_organisation(section, "Zinneke")
    person = make_person("Amina", "El Amrani")
    make_mandate(person, make_hub(section), organisation)
    make_project(section, "Stoet", partners=[organisation])
    make_project(section, "Zomer", lead_organisation=organisation)
    make_article(section, "Les", organisations=[organisation])
    response = delete_page(editor_client, organisation)
    assert response.status_code == 302
    assert Page.objects.filter(pk=organisation.pk).exists()
    for use in ("Amina El Amrani", "Stoet", "Zomer", "Les"):
        assert use in message_of(response)


def test_bulk_delete_of_organisations_in_use_keeps_all_of_them(editor_client, section):
    used, unused = make_organisation(section), make_organisation(section)
    make_project(section, partners=[used])
    response = bulk_delete(editor_client, [used, unused])
    assert response.status_code == 302
    assert Page.objects.filter(pk__in=[used.pk, unused.pk]).count() == 2


def test_unused_organisation_is_deleted(editor_client, section):
    organisation = make_organisation(section)
    assert delete_page(editor_client, organisation).status_code == 302
    assert not Page.objects.filter(pk=organisation.pk).exists()


def test_directory_with_a_used_organisation_below_it_is_kept(editor_client, section):
    make_project(section, partners=[make_organisation(section)])
    response = delete_page(editor_client, section.directory)
    assert response.status_code == 302
    assert Page.objects.filter(pk=section.directory.pk).exists()


def test_uses_that_go_along_do_not_hold_back(editor_client, section):
    organisation = make_organisation(section)
    project = make_project(section, partners=[organisation], lead_organisation=organisation)
    bulk_delete(editor_client, [section.directory, section.projects])
    assert not Page.objects.filter(pk__in=[organisation.pk, project.pk]).exists()


def test_hub_with_meetings_is_kept(editor_client, section):
    hub = make_hub(section)
    make_meeting(hub, "Eerste vergadering")
    response = delete_page(editor_client, hub)
    assert response.status_code == 302
    assert "Eerste vergadering" in message_of(response)
    assert Page.objects.filter(pk=hub.pk).exists()


def test_meeting_that_an_article_refers_to_is_kept(editor_client, section):
    meeting = make_meeting(make_hub(section))
    make_article(section, "Wat we leerden", session=meeting)
    response = delete_snippet(editor_client, meeting)
    assert response.status_code == 302
    assert "Wat we leerden" in message_of(response)
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_meeting_that_people_registered_for_is_kept_until_it_is_past(editor_client, section):
    meeting = make_meeting(make_hub(section))
    sitting = Sitting.objects.of(meeting)
    Registration.objects.create(sitting=sitting, name="Amina", email="a@huis.be", status="coming")
    Registration.objects.create(sitting=sitting, name="Bram", email="b@huis.be", status="declined")

    response = delete_snippet(editor_client, meeting)

    assert Meeting.objects.filter(pk=meeting.pk).exists()
    assert "1 persoon" in message_of(response)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=meeting.starts_at - timedelta(days=9), ends_at=meeting.ends_at - timedelta(days=9)
    )
    delete_snippet(editor_client, meeting)
    assert not Meeting.objects.filter(pk=meeting.pk).exists()
    assert not Registration.objects.exists()


def test_registrations_stay_as_long_as_one_language_of_the_meeting(editor_client, sections):
    dutch, french = sections
    meeting = make_past_meeting(make_hub(dutch))
    translation = meeting.copy_for_translation(french.locale)
    translation.save()
    Registration.objects.create(sitting=Sitting.objects.of(meeting), name="Amina", email="a@huis.be")

    delete_snippet(editor_client, translation)
    assert Registration.objects.count() == 1
    delete_snippet(editor_client, meeting)
    assert Registration.objects.count() == 0


def test_form_with_responses_is_kept_single_and_in_bulk(editor_client, section):
    form = make_form()
    make_response(form)
    refused = delete_snippet(editor_client, form)
    assert refused.status_code == 302
    assert "Er kwam 1 antwoord binnen" in message_of(refused)
    assert f"responses/?form__id__exact={form.pk}" in message_of(refused)
    assert bulk_delete(editor_client, [form, make_form()]).status_code == 302
    assert FeedbackForm.objects.count() == 2


def test_form_without_responses_is_deleted(editor_client, section):
    form = make_form()
    assert delete_snippet(editor_client, form).status_code == 302
    assert FeedbackForm.objects.count() == 0


def test_person_is_deleted_with_their_mandates(editor_client, section):
    person = make_person()
    make_mandate(person, make_hub(section))
    make_mandate(make_person(), make_hub(section), substitute_of=person, role="substitute")
    assert delete_snippet(editor_client, person).status_code == 302
    assert Person.objects.count() == 1


def test_message_escapes_titles(editor_client, section):
    organisation = make_organisation(section, "<b>vet</b>")
    make_project(section, "<script>alert(1)</script>", partners=[organisation])
    response = delete_page(editor_client, organisation)
    assert "<script>" not in message_of(response)
    assert ProjectShowcasePage.objects.count() == 1


def test_translation_that_would_go_along_is_asked_too(editor_client, sections, settings):
    settings.WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = True
    dutch, french = sections
    hub = make_hub(dutch)
    twin = make_hub(french, translation_key=hub.translation_key)
    make_mandate(make_person("Amina"), twin)
    response = delete_page(editor_client, hub)
    assert response.status_code == 302
    assert "Amina" in message_of(response)
    assert Page.objects.filter(pk__in=[hub.pk, twin.pk]).count() == 2


def test_refusal_does_not_name_what_this_user_may_not_open(client, section):
    user = get_user_model().objects.create_user("gast", "gast@example.org", "geheim")
    group = Group.objects.create(name="enkel de lijst")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group, page=section.directory, permission=Permission.objects.get(codename=codename)
        )
    user.groups.add(group)
    client.force_login(user)
    organisation = make_organisation(section, "Zinneke")
    make_mandate(make_person("Amina", "El Amrani"), make_hub(section), organisation)
    make_project(section, "Nog geheim", partners=[organisation], live=False)
    refused = message_of(delete_page(client, organisation))
    assert "Zinneke" in refused
    assert "Amina" not in refused
    assert "Nog geheim" not in refused
    assert Page.objects.filter(pk=organisation.pk).exists()


@pytest.fixture
def answered_round(section):
    return closed(section, [{"Vertel": "Meer ruimte"}] * 3)


def test_answers_go_with_their_round_and_the_editor_is_told_before(editor_client, answered_round):
    address = reverse(answered_round.snippet_viewset.get_url_name("delete"), args=[answered_round.pk])

    assert "3 antwoorden verdwijnen mee" in editor_client.get(address).content.decode()
    editor_client.post(address)

    assert not EvaluationRound.objects.exists()
    assert not Response.objects.exists()


@pytest.mark.parametrize("delete", [delete_snippet, lambda client, each: bulk_delete(client, [each])])
def test_who_may_not_erase_answers_deletes_no_round_that_has_some(client, answered_round, delete):
    user = get_user_model().objects.create_user("els", is_staff=True)
    names = ("access_admin", "view_evaluationround", "delete_evaluationround", "publish_feedbackform")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    response = delete(client, answered_round)

    assert "3 " in message_of(response)
    assert EvaluationRound.objects.filter(pk=answered_round.pk).exists()
    assert Response.objects.count() == 3


def test_form_with_a_round_names_the_round_that_keeps_it(editor_client, answered_round):
    response = delete_snippet(editor_client, answered_round.form)

    assert answered_round.title in message_of(response)
    assert FeedbackForm.objects.exists()


def test_results_without_answers_are_not_deleted_without_a_word(editor_client, answered_round):
    answered_round.responses.all().delete()
    EvaluationRound.objects.update(published_at=None)
    address = reverse(answered_round.snippet_viewset.get_url_name("delete"), args=[answered_round.pk])

    assert "Wat geteld is, verdwijnt mee." in editor_client.get(address).content.decode()


def test_published_results_are_not_deleted_by_who_may_not_publish(client, answered_round):
    user = get_user_model().objects.create_user("els", is_staff=True)
    names = ("access_admin", "view_evaluationround", "delete_evaluationround", "delete_response")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    assert "Iedereen leest de resultaten" in message_of(delete_snippet(client, answered_round))
    assert EvaluationRound.objects.exists()


def test_round_and_its_answers_stay_when_a_site_is_deleted(editor_client, section):
    other = make_section("nl", hostname="oud.example.org")
    found = closed(other, [{"Cijfer": 4}] * 6)

    editor_client.post(reverse("wagtailsites:delete", args=[other.site.pk]))

    found.refresh_from_db()
    assert (found.site, found.responses.count()) == (None, 6)
    assert editor_client.get(reverse("cultuurraad_rounds:round", args=[found.pk])).status_code == 200
