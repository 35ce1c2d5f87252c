"""Who comes, in the admin: how people register, the list, its exports, and who may see them."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from openpyxl import load_workbook

from cultuurraad_wagtail.models import OutboxMail, Registration, Sitting
from cultuurraad_wagtail.scheduling.registration import change_sitting
from tests.factories import make_hub, make_meeting

pytestmark = pytest.mark.django_db
FORM = {"is_public": "on", "capacity": "", "most_guests": "0", "opens_at": "", "closes_at": ""}


@pytest.fixture
def meeting(section):
    return make_meeting(make_hub(section), "Open avond")


def people(meeting):
    return reverse("cultuurraad_sittings:people", args=[meeting.pk])


def make_registration(meeting, name="Amina", **fields):
    fields.setdefault("email", f"{name.lower()}@huis.be")
    return Registration.objects.create(sitting=Sitting.objects.of(meeting), name=name, **fields)


def test_editor_opens_registration_and_limits_it(editor_client, meeting):
    response = editor_client.post(people(meeting), {**FORM, "capacity": "12", "most_guests": "2"})

    assert response.status_code == 302
    sitting = Sitting.objects.get(key=meeting.translation_key)
    assert (sitting.is_public, sitting.capacity, sitting.most_guests) == (True, 12, 2)


def test_more_places_give_a_place_to_who_waits(editor_client, meeting):
    sitting = Sitting.objects.of(meeting)
    make_registration(meeting, "Een", status="coming")
    waiting = make_registration(meeting, "Twee", status="waiting")
    sitting.capacity = 1
    sitting.save()

    editor_client.post(people(meeting), {**FORM, "capacity": "2"})

    waiting.refresh_from_db()
    assert waiting.status == "coming"
    assert OutboxMail.objects.get().recipient == "twee@huis.be"


def test_saving_forgets_nothing_that_happened_meanwhile(editor_client, meeting):
    sitting = Sitting.objects.of(meeting)
    stale = Sitting.objects.get(pk=sitting.pk)
    Sitting.objects.filter(pk=sitting.pk).update(told="what people know")
    stale.capacity = 5

    change_sitting(sitting=stale, meeting=meeting)

    sitting.refresh_from_db()
    assert (sitting.capacity, sitting.told) == (5, "what people know")


def test_closing_before_opening_is_told_at_the_field(editor_client, meeting):
    moments = {"opens_at": "2027-03-02 10:00", "closes_at": "2027-03-01 10:00"}

    response = editor_client.post(people(meeting), {**FORM, **moments})

    assert list(response.context["form"].errors) == ["closes_at"]
    assert "2027-03-02 10:00" in response.content.decode()


def test_list_shows_everybody_with_heads_counted(editor_client, meeting):
    make_registration(meeting, "Amina", status="coming", guests=2, question="Is er een lift?")
    make_registration(meeting, "Bram", status="waiting")
    make_registration(meeting, "Carla", status="declined", substitute="Dirk")

    response = editor_client.get(people(meeting))

    page = response.content.decode()
    assert response.context["counts"] == [("Komt", 3), ("Op de wachtlijst", 1), ("Komt niet", 1)]
    for words in ("Amina", "Is er een lift?", "Bram", "Dirk"):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_the_same_queries_for_any_number(editor_client, meeting, count, django_assert_max_num_queries):
    for number in range(count):
        make_registration(meeting, f"P{number}", status="coming")
    editor_client.get(people(meeting))

    with django_assert_max_num_queries(100) as captured:
        editor_client.get(people(meeting))

    assert len(captured) == 26


def test_exports_hold_everybody_and_no_formula(editor_client, meeting):
    make_registration(meeting, "=1+1", email="een@huis.be", status="coming")

    csv = b"".join(editor_client.get(f"{people(meeting)}?export=csv").streaming_content).decode("utf-8-sig")
    xlsx = b"".join(editor_client.get(f"{people(meeting)}?export=xlsx").streaming_content)

    rows = list(load_workbook(BytesIO(xlsx)).active.values)
    assert csv.splitlines()[1].startswith("'=1+1,een@huis.be,Komt")
    assert rows[1][:3] == ("'=1+1", "een@huis.be", "Komt")


@pytest.mark.parametrize("missing", ["view_registration", "change_meeting"])
def test_who_may_not_sees_nothing(client, meeting, missing):
    make_registration(meeting)
    user = get_user_model().objects.create_user(username="kijker", password="geheim")
    names = {"access_admin", "view_registration", "change_meeting"} - {missing}
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    for query in ("", "?export=csv", "?export=xlsx"):
        assert client.get(people(meeting) + query).status_code == 302
    assert client.post(people(meeting), FORM).status_code == 302
    assert not Sitting.objects.filter(is_public=True).exists()


def test_translations_of_a_meeting_share_one_list(editor_client, sections):
    dutch, french = sections
    meeting = make_meeting(make_hub(dutch))
    translation = meeting.copy_for_translation(french.locale)
    translation.save()
    make_registration(meeting, "Amina", status="coming")

    assert "Amina" in editor_client.get(people(translation)).content.decode()
