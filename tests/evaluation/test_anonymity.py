"""Trying to find out who answered what in an anonymous round, with the whole database at hand."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from cultuurraad_wagtail.evaluation import rounds
from cultuurraad_wagtail.evaluation.rounds import close_round
from cultuurraad_wagtail.models import EvaluationRound, FeedbackForm, Invitee, OutboxMail, Response
from cultuurraad_wagtail.privacy import erase, export, found
from tests.evaluation.rounds import answered, closed, link_of, make_round, started
from tests.evaluation.test_rounds import name
from tests.factories import make_editor
from tests.feedback.test_answering import fields_of

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = [f"Lid{number:02d}" for number in range(12)]


@pytest.fixture(autouse=True)
def _mail_waits(settings):
    """Nothing is written beside the test."""
    settings.CULTUURRAAD_MAIL_SENDING = "command"


@pytest.fixture
def answers(client, section, settings):
    """Everybody answers, in an order of chance; gives the round and the words of each."""
    settings.CULTUURRAAD_FEEDBACK_MIN_SECONDS = 0
    evaluation_round = started(section, PEOPLE)
    evaluation_round.form.notify = make_editor("els")
    evaluation_round.form.save()
    order = random.sample(PEOPLE, len(PEOPLE))
    for person in order:
        link = link_of(evaluation_round, person)
        data = fields_of(client.get(link)) | {name(evaluation_round, "Vertel"): f"woorden van {person}"}
        assert client.post(link, data).status_code == 302
    return evaluation_round, order


def rows(model):
    """Every row as the database keeps it, in the order in which its file has them."""
    with connection.cursor() as cursor:
        place = "ctid" if connection.vendor == "postgresql" else "rowid"
        cursor.execute(f'select * from "{model._meta.db_table}" order by {place}')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def words_in_order(round_id):
    return [str(row["answers"]) for row in rows(Response) if row["round_id"] == round_id]


def test_no_value_of_an_invitee_is_in_a_response(answers):
    """Neither keys, moments, secrets, hashes nor numbers are the same in both."""
    invitees, responses = rows(Invitee), rows(Response)
    shared = ("round_id",)
    mine = {str(value) for row in invitees for column, value in row.items() if column not in shared}
    theirs = {str(value) for row in responses for column, value in row.items() if column not in shared}
    ordinary = {"None", "", "0", "1", "True", "False"}
    versions = {str(row["version_id"]) for row in responses} | {str(row["form_id"]) for row in responses}

    assert len(invitees) == len(responses) == len(PEOPLE)
    assert (mine & theirs) - ordinary - versions == set()


def test_no_table_of_ours_points_at_both(answers):
    columns = {
        (model.__name__, field.name)
        for model in apps.get_app_config("cultuurraad_wagtail").get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in (Invitee, Response)
    }

    assert columns == {("Response", "invitee")}
    assert set(Response.objects.values_list("invitee", flat=True)) == {None}


def test_responses_have_no_moment_and_no_language(answers):
    assert set(Response.objects.values_list("submitted_at", "language", "page")) == {(None, "", None)}


def test_answered_invitees_have_no_moment(answers):
    before = timezone.now()
    moments = {
        value for row in rows(Invitee) for column, value in row.items() if column.endswith("_at") and value is not None
    }
    # The moment of the invitation, which all of them share.
    assert len({str(moment) for moment in moments}) == 1
    assert Invitee.objects.filter(has_answered=True, invited_at__lt=before).count() == len(PEOPLE)


def test_nobody_is_mailed_when_an_answer_comes(answers):
    assert not OutboxMail.objects.filter(recipient="els@example.org").exists()


def test_order_of_the_invitees_tells_nothing_of_the_order_of_answering(answers):
    """The row that was written last is not the one that answered last: all of them were written.

    They stand behind each other as they did before. PostgreSQL may begin anew on another page, so a few do not; of
    rows that were written one by one, as their people answered, hardly any would.
    """
    kept = [PEOPLE.index(row["name"].split()[0]) for row in rows(Invitee)]
    assert sorted(kept) == list(range(len(PEOPLE)))
    assert sum(after == before + 1 for before, after in pairwise(kept)) >= len(PEOPLE) - 4


def test_keys_of_responses_are_in_no_order(answers):
    evaluation_round, order = answers
    keys = {row["id"]: str(row["answers"]) for row in rows(Response)}
    by_key = [keys[key].split("woorden van ")[1].rstrip('"}') for key in sorted(keys)]
    assert by_key != order


def test_file_of_the_database_keeps_no_order_once_the_round_is_closed(answers):
    evaluation_round, order = answers
    close_round(evaluation_round=evaluation_round)
    kept = [words.split("woorden van ")[1].rstrip('"}') for words in words_in_order(evaluation_round.pk)]

    assert sorted(kept) == sorted(order)
    assert kept != order


def test_file_keeps_no_order_of_a_round_for_everybody_either(section):
    evaluation_round = make_round(section.site, audience="public", started_at=timezone.now() - timedelta(hours=1))
    words = [f"woorden {number:02d}" for number in range(20)]
    answered(evaluation_round, [{"Vertel": each} for each in words])

    close_round(evaluation_round=evaluation_round)

    kept = words_in_order(evaluation_round.pk)
    assert len(kept) == len(words)
    assert [each[-13:-2] for each in kept] != words
    assert [row["id"] for row in rows(Response)] == sorted(row["id"] for row in rows(Response))


@pytest.mark.parametrize("batch", [1, 7, 500])
def test_every_answer_is_there_after_its_order_is_forgotten(section, monkeypatch, batch):
    monkeypatch.setattr(rounds, "BATCH", batch)
    evaluation_round = make_round(section.site, audience="public", started_at=timezone.now() - timedelta(hours=1))
    answered(evaluation_round, [{"Cijfer": number % 5 + 1} for number in range(20)])
    before = list(Response.objects.order_by("pk").values())

    close_round(evaluation_round=evaluation_round)

    assert list(Response.objects.order_by("pk").values()) == before


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="Only PostgreSQL keeps the transaction of a row.")
def test_transaction_of_a_row_joins_nothing(answers):
    with connection.cursor() as cursor:
        cursor.execute(f"select distinct xmin::text from {Invitee._meta.db_table}")
        assert len(cursor.fetchall()) == 1


def test_register_does_not_show_answers_as_they_come_in(client, answers):
    client.force_login(make_editor())
    page = client.get("/admin/cultuurraad/responses/").content.decode()
    assert "woorden van" not in page
    export = b"".join(client.get("/admin/cultuurraad/responses/?export=csv").streaming_content).decode()
    assert "woorden van" not in export
    for pk in Response.objects.values_list("pk", flat=True):
        assert client.get(f"/admin/cultuurraad/responses/inspect/{pk}/").status_code == 404


def test_form_that_is_published_anew_changes_no_round_that_runs(client, section, settings):
    """Two versions would tell who answered before the change, and who after."""
    settings.CULTUURRAAD_FEEDBACK_MIN_SECONDS = 0
    evaluation_round = started(section, PEOPLE[:2], anonymity="anonymous")
    first, second = (link_of(evaluation_round, person) for person in PEOPLE[:2])
    client.post(first, fields_of(client.get(first)) | {name(evaluation_round, "Vertel"): "eerst"})
    form = FeedbackForm.objects.get(pk=evaluation_round.form_id)
    form.questions.remove(form.questions.get(label="Cijfer"))
    form.save_revision().publish()

    page = client.get(second)
    assert "Cijfer" in page.content.decode()
    client.post(second, fields_of(page) | {name(evaluation_round, "Vertel"): "daarna"})

    assert Response.objects.count() == 2
    assert Response.objects.values("version").distinct().count() == 1


def test_search_for_an_address_tells_nothing_of_a_round_that_runs(client, section):
    """Whoever may erase could else look every hour whether somebody has written it by now."""
    evaluation_round = started(section, PEOPLE[:2])
    answered(evaluation_round, [{"Vertel": "Schrijf naar zoe@example.org"}])
    client.force_login(make_editor())

    page = client.post("/admin/cultuurraad/privacy/find/", {"address": "zoe@example.org"}).content.decode()
    assert "Niets." in page
    assert "Er loopt een anonieme evaluatieronde." in page
    assert export(address="zoe@example.org") == []
    close_round(evaluation_round=evaluation_round)
    assert found(address="zoe@example.org") == {"response": 1}

    erase(address="zoe@example.org")
    assert "zoe" not in str(Response.objects.values_list("answers", flat=True))


def test_address_is_erased_from_a_round_that_runs_too(section):
    evaluation_round = started(section, PEOPLE[:2])
    answered(evaluation_round, [{"Vertel": "Schrijf naar zoe@example.org"}])

    erase(address="zoe@example.org")

    assert "zoe" not in str(Response.objects.values_list("answers", flat=True))


def test_round_that_is_over_and_not_closed_is_told_of_too(section):
    evaluation_round = started(section, PEOPLE[:2])
    EvaluationRound.objects.update(opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now())
    answered(evaluation_round, [{"Vertel": "Schrijf naar zoe@example.org"}])

    assert found(address="zoe@example.org").left.running_rounds == 1


def test_question_of_a_round_that_runs_is_known_to_be_asked(section):
    """So that another number of steps makes a new key, though nobody answered yet."""
    evaluation_round = started(section, PEOPLE[:2])

    assert "Cijfer" in [each["label"]["nl"] for each in evaluation_round.form.answered_questions.values()]


def test_question_is_known_when_only_its_results_are_left(section):
    evaluation_round = closed(section, [{"Cijfer": 4}] * 6)
    evaluation_round.responses.all().delete()
    form = FeedbackForm.objects.get(pk=evaluation_round.form_id)

    assert form.questions.get(label="Cijfer").key in form.answered_questions
