"""Our blocks on a page of the host site, with and without a request."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.blocks import COUNCIL_BLOCKS
from cultuurraad_wagtail.evaluation.rounds import close_round, start_round
from cultuurraad_wagtail.models import EvaluationRound, Response, UnfinishedResponse
from tests.evaluation.rounds import closed, make_round
from tests.factories import (
    make_article,
    make_discipline,
    make_form,
    make_hub,
    make_meeting,
    make_organisation,
    make_project,
    make_section,
)
from tests.host.models import HomePage


def put(section, *blocks):
    section.home.body = list(blocks)
    section.home.save()
    return section.home


def body_of(client, page):
    response = client.get(page.get_url_parts()[2])
    assert response.status_code == 200
    return response.content.decode()


def filled(section):
    make_meeting(make_hub(section), "Volgende raad")
    make_organisation(section, "De Zaal")
    make_project(section, "Het Plan")
    make_article(section, "De Les")
    form = make_form("Wat vond je?", language=section.locale.language_code)
    return put(
        section,
        ("next_meetings", {"heading": "Agenda", "limit": 3}),
        ("organisations", {"heading": "Huizen", "limit": 3}),
        ("projects", {"heading": "Plannen", "limit": 3}),
        ("articles", {"heading": "Lessen", "limit": 3}),
        ("feedback_form", {"form": form}),
    )


TEXTS = ["Agenda", "Huizen", "Plannen", "Lessen", "Volgende raad", "De Zaal", "Het Plan", "De Les", "Wat vond je?"]


def test_blocks_show_the_councils_content_on_a_page_of_the_host(client, section):
    body = body_of(client, filled(section))

    assert [text for text in TEXTS if text not in body] == []
    assert "<form" in body


def test_blocks_without_a_request_show_the_content_of_the_pages_own_site(section):
    page = filled(section)

    body = Template("{% load wagtailcore_tags %}{% include_block page.body %}").render(Context({"page": page}))

    assert [text for text in TEXTS if text not in body] == []
    assert "<form" not in body


def test_blocks_without_a_request_and_a_page_show_nothing_rather_than_fail(section):
    page = filled(section)

    body = Template("{% load wagtailcore_tags %}{% include_block body %}").render(Context({"body": page.body}))

    for text in ("Volgende raad", "De Zaal", "Het Plan", "De Les"):
        assert text not in body


@pytest.mark.parametrize("name", ["next_meetings", "organisations", "projects", "articles", "results"])
def test_empty_list_block_says_so(client, section, name):
    page = put(section, (name, {"heading": "Kop", "limit": 3}))

    assert "cultuurraad-empty" in body_of(client, page)


def test_list_block_shows_as_many_as_asked(client, section):
    for number in range(3):
        make_organisation(section, f"Huis {number}")
    page = put(section, ("organisations", {"heading": "", "limit": 2}))

    assert body_of(client, page).count("cultuurraad-card__title") == 2


def test_list_block_keeps_one_discipline(client, section):
    music = make_discipline("Muziek")
    make_organisation(section, "Muziekhuis", disciplines=[music])
    make_organisation(section, "Ander huis")
    page = put(section, ("organisations", {"heading": "", "limit": 3, "discipline": music}))

    body = body_of(client, page)

    assert "Muziekhuis" in body
    assert "Ander huis" not in body


def test_list_of_organisations_leaves_out_those_that_stopped(client, section):
    yesterday = timezone.localdate() - timedelta(days=1)
    make_organisation(section, "Het Oude Huis", ceased_on=yesterday)
    make_organisation(section, "Het Nieuwe Huis", ceased_on=yesterday + timedelta(days=365))
    page = put(section, ("organisations", {"heading": "", "limit": 3}))

    body = body_of(client, page)

    assert "Het Nieuwe Huis" in body
    assert "Het Oude Huis" not in body


def test_list_block_shows_the_language_of_its_page(client, sections):
    dutch, french = sections
    make_organisation(dutch, "De Zaal")
    make_organisation(french, "La Salle")
    page = put(french, ("organisations", {"heading": "", "limit": 3}))

    body = body_of(client, page)

    assert "La Salle" in body
    assert "De Zaal" not in body


class TestResults:
    def block(self, section, limit=3):
        return put(section, ("results", {"heading": "Wat eruit kwam", "limit": limit}))

    def titles(self, client, page):
        body = BeautifulSoup(body_of(client, page), "html.parser")
        return [link.text for link in body.select(".cultuurraad-block .cultuurraad-links a")]

    def test_published_results_are_there_the_newest_first(self, client, section):
        for title, day in [("Evaluatie 2026", 1), ("Evaluatie 2027", 20), ("Evaluatie 2025", 365)]:
            moment = timezone.now() - timedelta(days=day)
            found = closed(section, [], title=title)
            EvaluationRound.objects.filter(pk=found.pk).update(
                opens_at=moment - timedelta(days=9), closes_at=moment, closed_at=moment
            )
        closed(section, [], title="Niet gepubliceerd", published=False)
        make_round(make_section(hostname="andere.example").site, title="Elders", started_at=timezone.now())

        assert self.titles(client, self.block(section, limit=2)) == ["Evaluatie 2026", "Evaluatie 2027"]

    def test_they_speak_the_language_of_the_page(self, client, sections):
        dutch, french = sections
        closed(dutch, [], title="Evaluatie", translations={"fr": {"title": "Évaluation"}})

        page = self.block(french)

        assert self.titles(client, page) == ["Évaluation"]
        assert 'href="/cultuurraad/results/fr/"' in body_of(client, page)


@pytest.mark.parametrize("fields", [{"live": False}, {"expire_at": timezone.now() - timedelta(minutes=1)}])
def test_form_that_is_not_public_is_not_shown_by_its_block(client, section, fields):
    page = put(section, ("feedback_form", {"form": make_form("Geheime vragen", **fields)}))

    assert "Geheime vragen" not in body_of(client, page)


def test_form_that_is_closed_is_shown_without_its_questions(client, section):
    form = make_form("Wat vond je?", open_until=timezone.now() - timedelta(hours=1))
    page = put(section, ("feedback_form", {"form": form}))

    body = body_of(client, page)

    assert "Wat vond je?" in body
    assert "<form" not in body


def test_form_that_only_a_round_asks_is_shown_without_questions(client, section):
    form = make_form("Met wie werkt u?", questions=[{"label": "Met wie?", "field_type": "partners"}], may_pause=True)
    page = put(section, ("feedback_form", {"form": form}))

    body = body_of(client, page)

    assert "neemt op dit moment geen antwoorden aan" in body
    assert "<form" not in body
    for sent in ({}, {"pause": "1"}):
        assert client.post(form.get_absolute_url(), {"token": "x", **sent}).status_code == 200
    assert (Response.objects.count(), UnfinishedResponse.objects.count()) == (0, 0)


def test_form_of_a_round_for_everybody_leads_to_that_round(client, section):
    evaluation_round = make_round(section.site, audience="public")
    start_round(evaluation_round=evaluation_round)
    page = put(section, ("feedback_form", {"form": evaluation_round.form}))
    address = f"/cultuurraad/rounds/nl/{evaluation_round.slug}/"

    shown = BeautifulSoup(body_of(client, page), "html.parser").select_one(".cultuurraad-block")
    assert [each["href"] for each in shown.select("a.cultuurraad-button")] == [address]
    assert shown.find("form") is None
    own = client.get(evaluation_round.form.get_absolute_url())
    assert (own.status_code, own.url) == (302, address)

    close_round(evaluation_round=evaluation_round)
    assert "<form" in body_of(client, page)
    assert client.get(evaluation_round.form.get_absolute_url()).status_code == 200


def test_block_whose_form_was_deleted_shows_nothing(client, section):
    form = make_form("Wat vond je?")
    page = put(section, ("feedback_form", {"form": form}))
    form.questions.all().delete()
    form.delete()

    assert "Wat vond je?" not in body_of(client, HomePage.objects.get(pk=page.pk))


@pytest.mark.parametrize("name", [name for name, block in COUNCIL_BLOCKS])
def test_block_tells_the_editor_what_it_is_and_shows_itself_in_the_picker(editor_client, section, name):
    stream_block = HomePage.body.field.stream_block
    block = stream_block.child_blocks[name]
    assert str(block.get_description()) != ""
    assert block.is_previewable is True

    response = editor_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert response.status_code == 200
    assert "cultuurraad-block" in response.content.decode()
