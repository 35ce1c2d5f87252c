"""The list of who was there, ticked on two screens; what is odd is told, and nothing is undone in silence."""

import pytest

from cultuurraad_wagtail.models import Attendance, Sitting
from tests.admin.trail_screens import says, step
from tests.browser_forms import press
from tests.factories import make_hub, make_mandate, make_meeting, make_past_meeting, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


@pytest.fixture
def members(hub):
    people = [make_person("Amina", "Ali"), make_person("Bram", "Bos")]
    for person in people:
        make_mandate(person, hub)
    return people


@pytest.fixture
def meeting(hub, members):
    return make_past_meeting(hub, "Podiumoverleg")


def opened(client, meeting):
    return client.get(step("attendance", meeting))


def save(client, page, **kwargs):
    return press(client, page, "Opslaan", **kwargs)


def kept():
    return dict(Attendance.objects.values_list("name", "status"))


@pytest.mark.parametrize("is_kept", [False, True])
def test_second_screen_undoes_nothing_that_it_did_not_touch(editor_client, meeting, members, is_kept):
    amina, bram = members
    if is_kept:
        save(editor_client, opened(editor_client, meeting))
    first, second = opened(editor_client, meeting), opened(editor_client, meeting)
    save(editor_client, first, typed={f"person-{amina.pk}-status": "excused"})

    response = save(editor_client, second, typed={f"person-{bram.pk}-status": "absent"}, follow=True)

    assert kept() == {str(amina): "excused", str(bram): "absent"}
    assert not says(response, "Iemand anders")


def test_answer_that_replaces_somebody_elses_is_told(editor_client, meeting, members):
    amina, bram = members
    first, second = opened(editor_client, meeting), opened(editor_client, meeting)
    save(editor_client, first, typed={f"person-{amina.pk}-status": "excused"})

    response = save(editor_client, second, typed={f"person-{amina.pk}-status": "absent"}, follow=True)

    assert kept() == {str(amina): "absent", str(bram): "present"}
    assert says(response, f"Iemand anders gaf intussen een ander antwoord voor {amina}. Het uwe is bewaard: Afwezig.")


def test_list_saved_as_it_is_offered_is_kept(editor_client, meeting, members):
    save(editor_client, opened(editor_client, meeting))

    assert kept() == {str(each): "present" for each in members}


@pytest.mark.parametrize("status", ["present", "excused", "absent"])
def test_name_of_who_came_instead_needs_the_answer_that_goes_with_it(editor_client, meeting, members, status):
    name = f"person-{members[0].pk}"
    typed = {f"{name}-status": status, f"{name}-represented_by": "Dirk"}

    response = save(editor_client, opened(editor_client, meeting), typed=typed)

    assert [list(form.errors) for form in response.context["forms"]] == [["represented_by"], []]
    assert 'value="Dirk"' in response.content.decode()
    assert kept() == {}


def test_who_declined_and_named_somebody_is_excused_and_the_list_can_be_saved(editor_client, meeting, members):
    amina, bram = members
    answer = {"status": "declined", "substitute": "Dirk"}
    Sitting.objects.of(meeting).registrations.create(person=amina, name="Amina", email="amina@huis.be", **answer)

    save(editor_client, opened(editor_client, meeting))

    assert kept() == {str(amina): "excused", str(bram): "present"}


@pytest.mark.parametrize("is_past", [True, False])
def test_list_of_a_meeting_to_come_is_told_and_saved(editor_client, hub, members, is_past):
    meeting = make_past_meeting(hub) if is_past else make_meeting(hub)
    page = opened(editor_client, meeting)

    save(editor_client, page)

    assert ("Deze vergadering moet nog komen." in page.content.decode()) is not is_past
    assert len(kept()) == 2
