"""Questionnaires as visitors meet them: several languages, several kinds of question, parts that depend on others."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cultuurraad_wagtail.feedback import answers_in_words, current_version, responses_as_table
from cultuurraad_wagtail.models import FeedbackForm, Response, UnfinishedResponse
from tests.browser_forms import press
from tests.factories import make_form, make_question
from tests.feedback.test_answering import fields_of

pytestmark = pytest.mark.django_db

CHOICES = "Muziek\nDans\nCircus"


@pytest.fixture(autouse=True)
def _no_waiting(settings, section):
    settings.CULTUURRAAD_FEEDBACK_MIN_SECONDS = 0
    settings.CULTUURRAAD_MAIL_SENDING = "inline"


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def send(client, form, answers, language="nl", **extra):
    """Open the form in ``language`` and answer it; ``answers`` by the names of its fields."""
    address = form.get_absolute_url(language)
    return client.post(address, fields_of(client.get(address)) | answers | extra)


def name(form, label, part=None):
    key = form.questions.get(label=label).key
    return f"q{key}" if part is None else f"q{key}-{part}"


def kept(form, label):
    return Response.objects.get().answers.get(form.questions.get(label=label).key)


def errors(response):
    return [link.parent.text for link in soup_of(response).select("[role=alert] li a")]


class TestLanguages:
    @pytest.fixture
    def form(self):
        words = {"fr": {"label": "Qu'en pensez-vous ?", "choices": "Musique\nDanse\nCirque"}}
        questions = [
            {"label": "Wat vond u?", "field_type": "radio", "choices": CHOICES, "translations": words},
            {"label": "Nog iets?", "help_text": "Alles mag."},
        ]
        return make_form("Hoe was het?", questions=questions, translations={"fr": {"title": "C'était comment ?"}})

    def test_visitor_reads_their_language(self, client, form):
        page = soup_of(client.get(form.get_absolute_url("fr")))

        assert page.h1.text == "C'était comment ?"
        assert [each.text.strip() for each in page.select("legend")] == ["Qu'en pensez-vous ?"]
        assert [each.text.strip() for each in page.select("fieldset label")] == ["Musique", "Danse", "Cirque"]
        assert page.select_one(".cultuurraad")["lang"] == "fr"

    def test_what_is_not_translated_is_marked_as_dutch(self, client, form):
        page = soup_of(client.get(form.get_absolute_url("fr")))

        assert page.select_one("label > span[lang=nl]").text == "Nog iets?"
        assert page.select_one(".cultuurraad-question__help[lang=nl]").text == "Alles mag."

    def test_nothing_is_marked_in_the_language_in_which_it_was_written(self, client, form):
        page = soup_of(client.get(form.get_absolute_url()))

        assert page.select("[lang] [lang]:not(.cultuurraad):not(.cultuurraad-languages button)") == []

    def test_other_languages_are_one_click_away_and_what_was_filled_in_comes_along(self, client, form):
        page = client.get(form.get_absolute_url("fr"))
        buttons = soup_of(page).select(".cultuurraad-languages button")
        assert [(each["formaction"], each.text) for each in buttons] == [(form.get_absolute_url("nl"), "Nederlands")]

        typed = {name(form, "Wat vond u?"): "2", name(form, "Nog iets?"): "Ja zeker"}
        dutch = press(client, page, "Nederlands", typed)

        shown = soup_of(dutch)
        assert dutch.status_code == 200
        assert shown.legend.text.strip().startswith("Wat vond u?")
        assert [each["value"] for each in shown.select("input[checked]")] == ["2"]
        assert shown.select_one(f"[name={name(form, 'Nog iets?')}]")["value"] == "Ja zeker"
        assert Response.objects.count() == 0
        assert press(client, dutch, "Verzend uw antwoorden").status_code == 302
        assert Response.objects.get().language == "nl"

    def test_enter_sends_the_form_and_does_not_change_its_language(self, client, form):
        """The first button of a form, in the order of the page, is the one that Enter presses."""
        page = soup_of(client.get(form.get_absolute_url("fr")))
        first = page.select(
            "button[type=submit][form=cultuurraad-feedback], form#cultuurraad-feedback button[type=submit]"
        )[0]
        assert not first.has_attr("name")
        assert page.select("form#cultuurraad-feedback")[0].select("button")[0].text == first.text

    def test_other_languages_of_a_form_that_is_closed_are_links(self, client, form):
        FeedbackForm.objects.update(open_until=timezone.now())
        page = soup_of(client.get(form.get_absolute_url("fr")))
        links = [(each["href"], each.text) for each in page.select(".cultuurraad-languages a")]
        assert links == [(form.get_absolute_url("nl"), "Nederlands")]

    def test_answers_of_all_languages_are_one_set(self, client, form):
        send(client, form, {name(form, "Wat vond u?"): "2"}, "fr")
        send(client, form, {name(form, "Wat vond u?"): "2", name(form, "Nog iets?"): "Ja"}, "nl")

        assert [each.answers[form.questions.first().key] for each in Response.objects.all()] == [2, 2]
        assert sorted(each.language for each in Response.objects.all()) == ["fr", "nl"]
        heading, rows = responses_as_table(Response.objects.all())
        assert heading[3:] == ["Wat vond u?", "Nog iets?"]
        assert {row[3] for row in rows} == {"Dans"}

    @pytest.mark.parametrize("code", ["de", "xx"])
    def test_language_that_the_site_does_not_have_is_not_found(self, client, form, code):
        assert client.get(form.get_absolute_url(code)).status_code == 404


class TestKinds:
    def test_scale_can_be_left_out_as_not_applicable(self, client):
        form = make_form(questions=[{"label": "Cijfer", "field_type": "scale", "steps": 7, "has_na": True}])
        page = soup_of(client.get(form.get_absolute_url()))
        assert [each["value"] for each in page.select("input[type=radio]")] == [*"1234567", "na"]

        send(client, form, {name(form, "Cijfer"): "na"})

        assert kept(form, "Cijfer") == "na"

    def test_matrix_is_a_scale_for_each_statement(self, client):
        matrix = {
            "label": "Samen",
            "field_type": "matrix",
            "choices": "We delen kennis\nWe delen ruimte",
            "has_na": True,
        }
        form = make_form(questions=[matrix])
        page = soup_of(client.get(form.get_absolute_url()))
        group = page.select_one("fieldset.cultuurraad-question--group")
        assert [each.text.strip() for each in group.select("legend")] == [
            "Samen",
            "We delen kennis",
            "We delen ruimte",
        ]

        send(client, form, {name(form, "Samen", 1): "4", name(form, "Samen", 2): "na"})

        assert kept(form, "Samen") == {"1": 4, "2": "na"}

    def test_required_matrix_asks_for_every_statement(self, client):
        form = make_form(
            questions=[{"label": "Samen", "field_type": "matrix", "choices": "Kennis\nRuimte", "required": True}]
        )

        answer = send(client, form, {name(form, "Samen", 1): "4"})

        assert errors(answer) == ["Samen – Ruimte – Dit is een verplicht veld."]
        assert soup_of(answer).select_one("input[value='4']").has_attr("checked")

    def test_ranking_keeps_the_order(self, client):
        form = make_form(questions=[{"label": "Eerst", "field_type": "ranking", "choices": CHOICES}])

        send(client, form, {name(form, "Eerst", 1): "3", name(form, "Eerst", 2): "1"})

        assert kept(form, "Eerst") == [3, 1]

    def test_ranking_takes_each_thing_once(self, client):
        form = make_form(questions=[{"label": "Eerst", "field_type": "ranking", "choices": CHOICES}])

        answer = send(client, form, {name(form, "Eerst", 1): "3", name(form, "Eerst", 2): "3"})

        assert len(errors(answer)) == 1
        assert Response.objects.count() == 0

    def test_sections_have_a_heading(self, client):
        form = make_form(questions=[{"label": "Over u", "field_type": "section"}, {"label": "Naam"}])

        page = soup_of(client.get(form.get_absolute_url()))

        assert page.select_one("section.cultuurraad-form__part h2").text == "Over u"
        assert len(page.select("section.cultuurraad-form__part label")) == 1

    def test_answers_are_read_in_words(self, client):
        questions = [
            {"label": "Kies", "field_type": "checkboxes", "choices": CHOICES},
            {"label": "Samen", "field_type": "matrix", "choices": "Kennis\nRuimte"},
            {"label": "Eerst", "field_type": "ranking", "choices": CHOICES},
        ]
        form = make_form(questions=questions)
        answers = {name(form, "Kies"): ["1", "3"], name(form, "Samen", 1): "4", name(form, "Eerst", 1): "2"}
        send(client, form, answers)

        words = [each["value"] for each in answers_in_words(Response.objects.get(), "nl")]

        assert words == ["Muziek, Circus", "Kennis: 4", "1. Dans"]


class TestConditions:
    @pytest.fixture
    def form(self):
        form = make_form(questions=[{"label": "Kwam u?", "field_type": "yes_no"}])
        deciding = form.questions.get()
        make_question(form, "Hoe was het?", only_if=deciding.key, only_if_answers="Ja", required=True, sort_order=2)
        return form

    @pytest.mark.parametrize(
        ("comes", "words", "is_taken"),
        [
            ("yes", "Fijn", True),
            ("yes", "", False),
            ("no", "", True),
            ("no", "Fijn", False),
            ("", "", True),
        ],
    )
    def test_part_is_answered_only_where_it_applies(self, client, form, comes, words, is_taken):
        answer = send(client, form, {name(form, "Kwam u?"): comes, name(form, "Hoe was het?"): words})

        assert answer.status_code == (302 if is_taken else 200)
        assert Response.objects.count() == is_taken
        assert len(errors(answer)) == (not is_taken)

    def test_part_is_in_sight_without_a_script_and_says_when(self, client, form):
        part = soup_of(client.get(form.get_absolute_url())).select_one("cultuurraad-condition")

        assert part.p.text == "Alleen als u “Ja” antwoordde op “Kwam u?”:"
        assert (part["data-name"], part["data-values"]) == (name(form, "Kwam u?"), "yes")
        assert not part.input.has_attr("required")

    def test_part_that_depends_on_an_answer_that_is_gone_is_asked_of_everybody(self, client):
        form = make_form(questions=[{"label": "Kies", "field_type": "radio", "choices": CHOICES}])
        deciding = form.questions.get()
        make_question(form, "Waarom?", only_if=deciding.key, only_if_answers="Opera", required=True, sort_order=2)

        page = soup_of(client.get(form.get_absolute_url()))
        answer = send(client, form, {name(form, "Kies"): "1", name(form, "Waarom?"): "Omdat"})

        assert page.select("cultuurraad-condition") == []
        assert answer.status_code == 302
        assert kept(form, "Waarom?") == "Omdat"


class TestVersions:
    def test_copy_that_was_open_is_taken_as_it_was(self, client):
        form = make_form(questions=[{"label": "Naam"}, {"label": "Leeftijd"}])
        current_version(form)
        old = {name(form, "Naam"): "Zoë", name(form, "Leeftijd"): "41"}
        data = fields_of(client.get(form.get_absolute_url()))
        form.questions.get(label="Leeftijd").delete()
        make_question(form, "Postcode", required=True)

        assert client.post(form.get_absolute_url(), data | old).status_code == 302

        assert [each["value"] for each in answers_in_words(Response.objects.get())] == ["Zoë", "41"]

    def test_choice_that_is_worded_anew_keeps_its_code(self, db):
        question = make_form(questions=[{"label": "Kies", "field_type": "radio", "choices": CHOICES}]).questions.get()
        question.choices = "Muziek\nDans en beweging\nCircus"
        question.save()
        assert [line["code"] for line in question.lines] == [1, 2, 3]

    def test_code_of_a_choice_that_is_gone_is_not_given_again(self, db):
        question = make_form(questions=[{"label": "Kies", "field_type": "radio", "choices": CHOICES}]).questions.get()
        for choices in ("Muziek\nDans", "Muziek\nDans\nFilm\nLetteren"):
            question.choices = choices
            question.save()
        assert {line["label"]["nl"]: line["code"] for line in question.lines} == {
            "Muziek": 1,
            "Dans": 2,
            "Film": 4,
            "Letteren": 5,
        }

    def test_choice_that_comes_while_another_goes_gets_a_code_of_its_own(self, db):
        question = make_form(questions=[{"label": "Kies", "field_type": "radio", "choices": CHOICES}]).questions.get()
        question.choices = "Muziek\nCircus\nFilm"
        question.save()
        assert {line["label"]["nl"]: line["code"] for line in question.lines} == {"Muziek": 1, "Circus": 3, "Film": 4}

    def test_table_has_one_column_for_a_question_of_all_versions(self, client):
        form = make_form(questions=[{"label": "Naam"}])
        send(client, form, {name(form, "Naam"): "Zoë"})
        form.questions.update(label="Uw naam")
        send(client, form, {name(form, "Uw naam"): "Amina"})

        heading, rows = responses_as_table(Response.objects.order_by("submitted_at"))

        assert heading[3:] == ["Uw naam"]
        assert [row[3] for row in rows] == ["Zoë", "Amina"]


class TestPausing:
    @pytest.fixture
    def form(self):
        questions = [
            {"label": "Naam", "required": True},
            {"label": "Kies", "field_type": "checkboxes", "choices": CHOICES},
        ]
        return make_form("Lang", questions=questions, may_pause=True)

    def pause(self, client, form, **answers):
        return send(client, form, {name(form, "Kies"): ["1", "3"]}, pause="1", **answers)

    def continue_at(self, client, answer):
        return soup_of(client.get(answer.url)).select_one("a.cultuurraad-button")["href"]

    def test_what_was_filled_in_comes_back_behind_a_link(self, client, form):
        link = self.continue_at(client, self.pause(client, form))

        page = soup_of(client.get(link))

        assert [each["value"] for each in page.select("input[checked]")] == ["1", "3"]
        assert Response.objects.count() == 0

    def test_characters_that_a_database_refuses_are_left_out(self, client, form):
        answer = self.pause(client, form, **{name(form, "Naam"): "Zo\x00ë", "q\x00": "x"})

        assert answer.status_code == 302
        assert UnfinishedResponse.objects.get().data[name(form, "Naam")] == ["Zoë"]

    def test_nothing_waits_once_it_is_sent(self, client, form):
        link = self.continue_at(client, self.pause(client, form))
        data = fields_of(client.get(link)) | {name(form, "Naam"): "Zoë", name(form, "Kies"): ["1"]}

        assert client.post(form.get_absolute_url(), data).status_code == 302

        assert UnfinishedResponse.objects.count() == 0
        assert kept(form, "Kies") == [1]
        assert client.get(link).status_code == 404

    def test_pausing_again_keeps_one_row(self, client, form):
        link = self.continue_at(client, self.pause(client, form))
        data = fields_of(client.get(link)) | {name(form, "Naam"): "Zoë", "pause": "1"}

        client.post(form.get_absolute_url(), data)

        assert UnfinishedResponse.objects.get().data[name(form, "Naam")] == ["Zoë"]

    def test_link_is_mailed_and_the_address_kept_nowhere_else(self, client, form, django_capture_on_commit_callbacks):
        answer = self.pause(client, form)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(answer.url, {"email": "zoe@example.org"})

        assert [each.to for each in mail.outbox] == [["zoe@example.org"]]
        assert UnfinishedResponse.objects.get().nonce in mail.outbox[0].body
        assert "example.org" not in str(UnfinishedResponse.objects.values().get())

    def test_language_changes_and_the_link_stays(self, client, form):
        FeedbackForm.objects.update(translations={"fr": {"title": "Long"}})
        link = self.continue_at(client, self.pause(client, form))

        french = press(client, client.get(link), "Français")
        sent = press(client, french, "Envoyer vos réponses", {name(form, "Naam"): "Zoë"})

        assert [each["value"] for each in soup_of(french).select("input[checked]")] == ["1", "3"]
        assert sent.status_code == 302
        assert (kept(form, "Kies"), UnfinishedResponse.objects.count()) == ([1, 3], 0)

    def test_looking_again_at_a_link_that_was_mailed_mails_nothing(self, client, form):
        answer = self.pause(client, form)

        mailed = client.post(answer.url, {"email": "zoe@example.org"})

        assert mailed.status_code == 302
        assert "example" not in mailed.url
        assert soup_of(client.get(mailed.url)).select("form input[name=email]") == []

    def test_address_that_no_mail_can_have_is_told_at_the_field(self, client, form):
        answer = self.pause(client, form)
        long = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".be"

        told = client.post(answer.url, {"email": long})

        assert told.status_code == 200
        assert list(told.context["form"].errors) == ["email"]

    def test_link_works_for_its_time_and_tells_nobody(self, client, form):
        answer = self.pause(client, form)
        link = self.continue_at(client, answer)
        assert client.get(link)["Referrer-Policy"] == client.get(answer.url)["Referrer-Policy"] == "strict-origin"

        UnfinishedResponse.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

        assert client.get(link).status_code == 404

    def test_link_of_a_form_that_is_gone_says_what_to_do(self, client, form):
        answer = self.pause(client, form)
        links = [answer.url, self.continue_at(client, answer)]
        FeedbackForm.objects.update(live=False)

        for page in map(client.get, links):
            assert page.status_code == 404
            assert "vraag het aan het secretariaat van de raad" in soup_of(page).text
            assert page["Referrer-Policy"] == "strict-origin"

    def test_too_many_from_one_address_come_back_with_everything_filled_in(self, form, settings):
        settings.CULTUURRAAD_FEEDBACK_MAX_PER_HOUR = 2
        visitor = Client(REMOTE_ADDR="1.2.3.4")
        answers = [self.pause(visitor, form, **{name(form, "Naam"): f"Zoë {number}"}) for number in range(3)]

        assert [each.status_code for each in answers] == [302, 302, 429]
        assert UnfinishedResponse.objects.count() == 2
        page = soup_of(answers[2])
        assert page.find("input", attrs={"name": name(form, "Naam")})["value"] == "Zoë 2"
        assert [each["value"] for each in page.select("input[checked]")] == ["1", "3"]
        [told] = page.select("[role=alert]")
        assert "Wat u invulde, staat hier nog" in told.text
        other = self.pause(Client(REMOTE_ADDR="1.2.3.5"), form)
        assert other.status_code == 302

    def test_half_a_form_that_may_not_wait_is_no_mistake(self, form, settings):
        settings.CULTUURRAAD_FEEDBACK_MAX_PER_HOUR = 1
        visitor = Client(REMOTE_ADDR="1.2.3.4")
        self.pause(visitor, form)

        refused = self.pause(visitor, form)

        page = soup_of(refused)
        assert refused.status_code == 429
        assert page.select("[aria-invalid=true]") == []
        assert page.select("[role=alert] a") == []

    def test_what_came_back_can_be_sent_and_its_row_is_kept_until_then(self, form, settings):
        settings.CULTUURRAAD_FEEDBACK_MAX_PER_HOUR = 1
        visitor = Client(REMOTE_ADDR="1.2.3.4")
        link = self.continue_at(visitor, self.pause(visitor, form))
        data = fields_of(visitor.get(link)) | {name(form, "Naam"): "Zoë"}

        refused = visitor.post(form.get_absolute_url(), data | {"pause": "1"})
        assert (refused.status_code, UnfinishedResponse.objects.count()) == (429, 1)
        sent = visitor.post(form.get_absolute_url(), data | fields_of(refused))

        assert sent.status_code == 302
        assert UnfinishedResponse.objects.count() == 0

    def test_a_broken_cache_does_not_stop_it(self, form, monkeypatch):
        def broken(*args, **kwargs):
            raise ConnectionError("no cache")

        monkeypatch.setattr(cache, "incr", broken)
        assert self.pause(Client(REMOTE_ADDR="1.2.3.4"), form).status_code == 302

    def test_short_form_has_no_such_button(self, client, form):
        FeedbackForm.objects.update(may_pause=False)

        assert self.pause(client, form).status_code == 200
        assert UnfinishedResponse.objects.count() == 0
