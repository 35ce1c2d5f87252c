"""The course of a round: who is asked, reminded and counted."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.utils import timezone

from cultuurraad_wagtail.evaluation.asking import candidates, response_rates
from cultuurraad_wagtail.evaluation.rounds import (
    NotAllowed,
    close_round,
    publish_results,
    remind,
    run_rounds,
    start_round,
)
from cultuurraad_wagtail.models import (
    CouncilSettings,
    EvaluationRound,
    FeedbackForm,
    Invitee,
    OutboxMail,
    Response,
    UnfinishedResponse,
)
from cultuurraad_wagtail.snippets.answer_forms import TOKEN_SALT
from cultuurraad_wagtail.views.evaluations import InviteeView
from tests.browser_forms import press
from tests.evaluation.rounds import closed, link_of, make_evaluation_form, make_members, make_round, started
from tests.factories import make_form, make_mandate, make_organisation, make_person
from tests.feedback.test_answering import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_waiting(settings):
    settings.CULTUURRAAD_FEEDBACK_MIN_SECONDS = 0
    settings.CULTUURRAAD_MAIL_SENDING = "command"


def name(evaluation_round, label):
    return f"q{evaluation_round.form.questions.get(label=label).key}"


def answer(client, evaluation_round, person, value="4"):
    link = link_of(evaluation_round, person)
    data = fields_of(client.get(link)) | {name(evaluation_round, "Cijfer"): value}
    return client.post(link, data)


def recipients():
    return sorted(OutboxMail.objects.values_list("recipient", flat=True))


def test_members_are_asked_once_each_in_their_language(section):
    hub = make_members(section, ["Amina", "Bart"])
    other = make_members(section, ["Celine"], title="Zaken")
    french = make_person("Denis", email="denis@example.org", language="fr")
    make_mandate(french, hub)
    make_mandate(french, other)
    evaluation_round = make_round(section.site)
    evaluation_round.workgroups.add(hub, other)

    assert start_round(evaluation_round=evaluation_round) == 4

    assert recipients() == ["amina@example.org", "bart@example.org", "celine@example.org", "denis@example.org"]
    mail = OutboxMail.objects.get(recipient="denis@example.org")
    assert "Vos réponses sont anonymes" in mail.body
    assert start_round(evaluation_round=evaluation_round) == 0
    assert OutboxMail.objects.count() == 4


def test_mail_says_who_asks_and_whom_one_can_ask(section):
    CouncilSettings.objects.create(site=section.site, organiser_name="Raad", organiser_email="raad@brussel.be")
    remind(evaluation_round=started(section), now=timezone.now() + timedelta(days=2))

    ends = {mail.body.rstrip().splitlines()[-2:] == ["Raad", "raad@brussel.be"] for mail in OutboxMail.objects.all()}

    assert (ends, OutboxMail.objects.count()) == ({True}, 6)


def test_who_answers_by_name_reads_for_whom(client, section):
    evaluation_round = make_round(section.site, title="Jaarronde", audience="contacts", anonymity="named")
    koor = make_organisation(section, "Koor", contact_email="koor@example.org")
    start_round(evaluation_round=evaluation_round)
    page = BeautifulSoup(client.get(link_of(evaluation_round, "Koor")).content, "html.parser")
    assert page.select_one(".cultuurraad-eyebrow").text == "Jaarronde"
    assert "U antwoordt als Koor." in page.text

    Invitee.objects.update(name="Amina")

    assert (
        f"U antwoordt als Amina, voor {koor.title}." in client.get(link_of(evaluation_round, "Amina")).content.decode()
    )


@pytest.mark.parametrize(("anonymity", "is_promised"), [("anonymous", False), ("named", True)])
def test_notice_promises_what_can_be_done(client, section, anonymity, is_promised):
    page = client.get(link_of(started(section, anonymity=anonymity), "Amina")).content.decode()
    assert ("U kunt vragen om het in te zien" in page, "Er staat geen naam bij" in page) == (
        is_promised,
        not is_promised,
    )


def test_language_of_a_link_changes_without_losing_what_was_filled_in(client, section):
    form = make_evaluation_form(translations={"fr": {"title": "Évaluation"}})
    evaluation_round = started(section, form=form)
    link = link_of(evaluation_round, "Amina")

    french = press(client, client.get(link), "Français", {name(evaluation_round, "Cijfer"): "4"})

    page = BeautifulSoup(french.content, "html.parser")
    assert page.h1.text == "Évaluation"
    assert [each["value"] for each in page.select("input[checked]")] == ["4"]
    assert Response.objects.count() == 0
    sent = press(client, french, "Envoyer vos réponses")
    assert (sent.status_code, Response.objects.count()) == (302, 1)


def test_who_has_no_address_is_told_of_and_not_asked(section):
    hub = make_members(section, ["Amina"])
    make_mandate(make_person("Zonder"), hub)
    evaluation_round = make_round(section.site)
    evaluation_round.workgroups.add(hub)

    assert [bool(each.email) for each in candidates(evaluation_round)] == [True, False]
    assert start_round(evaluation_round=evaluation_round) == 1


def test_contacts_of_organisations_are_asked_in_the_language_of_their_profile(section):
    make_organisation(section, "Koor", contact_email="koor@example.org")
    make_organisation(section, "Zonder adres")
    make_organisation(section, "Gestopt", contact_email="weg@example.org", ceased_on=timezone.localdate())
    evaluation_round = make_round(section.site, audience="contacts", anonymity="named")

    start_round(evaluation_round=evaluation_round)

    assert recipients() == ["koor@example.org"]
    assert Invitee.objects.get().organisation.title == "Koor"


def test_answer_comes_in_once(client, section):
    evaluation_round = started(section)

    assert answer(client, evaluation_round, "Amina").status_code == 302
    assert Response.objects.count() == 1
    page = client.get(link_of(evaluation_round, "Amina"))
    assert BeautifulSoup(page.content, "html.parser").select_one("form[method=post]") is None
    answer_again = client.post(link_of(evaluation_round, "Amina"), {name(evaluation_round, "Cijfer"): "1"})
    assert answer_again.status_code == 200
    assert Response.objects.count() == 1


def test_who_comes_back_reads_that_they_answered_already(client, section):
    evaluation_round = started(section)

    thanks = client.get(answer(client, evaluation_round, "Amina").url).content.decode()
    again = client.get(link_of(evaluation_round, "Amina")).content.decode()

    assert ("Dank u" in thanks, "U hebt al geantwoord" in thanks) == (True, False)
    assert ("U hebt al geantwoord" in again, "Iedereen antwoordt één keer" in again) == (True, True)


def test_thanks_are_in_the_language_that_was_chosen(client, section):
    evaluation_round = started(section)
    link = link_of(evaluation_round, "Amina") + "?language=fr"
    data = fields_of(client.get(link)) | {name(evaluation_round, "Cijfer"): "4"}

    assert "Merci" in client.get(client.post(link, data).url).content.decode()


@pytest.mark.parametrize("asks", [True, False])
def test_who_is_asked_with_whom_they_work_reads_that_it_may_be_published(client, section, asks):
    form = make_form(questions=[{"label": "Met wie?", "field_type": "partners"}, {"label": "Nog iets?"}][1 - asks :])
    make_organisation(section, "Koor", contact_email="koor@example.org")
    make_organisation(section, "Huis", contact_email="huis@example.org")
    evaluation_round = make_round(section.site, form, audience="contacts", anonymity="named")
    start_round(evaluation_round=evaluation_round)

    page = client.get(link_of(evaluation_round, "Koor")).content.decode()

    assert ("De raad kan publiceren wie met wie samenwerkt, met de namen van de organisaties." in page) is asks


def test_looking_at_the_link_changes_nothing(client, section):
    evaluation_round = started(section)

    page = client.get(link_of(evaluation_round, "Amina"))

    assert page.status_code == 200
    assert page["Referrer-Policy"] == "strict-origin"
    assert not Invitee.objects.filter(has_answered=True).exists()
    assert page.cookies == {}


@pytest.mark.parametrize("token", ["onzin", "a:b", "%00", "x" * 300])
def test_other_links_are_not_valid(client, section, token):
    assert client.get(f"/cultuurraad/evaluation/{token}/").status_code == 404


def test_named_round_tells_who_answered_what(client, section):
    evaluation_round = started(section, anonymity="named")
    answer(client, evaluation_round, "Bart")
    assert Response.objects.get().invitee.name.startswith("Bart")


def test_reminder_goes_to_who_did_not_answer(client, section):
    evaluation_round = started(section)
    answer(client, evaluation_round, "Amina")
    OutboxMail.objects.all().delete()

    assert remind(evaluation_round=evaluation_round) == 2
    assert recipients() == ["bart@example.org", "celine@example.org"]
    assert remind(evaluation_round=evaluation_round) == 0


def test_what_is_due_is_done_once(section):
    now = timezone.now()
    evaluation_round = make_round(section.site, is_planned=True, remind_days=7)
    evaluation_round.workgroups.add(make_members(section, ["Amina", "Bart"]))

    assert run_rounds(now=now) == {"invited": 2, "reminded": 0, "closed": 0}
    assert run_rounds(now=now + timedelta(days=8)) == {"invited": 0, "reminded": 2, "closed": 0}
    assert run_rounds(now=now + timedelta(days=9)) == {"invited": 0, "reminded": 0, "closed": 0}
    assert run_rounds(now=now + timedelta(days=15)) == {"invited": 0, "reminded": 0, "closed": 1}
    assert run_rounds(now=now + timedelta(days=16)) == {"invited": 0, "reminded": 0, "closed": 0}


def test_round_that_nobody_said_to_start_waits_for_its_editor(section):
    evaluation_round = make_round(section.site)
    evaluation_round.workgroups.add(make_members(section, ["Amina"]))

    assert run_rounds() == {"invited": 0, "reminded": 0, "closed": 0}


def test_closed_round_takes_no_answer_and_loses_none(client, section):
    evaluation_round = started(section)
    answer(client, evaluation_round, "Amina")
    link = link_of(evaluation_round, "Bart")
    data = fields_of(client.get(link)) | {name(evaluation_round, "Cijfer"): "2"}
    close_round(evaluation_round=evaluation_round)

    assert client.post(link, data).status_code == 200

    assert Response.objects.count() == 1
    assert EvaluationRound.objects.get().results["responses"] == 1


def test_answer_that_comes_while_a_round_is_counted_is_told_and_not_kept(client, section, monkeypatch):
    evaluation_round = started(section)
    link = link_of(evaluation_round, "Bart")
    data = fields_of(client.get(link)) | {name(evaluation_round, "Cijfer"): "2"}
    store = InviteeView.store

    def closed_first(view, form):
        close_round(evaluation_round=evaluation_round)
        store(view, form)

    monkeypatch.setattr(InviteeView, "store", closed_first)
    told = client.post(link, data)

    assert told.status_code == 200
    assert text_of(told) == text_of(client.get(link))
    assert Response.objects.count() == 0
    assert not evaluation_round.invitees.filter(has_answered=True).exists()


@pytest.mark.parametrize("is_gone", [{"live": False}, {"expire_at": timezone.now() - timedelta(minutes=1)}])
def test_form_that_is_taken_off_the_site_is_asked_of_nobody(client, section, is_gone):
    evaluation_round = started(section)
    everybody = make_round(section.site, evaluation_round.form, title="Open", audience="public")
    start_round(evaluation_round=everybody)
    addresses = [link_of(evaluation_round, "Amina"), f"/cultuurraad/rounds/nl/{everybody.slug}/"]
    assert [client.get(each).status_code for each in addresses] == [200, 200]

    FeedbackForm.objects.update(**is_gone)

    assert [client.get(each).status_code for each in addresses] == [404, 404]
    assert [client.post(each, {"token": "x"}).status_code for each in addresses] == [404, 404]
    with pytest.raises(NotAllowed, match="Het formulier van deze ronde is niet gepubliceerd"):
        remind(evaluation_round=evaluation_round)


def test_link_of_a_round_whose_site_was_deleted_leads_nowhere(client, section):
    link = link_of(started(section), "Amina")
    EvaluationRound.objects.update(site=None)
    assert client.get(link).status_code == 404


def test_answer_that_was_on_its_way_when_the_hour_struck_is_taken(client, section):
    evaluation_round = started(section)
    link = link_of(evaluation_round, "Amina")
    data = fields_of(client.get(link)) | {name(evaluation_round, "Cijfer"): "4"}
    EvaluationRound.objects.update(
        opens_at=timezone.now() - timedelta(days=1), closes_at=timezone.now() - timedelta(minutes=30)
    )
    shown = signing.dumps({"at": (timezone.now() - timedelta(minutes=40)).timestamp(), "id": "x"}, salt=TOKEN_SALT)

    assert client.post(link, data | {"token": shown}).status_code == 302
    assert client.post(link_of(evaluation_round, "Bart"), data).status_code == 200
    assert Response.objects.count() == 1


def test_round_cannot_be_left_halfway(client, section):
    """What waits behind a link would be an answer outside the round."""
    evaluation_round = started(section)
    evaluation_round.form.may_pause = True
    evaluation_round.form.save()
    link = link_of(evaluation_round, "Amina")
    page = client.get(link)
    assert b'name="pause"' not in page.content

    client.post(link, fields_of(page) | {"pause": "1", name(evaluation_round, "Cijfer"): "4"})

    assert UnfinishedResponse.objects.count() == 0
    assert Response.objects.get().round == evaluation_round


def test_question_that_is_asked_in_another_way_meanwhile_stops_no_round(client, section):
    evaluation_round = started(section)
    answer(client, evaluation_round, "Amina")
    evaluation_round.form.questions.filter(label="Cijfer").update(field_type="matrix", choices="Een\nTwee")
    link = link_of(evaluation_round, "Bart")
    data = fields_of(client.get(link)) | {f"{name(evaluation_round, 'Cijfer')}-1": "3"}
    assert client.post(link, data).status_code == 302

    close_round(evaluation_round=evaluation_round)

    assert EvaluationRound.objects.get().results["responses"] == 2


def test_round_that_is_started_before_its_hour_opens_at_once(section):
    now = timezone.now()
    evaluation_round = make_round(section.site, opens_at=now + timedelta(days=1))
    evaluation_round.workgroups.add(make_members(section, ["Amina"]))

    start_round(evaluation_round=evaluation_round)

    evaluation_round.refresh_from_db()
    assert evaluation_round.is_open()


@pytest.mark.parametrize("fields", [{"live": False}, {"expire_at": timezone.now() - timedelta(minutes=1)}])
def test_round_of_a_form_that_is_not_published_is_not_started(section, fields, caplog):
    evaluation_round = make_round(section.site, make_evaluation_form(**fields), is_planned=True)
    evaluation_round.workgroups.add(make_members(section, ["Amina"]))

    with pytest.raises(NotAllowed):
        start_round(evaluation_round=evaluation_round)
    assert run_rounds() == {"invited": 0, "reminded": 0, "closed": 0}
    assert [(each.levelname, each.exc_info) for each in caplog.records] == [("WARNING", None)]
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("is_started", [True, False])
def test_nobody_is_reminded_of_a_round_that_takes_no_answers(section, is_started):
    evaluation_round = started(section) if is_started else make_round(section.site)
    close_round(evaluation_round=evaluation_round)
    with pytest.raises(NotAllowed):
        remind(evaluation_round=evaluation_round)


def test_round_that_would_be_over_is_not_started(section):
    now = timezone.now()
    evaluation_round = make_round(section.site, opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
    evaluation_round.workgroups.add(make_members(section, ["Amina"]))
    with pytest.raises(NotAllowed, match="De ronde zou al voorbij zijn"):
        start_round(evaluation_round=evaluation_round)


def test_results_stay_when_the_answers_are_erased(client, section):
    evaluation_round = started(section)
    answer(client, evaluation_round, "Amina")
    close_round(evaluation_round=evaluation_round)
    Response.objects.all().delete()

    assert EvaluationRound.objects.get().results["responses"] == 1


def test_results_are_published_after_the_round(section):
    evaluation_round = started(section)
    with pytest.raises(Exception, match="Sluit eerst de ronde"):
        publish_results(evaluation_round=evaluation_round, is_public=True)


def test_round_with_nobody_to_ask_does_not_start_by_itself(section):
    evaluation_round = make_round(section.site, is_planned=True)

    assert run_rounds()["invited"] == 0

    evaluation_round.refresh_from_db()
    assert not evaluation_round.has_started


def test_results_of_a_few_are_not_published(section):
    few, enough = (closed(section, [{"Cijfer": 4}] * number, published=False) for number in (4, 5))

    with pytest.raises(NotAllowed, match="Te weinig mensen antwoordden"):
        publish_results(evaluation_round=few, is_public=True)
    publish_results(evaluation_round=enough, is_public=True)

    assert [EvaluationRound.objects.get(pk=each.pk).is_published() for each in (few, enough)] == [False, True]


def test_rates_are_told_by_group(client, section):
    evaluation_round = started(section)
    answer(client, evaluation_round, "Amina")
    group = evaluation_round.workgroups.get().title

    assert response_rates(evaluation_round) == [(group, 1, 3)]


class TestEverybody:
    @pytest.fixture
    def evaluation_round(self, section):
        found = make_round(section.site, audience="public")
        start_round(evaluation_round=found)
        return found

    def test_whoever_has_the_address_answers(self, client, evaluation_round):
        address = f"/cultuurraad/rounds/nl/{evaluation_round.slug}/"
        data = fields_of_round(client.get(address)) | {name(evaluation_round, "Cijfer"): "4"}

        answer = client.post(address, data)

        assert (answer.status_code, answer.url) == (302, f"{address}thanks/")
        assert Response.objects.get().round == evaluation_round
        assert client.get(answer.url).status_code == 200

    def test_same_answer_sent_twice_is_one(self, client, evaluation_round):
        address = f"/cultuurraad/rounds/nl/{evaluation_round.slug}/"
        data = fields_of_round(client.get(address)) | {name(evaluation_round, "Cijfer"): "4"}

        assert [client.post(address, data).status_code for _ in range(3)] == [302, 302, 302]
        assert Response.objects.count() == 1

    def test_round_of_members_has_no_such_address(self, client, section):
        evaluation_round = started(section, title="Andere")
        assert client.get(f"/cultuurraad/rounds/nl/{evaluation_round.slug}/").status_code == 404


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").select_one(".cultuurraad").text


def fields_of_round(response):
    form = BeautifulSoup(response.content, "html.parser").select_one("form[method=post]")
    return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
