"""The page of who comes holds several forms: one button loses nothing of what is typed beside another."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.models import AgendaRequest, OutboxMail, Registration, Sitting
from tests.admin.trail_screens import says
from tests.browser_forms import press, sent_back
from tests.factories import in_brussels, make_hub, make_mandate, make_meeting, make_person

pytestmark = pytest.mark.django_db
STILL_THERE = "Wat u in de andere formulieren schreef, staat er nog."


@pytest.fixture
def hub(section):
    return make_hub(section, "Raad")


@pytest.fixture
def meeting(hub):
    return make_meeting(hub, "Open avond", starts_at=timezone.now() + timedelta(days=20), agenda=["Begroting"])


@pytest.fixture
def asked(meeting):
    return AgendaRequest.objects.create(sitting=Sitting.objects.of(meeting), name="Vera", title="Meer groen")


@pytest.fixture
def member(hub):
    person = make_person("Amina", email="amina@huis.be")
    make_mandate(person, hub)
    return person


def people(meeting):
    return reverse("cultuurraad_sittings:people", args=[meeting.pk])


BUTTONS = {
    "settings": "Opslaan",
    "invitation": "Uitnodigen",
    "take": "Op de agenda zetten",
    "decline": "Niet op de agenda",
}


@pytest.mark.parametrize("deed", BUTTONS)
def test_no_button_loses_what_is_typed_elsewhere(editor_client, meeting, member, asked, deed):
    typed = {"others": "Gast <gast@huis.be>", "words": "Tot <dan>.", "capacity": "12", f"reason-{asked.pk}": "Later."}

    response = press(editor_client, editor_client.get(people(meeting)), BUTTONS[deed], typed)

    assert response.status_code == 200
    assert says(response, STILL_THERE)
    data = sent_back(response, "Opslaan")[1]
    done = {
        "settings": {"capacity"},
        "invitation": {"others", "words"},
        "take": {f"reason-{asked.pk}"},
        "decline": {f"reason-{asked.pk}"},
    }[deed]
    assert {name: data[name] for name in typed if name not in done} == {
        name: value for name, value in typed.items() if name not in done
    }
    asked.refresh_from_db()
    found = (
        Sitting.objects.get().capacity,
        sorted(Registration.objects.values_list("email", flat=True)),
        (asked.outcome, asked.reason),
    )
    nothing = (None, [], ("waiting", ""))
    assert (
        found
        == {
            "settings": (12, *nothing[1:]),
            "invitation": (None, ["amina@huis.be", "gast@huis.be"], nothing[2]),
            "take": (*nothing[:2], ("taken", "")),
            "decline": (*nothing[:2], ("declined", "Later.")),
        }[deed]
    )


@pytest.mark.parametrize("deed", ["settings", "invitation", "take"])
def test_untouched_forms_keep_nobody_on_the_page(editor_client, meeting, member, asked, deed):
    opens_at = in_brussels(2026, 3, 1, 9, 30)
    Sitting.objects.update(opens_at=opens_at, is_public=True, most_guests=2)

    response = press(editor_client, editor_client.get(people(meeting)), BUTTONS[deed])

    assert (response.status_code, response["Location"]) == (302, people(meeting))


def test_untick_in_the_list_is_kept(editor_client, meeting, member):
    response = press(editor_client, editor_client.get(people(meeting)), "Opslaan", {"people": []})

    assert "people" not in sent_back(response, "Opslaan")[1]
    assert OutboxMail.objects.count() == 0


def test_wrong_field_in_one_form_keeps_the_others(editor_client, meeting, member):
    typed = {"others": "geen adres", "capacity": "12"}

    response = press(editor_client, editor_client.get(people(meeting)), "Uitnodigen", typed)

    assert list(response.context["invite_form"].errors) == ["others"]
    data = sent_back(response, "Opslaan")[1]
    assert (data["others"], data["capacity"]) == ("geen adres", "12")


def test_enter_key_mails_nobody(editor_client, meeting, member, asked):
    response = editor_client.get(people(meeting))
    address, _ = sent_back(response, "Opslaan")

    first = response.content.decode().split("<form", 2)[1].split("<button", 1)[1].split("</button>")[0]

    assert ("formaction" in first, "Opslaan" in first, address) == (False, True, people(meeting))


@pytest.mark.parametrize("reason", ["", "  "])
def test_point_is_not_declined_without_a_reason(editor_client, meeting, asked, reason):
    typed = {f"reason-{asked.pk}": reason, "words": "Tot dan."}

    response = press(editor_client, editor_client.get(people(meeting)), "Niet op de agenda", typed)

    page = response.content.decode()
    asked.refresh_from_db()
    assert (asked.outcome, OutboxMail.objects.count()) == ("waiting", 0)
    assert f'id="reason-{asked.pk}-error"' in page
    assert f'aria-describedby="reason-{asked.pk}-error"' in page
    assert "Schrijf waarom het niet op de agenda komt" in page
    press(editor_client, response, "Niet op de agenda", {f"reason-{asked.pk}": "Later."})
    asked.refresh_from_db()
    assert (asked.outcome, asked.reason) == ("declined", "Later.")
