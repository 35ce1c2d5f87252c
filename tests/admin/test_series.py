"""The screen of a series: dates first, then saved; warnings; who may."""

from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.models import Meeting, MeetingSeries
from tests.factories import (
    BRUSSELS,
    make_hub,
    make_mandate,
    make_meeting,
    make_person,
)

YEAR = timezone.localdate().year + 1
FORM = {
    "title": "Raad",
    "kind": "",
    "starts_on": f"{YEAR}-01-01",
    "starts_at": "19:30",
    "duration": "120",
    "frequency": "monthly_day",
    "interval": "1",
    "month_day": "31",
    "nth": "",
    "until": f"{YEAR}-05-31",
    "count": "",
    "skip_dates": "",
    "place": "",
    "online_url": "",
    "capacity": "",
    "most_guests": "0",
    "publishes": "on",
}
ADD = "wagtailsnippets_cultuurraad_wagtail_meetingseries:add"
EDIT = "wagtailsnippets_cultuurraad_wagtail_meetingseries:edit"


@pytest.fixture
def hub(section):
    return make_hub(section, "Raad van Bestuur")


def show(client, hub, address=None, **fields):
    response = client.post(address or reverse(ADD), {**FORM, "workgroup": hub.pk, **fields})
    assert response.status_code == 200
    return response


def save(client, hub, address=None, **fields):
    """Look at the dates, and save once more, as an editor does."""
    plan = show(client, hub, address, **fields).context["plan"]
    return client.post(address or reverse(ADD), {**FORM, "workgroup": hub.pk, **fields, "seen_dates": plan["seen"]})


def test_dates_are_shown_before_anything_is_saved(editor_client, hub):
    response = show(editor_client, hub)

    page = response.content.decode()
    assert not MeetingSeries.objects.exists()
    assert not Meeting.objects.exists()
    assert [each.day for each, _warnings in response.context["plan"]["new"]] == [
        date(YEAR, 1, 31),
        date(YEAR, 3, 31),
        date(YEAR, 5, 31),
    ]
    assert "19.30–21.30" in page
    assert [each.day for each in response.context["plan"]["left_out"]] == [None, None]


def test_second_save_plans_what_was_shown(editor_client, editor, hub):
    response = save(editor_client, hub)

    assert response.status_code == 302
    series = MeetingSeries.objects.get()
    assert [each.starts_at.astimezone(BRUSSELS).date() for each in series.meetings.order_by("starts_at")] == [
        date(YEAR, 1, 31),
        date(YEAR, 3, 31),
        date(YEAR, 5, 31),
    ]
    assert {each.kind for each in series.meetings.all()} == {"working_group"}
    assert series.meetings.first().latest_revision.user == editor


def test_other_dates_than_were_shown_are_shown_first(editor_client, hub):
    plan = show(editor_client, hub).context["plan"]

    response = show(editor_client, hub, month_day="15", seen_dates=plan["seen"])

    assert len(response.context["plan"]["new"]) == 5
    assert not MeetingSeries.objects.exists()


def test_editor_sees_which_meetings_follow_and_which_stay(editor_client, hub):
    save(editor_client, hub)
    series = MeetingSeries.objects.get()
    moved = series.meetings.order_by("starts_at").first()
    moved.place = "Elders"
    moved.save_revision().publish()

    plan = show(editor_client, hub, reverse(EDIT, args=[series.pk]), starts_at="20:00", kind="board").context["plan"]

    assert [change.meeting.starts_at.astimezone(BRUSSELS).month for change, _warnings in plan["changed"]] == [3, 5]
    assert [each.meeting.pk for each in plan["kept"]] == [moved.pk]
    assert MeetingSeries.objects.get().starts_at == time(19, 30)


def test_date_that_clashes_has_a_warning_and_can_be_planned(editor_client, section, hub):
    other = make_hub(section, "Werkgroep Dans")
    person = make_person()
    make_mandate(person, hub)
    make_mandate(person, other)
    make_meeting(other, starts_at=datetime(YEAR, 3, 31, 18, tzinfo=BRUSSELS))

    response = show(editor_client, hub)

    assert [len(warnings) for _each, warnings in response.context["plan"]["new"]] == [0, 1, 0]
    assert "Werkgroep Dans" in response.content.decode()
    assert save(editor_client, hub).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_warnings_need_the_same_queries_for_any_number(
    editor_client, section, hub, count, django_assert_max_num_queries
):
    for _each in range(count):
        other = make_hub(section)
        person = make_person()
        make_mandate(person, hub)
        make_mandate(person, other)
        make_meeting(other, starts_at=datetime(YEAR, 3, 31, 18, tzinfo=BRUSSELS))
    show(editor_client, hub)

    with django_assert_max_num_queries(100) as captured:
        show(editor_client, hub)

    assert len(captured) == 23


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"until": f"{YEAR - 1}-01-01"}, "until"),
        ({"count": "5"}, "count"),
        ({"skip_dates": "kerstmis"}, "skip_dates"),
        ({"frequency": "monthly_weekday", "weekdays": ["1", "3"]}, "weekdays"),
        ({"interval": "0"}, "interval"),
        ({"duration": "0"}, "duration"),
        ({"month_day": "32"}, "month_day"),
    ],
)
def test_rule_that_cannot_be_says_so_at_its_field(editor_client, hub, fields, field):
    response = editor_client.post(reverse(ADD), {**FORM, "workgroup": hub.pk, **fields})

    assert list(response.context["form"].errors) == [field]
    assert not MeetingSeries.objects.exists()


