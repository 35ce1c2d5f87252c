"""Privacy in the admin: found, told, erased, by who may; the address stands in no address, message or log."""

import json

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cultuurraad_wagtail.models import CouncilSettings, Person, Registration, Response, Sitting
from tests.factories import make_form, make_hub, make_meeting, make_person, make_response, make_section

pytestmark = pytest.mark.django_db
ADDRESS = "amina@huis.be"
RIGHTS = ["access_admin", "delete_person", "delete_registration", "delete_response"]


def url(name):
    return reverse(f"cultuurraad_privacy:{name}")


def log_in(client, *codenames):
    user = get_user_model().objects.create_user("medewerker", "medewerker@brussel.be", "geheim", is_active=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return user


@pytest.fixture
def amina(section):
    person = make_person("Amina", "Idrissi", email=ADDRESS)
    meeting = make_meeting(make_hub(section), "Open avond")
    row = {"name": "Amina Idrissi", "email": ADDRESS, "person": person, "status": "coming"}
    Registration.objects.create(sitting=Sitting.objects.of(meeting), **row)
    return person


@pytest.fixture
def over_time(section):
    return [make_response(make_form(), submitted_at=timezone.now() - relativedelta(months=each)) for each in (40, 41)]


def test_editor_looks_what_is_kept_and_reads_no_content(editor_client, amina):
    page = editor_client.post(url("find"), {"address": ADDRESS.upper()}).content.decode()

    assert "<li>Personen: <b>1</b></li>" in page
    assert "<li>Inschrijvingen: <b>1</b></li>" in page
    assert "Amina Idrissi" not in page
    assert "Open avond" not in page
    assert Person.objects.count() == 1


def test_address_that_nobody_has(editor_client, amina):
    page = editor_client.post(url("find"), {"address": "x@huis.be"})

    assert page.context["counts"] == []
    assert url("erase") not in page.content.decode()


def test_what_is_no_address_is_asked_again(editor_client, section):
    for name in ("find", "export", "erase"):
        page = editor_client.post(url(name), {"address": "Amina", "again": "Amina"}, follow=True)
        assert page.status_code == 200
        assert page.context["form"].fields["address"].label == "E-mailadres"
    assert editor_client.post(url("find"), {"address": "Amina"}).context["form"].errors["address"]


def test_file_for_its_owner(editor_client, amina):
    response = editor_client.post(url("export"), {"address": ADDRESS})

    assert response["Content-Type"] == "application/json; charset=utf-8"
    day = timezone.localdate().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="personal-data-{day}.json"'
    assert "no-store" in response["Cache-Control"]
    told = json.loads(response.content)
    assert [each["kind"] for each in told["records"]] == ["registration", "person"]


def test_it_is_erased_once_the_address_is_typed_again(editor_client, amina, section):
    section.register.introduction = "<p>Amina Idrissi</p>"
    section.register.save()
    for again in ("", "amina@huis.bee", "Amina"):
        page = editor_client.post(url("erase"), {"address": ADDRESS, "again": again})
        assert page.context["form"].errors["again"]
        assert Person.objects.count() == 1

    page = editor_client.post(url("erase"), {"address": ADDRESS, "again": ADDRESS.upper()})

    assert page.context["counts"] == [("Inschrijvingen", 1), ("Personen", 1)]
    text = page.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[section.register.pk]) in text
    assert ADDRESS not in text
    assert not Person.objects.exists()
    assert Registration.objects.get().name == "N.N."


def test_what_is_over_time_is_counted_and_erased(editor_client, over_time):
    page = editor_client.get(url("index"))

    counted = {each["what"]: each["count"] for each in page.context["rules"]}
    assert (counted["Antwoorden"], sum(counted.values())) == (2, 2)
    assert url("expire") in page.content.decode()
    assert Response.objects.count() == 2

    answer = editor_client.post(url("expire"))

    assert (answer.status_code, answer["Location"]) == (302, url("index"))
    assert not Response.objects.exists()
    again = editor_client.get(url("index"))
    assert again.context["over_time"] == 0
    assert url("expire") not in again.content.decode()


def test_times_are_those_of_each_site(editor_client, section):
    other = make_section("nl", hostname="andere.be")
    CouncilSettings.objects.create(site=section.site, keep_mail=3)
    CouncilSettings.objects.create(site=other.site, keep_mail=None)

    page = editor_client.get(url("index"))

    rule = next(each for each in page.context["rules"] if each["what"] == "Verzonden e-mails")
    assert list(rule["months"].items()) == [(section.site, 3), (other.site, None)]


@pytest.mark.parametrize("missing", RIGHTS[1:])
def test_who_lacks_one_of_three_rights_may_do_nothing(client, amina, over_time, missing):
    log_in(client, *(each for each in RIGHTS if each != missing))

    for name in ("find", "export", "erase", "expire"):
        assert client.post(url(name), {"address": ADDRESS, "again": ADDRESS}).status_code == 302
    assert client.get(url("index")).status_code == 302
    assert url("index") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert (Person.objects.count(), Response.objects.count()) == (1, 2)


def test_who_has_the_three_rights_may(client, amina, over_time):
    log_in(client, *RIGHTS)

    assert client.get(url("index")).status_code == 200
    assert url("index") in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.post(url("export"), {"address": ADDRESS}).status_code == 200
    assert client.post(url("expire")).status_code == 302
    assert client.post(url("erase"), {"address": ADDRESS, "again": ADDRESS}).status_code == 200
    assert (Person.objects.count(), Response.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["find", "export", "erase", "expire"])
def test_visitor_is_sent_away_and_a_get_changes_nothing(client, editor, amina, over_time, name):
    assert client.post(url(name), {"address": ADDRESS, "again": ADDRESS})["Location"].startswith("/admin/login/")
    client.force_login(editor)
    answer = client.get(url(name), {"address": ADDRESS, "again": ADDRESS})
    assert (answer.status_code, answer.url) == (302, url("index"))
    assert (Person.objects.count(), Response.objects.count()) == (1, 2)


def test_history_tells_what_was_done_and_never_of_whom(editor_client, amina, over_time):
    for name in ("find", "export", "erase", "expire"):
        editor_client.post(url(name), {"address": ADDRESS, "again": ADDRESS})

    entries = ModelLogEntry.objects.filter(action__startswith="cultuurraad.privacy").order_by("pk")
    assert list(entries.values_list("action", "data")) == [
        ("cultuurraad.privacy_find", {"counts": {"registration": 1, "person": 1}}),
        ("cultuurraad.privacy_export", {"counts": {}}),
        ("cultuurraad.privacy_erase", {"counts": {"registration": 1, "person": 1}}),
        ("cultuurraad.privacy_expire", {"counts": {"response": 2}}),
    ]
    history = editor_client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "inschrijvingen: 1" in history
    assert "personen: 1" in history
    assert ADDRESS not in history
    assert ADDRESS not in repr(dict(editor_client.session))
    assert ADDRESS not in editor_client.cookies.output()


def test_right_to_delete_registrations_is_offered_to_groups(editor_client, section):
    page = editor_client.get(reverse("wagtailusers_groups:add")).content.decode()

    right = Permission.objects.get(codename="delete_registration")
    assert f'value="{right.pk}"' in page


def test_no_cross_site_request_erases(editor, amina):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.post(url("erase"), {"address": ADDRESS, "again": ADDRESS}).status_code == 403
    assert Person.objects.count() == 1
