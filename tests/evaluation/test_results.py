"""The published results: the right numbers, in every language, and nothing that tells of a few."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Site

from cultuurraad_wagtail.charts import as_png
from cultuurraad_wagtail.evaluation import files
from cultuurraad_wagtail.evaluation.report import report_of
from cultuurraad_wagtail.models import EvaluationRound
from tests.evaluation.rounds import closed, make_evaluation_form, make_round, year_before
from tests.factories import in_brussels, make_form, make_section

pytestmark = pytest.mark.django_db


def rows(number, *, party=1, step=4, cijfer=4):
    return [{"U bent": party, "Stellingen": {"1": step, "2": "na"}, "Cijfer": cijfer, "Vertel": "geheim"}] * number


def address(evaluation_round, language="nl"):
    return f"/cultuurraad/results/{language}/{evaluation_round.slug}/"


def table(page, figure_id):
    figure = BeautifulSoup(page.content, "html.parser").find(id=figure_id)
    return [[cell.text for cell in row.find_all(["th", "td"])] for row in figure.select("tbody tr")]


def key(evaluation_round, label):
    return evaluation_round.form.questions.get(label=label).key


def test_results_tell_numbers_and_mean(client, section):
    evaluation_round = closed(section, rows(6) + rows(4, step=2))

    page = client.get(address(evaluation_round))

    assert page.status_code == 200
    assert table(page, key(evaluation_round, "Stellingen")) == [
        ["Kennis delen", "0\xa0%", "40\xa0% (4)", "0\xa0%", "60\xa0% (6)", "0\xa0%", "10", "3,2"],
        ["Ruimte delen", *["–"] * 5, "te weinig antwoorden", "–"],
    ]
    assert "10 antwoorden" in page.content.decode()


def test_pictures_say_what_they_are(client, section):
    evaluation_round = closed(section, rows(6))

    page = BeautifulSoup(client.get(address(evaluation_round)).content, "html.parser")

    pictures = page.select("svg")
    assert pictures
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for picture in pictures:
        assert picture["role"] == "img"
        assert page.find(id=picture["aria-labelledby"]).text


def test_round_stands_beside_the_earlier_ones(client, section):
    form = make_evaluation_form()
    before = timezone.now() - timezone.timedelta(days=365)
    closed(
        section,
        rows(25, step=2),
        form=form,
        title="2026",
        closes_at=before,
        opens_at=before - timezone.timedelta(days=9),
    )
    evaluation_round = closed(section, rows(25, step=4), form=form, title="2027")

    told = table(client.get(address(evaluation_round)), key(evaluation_round, "Stellingen"))

    assert [(row[0], *row[-3:]) for row in told[1:3]] == [
        ("2027", "25", "4,0", "+2,0 (groot)"),
        ("2026", "25", "2,0", "–"),
    ]


def test_round_that_was_closed_early_is_an_earlier_one(client, section):
    form, now = make_evaluation_form(), timezone.now()
    early = closed(section, rows(6, cijfer=2), form=form, title="Vroeg gesloten", closes_at=now + timedelta(days=90))
    EvaluationRound.objects.filter(pk=early.pk).update(closed_at=now - timedelta(days=30))
    later = closed(section, rows(6, cijfer=4), form=form, title="Later")

    page = client.get(address(later)).content.decode()

    assert "Vroeg gesloten" in page
    assert "Later" not in client.get(address(early)).content.decode()


@pytest.mark.parametrize("changed", [{"steps": 10}, {"tells_party": True}, {"kind": "radio"}])
def test_question_that_was_asked_in_another_way_is_not_compared(client, section, changed):
    """A key may be given again once nobody's answer is left, and the results stay."""
    form = make_evaluation_form()
    earlier = closed(section, rows(6, cijfer=2), form=form, title="Vroeger", **year_before())
    for question in earlier.results["questions"]:
        if question["key"] == key(earlier, "Cijfer"):
            question.update(changed)
    earlier.save()
    evaluation_round = closed(section, rows(6, cijfer=4), form=form, title="Nu")

    page = client.get(address(evaluation_round))

    assert page.status_code == 200
    told = " ".join(" ".join(row) for row in table(page, key(evaluation_round, "Cijfer")))
    assert "4,0" in told
    assert "2,0" not in told