def test_days_to_skip_are_written_as_people_write_them(editor_client, hub):
    save(editor_client, hub, skip_dates=f"31/03/{YEAR}\n")

    series = MeetingSeries.objects.get()
    assert series.skip_dates == [f"{YEAR}-03-31"]
    page = editor_client.get(reverse(EDIT, args=[series.pk])).content.decode()
    assert f"31-3-{YEAR}" in page or f"31/03/{YEAR}" in page


def test_who_may_not_add_series_sees_none(client, section, hub):
    user = get_user_model().objects.create_user(username="kijker", password="geheim")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)

    assert client.get(reverse(ADD)).status_code in (302, 403)
    assert client.post(reverse(ADD), {**FORM, "workgroup": hub.pk}).status_code in (302, 403)
    assert not MeetingSeries.objects.exists()


def test_who_may_not_publish_meetings_plans_none(client, section, hub):
    user = get_user_model().objects.create_user(username="kijker", password="geheim")
    allowed = ["access_admin", "add_meetingseries", "change_meetingseries", "add_meeting", "change_meeting"]
    user.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    client.force_login(user)

    assert client.get(reverse(ADD)).status_code == 302
    assert client.post(reverse(ADD), {**FORM, "workgroup": hub.pk}).status_code == 302
    user.user_permissions.add(Permission.objects.get(codename="publish_meeting"))
    assert client.get(reverse(ADD)).status_code == 200


def test_listing_tells_how_many_meetings_are_to_come(editor_client, hub):
    save(editor_client, hub)
    series = MeetingSeries.objects.get()
    make_meeting(hub, starts_at=timezone.now() - timedelta(days=9), series=series)

    page = editor_client.get(reverse("wagtailsnippets_cultuurraad_wagtail_meetingseries:list"))

    assert [each.to_come for each in page.context["object_list"]] == [3]


PAST = {"starts_on": "2001-01-01", "until": "2001-05-31"}


def test_series_wholly_in_the_past_is_a_mistake_in_its_days(editor_client, hub):
    response = show(editor_client, hub, **PAST)
    seen = response.context["plan"]["seen"]

    again = show(editor_client, hub, **PAST, seen_dates=seen)

    for page in (response.content.decode(), again.content.decode()):
        assert "Geen enkele datum die nog komt" in page
        assert "kijk de eerste en de laatste dag na" in page
        assert "bewaar nog eens" not in page
    assert not MeetingSeries.objects.exists()


def test_series_that_is_over_can_still_be_changed(editor_client, hub):
    save(editor_client, hub)
    Meeting.objects.all().delete()
    MeetingSeries.objects.update(starts_on="2001-01-01", until="2001-05-31")
    address = reverse(EDIT, args=[MeetingSeries.objects.get().pk])

    response = show(editor_client, hub, address, **PAST, title="Oude raad", kind="board")
    saved = save(editor_client, hub, address, **PAST, title="Oude raad", kind="board")

    assert saved.status_code == 302
    assert "Bewaar nog eens om ze zo te houden." in response.content.decode()
    assert MeetingSeries.objects.get().title == "Oude raad"


def test_help_and_error_write_a_date_alike(editor_client, hub):
    response = editor_client.post(reverse(ADD), {**FORM, "workgroup": hub.pk, "skip_dates": "morgen"})

    field = response.context["form"]["skip_dates"]
    assert field.help_text == "Eén datum per regel, bijvoorbeeld 24-12-2026."
    assert field.errors == ["“morgen” is geen datum. Schrijf één datum per regel, bijvoorbeeld 24-12-2026."]
    assert editor_client.post(reverse(ADD), {**FORM, "workgroup": hub.pk, "skip_dates": "24-12-2026"}).context["plan"]
