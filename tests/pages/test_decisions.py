"""What was decided: the list, its search, the address that stays, and what must not be in any of them."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.models import AgendaItem, CouncilSettings, Meeting, Sitting
from tests.factories import in_brussels, make_hub, make_meeting, make_private, make_section


def path_of(page):
    return page.get_url_parts()[2]


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


def make_decision(hub, decision="Goedgekeurd.", title="Begroting", *, meeting=None, day=6, **fields):
    """An agenda item with a decision, of a meeting in May 2025 unless told."""
    meeting = meeting or make_meeting(hub, "Raad", starts_at=in_brussels(2025, 5, day, 19))
    return AgendaItem.objects.create(meeting=meeting, title=title, decision=decision, **fields)


def listed(client, section, query=""):
    response = client.get(f"{path_of(section.register)}decisions/{query}")
    assert response.status_code == 200
    return [item.decision for item in response.context["items"]]


def permalink(section, item):
    return f"{path_of(section.register)}decisions/{item.key}/"


def test_list_has_the_decisions_of_the_last_meeting_first_in_the_order_of_its_agenda(client, section, hub):
    last = make_meeting(hub, starts_at=in_brussels(2025, 6, 1, 19))
    make_decision(hub, "Oud.")
    make_decision(hub, "Tweede.", meeting=last, sort_order=2)
    make_decision(hub, "Eerste.", meeting=last, sort_order=1)
    make_decision(hub, "", meeting=last, sort_order=3, minutes="<p>Alleen besproken.</p>")

    assert listed(client, section) == ["Eerste.", "Tweede.", "Oud."]


def test_decision_tells_its_meeting_its_day_its_votes_and_its_address(client, section, hub):
    item = make_decision(hub, "Het plan wordt\ngoedgekeurd.", votes_for=8, votes_against=1, abstentions=2)

    page = BeautifulSoup(client.get(f"{path_of(section.register)}decisions/").content, "html.parser")

    root = path_of(section.register)
    found = page.select_one(".cultuurraad-decision-item")
    assert found.h3.a["href"] == f"{root}2025-05-06-raad/#item-{item.key}"
    assert found.select_one(".cultuurraad-decision__link a")["href"] == permalink(section, item)
    assert " ".join(found.get_text(" ").split()) == (
        "Podium Begroting Raad, 6 mei 2025 Beslissing Het plan wordt goedgekeurd. Voor 8, tegen 1, onthoudingen 2 "
        "Vaste link : Begroting"
    )


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ({"votes_for": 8, "votes_against": 0, "abstentions": 0}, "Voor 8, tegen 0, onthoudingen 0"),
        ({"votes_for": 8}, "Voor 8"),
        ({"abstentions": 1}, "Onthoudingen 1"),
        ({}, ""),
    ],
)
def test_votes_that_nobody_counted_are_left_out(client, section, hub, votes, words):
    make_decision(hub, **votes)

    page = BeautifulSoup(client.get(f"{path_of(section.register)}decisions/").content, "html.parser")

    assert [each.get_text() for each in page.select(".cultuurraad-decision__votes")] == ([words] if words else [])


def test_list_is_cut_into_pages_that_keep_the_question(client, section, hub, settings):
    settings.CULTUURRAAD_PAGE_SIZE = 2
    for day in (1, 2, 3):
        make_decision(hub, f"Besluit {day}", day=day)

    page = client.get(f"{path_of(section.register)}decisions/?q=besluit").content.decode()

    assert listed(client, section, "?q=besluit") == ["Besluit 3", "Besluit 2"]
    assert 'href="?q=besluit&amp;page=2"' in page
    assert "3 beslissingen" in page
    assert listed(client, section, "?q=besluit&page=2") == ["Besluit 1"]
    assert listed(client, section, "?q=besluit&page=9") == ["Besluit 1"]


def test_list_beyond_what_is_counted_goes_on(client, section, hub, settings, monkeypatch):
    settings.CULTUURRAAD_PAGE_SIZE = 2
    for module in ("decisions", "pagination"):
        monkeypatch.setattr(f"cultuurraad_wagtail.pages.{module}.COUNTED", 3)
    for day in range(1, 7):
        make_decision(hub, f"Besluit {day}", day=day)

    page = client.get(f"{path_of(section.register)}decisions/").content.decode()

    assert "Meer dan 3 beslissingen" in page
    assert listed(client, section, "?page=3") == ["Besluit 2", "Besluit 1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=poezie", ["Subsidie voor poëzie."]),
        ("?q=POËZIE+subsidie", ["Subsidie voor poëzie."]),
        ("?q=zalen", ["Zalen delen.", "Subsidie voor poëzie."]),
        ("?q=zalen+subsidie", ["Subsidie voor poëzie."]),
        ("?q=bijzaak", ["Zalen delen."]),
        ("?q=%25", ["Zalen delen.", "Subsidie voor poëzie."]),
        ("?q=onvindbaar", []),
    ],
)
def test_search_finds_every_word_in_title_decision_and_what_was_said(client, section, hub, query, found):
    make_decision(hub, "Subsidie voor poëzie.", "Zalen", day=1)
    make_decision(hub, "Zalen delen.", "Ruimte", day=2, minutes="<p>Geen <b>bijzaak</b>.</p>")

    assert listed(client, section, query) == found


def test_words_of_two_items_of_one_meeting_do_not_find_either(client, section, hub):
    item = make_decision(hub, "Subsidie.")
    make_decision(hub, "Zalen.", meeting=item.meeting)

    assert listed(client, section, "?q=subsidie+zalen") == []


def test_group_and_year_keep_theirs(client, section, hub):
    make_decision(hub, "Ons.")
    make_decision(make_hub(section, "Muziek"), "Anderen.")
    make_decision(hub, "Vorig jaar.", meeting=make_meeting(hub, starts_at=in_brussels(2024, 12, 31, 23, 59)))

    assert listed(client, section, "?group=podium&year=2025") == ["Ons."]
    assert listed(client, section, "?group=onbekend&year=x&kind=board") == ["Anderen.", "Ons.", "Vorig jaar."]


def test_search_without_a_find_tells_the_way_out(client, section, hub):
    make_decision(hub)

    page = client.get(f"{path_of(section.register)}decisions/?q=onvindbaar").content.decode()

    assert "Geen beslissing gevonden" in page
    assert '<a href="?">Toon alle beslissingen</a>' in page


def test_empty_list_tells_editors_what_to_do(client, editor, section):
    address = f"{path_of(section.register)}decisions/"
    words = "Schrijf beslissingen bij het verslag van een vergadering"
    assert "Nog geen beslissingen" in client.get(address).content.decode()
    assert words not in client.get(address).content.decode()

    client.force_login(editor)

    assert words in client.get(address).content.decode()


def test_permanent_link_leads_to_the_item_at_its_meeting(client, section, hub):
    item = make_decision(hub)
    target = f"{path_of(section.register)}2025-05-06-raad/#item-{item.key}"

    response = client.get(permalink(section, item))

    assert (response.status_code, response["Location"]) == (302, target)
    page = BeautifulSoup(client.get(target).content, "html.parser")
    assert "Goedgekeurd." in page.find(id=f"item-{item.key}").get_text()


def test_permanent_link_follows_a_meeting_that_moved(client, section, hub):
    item = make_decision(hub)
    Meeting.objects.update(starts_at=in_brussels(2025, 6, 7, 19), ends_at=in_brussels(2025, 6, 7, 21))

    assert client.get(permalink(section, item))["Location"].endswith(f"/2025-06-07-raad/#item-{item.key}")


def test_permanent_link_stays_in_the_language_of_its_register(client, sections):
    dutch, french = sections
    hub = make_hub(dutch, "Podium")
    french_hub = make_hub(french, "Scène", translation_key=hub.translation_key)
    item = make_decision(hub)
    meeting = make_meeting(
        french_hub,
        "Conseil",
        starts_at=item.meeting.starts_at,
        translation_key=item.meeting.translation_key,
    )
    make_decision(french_hub, "Approuvé.", meeting=meeting, key=item.key)

    assert client.get(permalink(dutch, item))["Location"].startswith(f"{path_of(dutch.register)}2025-05-06-raad/")
    assert client.get(permalink(french, item))["Location"].startswith(f"{path_of(french.register)}2025-05-06-conseil/")
    assert listed(client, french) == ["Approuvé."]


@pytest.mark.parametrize("key", [uuid.uuid4(), "x", "decisions"])
def test_permanent_link_of_nothing_is_not_found(client, section, hub, key):
    make_decision(hub)

    assert client.get(f"{path_of(section.register)}decisions/{key}/").status_code == 404


def update(model, **fields):
    return lambda item: model.objects.update(**fields)


def show_only_from(rule):
    """The site shows minutes from a state that these have not reached."""

    def change(item):
        settings = CouncilSettings.objects.get()
        settings.minutes_shown_from = rule
        settings.save()
        Sitting.objects.create(key=item.meeting.translation_key, minutes_state="draft")

    return change


HIDE = {
    "not for the public": update(AgendaItem, is_private=True),
    "of a draft": update(Meeting, live=False),
    "of an expired meeting": update(Meeting, expire_at=timezone.now() - timedelta(minutes=1)),
    "of no group": update(Meeting, workgroup=None),
    "of a private group": lambda item: make_private(item.meeting.workgroup),
    "before the remarks": show_only_from("remarks"),
    "before the approval": show_only_from("approved"),
}


def bodies(client, section, meeting):
    """Every public page that might tell of a decision."""
    root = path_of(section.register)
    addresses = [
        *(root, f"{root}?year=2025", f"{root}month/2025-05/", f"{root}decisions/", f"{root}decisions/?q=geheim"),
        *(path_of(section.home), path_of(section.workgroups), "/sitemap.xml", "/api/pages/?limit=20&fields=*"),
        *(reverse("cultuurraad_wagtail:site_ics", args=["nl"]), root + meeting.route),
    ]
    return "\n".join(client.get(each).getvalue().decode() for each in addresses)


@pytest.mark.parametrize("how", HIDE)
def test_decision_that_may_not_be_read_is_nowhere(client, section, hub, how):
    item = make_decision(hub, "Geheim besluit.", "Punt", minutes="<p>Geheim gezegd.</p>", votes_for=41)
    CouncilSettings.objects.create(site=section.site)
    assert "Geheim besluit." in bodies(client, section, item.meeting)
    assert client.get(permalink(section, item)).status_code == 302

    HIDE[how](item)

    found = bodies(client, section, item.meeting)
    assert [words for words in ("Geheim", "Voor 41") if words in found] == []
    assert listed(client, section) == []
    assert listed(client, section, "?q=geheim") == []
    assert client.get(permalink(section, item)).status_code == 404


def test_draft_change_of_a_decision_is_not_shown(client, section, hub):
    item = make_decision(hub, "Besloten.")
    meeting = Meeting.objects.get(pk=item.meeting_id)
    meeting.agenda_items = [item]
    item.decision = "Anders."
    meeting.save_revision()

    assert listed(client, section) == ["Besloten."]


def test_decisions_of_another_site_are_not_listed(client, section, hub):
    other = make_section("nl", hostname="andere.example.org")
    item = make_decision(make_hub(other, "Elders"), "Elders besloten.")

    assert listed(client, section) == []
    assert client.get(permalink(section, item)).status_code == 404
    assert client.get(permalink(other, item), HTTP_HOST="andere.example.org").status_code == 302
