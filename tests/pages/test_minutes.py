"""The page of a meeting once its minutes may be read: what was said and decided, how far they are, who was there."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from cultuurraad_wagtail.models import Attendance, CouncilSettings, Meeting, Sitting
from tests.factories import (
    BRUSSELS,
    in_brussels,
    make_document,
    make_hub,
    make_meeting,
    make_past_meeting,
    make_private_collection,
)


def path_of(page):
    return page.get_url_parts()[2]


@pytest.fixture
def meeting(section):
    return make_past_meeting(make_hub(section, "Podium"), "Raad", agenda=["Begroting", "Personeel"])


def report(meeting, title="Begroting", **fields):
    item = meeting.agenda_items.get(title=title)
    for name, value in {"minutes": "<p>Er is lang gepraat.</p>", "decision": "Goedgekeurd.", **fields}.items():
        setattr(item, name, value)
    item.save()
    return item


def sitting_of(meeting, **fields):
    sitting = Sitting.objects.of(meeting)
    for name, value in fields.items():
        setattr(sitting, name, value)
    sitting.save()
    return sitting


def soup(client, section, meeting):
    response = client.get(path_of(section.register) + meeting.route)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split()) if element else ""


def test_item_shows_what_was_said_and_decided_at_its_own_anchor(client, section, meeting):
    item = report(meeting, votes_for=8, votes_against=1, abstentions=2)

    page = soup(client, section, meeting)

    found = page.find("li", id=f"item-{item.key}")
    assert found.h3.get_text() == "Begroting"
    assert words(found.select_one(".cultuurraad-agenda__said")) == "Er is lang gepraat."
    decision = found.select_one(".cultuurraad-decision")
    assert words(decision) == ("Beslissing Goedgekeurd. Voor 8, tegen 1, onthoudingen 2 Vaste link : Begroting")
    assert decision.a["href"] == f"{path_of(section.register)}decisions/{item.key}/"


def test_decision_is_plain_text(client, section, meeting):
    report(meeting, decision="<script>alert(1)</script>\n\nTweede alinea")

    found = soup(client, section, meeting).select(".cultuurraad-decision__text p")

    assert [each.get_text() for each in found] == ["<script>alert(1)</script>", "Tweede alinea"]


def test_meeting_with_minutes_of_items_only_has_no_empty_section(client, section, meeting):
    report(meeting)

    page = soup(client, section, meeting)

    assert page.find(id="minutes") is None
    assert "nog niet gepubliceerd" not in page.get_text()


def test_meeting_without_minutes_says_so(client, section, meeting):
    page = soup(client, section, meeting)

    assert "Het verslag van deze vergadering is nog niet gepubliceerd." in page.get_text()
    assert page.select(".cultuurraad-decision") == []


@pytest.mark.parametrize(
    ("rule", "state", "shown"),
    [
        ("published", "draft", True),
        ("remarks", "draft", False),
        ("remarks", "remarks", True),
        ("remarks", "approved", True),
        ("approved", "remarks", False),
        ("approved", "approved", True),
    ],
)
def test_nothing_of_the_minutes_shows_before_the_rule_of_the_site(client, section, meeting, rule, state, shown):
    CouncilSettings.objects.create(site=section.site, minutes_shown_from=rule)
    report(meeting)
    document = make_document("Verslag als pdf")
    Meeting.objects.filter(pk=meeting.pk).update(minutes="<p>Slotwoord.</p>", minutes_document=document)
    sitting = sitting_of(meeting, minutes_state=state)
    Attendance.objects.create(sitting=sitting, name="Amina", status="present")

    text = soup(client, section, meeting).get_text()

    found = [each in text for each in ("lang gepraat", "Goedgekeurd.", "Slotwoord", "als pdf", "1 aanwezig", "Vaste")]
    assert found == [shown] * 6


def test_private_item_shows_nothing_of_itself(client, section, meeting):
    secret = make_document("Geheim stuk")
    report(meeting)
    report(meeting, "Personeel", decision="Geheim besluit.", is_private=True, document=secret)

    response = client.get(path_of(section.register) + meeting.route)

    found = [each for each in ("Personeel", "Geheim") if each in response.content.decode()]
    assert found == []
    assert len(response.context["agenda_items"]) == 1


def test_document_of_an_item_in_a_private_collection_stays_closed(client, section, meeting):
    report(meeting, document=make_document("Geheim stuk", collection=make_private_collection()))

    assert "Geheim stuk" not in soup(client, section, meeting).get_text()


def in_days(days):
    return timezone.localdate(timezone=BRUSSELS) + timedelta(days=days)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"minutes_state": "draft"}, ""),
        (
            {"minutes_state": "remarks", "remarks_until": in_days(0)},
            "Ontwerp. Leden kunnen tot en met %s opmerkingen geven bij dit verslag.",
        ),
        (
            {"minutes_state": "remarks", "remarks_until": in_days(-1)},
            "Ontwerp. Dit verslag is nog niet goedgekeurd.",
        ),
        ({"minutes_state": "remarks"}, "Ontwerp. Leden kunnen nog opmerkingen geven bij dit verslag."),
        (
            {"minutes_state": "approved", "approved_at": in_brussels(2026, 3, 1, 0, 30)},
            "Dit verslag is goedgekeurd op 1 maart 2026.",
        ),
        ({"minutes_state": "approved"}, "Dit verslag is goedgekeurd."),
    ],
)
def test_state_of_the_minutes_is_told(client, section, meeting, fields, said):
    from django.utils.formats import date_format

    report(meeting)
    sitting_of(meeting, **fields)

    found = words(soup(client, section, meeting).select_one(".cultuurraad-minutes-state"))

    assert found == (said % date_format(fields["remarks_until"]) if "%s" in said else said)


def attend(meeting):
    sitting = sitting_of(meeting)
    for name, status, more in (
        ("Bea", "present", {"organisation": "Het Huis"}),
        ("Amina", "present", {}),
        ("Chris", "represented", {"represented_by": "Amina"}),
        ("Dirk", "excused", {}),
    ):
        Attendance.objects.create(sitting=sitting, name=name, sort_name=name.lower(), status=status, **more)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (None, "Wie er was 2 aanwezig, 1 vertegenwoordigd, 1 verontschuldigd"),
        ("numbers", "Wie er was 2 aanwezig, 1 vertegenwoordigd, 1 verontschuldigd"),
        (
            "names",
            "Wie er was Aanwezig Amina Bea (Het Huis) Vertegenwoordigd door iemand anders "
            "Chris , vertegenwoordigd door Amina Verontschuldigd Dirk",
        ),
        ("nothing", ""),
    ],
)
def test_attendance_is_told_as_the_council_chose(client, section, meeting, shown, said):
    if shown:
        CouncilSettings.objects.create(site=section.site, attendance_shown=shown)
    report(meeting)
    attend(meeting)

    page = soup(client, section, meeting)

    heading = page.find(id="attendance")
    assert (words(heading.parent) if heading else "") == said.replace("Chris ,", "Chris,")
    if shown != "names":
        assert "Chris" not in page.get_text()


def test_attendance_is_not_told_without_minutes(client, section, meeting):
    CouncilSettings.objects.create(site=section.site, attendance_shown="names")
    attend(meeting)

    assert "Amina" not in soup(client, section, meeting).get_text()


def test_empty_attendance_has_no_heading(client, section, meeting):
    report(meeting)
    sitting_of(meeting)

    assert soup(client, section, meeting).find(id="attendance") is None


def test_neighbours_are_those_of_the_group_that_may_be_seen(client, section):
    hub = make_hub(section, "Podium")
    first, second, last = (
        make_meeting(hub, f"Raad {day}", starts_at=in_brussels(2025, 5, day, 19)) for day in (1, 10, 20)
    )
    make_meeting(make_hub(section, "Muziek"), "Anderen", starts_at=in_brussels(2025, 5, 9, 19))
    make_meeting(hub, "Concept", starts_at=in_brussels(2025, 5, 11, 19), live=False)

    found = {
        meeting.title: [
            (link["rel"], link.get_text()) for link in soup(client, section, meeting).select("[rel=prev], [rel=next]")
        ]
        for meeting in (first, second, last)
    }

    assert found == {
        "Raad 1": [(["next"], "Raad 10")],
        "Raad 10": [(["prev"], "Raad 1"), (["next"], "Raad 20")],
        "Raad 20": [(["prev"], "Raad 10")],
    }


def test_meetings_at_the_same_hour_are_each_others_neighbours(client, section):
    hub = make_hub(section, "Podium")
    first, second = (make_meeting(hub, title, starts_at=in_brussels(2025, 5, 1, 19)) for title in ("Een", "Twee"))

    assert soup(client, section, first).select_one("[rel=next]").get_text() == "Twee"
    assert soup(client, section, second).select_one("[rel=prev]").get_text() == "Een"


def test_preview_shows_the_minutes_as_they_will_be(section, meeting):
    report(meeting)

    page = meeting.make_preview_request().content.decode()

    assert "Er is lang gepraat." in page
    assert "Goedgekeurd." in page
    assert "Vaste link" not in page


def test_minutes_of_a_translation_speak_its_language(client, sections):
    french = make_past_meeting(make_hub(sections[1], "Scène"), "Conseil", agenda=["Begroting"])
    report(french, decision="Approuvé.", votes_for=3)
    attend(french)

    text = soup(client, sections[1], french).get_text(" ")

    assert "Pour 3" in text
    assert "2 présents" in text
