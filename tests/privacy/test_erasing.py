"""Erasing an address: nothing of that person's own is left anywhere, everything of others is, and every number."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from cultuurraad_wagtail.evaluation.quoting import choose_quotes, id_of
from cultuurraad_wagtail.models import (
    ActionItem,
    Attendance,
    ConfirmationRequest,
    EvaluationRound,
    ImportRun,
    Invitee,
    Mandate,
    OrganisationProfilePage,
    OutboxMail,
    Person,
    ProfileProposal,
    Registration,
    Response,
    UnfinishedResponse,
)
from cultuurraad_wagtail.privacy import erase, erasing
from cultuurraad_wagtail.privacy.words import Wanted
from tests.evaluation.rounds import closed
from tests.privacy.people import AMINA, JAMINA, NAME, WORDS, dump, fill, lines_with, make_world

pytestmark = pytest.mark.django_db
NEEDLES = (AMINA, NAME, WORDS, "Is er een lift?", "Parkeren")


def without_her(text):
    """The lines that are not hers: her address stands in that of another one."""
    return lines_with(text.replace(JAMINA, "jamina").replace(JAMINA.upper(), "JAMINA"), *NEEDLES)


@pytest.fixture
def world(section, editor):
    return make_world(section)


@pytest.fixture
def amina(world, section, editor):
    return fill(world, section, editor, address=AMINA, given="Amina Élodie", family="Idrissi", words=WORDS)


@pytest.fixture
def jamina(world, section, editor):
    words = "De stoelen waren hard en de koffie was koud."
    return fill(world, section, editor, address=JAMINA, given="Jamina", family="Bogaert", words=words)


def test_nothing_is_left_of_her_in_any_table(world, amina):
    assert len(without_her(dump())) > 35

    erase(address=AMINA.upper())

    after = dump()
    assert without_her(after) == []
    # In the search index each word stands by itself.
    assert lines_with(after.replace(JAMINA, "jamina"), "idrissi") == []


def test_rows_of_another_whose_address_holds_hers_are_as_they_were(world, amina, jamina):
    before = sorted(lines_with(dump(), JAMINA, "Jamina Bogaert", "koffie"))

    erase(address=AMINA)

    assert sorted(lines_with(dump(), JAMINA, "Jamina Bogaert", "koffie")) == before


def test_every_number_stays(world, amina, jamina):
    def numbers():
        return {
            "coming": [each.registrations.coming().heads() for each in (world.sitting, world.old_sitting)],
            "there": [each.attendance.count() for each in (world.sitting, world.old_sitting)],
            "votes": world.sitting.attendance.counting().count(),
            "answers": Response.objects.count(),
            "figures": sorted(each.answers[key] for each in Response.objects.all() for key in each.answers)[:2],
            "asked": Invitee.objects.filter(has_answered=True).count(),
            "organisations asked": ConfirmationRequest.objects.count(),
            "to do": ActionItem.objects.open().count(),
        }

    before = numbers()
    assert before["coming"] == [6, 6]
    assert before["there"] == [2, 2]

    erase(address=AMINA)

    assert numbers() == before


def test_rows_that_count_are_nameless_and_their_links_are_dead(client, world, amina):
    old = Registration.objects.get(person=amina)
    from cultuurraad_wagtail.scheduling.registration import mail_to, token_of

    address = f"/cultuurraad/registration/{token_of(old)}/"
    assert client.get(address).status_code == 200
    calendar = f"/cultuurraad/calendar/personal/{amina.calendar_secret}.ics"
    assert client.get(calendar).status_code == 200

    erase(address=AMINA)

    row = Registration.objects.get(pk=old.pk)
    assert (row.person, row.name, row.email) == (None, "N.N.", f"erased-{row.pk}@erased.invalid")
    assert (row.substitute, row.question, row.may_be_named, row.status) == ("N.N.", "", False, "coming")
    assert client.get(address).status_code == 404
    assert client.get(calendar).status_code == 404
    assert not mail_to(row, world.meeting, "meeting_reminder", is_coming=True, page_address="")
    assert set(Attendance.objects.values_list("name", "person", "represented_by")) == {("N.N.", None, "")}


def test_free_words_go_and_closed_answers_stay(world, amina, jamina):
    erase(address=AMINA)

    kept = [sorted(each.answers.values()) for each in Response.objects.all()]
    words = "De stoelen waren hard en de koffie was koud."
    assert sorted(kept) == [["4"], ["4", words, JAMINA], ["5"], ["5", words]]
    assert UnfinishedResponse.objects.count() == 2
    quoted = [each["text"] for each in EvaluationRound.objects.order_by("pk").first().quotes]
    assert quoted == ["Meer groen in de wijk, graag."]


def test_organisation_loses_the_address_in_every_version_and_nothing_is_published(world, amina):
    page = OrganisationProfilePage.objects.get(title="Huis Amina Élodie")
    scheduled = page.revisions.filter(approved_go_live_at__isnull=False).get()
    before = (page.revisions.count(), page.last_published_at, page.latest_revision_id, page.has_unpublished_changes)

    erase(address=AMINA)

    page.refresh_from_db()
    assert (page.email, page.contact_email) == ("", "")
    assert (page.revisions.count(), page.last_published_at, page.latest_revision_id) == before[:3]
    assert page.has_unpublished_changes == before[3]
    assert {each.content["contact_email"] for each in page.revisions.all()} == {""}
    scheduled.refresh_from_db()
    scheduled.publish()
    page.refresh_from_db()
    assert (page.email, page.contact_email) == ("", "")
    assert page.mission == "<p>Een concept</p>"


def test_proposal_keeps_what_the_profile_would_say_without_the_address(world, amina):
    erase(address=AMINA)

    proposal = ProfileProposal.objects.get()
    assert (proposal.changes, proposal.note) == ({"email": ["oud@huis.be", "N.N."], "mission": ["", "Muziek"]}, "")
    assert ConfirmationRequest.objects.get().revoked_at is not None


def test_mail_to_others_stays_without_her(world, amina):
    erase(address=AMINA)

    assert list(OutboxMail.objects.values_list("recipient", "body")) == [("raad@brussel.be", "Door N.N., N.N..")]


def test_list_that_nobody_applied_goes_and_a_report_stays_without_her(world, amina):
    erase(address=AMINA)

    assert list(ImportRun.objects.values_list("status", "report")) == [("applied", [{"changes": ["N.N."]}])]


def test_action_item_stays_to_be_done_with_what_was_said_of_it(world, amina):
    erase(address=AMINA)

    action = ActionItem.objects.get()
    assert (action.owner, action.title) == (None, "Zaal huren")
    assert action.note.endswith(", N.N.: Ik bel morgen.")


def test_counts_are_told_and_a_dry_run_changes_nothing(world, amina):
    before = dump()

    told = erase(address=f" {AMINA} ", dry_run=True)

    assert dump() == before
    assert dict(told) == {
        "evaluationround": 1,
        "response": 2,
        "unfinishedresponse": 2,
        "invitee": 1,
        "agendarequest": 1,
        "minutesremark": 1,
        "attendance": 2,
        "registration": 2,
        "profileproposal": 1,
        "confirmationrequest": 1,
        "outboxmail": 5,
        "importrun": 2,
        "organisationprofilepage": 1,
        "revision": 3,
        "person": 1,
        "mandate": 1,
        "actionitem": 1,
    }
    assert dict(erase(address=AMINA)) == dict(told)
    assert dict(erase(address=AMINA)) == {}


@pytest.mark.parametrize("address", ["", "  ", "nobody@huis.be", "%", "_"])
def test_address_that_nobody_has_erases_nothing(world, amina, address):
    before = dump()

    assert dict(erase(address=address)) == {}
    assert dump() == before


def test_texts_of_editors_stay_and_are_told(world, amina, editor):
    item = world.past.agenda_items.get()
    item.minutes = f"<p>{NAME} stelt voor om te fietsen.</p>"
    item.save()
    world.meeting.introduction = f"<p>Vragen? {AMINA}</p>"
    world.meeting.save_revision(user=editor)
    world.hub.body = [("paragraph", f"<p>Dank aan {NAME}.</p>")]
    world.hub.save()

    erasure = erase(address=AMINA)

    named = {(each.kind, str(each)) for each in erasure.left.texts}
    assert named == {("vergadering", "Vorige keer"), ("vergadering", "Open avond"), ("groepspagina", "Raad")}
    item.refresh_from_db()
    assert NAME in item.minutes


def test_namesake_keeps_what_only_a_name_tells(world, amina, section, editor):
    Registration.objects.create(sitting=world.old_sitting, name=NAME, email="naamgenoot@huis.be", status="coming")
    OutboxMail.objects.create(recipient="naamgenoot@huis.be", subject=f"Dag {NAME}", body="", status="sent")

    erase(address=AMINA)

    assert Registration.objects.get(email="naamgenoot@huis.be").name == NAME
    assert OutboxMail.objects.get(recipient="naamgenoot@huis.be").subject == f"Dag {NAME}"


def test_account_and_the_councils_own_address_are_told_and_left(world, amina, editor, section):
    from cultuurraad_wagtail.models import CouncilSettings

    editor.email = AMINA.lower()
    editor.save()
    CouncilSettings.objects.update_or_create(site=section.site, defaults={"organiser_email": AMINA})

    erasure = erase(address=AMINA)

    assert (erasure.left.accounts, erasure.left.sites) == (1, 1)
    editor.refresh_from_db()
    assert editor.email == AMINA.lower()


def test_cache_holds_nobody(client, world, amina, section):
    for path in (f"/cultuurraad/calendar/personal/{amina.calendar_secret}.ics", "/cultuurraad/calendar/nl.ics"):
        assert client.get(path).status_code == 200

    kept = repr(cache._cache)
    assert "cultuurraad" in kept
    assert lines_with(kept, AMINA, NAME, str(amina.calendar_secret)) == []


def test_erasing_takes_no_more_questions_for_more_rows(world, amina, django_assert_max_num_queries):
    """What is asked grows with the models, not with the rows of others."""
    with django_assert_max_num_queries(200):
        erase(address=AMINA)
    assert connection.vendor in ("sqlite", "postgresql")
    assert not Person.objects.exists()
    assert not Mandate.objects.exists()


def test_who_stood_in_for_somebody_is_nameless_there_too(world, amina):
    row = {"sitting": world.sitting, "name": "Bram Maes"}
    registration = Registration.objects.create(email="bram@huis.be", substitute=NAME, **row)
    there = Attendance.objects.create(sort_name="maes", status="represented", represented_by=NAME, **row)
    by_hand = Attendance.objects.create(sitting=world.old_sitting, name=NAME, sort_name="idrissi", status="present")

    erase(address=AMINA)

    for each in (registration, there, by_hand):
        each.refresh_from_db()
    assert (registration.name, registration.substitute) == ("Bram Maes", "N.N.")
    assert (there.name, there.represented_by) == ("Bram Maes", "N.N.")
    assert by_hand.name == "N.N."


def test_screens_of_the_meeting_work_with_nameless_rows(client, world, amina, jamina, editor):
    erase(address=AMINA)
    erase(address=JAMINA)
    client.force_login(editor)

    attendance = client.get(reverse("cultuurraad_trail:attendance", args=[world.meeting.pk]))
    people = client.get(reverse("cultuurraad_sittings:people", args=[world.meeting.pk]))

    assert attendance.content.decode().count("N.N.") >= 2
    assert people.status_code == 200
    client.post(reverse("cultuurraad_trail:attendance", args=[world.meeting.pk]), {"others": ""})
    assert world.sitting.attendance.count() == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dag an@huis.be.", "Dag N.N.."),
        ("<AN@HUIS.BE>, mailto:an@huis.be?subject", "<N.N.>, mailto:N.N.?subject"),
        ("jan@huis.be, j.an@huis.be, an@huis.bel, an@huis.be.eu, an@huis.be-x", None),
        ("“An Élise” en an élise’s fiets", "“N.N.” en N.N.’s fiets"),
        ("Joan Élise, An Élises", None),
        (r"\u201cAn \u00c9lise\u201d", r"\u201cN.N.\u201d"),
        ({"an@huis.be": ["An Élise", 3, None]}, {"N.N.": ["N.N.", 3, None]}),
    ],
)
def test_whole_words_are_found_and_no_parts_of_others(text, told):
    wanted = Wanted("an@huis.be", {"An Élise"})

    assert wanted.is_in(text) == (told is not None)
    assert wanted.taken_out_of(text) == (told or text)


def test_what_was_quoted_before_erasing_had_its_turn_goes_too(section, monkeypatch):
    evaluation_round = closed(section, [{"Vertel": f"Bel mij op zoe@example.org, woord {n}"} for n in range(6)])
    key = evaluation_round.form.questions.get(label="Vertel").key
    take_turn = erasing.take_turn

    def quoted_first(rows):
        choose_quotes(evaluation_round=evaluation_round, ticked=[id_of(key, "Bel mij op zoe@example.org, woord 1")])
        take_turn(rows)

    monkeypatch.setattr(erasing, "take_turn", quoted_first)
    erase(address="zoe@example.org")

    evaluation_round.refresh_from_db()
    assert evaluation_round.quotes == []
    assert "zoe" not in str(list(Response.objects.values_list("answers", flat=True)))
