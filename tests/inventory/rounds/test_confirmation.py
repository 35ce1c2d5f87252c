"""The yearly round: who is asked, what a link can do and when it stops, what becomes of changes, who is told."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from cultuurraad_wagtail.inventory.rounds import confirmation, proposals
from cultuurraad_wagtail.models import (
    ConfirmationRequest,
    ConfirmationRound,
    OrganisationProfilePage,
    OutboxMail,
    ProfileProposal,
)
from cultuurraad_wagtail.setup import set_up_section
from tests.factories import (
    ENTERPRISE_NUMBER,
    days_from_today,
    make_discipline,
    make_image,
    make_organisation,
    make_section,
)

pytestmark = pytest.mark.django_db
ADDRESS = "bestuur@huis.be"


@pytest.fixture
def house(section):
    return make_organisation(
        section, "Huis", contact_email=ADDRESS, summary="Wij dansen.", mission="<p>Voor <b>allen</b></p>"
    )


def ask(page, **options):
    confirmation.run_round(older_than=365, **options)
    return ConfirmationRequest.objects.get(organisation=page)


def link(request, name="confirm"):
    return reverse(f"cultuurraad_wagtail:{name}", args=[confirmation.token_of(request)])


def change_data(client, request, **changes):
    """What the form posts when the organisation changes ``changes``."""
    form = client.get(link(request, "confirm_change")).context["form"]
    data = {field.html_name: field.value() or [] for field in form if field.name != "has_stopped"}
    return {**data, **changes}


def subjects():
    return list(OutboxMail.objects.order_by("pk").values_list("recipient", "subject"))


def test_round_asks_whom_it_should(section, house):
    asked = [house, make_organisation(section, contact_email="a@b.be", confirmed_at=timezone.now() - timedelta(400))]
    make_organisation(section, contact_email="a@b.be", confirmed_at=timezone.now() - timedelta(days=300))
    make_organisation(section, contact_email="")
    make_organisation(section, contact_email="a@b.be", live=False)
    make_organisation(section, contact_email="a@b.be", ceased_on=days_from_today(-10))

    done = confirmation.run_round(older_than=365)

    assert [request.organisation for request in ConfirmationRequest.objects.order_by("pk")] == asked
    assert done == {"asked": 2, "reminded": 0}


def test_mail_is_in_the_profiles_language_and_leads_to_it(sections, client):
    page = make_organisation(sections[1], "Maison", contact_email=ADDRESS)
    request = ask(page)

    sent = OutboxMail.objects.get()
    assert (sent.recipient, sent.subject) == (ADDRESS, "Votre profil « Maison » est-il toujours correct ?")
    address = re.search(r"https?://\S+", sent.body)[0]
    assert address == confirmation.address_of(request)
    assert "Maison" in client.get(link(request)).content.decode()


def test_organisation_is_asked_once_reminded_once_and_left_alone(house):
    start = timezone.now()
    days = [0, 1, 20, 22, 40, 59]
    done = [confirmation.run_round(older_than=365, now=start + timedelta(days=day)) for day in days]

    assert [(each["asked"], each["reminded"]) for each in done] == [(1, 0), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0)]
    assert len(subjects()) == 2
    assert ConfirmationRound.objects.count() == 1


def test_next_round_begins_when_the_links_of_the_last_expired(house):
    start = timezone.now()
    confirmation.run_round(older_than=365, now=start)

    assert confirmation.run_round(older_than=365, now=start + timedelta(days=61))["asked"] == 1
    assert ConfirmationRound.objects.count() == 2


def test_who_answered_is_not_reminded(house, client):
    client.post(link(ask(house)))

    later = timezone.now() + timedelta(days=30)
    assert confirmation.run_round(older_than=365, now=later) == {"asked": 0, "reminded": 0}


def test_opening_the_link_changes_nothing(house, client):
    request = ask(house)
    for name in ("confirm", "confirm_change"):
        response = client.get(link(request, name))
        assert response.status_code == 200
        assert client.head(link(request, name)).status_code == 200

    house.refresh_from_db()
    request.refresh_from_db()
    assert (house.confirmed_at, request.answer, ProfileProposal.objects.count()) == (None, "", 0)


def test_link_shows_what_the_site_shows_and_no_draft_of_an_editor(house, client):
    house.summary = "Nog geheim"
    house.save_revision()
    request = ask(house)

    for name in ("confirm", "confirm_change"):
        page = client.get(link(request, name)).content.decode()
        assert "Wij dansen." in page
        assert "Nog geheim" not in page


def test_link_shows_everything_that_still_correct_confirms(section, client):
    page = make_organisation(
        section,
        "Huis",
        contact_email=ADDRESS,
        disciplines=[make_discipline("Circus"), make_discipline("Film")],
        other_names="Maison; H.",
        enterprise_number=ENTERPRISE_NUMBER,
        summary="Samen zat.",
        mission="<p>Een missie</p>",
        goals="<p>Een doel</p>",
        ongoing_projects="<p>Een stoet</p>",
        languages=["nl", "sign"],
        street="Kaai 1",
        postcode="1000",
        municipality="Brussel",
        latitude="50.85",
        longitude="4.34",
        email="info@huis.be",
        phone="02 512 34 56",
        website="https://huis.example/",
        accessibility="<p>Een lift</p>",
        logo=make_image(),
        logo_alt="De gevel",
    )
    page.social_links.create(name="Mastodon", url="https://example.org/@huis")
    page.tags.add("zaal")
    page.save()

    body = client.get(link(ask(page))).content.decode()

    expected = ["Circus, Film", "Maison, H.", "0407.626.464", "Samen zat.", "Een missie", "Een doel", "Een stoet"]
    expected += ["Nederlands, Gebarentaal", "Kaai 1", "1000 Brussel", "50.85", "info@huis.be", "02 512 34 56"]
    expected += ["https://huis.example/", "Een lift", 'alt="De gevel"', "https://example.org/@huis", "zaal"]
    assert [words for words in expected if words not in body] == []


def test_link_says_what_is_not_in_the_profile(house, client):
    body = " ".join(client.get(link(ask(house))).content.decode().split())

    for label in ("Disciplines", "Talen", "Sociale kanalen", "Andere namen", "Logo of beeld", "Trefwoorden"):
        assert f"<dt>{label}</dt><dd>–</dd>" in body


def test_link_shows_what_the_organisation_proposed_while_it_waits(house, client):
    request = ask(house)
    client.post(link(request, "confirm_change"), change_data(client, request, summary="Wij zingen."))

    assert "Wij zingen." in client.get(link(request)).content.decode()


def test_link_stays_out_of_referers_caches_and_search_engines(house, client):
    response = client.get(link(ask(house)))

    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_still_correct_confirms_without_account_or_cookie(house):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    response = strict.post(link(ask(house)))

    assert response.status_code == 302
    house.refresh_from_db()
    assert timezone.now() - house.confirmed_at < timedelta(minutes=1)
    assert "uw profiel is bevestigd" in strict.get(response["Location"]).content.decode()
    assert ConfirmationRequest.objects.get().answer == "confirmed"


def test_confirmation_outlives_the_publishing_of_an_older_draft(house, client):
    revision = Revision.objects.get(pk=house.save_revision().pk)
    client.post(link(ask(house)))

    revision.publish()

    house.refresh_from_db()
    assert house.confirmed_at is not None


def invalid(request, what):
    if what == "expired":
        ConfirmationRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif what == "withdrawn":
        confirmation.withdraw(request=request)
    elif what == "merged":
        other = make_organisation(make_section("nl", hostname="elders.be"))
        OrganisationProfilePage.objects.filter(pk=request.organisation_id).update(merged_into=other)
    elif what == "deleted":
        request.organisation.delete()


@pytest.mark.parametrize("what", ["expired", "withdrawn", "merged", "deleted", "forged", "unsigned", "other purpose"])
@pytest.mark.parametrize("name", ["confirm", "confirm_change"])
def test_link_that_does_not_work_says_the_same_whatever_the_reason(house, client, what, name):
    from django.core.signing import Signer

    request = ask(house)
    token = confirmation.token_of(request)
    tokens = {
        "forged": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "unsigned": request.nonce,
        "other purpose": Signer(salt="another").sign(request.nonce),
    }
    invalid(request, what)
    address = reverse(f"cultuurraad_wagtail:{name}", args=[tokens.get(what, token)])

    for response in (client.get(address), client.post(address, {"summary": "x", "contact_email": ADDRESS})):
        assert response.status_code == 404
        assert "Vraag een nieuwe link" in response.content.decode()
        assert "Huis" not in response.content.decode().replace("huis.be", "")
    assert ProfileProposal.objects.count() == 0
    assert not OrganisationProfilePage.objects.filter(confirmed_at__isnull=False).exists()


def test_changes_become_a_draft_in_moderation_and_both_sides_are_told(house, section, client, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "inline"
    set_up_section(parent=section.home, language_code="nl")
    request = ask(house)

    response = client.post(
        link(request, "confirm_change"), change_data(client, request, summary="Wij zingen.", phone="02 512 34 56")
    )

    assert response["Location"] == link(request) + "?done=proposed"
    house.refresh_from_db()
    assert (house.summary, house.has_unpublished_changes) == ("Wij dansen.", True)
    draft = house.get_latest_revision_as_object()
    assert (draft.summary, draft.phone, draft.mission) == ("Wij zingen.", "02 512 34 56", "<p>Voor <b>allen</b></p>")
    proposal = ProfileProposal.objects.get()
    assert proposal.changes == {"summary": ["Wij dansen.", "Wij zingen."], "phone": ["", "02 512 34 56"]}
    assert house.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert subjects()[-1] == (ADDRESS, "We hebben uw wijzigingen aan “Huis” ontvangen")

    house.get_latest_revision().publish()

    proposal.refresh_from_db()
    house.refresh_from_db()
    assert (proposal.outcome, house.summary) == ("accepted", "Wij zingen.")
    assert house.confirmed_at is not None
    assert subjects()[-1] == (ADDRESS, "Uw wijzigingen aan “Huis” staan op de site")


def test_languages_and_other_names_can_be_changed(section, client):
    page = make_organisation(section, "Huis", contact_email=ADDRESS, languages=["fr", "nl"], other_names="Maison")
    request = ask(page)
    assert 'name="languages" value="nl"' in client.get(link(request, "confirm_change")).content.decode()

    changes = {"languages": ["nl", "fr", "en"], "other_names": "Maison; H."}
    client.post(link(request, "confirm_change"), change_data(client, request, **changes))

    proposal = ProfileProposal.objects.get()
    assert proposal.changes == {
        "languages": [["fr", "nl"], ["nl", "fr", "en"]],
        "other_names": ["Maison", "Maison; H."],
    }
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (draft.languages, draft.other_names) == (["nl", "fr", "en"], "Maison; H.")
    body = client.get(link(request)).content.decode()
    assert "Nederlands, Frans, Engels" in body
    assert "Maison, H." in body


@pytest.mark.parametrize(
    ("before", "after"), [(["nl"], ["nl", "fr"]), (["nl", "fr"], ["nl"]), (["nl"], []), ([], ["nl"])]
)
def test_languages_that_were_proposed_are_taken_over_by_publishing(section, client, before, after):
    page = make_organisation(section, "Huis", contact_email=ADDRESS, languages=before)
    request = ask(page)
    client.post(link(request, "confirm_change"), change_data(client, request, languages=after))

    page.refresh_from_db()
    page.get_latest_revision().publish()

    page.refresh_from_db()
    assert (page.languages, ProfileProposal.objects.get().outcome) == (after, "accepted")


def test_languages_in_another_order_are_no_change(section, client):
    page = make_organisation(section, "Huis", contact_email=ADDRESS, languages=["fr", "nl"])
    request = ask(page)

    data = change_data(client, request, languages=["nl", "fr"], summary="Nieuw")
    client.post(link(request, "confirm_change"), data)

    assert list(ProfileProposal.objects.get().changes) == ["summary"]


def test_changes_that_moderators_send_back_are_told_with_their_reason(house, section, client, editor, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "inline"
    set_up_section(parent=section.home, language_code="nl")
    request = ask(house)
    client.post(link(request, "confirm_change"), change_data(client, request, summary="Koop nu!"))

    state = house.current_workflow_task_state
    state.specific.reject(user=editor, comment="Geen reclame, graag.")

    assert ProfileProposal.objects.get().outcome == "rejected"
    sent = OutboxMail.objects.order_by("pk").last()
    assert sent.subject == "Uw wijzigingen aan “Huis” zijn niet overgenomen"
    assert "Geen reclame, graag." in sent.body


def test_second_proposal_does_not_change_what_a_moderator_reads(house, section, client, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "inline"
    set_up_section(parent=section.home, language_code="nl")
    request = ask(house)
    client.post(link(request, "confirm_change"), change_data(client, request, summary="Wij zingen."))
    client.post(link(request, "confirm_change"), change_data(client, request, summary="Koop nu!"))

    house.refresh_from_db()
    assert house.get_latest_revision_as_object().summary == "Wij zingen."
    second, first = ProfileProposal.objects.all()
    assert (first.revision is None, second.revision) == (False, None)
    assert second.changes == {"summary": ["Wij zingen.", "Koop nu!"]}


def test_proposal_goes_on_waiting_when_something_else_is_published(house, client):
    request = ask(house)
    before = Revision.objects.get(pk=house.save_revision().pk)
    client.post(link(request, "confirm_change"), change_data(client, request, mission="Voor iedereen"))
    typo = before.as_object()
    typo.summary = "Wij dansen!"
    typo.save_revision().publish()

    assert ProfileProposal.objects.get().outcome == "waiting"


def test_proposal_is_taken_over_whatever_marks_an_editor_adds(house, client):
    request = ask(house)
    client.post(link(request, "confirm_change"), change_data(client, request, mission="Voor iedereen"))
    draft = OrganisationProfilePage.objects.get(pk=house.pk).get_latest_revision_as_object()
    draft.mission = '<p data-block-key="x">Voor <i>iedereen</i></p>'
    draft.save_revision().publish()

    assert ProfileProposal.objects.get().outcome == "accepted"


def test_who_is_not_the_contact_any_more_has_no_link_any_more(house, client):
    request = ask(house)
    OrganisationProfilePage.objects.filter(pk=house.pk).update(contact_email="nieuw@huis.be")

    assert client.get(link(request)).status_code == 404


@pytest.mark.parametrize(
    "change", [{"ceased_on": days_from_today(-1)}, {"confirmed_at": timezone.now()}, {"live": False}]
)
def test_who_need_not_answer_any_more_is_not_reminded(house, change):
    ask(house)
    OrganisationProfilePage.objects.filter(pk=house.pk).update(**change)

    done = confirmation.run_round(older_than=365, now=timezone.now() + timedelta(days=30))

    assert done == {"asked": 0, "reminded": 0}


def translated(house, french, **fields):
    page = house.copy_for_translation(french.locale)
    for name, value in {"live": True, **fields}.items():
        setattr(page, name, value)
    page.save()
    return page


def test_organisation_with_two_languages_gets_one_mail_and_answers_for_both(sections, client):
    dutch, french = sections
    house = make_organisation(dutch, "Huis", contact_email=ADDRESS)
    maison = translated(house, french, contact_email=ADDRESS.upper())

    done = confirmation.run_round(older_than=365)
    request = ConfirmationRequest.objects.get()
    client.post(link(request))

    assert (done["asked"], request.organisation) == (1, house)
    maison.refresh_from_db()
    assert maison.confirmed_at is not None


def test_translation_with_another_contact_is_asked_by_itself(sections, client):
    dutch, french = sections
    house = make_organisation(dutch, "Huis", contact_email=ADDRESS)
    maison = translated(house, french, contact_email="direction@maison.be")

    assert confirmation.run_round(older_than=365)["asked"] == 2
    client.post(link(ConfirmationRequest.objects.get(organisation=house)))

    maison.refresh_from_db()
    assert maison.confirmed_at is None


def test_mirrored_profile_is_not_asked(house, sections):
    house.create_alias(parent=sections[1].directory)

    assert confirmation.run_round(older_than=365) == {"asked": 1, "reminded": 0}


def test_rich_text_that_is_not_touched_keeps_its_marks(house, client):
    request = ask(house)
    client.post(link(request, "confirm_change"), change_data(client, request, goals="Meer <dans>\n\nVoor allen"))

    assert ProfileProposal.objects.get().changes == {"goals": ["", "<p>Meer &lt;dans&gt;</p><p>Voor allen</p>"]}


def test_lines_that_a_browser_ends_in_its_own_way_are_no_change(section, client):
    mission = "<p>Voor <b>allen</b><br/>hier</p><ul><li>samen</li></ul>"
    page = make_organisation(section, "Huis", contact_email=ADDRESS, mission=mission)
    request = ask(page)
    data = change_data(client, request)
    assert data["mission"] == "Voor allen\nhier\n\nsamen"

    client.post(
        link(request, "confirm_change"), {**data, "mission": data["mission"].replace("\n", "\r\n"), "goals": "G"}
    )

    assert list(ProfileProposal.objects.get().changes) == ["goals"]


def test_word_to_the_editors_is_kept_without_a_change(house, client):
    request = ask(house)
    client.post(
        link(request, "confirm_change"), change_data(client, request, note="Nieuw logo volgt", has_stopped="on")
    )

    proposal = ProfileProposal.objects.get()
    assert (proposal.note, proposal.has_stopped, proposal.changes, proposal.revision) == (
        "Nieuw logo volgt",
        True,
        {},
        None,
    )


def test_form_says_what_is_wrong_and_keeps_what_was_written(house, client):
    request = ask(house)
    data = change_data(client, request, email="geen adres", summary="Wij zingen.", contact_email="")

    response = client.post(link(request, "confirm_change"), data)

    assert response.status_code == 200
    assert sorted(response.context["form"].errors) == ["contact_email", "email"]
    assert "Wij zingen." in response.content.decode()
    assert ProfileProposal.objects.count() == 0


def test_form_without_a_change_says_so(house, client):
    request = ask(house)

    response = client.post(link(request, "confirm_change"), change_data(client, request))

    assert response.context["form"].non_field_errors() == [
        "Er is niets gewijzigd. Klopt alles nog? Zeg dat dan op de vorige pagina."
    ]


def test_proposal_is_kept_when_the_draft_cannot_be_made(house, client, monkeypatch):
    request = ask(house)
    data = change_data(client, request, summary="Wij zingen.")
    monkeypatch.setattr(OrganisationProfilePage, "save_revision", lambda *args, **kwargs: 1 / 0)

    assert client.post(link(request, "confirm_change"), data).status_code == 302

    proposal = ProfileProposal.objects.get()
    assert (proposal.revision, proposal.changes["summary"]) == (None, ["Wij dansen.", "Wij zingen."])


def test_locked_profile_keeps_the_proposal_for_the_editor(house, client):
    OrganisationProfilePage.objects.filter(pk=house.pk).update(locked=True)
    request = ask(house)
    client.post(link(request, "confirm_change"), change_data(client, request, summary="Wij zingen."))

    assert ProfileProposal.objects.get().revision is None
    house.refresh_from_db()
    assert not house.has_unpublished_changes


def test_outcome_is_told_once(house, client):
    request = ask(house)
    client.post(link(request, "confirm_change"), change_data(client, request, summary="Wij zingen."))
    proposal = ProfileProposal.objects.get()
    before = OutboxMail.objects.count()

    for _ in range(2):
        proposals.settle(proposal=proposal, outcome="accepted")

    assert OutboxMail.objects.count() == before + 1


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS.upper(), "onbekend@elders.be"])
def test_asking_for_a_link_answers_the_same_for_any_address(house, client, address):
    asking = reverse("cultuurraad_wagtail:ask_link")

    response = client.post(asking, {"email": address})

    assert response["Location"] == f"{asking}?sent"
    assert "Kijk in uw mail" in client.get(response["Location"]).content.decode()
    expected = [] if address.startswith("onbekend") else [(ADDRESS, "Uw link naar het profiel “Huis”")]
    assert subjects() == expected


def test_link_is_mailed_for_live_profiles_of_this_site_only(house, section, client):
    make_organisation(section, "Concept", contact_email=ADDRESS, live=False)
    make_organisation(make_section("nl", hostname="elders.be"), "Elders", contact_email=ADDRESS)

    client.post(reverse("cultuurraad_wagtail:ask_link"), {"email": ADDRESS})

    assert [request.organisation for request in ConfirmationRequest.objects.all()] == [house]


def test_link_is_mailed_three_times_an_hour_at_most(house, client):
    for _ in range(5):
        client.post(reverse("cultuurraad_wagtail:ask_link"), {"email": ADDRESS})

    assert len(subjects()) == 3


def test_proxy_that_hides_every_visitor_shuts_nobody_out(house, section, client):
    for number in range(25):
        make_organisation(section, contact_email=f"a{number}@b.be")
        client.post(reverse("cultuurraad_wagtail:ask_link"), {"email": f"a{number}@b.be"}, REMOTE_ADDR="10.0.0.1")

    assert len(subjects()) == 25


def test_one_network_asks_twenty_times_an_hour_at_most(house, section, client):
    for number in range(25):
        make_organisation(section, contact_email=f"a{number}@b.be")
        client.post(reverse("cultuurraad_wagtail:ask_link"), {"email": f"a{number}@b.be"}, REMOTE_ADDR="8.8.8.8")

    assert len(subjects()) == 20


def test_machine_that_fills_in_everything_gets_no_link(house, client):
    client.post(reverse("cultuurraad_wagtail:ask_link"), {"email": ADDRESS, "website_url": "https://spam.example"})

    assert subjects() == []


def test_command_tells_whom_it_would_ask_and_then_asks(house):
    output = StringIO()
    call_command("ask_confirmation", "--dry-run", stdout=output)
    assert output.getvalue().splitlines() == ["Would ask 1:", "  Huis"]
    assert OutboxMail.objects.count() == 0

    output = StringIO()
    call_command("ask_confirmation", "--older-than", "365", stdout=output)
    assert output.getvalue().splitlines() == ["Asked 1, reminded 0."]
    assert mail.outbox == [] or OutboxMail.objects.count() == 1
