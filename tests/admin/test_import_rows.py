"""The rows of the preview: what may be done with each, in words an editor reads."""

import pytest
from django.utils.translation import override

from cultuurraad_wagtail.models import ImportRun, OrganisationProfilePage
from tests.admin.test_imports import address, plan
from tests.factories import make_discipline, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def english_client(client, editor):
    editor.wagtail_userprofile.preferred_language = "en"
    editor.wagtail_userprofile.save()
    client.force_login(editor)
    return client


def forms_of(client):
    return client.get(address("preview")).context["page_obj"].object_list


def choices_of(form):
    with override("en"):
        return [str(words) for _action, words in form.fields["action"].choices]


def test_row_with_an_error_whose_profile_exists_is_never_made_anew(english_client, section):
    text = "Naam;KBO;E-mail\nHuis;1;info@huis.be\n"
    run = plan(english_client, text)
    (form,) = forms_of(english_client)
    assert choices_of(form) == ["Make a profile without what is wrong", "Leave out"]
    english_client.post(address("preview"), {"row-2-action": "create", "keep": "1"})
    profile = make_organisation(section, "Huis")

    english_client.post(address("preview"), {"apply": "1"})

    run.refresh_from_db()
    (form,) = forms_of(english_client)
    assert (run.choices, form["action"].value()) == ({}, "skip")
    assert choices_of(form) == ["Update Huis without what is wrong", "Leave out"]
    english_client.post(address("preview"), {"row-2-action": f"update:{profile.pk}", "apply": "1"})
    assert [page.email for page in profile.get_siblings().specific()] == [""]
    assert [page.get_latest_revision_as_object().email for page in OrganisationProfilePage.objects.all()] == [
        "info@huis.be"
    ]


def test_report_says_what_is_missing_and_the_name_as_it_was_applied(english_client, section):
    plan(english_client, "Naam;E-mail\nHuis / Maison;geen\n")
    english_client.post(address("preview"), {"row-2-action": "create", "row-2-split": "on", "apply": "1"})

    body = english_client.get(address("report")).content.decode()
    lines = b"".join(english_client.get(address("report_csv")).streaming_content).decode("utf-8-sig").splitlines()

    assert "Without what is wrong: Public e-mail address “geen”." in body
    assert lines[1] == "2,Huis,Made,Without what is wrong: Public e-mail address “geen”."


@pytest.mark.parametrize("exists", [False, True])
def test_details_are_words(english_client, section, exists):
    _dance, music = make_discipline("Dans"), make_discipline("Muziek")
    if exists:
        make_organisation(section, "Huis", languages=["en"], disciplines=[music])
    plan(english_client, "Naam;Talen;Disciplines;Trefwoorden\nHuis;nl, fr;Dans;jong\n")

    (form,) = forms_of(english_client)

    with override("en"):
        values = {str(label): words for label, words in form.row.shown_values}
        changes = {str(label): words for label, *words in form.row.shown_changes}
    if exists:
        assert changes == {
            "Languages": ["English", "English, French, Dutch"],
            "Disciplines": ["Muziek", "Dans, Muziek"],
            "Tags": ["", "jong"],
        }
    else:
        assert (values, changes) == ({"Languages": "Dutch, French", "Disciplines": "Dans", "Tags": "jong"}, {})


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"municipality": "Jette"}, {"municipality": "Evere"}, ["Jette", "Evere"]),
        (
            {"municipality": "Jette", "street": "Laan 1"},
            {"municipality": "Jette", "street": "Laan 2"},
            ["Laan 1", "Laan 2"],
        ),
        ({"municipality": "Jette"}, {}, ["huis", "huis-2"]),
    ],
)
def test_profiles_of_one_name_are_told_apart(english_client, section, first, second, told):
    make_organisation(section, "Huis", **first)
    make_organisation(section, "Huis", **second)
    plan(english_client, "Naam\nHuis\n")

    (form,) = forms_of(english_client)

    assert choices_of(form)[:2] == [f"Update Huis ({words})" for words in told]


def test_summary_counts_what_is_unchanged_by_itself(english_client, section):
    for name in ("Huis", "Buren", "Straat"):
        make_organisation(section, name)
    plan(english_client, "Naam;KBO\nHuis;\nBuren;\nStraat;\nFout;1\n")

    response = english_client.get(address("preview"))

    assert dict(response.context["will"]) == {"unchanged": 3, "skip": 1}
    text = " ".join(response.content.decode().split())
    assert "0 new profiles, 0 profiles updated, 3 profiles unchanged, 1 row left out." in text
    assert ImportRun.objects.get().choices == {}


def test_row_with_nothing_to_choose_says_what_becomes_of_it(english_client, section):
    make_organisation(section, "Huis")
    plan(english_client, "Naam\nHuis\nHuis vzw\n")

    forms = forms_of(english_client)
    with override("en"):
        assert [str(form.only_choice) for form in forms] == ["Unchanged", "Leave out"]