def test_question_that_asks_something_else_is_not_compared(client, section):
    form = make_evaluation_form()
    before = timezone.now() - timezone.timedelta(days=365)
    closed(
        section,
        rows(6, cijfer=1),
        form=form,
        title="2026",
        closes_at=before,
        opens_at=before - timezone.timedelta(days=9),
    )
    question = form.questions.get(label="Cijfer")
    old, question.key, question.replaces = question.key, "anders", question.key
    question.save()
    evaluation_round = closed(section, rows(6, cijfer=5), form=form, title="2027")

    page = client.get(address(evaluation_round))

    assert [row[-3:] for row in table(page, "anders")] == [["6", "5,0", "–"], ["niet gevraagd", "–", "–"]]
    assert "Vroeger anders gevraagd" in page.content.decode()
    assert old not in page.content.decode()


def test_few_answers_are_not_told(client, section):
    evaluation_round = closed(section, rows(4))

    page = client.get(address(evaluation_round)).content.decode()

    assert "svg" not in page
    assert "4,0" not in page


def test_kinds_of_party_are_compared_and_small_ones_put_together(client, section):
    evaluation_round = closed(
        section, rows(9, party=1, cijfer=5) + rows(6, party=2, cijfer=3) + rows(2, party=3, cijfer=1)
    )

    told = table(client.get(address(evaluation_round)), f"{key(evaluation_round, 'Cijfer')}-parties")

    assert told == [["Cijfer", "5,0 (9)", "2,5 (8)"]]


def test_free_text_is_never_public_unless_an_editor_quotes_it(client, section):
    evaluation_round = closed(section, rows(6))
    assert "geheim" not in client.get(address(evaluation_round)).content.decode()

    evaluation_round.quotes = [{"key": key(evaluation_round, "Vertel"), "text": "Meer ruimte!"}]
    evaluation_round.save()

    page = client.get(address(evaluation_round)).content.decode()
    assert "Meer ruimte!" in page
    assert "geheim" not in page


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_picture_is_a_file(client, section, kind):
    evaluation_round = closed(section, rows(6))

    answer = client.get(f"{address(evaluation_round)}{key(evaluation_round, 'Stellingen')}.{kind}")

    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    if kind == "png":
        assert Image.open(BytesIO(answer.content)).format == "PNG"
    if kind == "csv":
        lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
        assert lines[1][0] == "Kennis delen"


@pytest.mark.parametrize("end", ["onbekend.svg", "overview.svg", "x.exe", "x.svg"])
def test_other_files_are_not_found(client, section, end):
    evaluation_round = closed(section, rows(6))
    assert client.get(f"{address(evaluation_round)}{end}").status_code == 404


class TestNotForEverybody:
    def test_results_that_nobody_published(self, client, section):
        evaluation_round = closed(section, rows(6), published=False)
        assert client.get(address(evaluation_round)).status_code == 404
        assert client.get(f"{address(evaluation_round)}{key(evaluation_round, 'Cijfer')}.csv").status_code == 404
        assert evaluation_round.title not in client.get("/cultuurraad/results/nl/").content.decode()

    def test_round_that_is_still_open(self, client, section):
        evaluation_round = make_round(section.site, started_at=timezone.now(), published_at=timezone.now())
        assert client.get(address(evaluation_round)).status_code == 404

    def test_results_of_another_site(self, client, section):
        evaluation_round = closed(section, rows(6))
        EvaluationRound.objects.update(site=make_section("nl", hostname="elders.example").site)
        assert client.get(address(evaluation_round)).status_code == 404

    def test_earlier_round_that_is_not_published_is_not_beside_it(self, client, section):
        form = make_evaluation_form()
        closed(section, rows(6, step=1), form=form, title="Geheime ronde", published=False, **year_before())
        evaluation_round = closed(section, rows(6), form=form)

        assert "Geheime ronde" not in client.get(address(evaluation_round)).content.decode()


def test_results_speak_the_language_of_the_reader(client, section):
    form = make_evaluation_form(translations={"fr": {"title": "Évaluation"}})
    form.questions.filter(label="Stellingen").update(
        translations={"fr": {"label": "Affirmations", "choices": "Partager le savoir\nPartager l'espace"}}
    )
    evaluation_round = closed(section, rows(6), form=form, translations={"fr": {"title": "Évaluation 2027"}})

    page = client.get(address(evaluation_round, "fr"))

    assert table(page, key(evaluation_round, "Stellingen"))[0][0] == "Partager le savoir"
    assert "6 réponses" in page.content.decode()
    assert BeautifulSoup(page.content, "html.parser").h1.text == "Évaluation 2027"


