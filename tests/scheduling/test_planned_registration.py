"""A series whose meetings take registrations: each meeting follows, but one on which an editor decided."""

import pytest

from cultuurraad_wagtail.models import Meeting, Registration, Sitting
from cultuurraad_wagtail.scheduling.planning import plan_series, save_series, top_up
from tests.factories import make_hub
from tests.scheduling.test_planning import NOW, make_series

pytestmark = pytest.mark.django_db
OPEN = {"takes_registrations": True, "capacity": 20, "most_guests": 1}


@pytest.fixture
def hub(section):
    return make_hub(section)


def sittings():
    keys = Meeting.objects.order_by("starts_at").values_list("translation_key", flat=True)
    known = {each.key: (each.is_public, each.capacity, each.most_guests) for each in Sitting.objects.all()}
    return [known.get(key) for key in keys]


def save(series, **fields):
    for name, value in fields.items():
        setattr(series, name, value)
    return save_series(series=series, now=NOW)


def test_meetings_of_a_series_take_registrations_as_it_says(hub):
    save(make_series(hub, **OPEN))

    assert sittings() == [(True, 20, 1)] * 4


def test_series_without_registrations_makes_no_sittings(hub):
    save(make_series(hub))

    assert sittings() == [None] * 4


def test_meetings_follow_but_one_that_an_editor_changed(hub):
    series = make_series(hub, **OPEN)
    save(series)
    first = Sitting.objects.get(key=Meeting.objects.order_by("starts_at").first().translation_key)
    first.capacity = 5
    first.save()

    plan = save(series, capacity=30)

    assert sittings() == [(True, 5, 1), *[(True, 30, 1)] * 3]
    assert len(plan.changed) == 4
    assert not any(each.moves for each in plan.changed)
    assert plan_series(series=series, now=NOW).is_empty
    save(series, capacity=40)
    assert sittings() == [(True, 5, 1), *[(True, 40, 1)] * 3]


def test_series_that_begins_to_take_registrations_opens_its_meetings(hub):
    series = make_series(hub)
    save(series)

    save(series, **OPEN)

    assert sittings() == [(True, 20, 1)] * 4


def test_more_places_give_a_place_to_who_waits(hub):
    series = make_series(hub, takes_registrations=True, capacity=1)
    save(series)
    sitting = Sitting.objects.order_by("pk").first()
    for name, status in (("Een", "coming"), ("Twee", "waiting")):
        Registration.objects.create(sitting=sitting, name=name, email=f"{name}@huis.be", status=status)

    save(series, capacity=2)

    assert list(sitting.registrations.order_by("pk").values_list("status", flat=True)) == ["coming", "coming"]


def forget_registration():
    """Rows as they were planned before series took registrations."""
    for meeting in Meeting.objects.all():
        del meeting.planned_as["registration"]
        Meeting.objects.filter(pk=meeting.pk).update(planned_as=meeting.planned_as)


def test_rows_from_before_stay_as_they_are(hub):
    series = make_series(hub)
    save(series)
    forget_registration()

    assert top_up(now=NOW) == {}
    assert sittings() == [None] * 4


def test_rows_from_before_follow_a_series_that_takes_registrations_now(hub):
    series = make_series(hub)
    save(series)
    forget_registration()
    decided = Sitting.objects.of(Meeting.objects.order_by("starts_at").first())
    decided.is_public, decided.capacity = True, 8
    decided.save()

    save(series, **OPEN)

    assert sittings() == [(True, 8, 0), *[(True, 20, 1)] * 3]
