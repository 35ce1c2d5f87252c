"""What is kept of an address, told to its owner: all of it, nothing of others, no secrets."""

import json

import pytest
from django.utils import timezone
from django.utils.translation import override

from cultuurraad_wagtail.models import ActionItem, Attendance, OutboxMail, Registration, Response
from cultuurraad_wagtail.privacy import as_json, export, file_name
from tests.evaluation.rounds import closed
from tests.factories import make_form, make_response
from tests.privacy.people import AMINA, JAMINA, NAME, WORDS, dump, fill, lines_with, make_world

pytestmark = pytest.mark.django_db


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


def values(records, kind, name):
    return [each["fields"][name]["value"] for each in records if each["kind"] == kind]


def test_everything_of_hers_is_told_and_nothing_of_another(world, amina, jamina):
    Attendance.objects.filter(person=amina).update(represented_by="Bram Maes")
    with override("nl"):
        text = as_json(export(address=AMINA.lower()), address=AMINA)

    data = json.loads(text)
    records = data["records"]
    assert data["address"] == AMINA
    assert [each["kind"] for each in records] == [
        *("evaluationround", "response", "response", "unfinishedresponse", "unfinishedresponse", "invitee"),
        *("agendarequest", "minutesremark", "attendance", "attendance", "registration", "registration"),
        *("profileproposal", "confirmationrequest", *["outboxmail"] * 5, "importrun", "importrun"),
        *("organisationprofilepage", *["revision"] * 3, "person", "mandate", "actionitem"),
    ]
    told = text.replace(JAMINA, "jamina")
    for secret in ("Jamina", "Bogaert", "koffie", "ander@huis.be", "Andere"):
        assert lines_with(told.replace("Jamina.el", ""), secret) == []
    assert values(records, "attendance", "sitting")[0].startswith("Open avond, ")
    assert "represented_by" not in records[8]["fields"]
    assert values(records, "person", "phone") == ["02 123 45 67"]
    assert values(records, "mandate", "workgroup") == ["Raad"]
    assert values(records, "evaluationround", "quotes") == [[{"key": "q", "text": WORDS}]]
    assert values(records, "importrun", "content")[0] == [{"Naam": f"Huis van {NAME}", "E-mail": AMINA}]
    assert values(records, "revision", "content") == [{"email": AMINA, "contact_email": AMINA.upper()}] * 3
    note = values(records, "actionitem", "note")[0]
    assert len(note) == 1
    assert note[0].endswith(f", {NAME}: Ik bel morgen.")


def test_labels_are_words_in_the_language_of_who_asks(world, amina):
    with override("nl"):
        dutch = export(address=AMINA)
    with override("fr"):
        french = export(address=AMINA)

    def label(records):
        return next(each["fields"]["email"]["label"] for each in records if each["kind"] == "registration")

    assert (label(dutch), label(french)) == ("E-mailadres", "Adresse e-mail")
    answers = [each["fields"]["answers"]["value"] for each in dutch if each["kind"] == "response"]
    given = [{each["question"]: each["answer"] for each in told} for told in answers]
    assert {"Uw adres": AMINA, "Wat vond u?": WORDS, "Cijfer": "4"} in given


def test_secrets_are_not_told(world, amina):
    text = as_json(export(address=AMINA), address=AMINA)

    secrets = [amina.calendar_secret, *Registration.objects.values_list("nonce", flat=True)]
    secrets += [str(nonce) for nonce in ActionItem.objects.values_list("nonce", flat=True)]
    assert [secret for secret in secrets if secret in text] == []
    assert "https://" not in text
    assert "Dag, ga verder: …" in text


def test_of_who_only_mentions_the_address_one_answer_is_told(world, amina):
    Response.objects.all().delete()
    make_response(world.form, answers={"Wat vond u?": f"Vraag het aan {AMINA}.", "Cijfer": "1"})
    make_response(world.form, answers={"Wat vond u?": f"Vraag het aan x{AMINA}.", "Cijfer": "1"})

    answers = values(export(address=AMINA), "response", "answers")

    assert answers == [[{"question": "Wat vond u?", "answer": f"Vraag het aan {AMINA}."}]]


def given_to(address):
    """What is told of the answers that hold ``address``: pairs of a question and an answer."""
    told = values(export(address=address), "response", "answers")
    return [[(each["question"], each["answer"]) for each in answers] for answers in told]


def test_answer_in_an_anonymous_round_that_names_somebody_is_not_theirs(section):
    questions = [{"label": "Wie nog?", "field_type": "email"}, {"label": "Mening", "field_type": "multiline"}]
    closed(
        section,
        [{"Wie nog?": "jan@huis.be", "Mening": "Ik vertrouw Jan niet"}] * 6,
        form=make_form(questions=questions),
    )

    assert given_to("jan@huis.be") == [[("Wie nog?", "jan@huis.be")]] * 6


def test_of_two_questions_for_an_address_none_says_whose_the_answer_is(section):
    labels = ("Uw adres", "Wie nog?")
    form = make_form(questions=[*({"label": each, "field_type": "email"} for each in labels), {"label": "Mening"}])
    make_response(form, answers={"Uw adres": "els@huis.be", "Wie nog?": "jan@huis.be", "Mening": "Nee"})

    assert given_to("jan@huis.be") == [[("Wie nog?", "jan@huis.be")]]


def test_address_in_a_short_text_does_not_make_the_answer_theirs(section):
    form = make_form(questions=[{"label": "Wie nog?"}, {"label": "Mening"}])
    make_response(form, answers={"Wie nog?": "jan@huis.be", "Mening": "Nee"})

    assert given_to("jan@huis.be") == [[("Wie nog?", "jan@huis.be")]]


def test_answers_to_two_questions_with_the_same_words_are_both_told(section):
    form = make_form(
        questions=[{"label": "Uw adres", "field_type": "email"}, {"label": "Licht toe"}, {"label": "Licht toe"}]
    )
    address, one, other = (each.key for each in form.questions.all())
    response = make_response(form)
    response.answers = {address: "jan@huis.be", one: "Eerst", other: "Dan"}
    response.save()

    assert given_to("jan@huis.be") == [[("Uw adres", "jan@huis.be"), ("Licht toe", "Eerst"), ("Licht toe", "Dan")]]


def test_what_a_member_wrote_to_the_council_is_not_told_to_its_address(world, jamina):
    OutboxMail.objects.create(
        recipient="raad@brussel.be", reply_to=JAMINA, subject="Jamina vraagt", body="Fietsen", status="sent"
    )

    mails = [each["fields"] for each in export(address="raad@brussel.be") if each["kind"] == "outboxmail"]

    told = {(fields["subject"]["value"], fields["body"]["value"], fields["reply_to"]["value"]) for fields in mails}
    assert told == {(None, None, None), ("Verslag", f"Door Jamina Bogaert, {JAMINA}.", "")}


def test_address_that_nobody_has_gives_nothing_and_telling_changes_nothing(world, amina):
    before = dump()

    assert export(address="nobody@huis.be") == []
    assert export(address="") == []
    export(address=AMINA)
    assert dump() == before


def test_file_is_called_by_its_day_alone():
    assert file_name(timezone.now().replace(2026, 5, 4, 12)) == "personal-data-2026-05-04.json"