def test_list_of_results(client, section):
    evaluation_round = closed(section, rows(6))
    page = BeautifulSoup(client.get("/cultuurraad/results/nl/").content, "html.parser")
    assert [(each["href"], each.text) for each in page.select(".cultuurraad-results__list a")] == [
        (address(evaluation_round), "Evaluatie 2027")
    ]


class TestKeptPictures:
    """A PNG is drawn once and kept in the site's cache."""

    @pytest.fixture
    def drawn(self, monkeypatch):
        """The titles of the pictures that were drawn as PNG."""
        titles = []

        def draw(drawing, *args):
            titles.append(drawing.title)
            return as_png(drawing, *args)

        monkeypatch.setattr(files, "as_png", draw)
        return titles

    def png(self, evaluation_round, label="Cijfer", language="nl"):
        return f"{address(evaluation_round, language)}{key(evaluation_round, label)}.png"

    def test_second_visitor_has_the_same_picture_without_drawing(self, client, section, drawn):
        evaluation_round = closed(section, rows(6))

        first, second = (client.get(self.png(evaluation_round)) for _ in range(2))

        assert drawn == ["Cijfer"]
        assert first.content == second.content
        assert first.headers["Content-Disposition"] == second.headers["Content-Disposition"]

    def test_each_picture_and_language_is_its_own(self, client, section, drawn):
        evaluation_round = closed(section, rows(6))
        addresses = [
            self.png(evaluation_round),
            self.png(evaluation_round, "Stellingen"),
            self.png(evaluation_round, language="fr"),
        ]

        pictures = {client.get(each).content for each in addresses}

        assert len(drawn) == len(pictures) == 3

    def test_other_numbers_or_words_are_another_picture(self, client, section, drawn):
        evaluation_round = closed(section, rows(6))
        before = client.get(self.png(evaluation_round)).content
        counts = dict(evaluation_round.results["counts"])
        counts[key(evaluation_round, "Cijfer")] = {"1": {"1": 6}}
        EvaluationRound.objects.update(results={**evaluation_round.results, "counts": counts})

        assert client.get(self.png(evaluation_round)).content != before

    def test_picture_leaves_with_the_results(self, client, section, drawn):
        evaluation_round = closed(section, rows(6))
        assert client.get(self.png(evaluation_round)).status_code == 200

        EvaluationRound.objects.update(published_at=None)

        assert client.get(self.png(evaluation_round)).status_code == 404

    def test_network_that_is_no_longer_public_is_not_kept_for_visitors(self, client, editor_client, section):
        form = make_form("Samen", questions=[{"label": "Met wie?", "field_type": "partners"}])
        evaluation_round = closed(section, [{}] * 6, form=form, anonymity="named", shows_network=True)
        names = {letter: f"Huis {letter}" for letter in "abcde"}
        levels = [[letter, "a" if letter != "a" else "b", 3] for letter in names]
        results = {**evaluation_round.results, "partners": names, "levels": levels}
        EvaluationRound.objects.update(results=results)
        public = f"{address(evaluation_round)}network.png"
        assert client.get(public).status_code == 200

        EvaluationRound.objects.update(shows_network=False)

        admin = reverse("cultuurraad_rounds:chart", args=[evaluation_round.pk, "network", "png"])
        assert editor_client.get(admin).status_code == 200
        assert client.get(public).status_code == 404

    @pytest.mark.parametrize("method", ["get", "set"])
    def test_a_broken_cache_fails_no_page(self, client, section, monkeypatch, method):
        evaluation_round = closed(section, rows(6))

        def broken(*args, **kwargs):
            raise ConnectionError("no cache")

        monkeypatch.setattr(cache, method, broken)

        assert Image.open(BytesIO(client.get(self.png(evaluation_round)).content)).format == "PNG"
        assert client.get(address(evaluation_round)).status_code == 200


