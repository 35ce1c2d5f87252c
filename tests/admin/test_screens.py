"""The editor's screens: the menu, the listings, the dashboard panel, the panels in a form."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.snippets.models import get_snippet_models

from cultuurraad_wagtail.admin.snippets import GuardedChooserViewSet
from cultuurraad_wagtail.models import (
    ConfirmationRequest,
    CouncilSettings,
    Discipline,
    FeedbackForm,
    Meeting,
    OutboxMail,
    Person,
    ProfileProposal,
)
from tests.admin.test_registers import user_with
from tests.factories import (
    days_from_today,
    in_brussels,
    make_article,
    make_discipline,
    make_form,
    make_hub,
    make_mandate,
    make_meeting,
    make_organisation,
    make_past_meeting,
    make_person,
    make_project,
    make_response,
)

pytestmark = pytest.mark.django_db

LISTINGS = {
    "organisations": "cultuurraad_organisations:index",
    "workgroups": "cultuurraad_workgroups:index",
    "projects": "cultuurraad_projects:index",
    "articles": "cultuurraad_articles:index",
    "meetings": Meeting,
    "people": Person,
    "forms": FeedbackForm,
    "disciplines": Discipline,
}


def address(name):
    target = LISTINGS[name]
    return reverse(target if isinstance(target, str) else target.snippet_viewset.get_url_name("list"))


def make_one(section, name):
    hub = make_hub(section)
    organisation = make_organisation(section)
    return {
        "organisations": lambda: organisation,
        "workgroups": lambda: hub,
        "projects": lambda: make_project(section, lead_organisation=organisation),
        "articles": lambda: make_article(section),
        "meetings": lambda: make_meeting(hub),
        "people": lambda: make_mandate(make_person(), hub, organisation),
        "forms": lambda: make_response(make_form()),
        "disciplines": lambda: make_discipline(name=f"Dans {Discipline.objects.count()}"),
    }[name]()


@pytest.mark.parametrize("name", LISTINGS)
def test_listing_shows_its_items_at_a_constant_number_of_queries(editor_client, section, name):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.get(address(name)).status_code == 200
        # Wagtail's simple_translation asks for each row whether it can still be translated.
        return len([each for each in queries if 'FROM "wagtailcore_locale" WHERE NOT' not in each["sql"]])

    editor_client.get(address(name))
    make_one(section, name)
    one = count()
    for _ in range(4):
        make_one(section, name)
    assert count() <= one


def test_menu_holds_everything_in_dutch(editor_client):
    page = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    for label in (
        "Cultuurraad",
        "Organisaties",
        "Werkgroepen",
        "Vergaderingen",
        "Personen",
        "Projecten",
        "Kennisbank",
        "Feedbackformulieren",
        "Antwoorden",
    ):
        assert f'"label": "{label}"' in page


@pytest.mark.parametrize(
    ("name", "query", "shown", "hidden"),
    [
        ("organisations", "municipality=Elsene", "In Elsene", "In Schaarbeek"),
        ("meetings", "status=cancelled", "Afgelaste", "Gewone"),
        ("projects", "status=running", "Lopend plan", "Nog een idee"),
    ],
)
def test_listing_filters(editor_client, section, name, query, shown, hidden):
    make_organisation(section, "In Elsene", municipality="Elsene")
    make_organisation(section, "In Schaarbeek", municipality="Schaarbeek")
    hub = make_hub(section)
    make_meeting(hub, "Afgelaste", status="cancelled")
    make_meeting(hub, "Gewone")
    make_project(section, "Lopend plan", status="running")
    make_project(section, "Nog een idee")
    page = editor_client.get(f"{address(name)}?{query}").content.decode()
    assert shown in page
    assert hidden not in page


def test_meeting_listing_tells_the_hour_in_brussels(editor_client, section):
    make_meeting(make_hub(section), starts_at=in_brussels(2031, 7, 1, 19, 30))
    assert "1-7-2031 19:30" in editor_client.get(address("meetings")).content.decode()


def panel(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_attention_panel_counts_what_waits(editor_client, section):
    hub = make_hub(section)
    make_meeting(hub, starts_at=timezone.now() + timedelta(days=3))
    make_meeting(hub, starts_at=timezone.now() + timedelta(days=4), agenda=["Welkom"])
    make_past_meeting(hub)
    make_past_meeting(hub, status="cancelled")
    make_past_meeting(hub, minutes="<p>Verslag</p>")
    make_response(make_form())
    OutboxMail.objects.create(recipient="a@example.org", subject="x", body="y", status="failed")
    asked = ConfirmationRequest.objects.create(
        organisation=make_organisation(section), recipient="a@example.org", sent_at=timezone.now()
    )
    ProfileProposal.objects.create(request=asked, note="Ander adres", created_at=timezone.now())
    page = panel(editor_client)
    for line in (
        "1 vergadering in de komende twee weken heeft nog geen agenda.",
        "1 vergadering is voorbij en heeft nog geen verslag.",
        "1 organisatie stelt wijzigingen aan haar profiel voor.",
        "Er kwam deze week 1 antwoord binnen.",
        "1 e-mail kon niet verzonden worden.",
    ):
        assert line in page


HINT = "De privacytekst bij elk formulier noemt geen organisator en geen adres"


def test_attention_panel_asks_for_the_organiser(editor_client, section):
    page = panel(editor_client)
    assert HINT in page
    assert reverse("wagtailsettings:edit", args=["cultuurraad_wagtail", "councilsettings", section.site.pk]) in page


@pytest.mark.parametrize("name", ["organiser_name", "organiser_email", "privacy_email"])
def test_attention_panel_is_content_with_one_of_them(editor_client, section, name):
    settings = CouncilSettings.objects.create(site=section.site)
    assert HINT in panel(editor_client)
    setattr(settings, name, "raad@example.org")
    settings.save()
    assert HINT not in panel(editor_client)


def test_attention_panel_asks_only_who_may_fill_it_in(client, section):
    client.force_login(user_with("change_meeting"))
    page = panel(client)
    assert ("cultuurraad-attention" in page, HINT in page) == (True, False)


def test_attention_panel_says_so_when_nothing_waits(editor_client, section):
    CouncilSettings.objects.create(site=section.site, organiser_name="Cultuurraad")
    assert "Er wacht niets. Goed gedaan." in panel(editor_client)


def test_attention_panel_tells_a_user_only_what_they_may_see(client, section):
    make_past_meeting(make_hub(section))
    make_response(make_form())
    make_organisation(section)
    user = get_user_model().objects.create_user("gast", "gast@example.org", "geheim")
    group = Group.objects.create(name="enkel toegang")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    page = panel(client)
    assert "cultuurraad-attention" not in page


def test_hub_editor_shows_members_and_meetings(editor_client, section):
    hub = make_hub(section)
    make_mandate(make_person("Amina", "El Amrani"), hub, role="chair")
    make_meeting(hub, "Voorjaarsvergadering")
    page = editor_client.get(reverse("wagtailadmin_pages:edit", args=[hub.pk])).content.decode()
    assert "Amina El Amrani, Voorzitter" in page
    assert "Voorjaarsvergadering" in page


def test_profile_editor_offers_disciplines_of_its_own_language(editor_client, sections):
    dutch, _french = sections
    music = make_discipline("Muziek")
    make_discipline("Musique", language="fr", translation_of=music)
    page = make_organisation(dutch)
    html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Muziek" in html
    assert "Musique" not in html


def chooser_address(model, view, *args):
    return reverse(model.snippet_viewset.chooser_viewset.get_url_name(view), args=args)


def test_choosers_of_all_our_snippets_are_guarded():
    """Disciplines are public, and chosen by whoever writes a page."""
    open_to_all = [
        model.__name__
        for model in get_snippet_models()
        if model._meta.app_label == "cultuurraad_wagtail"
        and not isinstance(model.snippet_viewset.chooser_viewset, GuardedChooserViewSet)
    ]
    assert open_to_all == ["Discipline"]


@pytest.mark.parametrize("model", [Meeting, Person, FeedbackForm])
@pytest.mark.parametrize("view", ["choose", "choose_results", "chosen"])
def test_choosers_are_closed_to_who_has_no_business_there(client, editor_client, section, model, view):
    one = {"Meeting": lambda: make_meeting(make_hub(section)), "Person": make_person, "FeedbackForm": make_form}
    instance = one[model.__name__]()
    address = chooser_address(model, view, *([instance.pk] if view == "chosen" else []))
    assert editor_client.get(address).status_code == 200
    user = get_user_model().objects.create_user("gast", "gast@example.org", "geheim")
    group = Group.objects.create(name="enkel toegang")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    refused = client.get(address)
    assert refused.status_code in (302, 403)


def test_people_are_filtered_by_one_and_the_same_current_mandate(editor_client, section):
    theatre, music = make_hub(section), make_hub(section)
    amina, bart, chris = (make_person(name) for name in ("Amina", "Bart", "Chris"))
    make_mandate(amina, theatre, role="chair")
    make_mandate(amina, music, role="member")
    make_mandate(bart, music, role="chair")
    make_mandate(chris, music, role="chair", ends_on=days_from_today(-1))
    page = editor_client.get(f"{address('people')}?workgroup={music.pk}&role=chair").content.decode()
    assert "Bart" in page
    assert "Amina" not in page
    assert "Chris" not in page


def test_editor_finds_the_address_of_a_form_and_of_a_meeting(editor_client, section):
    form, meeting = make_form(), make_meeting(make_hub(section))
    for instance, path in ((form, form.get_absolute_url()), (meeting, section.register.url + meeting.route)):
        edit = reverse(instance.snippet_viewset.get_url_name("edit"), args=[instance.pk])
        assert path in editor_client.get(edit).content.decode()


def test_form_editor_works_with_a_user_model_without_addresses(editor_client, section, monkeypatch):
    monkeypatch.setattr(get_user_model(), "get_email_field_name", classmethod(lambda cls: "nergens"))
    assert editor_client.get(reverse(FeedbackForm.snippet_viewset.get_url_name("add"))).status_code == 200


def test_meetings_are_filtered_by_day(editor_client, section):
    hub = make_hub(section)
    make_meeting(hub, "In juni", starts_at=in_brussels(2031, 6, 30, 19))
    make_meeting(hub, "In juli", starts_at=in_brussels(2031, 7, 1, 19))
    page = editor_client.get(f"{address('meetings')}?first_day=2031-07-01&last_day=2031-07-01").content.decode()
    assert "In juli" in page
    assert "In juni" not in page


def test_errors_of_a_profile_are_told_together(editor_client, section):
    page = make_organisation(section)
    page.latitude, page.enterprise_number = 50, "0407.626.465"
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert sorted(refused.value.message_dict) == ["enterprise_number", "longitude"]
