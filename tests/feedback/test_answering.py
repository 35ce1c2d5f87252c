"""Answering a feedback form, as a visitor's browser does it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail, signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override

from cultuurraad_wagtail.feedback.versions import current_version
from cultuurraad_wagtail.models import FeedbackForm, OutboxMail, Response
from cultuurraad_wagtail.snippets.answer_forms import TOKEN_SALT
from tests.factories import make_editor, make_form, make_private

pytestmark = pytest.mark.django_db

EVERY_KIND = [
    {"label": "Naam", "field_type": "singleline", "required": True},
    {"label": "Verhaal", "field_type": "multiline"},
    {"label": "Mail", "field_type": "email"},
    {"label": "Aantal", "field_type": "number"},
    {"label": "Dag", "field_type": "radio", "choices": "Ma, Di\nWo"},
    {"label": "Talen", "field_type": "checkboxes", "choices": "nl\nfr\nen"},
    {"label": "Cijfer", "field_type": "scale", "low_label": "zwak", "high_label": "sterk"},
    {"label": "Terug", "field_type": "yes_no"},
    {"label": "Datum", "field_type": "date"},
    {"label": "Akkoord", "field_type": "consent", "required": True},
]


@pytest.fixture(autouse=True)
def _no_waiting(settings):
    settings.CULTUURRAAD_FEEDBACK_MIN_SECONDS = 0
    settings.CULTUURRAAD_MAIL_SENDING = "inline"


@pytest.fixture
def form(section):
    return make_form("Hoe was het?", questions=[{"label": "Wat vond u?", "required": True}])


def fields_of(response):
    """What a browser would send back: the hidden fields of the form on the page."""
    soup = BeautifulSoup(response.content, "html.parser")
    posted = soup.select_one("form.cultuurraad-form")
    return {field["name"]: field.get("value", "") for field in posted.select("input[type=hidden]")}


def name_of(form, label):
    return form.questions.get(label=label).clean_name


def send(client, form, answers=None, **extra):
    """Open the form and answer it; ``answers`` by label."""
    url = form.get_absolute_url()
    data = fields_of(client.get(url))
    data |= {name_of(form, label): value for label, value in (answers or {}).items()}
    return client.post(url, data | extra)


def stored(response):
    """What is kept, by the words of the question."""
    labels = {question["key"]: question["label"]["nl"] for question in response.version.questions}
    return {labels[key]: value for key, value in response.answers.items()}


def test_answer_is_stored_and_leads_to_thanks(client, form):
    answer = send(client, form, {"Wat vond u?": "Prima"})
    assert answer.status_code == 302
    assert answer.url == form.get_absolute_url() + "thanks/"
    assert stored(Response.objects.get()) == {"Wat vond u?": "Prima"}
    assert client.get(answer.url).status_code == 200


def test_every_kind_of_question_is_stored_as_promised(client, section):
    form = make_form(questions=EVERY_KIND)
    answers = {
        "Naam": "Amina",
        "Verhaal": "Een\nlang verhaal",
        "Mail": "amina@example.org",
        "Aantal": "3",
        "Dag": "1",
        "Talen": ["1", "3"],
        "Cijfer": "4",
        "Terug": "no",
        "Datum": "2026-11-22",
        "Akkoord": "on",
    }
    assert send(client, form, answers).status_code == 302
    assert stored(Response.objects.get()) == {
        **answers,
        "Dag": 1,
        "Talen": [1, 3],
        "Cijfer": 4,
        "Akkoord": True,
    }


def test_questions_that_were_left_open_are_not_stored(client, section):
    form = make_form(questions=EVERY_KIND)
    send(client, form, {"Naam": "Amina", "Akkoord": "on"})
    assert stored(Response.objects.get()) == {"Naam": "Amina", "Akkoord": True}


def test_error_is_shown_beside_its_field_and_input_is_kept(client, section):
    form = make_form(questions=EVERY_KIND)
    answer = send(client, form, {"Verhaal": "Mijn hele verhaal", "Mail": "geen adres", "Talen": ["2"]})
    assert answer.status_code == 200
    assert Response.objects.count() == 0
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one("textarea").text.strip() == "Mijn hele verhaal"
    assert soup.select_one("input[type=checkbox][value='2']").has_attr("checked")
    field = soup.select_one("input[type=email]")
    assert field["value"] == "geen adres"
    assert field["aria-invalid"] == "true"
    described = [soup.find(id=each) for each in field["aria-describedby"].split()]
    assert any("e-mailadres" in each.text for each in described)
    summary = soup.select_one("[role=alert]")
    assert summary["tabindex"] == "-1"
    assert f"#{field['id']}" in [link["href"] for link in summary.select("a")]


def test_required_consent_must_be_given(client, section):
    form = make_form(questions=[{"label": "Akkoord", "field_type": "consent", "required": True}])
    assert send(client, form).status_code == 200
    assert Response.objects.count() == 0


def test_the_same_answer_sent_twice_is_one_response(client, form):
    url = form.get_absolute_url()
    data = fields_of(client.get(url)) | {name_of(form, "Wat vond u?"): "Prima"}
    assert [client.post(url, data).status_code for _ in range(3)] == [302, 302, 302]
    assert Response.objects.count() == 1


def test_two_visitors_with_one_cached_copy_of_the_form_are_two_responses(form):
    url = form.get_absolute_url()
    data = None
    for _ in range(2):
        visitor = Client()
        page = visitor.get(url)
        data = data or fields_of(page)
        visitor.post(url, data | {name_of(form, "Wat vond u?"): "Prima"})
    assert Response.objects.count() == 2


def test_a_second_different_answer_is_a_second_response(client, form):
    send(client, form, {"Wat vond u?": "Prima"})
    send(client, form, {"Wat vond u?": "Bij nader inzien minder"})
    assert Response.objects.count() == 2


def test_post_without_csrf_token_is_refused(form):
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post(form.get_absolute_url(), {name_of(form, "Wat vond u?"): "Prima"})
    assert answer.status_code == 403
    assert Response.objects.count() == 0


def test_post_with_csrf_token_is_taken(form):
    assert send(Client(enforce_csrf_checks=True), form, {"Wat vond u?": "Prima"}).status_code == 302


def test_filled_honeypot_stores_nothing_but_keeps_the_answers(client, form):
    answer = send(client, form, {"Wat vond u?": "Koop nu"}, website_url="https://spam.example")
    assert answer.status_code == 200
    assert Response.objects.count() == 0
    assert "Koop nu" in answer.content.decode()
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one("input[name=website_url]").get("value", "") == ""


def test_answer_sooner_than_the_minimum_time_is_asked_again(client, form, settings):
    settings.CULTUURRAAD_FEEDBACK_MIN_SECONDS = 3
    answer = send(client, form, {"Wat vond u?": "Prima"})
    assert answer.status_code == 200
    assert Response.objects.count() == 0
    assert "Prima" in answer.content.decode()


@pytest.mark.parametrize("token", ["", "onzin", "eyJhdCI6MX0:1:abc"])
def test_bad_token_keeps_the_answers_and_gives_a_fresh_one(client, form, token):
    url = form.get_absolute_url()
    client.get(url)
    answer = client.post(url, {name_of(form, "Wat vond u?"): "Prima", "token": token})
    assert answer.status_code == 200
    assert Response.objects.count() == 0
    again = fields_of(answer) | {name_of(form, "Wat vond u?"): "Prima"}
    assert client.post(url, again).status_code == 302
    assert Response.objects.count() == 1


def test_too_many_answers_from_one_address_are_asked_to_come_back(form, settings):
    settings.CULTUURRAAD_FEEDBACK_MAX_PER_HOUR = 2
    client = Client(REMOTE_ADDR="1.2.3.4")
    answers = [send(client, form, {"Wat vond u?": f"Antwoord {n}"}) for n in range(3)]
    assert [each.status_code for each in answers] == [302, 302, 429]
    assert "Antwoord 2" in answers[2].content.decode()
    assert Response.objects.count() == 2
    other = send(Client(REMOTE_ADDR="1.2.3.5"), form, {"Wat vond u?": "Van elders"})
    assert other.status_code == 302


def test_a_broken_cache_does_not_stop_answers(client, form, monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError("no cache")

    monkeypatch.setattr(cache, "incr", broken)
    assert send(Client(REMOTE_ADDR="1.2.3.4"), form, {"Wat vond u?": "Prima"}).status_code == 302


def test_form_before_and_after_its_time_takes_no_answers(client, section):
    now = timezone.now()
    early = make_form("Te vroeg", open_from=now + timedelta(hours=1))
    late = make_form("Te laat", open_until=now - timedelta(hours=1))
    for form in (early, late):
        url = form.get_absolute_url()
        page = client.get(url)
        assert page.status_code == 200
        assert BeautifulSoup(page.content, "html.parser").select_one("form[method=post]") is None
        assert client.post(url, {name_of(form, "Wat vond je ervan?"): "Toch"}).status_code == 200
    assert Response.objects.count() == 0


@pytest.mark.parametrize("fields", [{"live": False}, {"expire_at": timezone.now() - timedelta(days=1)}])
def test_unpublished_or_expired_form_is_not_found(client, section, fields):
    form = make_form(**fields)
    assert client.get(form.get_absolute_url()).status_code == 404
    assert client.get(form.get_absolute_url() + "thanks/").status_code == 404
    assert client.post(form.get_absolute_url(), {}).status_code == 404


def test_visitor_goes_back_to_the_page_they_came_from(client, form, section):
    answer = send(client, form, {"Wat vond u?": "Prima"}, page=str(section.home.pk))
    assert answer.url == f"{form.get_absolute_url()}thanks/?page={section.home.pk}"
    assert section.home.url in client.get(answer.url).content.decode()
    assert Response.objects.get().page_id == section.home.pk


@pytest.mark.parametrize("page", ["", "abc", "0", "999999", "9" * 40, "²"])
def test_odd_page_number_is_left_out(client, form, page):
    assert send(client, form, {"Wat vond u?": "Prima"}, page=page).status_code == 302
    assert Response.objects.get().page is None


def test_private_page_is_not_named_on_the_thanks(client, form, section):
    make_private(section.knowledge)
    thanks = client.get(form.get_absolute_url() + f"thanks/?page={section.knowledge.pk}")
    assert thanks.status_code == 200
    assert section.knowledge.title not in thanks.content.decode()


def test_form_speaks_its_own_language(client, section):
    form = make_form("Enquête", language="fr", questions=[{"label": "Nom", "required": True}])
    page = send(client, form)
    with override("fr"):
        required = gettext("This field is required.")
    assert required in page.content.decode()


def test_editor_named_on_the_form_gets_one_mail(client, section, django_capture_on_commit_callbacks):
    editor = make_editor("els")
    form = make_form("Hoe was het?", notify=editor, questions=[{"label": "Wat vond u?"}])
    with django_capture_on_commit_callbacks(execute=True):
        send(client, form, {"Wat vond u?": "Prima"})
    [message] = mail.outbox
    assert message.to == ["els@example.org"]
    assert "Hoe was het?" in message.subject
    assert "Prima" not in message.body  # what is erased in the register must not live on in a mailbox
    assert f"/admin/cultuurraad/responses/inspect/{Response.objects.get().pk}/" in message.body


def test_answer_is_kept_when_the_mail_cannot_be_written(client, section, monkeypatch):
    def broken(**kwargs):
        raise RuntimeError("a site's own template")

    monkeypatch.setattr("cultuurraad_wagtail.feedback.responses.queue_mail", broken)
    form = make_form(notify=make_editor("els"), questions=[{"label": "Wat vond u?"}])
    assert send(client, form, {"Wat vond u?": "Prima"}).status_code == 302
    assert Response.objects.count() == 1
    assert OutboxMail.objects.count() == 0


def test_answering_a_published_form_costs_the_same_queries_for_any_number_of_questions(client, section, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"
    editor = make_editor()
    costs = []
    for count in (1, 20):
        questions = [{"label": f"Vraag {number}"} for number in range(count)]
        form = make_form(f"Van {count}", questions=questions, notify=editor)
        current_version(form)
        answer = {name_of(form, "Vraag 0"): "Ja"}
        with CaptureQueriesContext(connection) as shown:
            data = fields_of(client.get(form.get_absolute_url()))
        with CaptureQueriesContext(connection) as sent:
            answered = client.post(form.get_absolute_url(), data | answer)
        costs.append((len(shown), len(sent)))
    assert answered.status_code == 302
    assert costs == [(5, 10), (5, 10)]


def test_nothing_about_the_visitor_is_stored(client, form):
    send(client, form, {"Wat vond u?": "Prima"})
    row = Response.objects.values().get()
    assert "127.0.0.1" not in str(row)
    assert set(row) == {
        *("id", "form_id", "version_id", "round_id", "invitee_id", "page_id"),
        *("language", "submitted_at", "answers", "submission_key"),
    }


@pytest.mark.parametrize("path", ["n%00l/x/", "nl/x%00/", "nl/onbekend/", "xx/x/"])
@pytest.mark.parametrize("end", ["", "thanks/"])
def test_odd_address_is_not_found(client, section, path, end):
    assert client.get(f"/cultuurraad/feedback/{path}{end}").status_code == 404


def test_form_in_another_language_than_its_page_leads_back_to_that_page(client, sections):
    dutch, french = sections
    form = make_form("Enquête", language="nl", questions=[{"label": "Naam"}])
    answer = send(client, form, {"Naam": "Zoë"}, page=str(french.home.pk))
    assert answer.url.endswith(f"?page={french.home.pk}")
    assert Response.objects.get().page_id == french.home.pk


def test_visitors_behind_an_unnamed_proxy_are_not_counted_as_one(form, settings):
    settings.CULTUURRAAD_FEEDBACK_MAX_PER_HOUR = 1
    for number in range(3):
        answer = send(Client(REMOTE_ADDR="10.0.0.1"), form, {"Wat vond u?": f"Antwoord {number}"})
        assert answer.status_code == 302


def test_visitors_behind_a_named_proxy_are_counted_by_their_own_address(form, settings):
    settings.CULTUURRAAD_FEEDBACK_MAX_PER_HOUR = 1
    settings.CULTUURRAAD_CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    codes = [
        send(Client(HTTP_X_REAL_IP=address), form, {"Wat vond u?": f"{number}"}).status_code
        for number, address in enumerate(["10.0.0.1", "10.0.0.1", "10.0.0.2"])
    ]
    assert codes == [302, 429, 302]


@pytest.mark.parametrize(("minutes", "status", "stored_answers"), [(59, 302, 1), (61, 200, 0)])
def test_form_that_closes_while_it_is_filled_in_takes_the_answer_for_an_hour(
    client, form, minutes, status, stored_answers
):
    url = form.get_absolute_url()
    data = fields_of(client.get(url)) | {name_of(form, "Wat vond u?"): "Net op tijd begonnen"}
    closed = timezone.now() - timedelta(minutes=minutes)
    shown = signing.dumps({"at": (closed - timedelta(minutes=5)).timestamp(), "id": "x"}, salt=TOKEN_SALT)
    FeedbackForm.objects.filter(pk=form.pk).update(open_until=closed)
    assert client.post(url, data | {"token": shown}).status_code == status
    assert Response.objects.count() == stored_answers


def test_form_that_was_opened_after_it_closed_takes_no_answer(client, form):
    url = form.get_absolute_url()
    data = fields_of(client.get(url)) | {name_of(form, "Wat vond u?"): "Te laat"}
    FeedbackForm.objects.filter(pk=form.pk).update(open_until=timezone.now() - timedelta(minutes=5))
    assert client.post(url, data).status_code == 200
    assert Response.objects.count() == 0