class TestClosedEarly:
    """A round that an editor closed before its planned end tells everybody when it really ended."""

    @pytest.fixture
    def found(self, section):
        found = closed(section, rows(6))
        EvaluationRound.objects.update(
            opens_at=in_brussels(2026, 11, 16, 9),
            closes_at=in_brussels(2026, 12, 21, 18),
            closed_at=in_brussels(2026, 11, 29, 10, 30),
        )
        found.refresh_from_db()
        return found

    def test_results_name_the_day_it_was_closed(self, client, found):
        page = client.get(address(found)).content.decode()
        assert "6 antwoorden, tot 29 november 2026" in page
        assert "21 december" not in page

    def test_list_of_results_names_the_day_it_was_closed(self, client, found):
        assert "29 november 2026" in client.get("/cultuurraad/results/nl/").content.decode()

    def test_its_form_names_the_moment_it_was_closed(self, client, found):
        page = client.get(f"/cultuurraad/rounds/nl/{found.slug}/").content.decode()
        assert "tot 29 november 2026, 10.30" in page

    def test_one_that_was_counted_late_ended_when_it_was_planned(self, client, found):
        EvaluationRound.objects.update(closed_at=in_brussels(2026, 12, 23, 9))
        assert "tot 21 december 2026" in client.get(address(found)).content.decode()

    def test_what_ended_last_comes_first(self, section, found):
        other = closed(section, rows(6), title="Een andere")
        EvaluationRound.objects.filter(pk=other.pk).update(
            closes_at=in_brussels(2026, 12, 12), closed_at=in_brussels(2026, 12, 12)
        )
        assert [each.title for each in EvaluationRound.objects.published(section.site)] == ["Een andere", found.title]


def test_results_and_round_of_a_deleted_site_are_nowhere_public(client, section):
    """Not at a host that belongs to no site either: no site is not the same site."""
    published = closed(section, rows(6))
    running = make_round(section.site, published.form, title="Loopt", audience="public", started_at=timezone.now())
    addresses = [address(published), reverse("cultuurraad_wagtail:round", args=["nl", running.slug])]
    assert [client.get(each).status_code for each in addresses] == [200, 200]

    Site.objects.all().delete()

    assert [client.get(each).status_code for each in addresses] == [404, 404]
    assert published.title not in client.get("/cultuurraad/results/nl/").content.decode()
    assert EvaluationRound.objects.filter(site=None).count() == 2


@pytest.mark.parametrize(("language", "lang"), [("fr", "nl"), ("en", "nl"), ("nl", None)])
def test_results_keep_their_words_when_the_form_is_written_in_another_language_now(client, section, language, lang):
    evaluation_round = closed(section, rows(6))
    form = evaluation_round.form
    form.language = "fr"
    form.save()
    form.questions.update(translations={})

    page = BeautifulSoup(client.get(address(evaluation_round, language)).content, "html.parser")

    assert table(client.get(address(evaluation_round, language)), key(evaluation_round, "Cijfer"))[0][0] == "Cijfer"
    assert page.find("h2", string="Samen").get("lang") in (lang, None)


def test_rounds_that_asked_others_are_told_apart(client, section):
    form = make_evaluation_form()
    closed(section, rows(6), form=form, title="Vroeger", **year_before())
    now = closed(section, rows(6), form=form, title="Nu")
    said = "De rondes stelden hun vragen aan andere mensen"
    assert said not in client.get(address(now)).content.decode()

    EvaluationRound.objects.filter(title="Vroeger").update(audience="members")

    assert said in client.get(address(now)).content.decode()


def test_parts_with_the_same_heading_are_told_apart(client, section):
    labels = (("Deel", "section"), ("A", "scale"), ("Deel", "section"), ("B", "scale"))
    form = make_form("E", questions=[{"label": label, "field_type": kind} for label, kind in labels])
    closed(section, [{"A": 1, "B": 5}] * 6, form=form, title="Vroeger", **year_before())
    evaluation_round = closed(section, [{"A": 1, "B": 5}] * 6, form=form, title="Nu")

    assert [row[0::2] for row in table(client.get(address(evaluation_round)), "overview")] == [
        ["Deel", "1,0"],
        ["Deel", "5,0"],
    ]


def test_rounds_of_deleted_sites_are_not_compared(section):
    other = make_section("nl", hostname="ander.test")
    form = make_evaluation_form()
    before = closed(other, rows(6), form=form, title="Van elders", **year_before())
    now = closed(section, rows(6), form=form)
    Site.objects.all().delete()
    now.refresh_from_db()

    report = report_of(now, "nl", is_public=False)

    assert EvaluationRound.objects.filter(pk=before.pk, site=None).exists()
    assert report.rounds == [now]
