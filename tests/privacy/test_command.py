"""``manage.py cultuurraad_privacy``: sentences, exit codes, no question where nobody can answer."""

import json
from io import StringIO

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import CommandError, call_command
from django.utils import timezone

from cultuurraad_wagtail.models import OutboxMail, Person
from tests.factories import make_form, make_person, make_response

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("cultuurraad_privacy", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def amina(section):
    return make_person("Amina", "Idrissi", email="amina@huis.be")


def test_expire_tells_what_went():
    assert run("expire") == "Nothing is over time.\n"
    for number in range(2):
        make_response(make_form(), submitted_at=timezone.now() - relativedelta(months=40 + number))

    assert run("expire") == "Responses: 2\nWhat is over time is erased.\n"


def test_export_to_standard_output_and_to_a_file(amina, tmp_path):
    data = json.loads(run("export", "amina@huis.be"))

    assert [each["what"] for each in data["records"]] == ["persoon"]
    path = tmp_path / "file.json"
    assert run("export", "AMINA@huis.be", "--output", str(path), "--language", "fr") == (
        f"Records in “{path}”: 1. Delete the file once it is sent.\n"
    )
    assert json.loads(path.read_text())["records"][0]["what"] == "personne"
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        run("export", "amina@huis.be", "--output", str(tmp_path / "no" / "file.json"))


def test_erase_tells_first_and_asks(amina, monkeypatch):
    assert run("erase", "amina@huis.be", "--dry-run") == "People: 1\nNothing was changed.\n"
    for answer in ("", "yes", EOFError):
        monkeypatch.setattr("builtins.input", lambda _question, answer=answer: _answered(answer))
        with pytest.raises(CommandError, match="Nothing was changed"):
            run("erase", "amina@huis.be")
    assert Person.objects.count() == 1

    monkeypatch.setattr("builtins.input", lambda _question: "erase")
    told = run("erase", "amina@huis.be")

    assert told == "People: 1\nWhat was kept of this address is erased. Every number stays as it was.\n"
    assert not Person.objects.exists()


def _answered(answer):
    if answer is EOFError:
        raise EOFError
    return answer


def test_erase_without_asking_tells_what_is_left(amina, section, editor):
    section.home.title = "Amina Idrissi"
    section.register.introduction = "<p>Amina Idrissi</p>"
    section.register.save()
    editor.email = "amina@huis.be"
    editor.save()

    told = run("erase", "amina@huis.be", "--yes")

    assert told.splitlines() == [
        "People: 1",
        f"An editor's text still names this person: meeting register {section.register.pk}, “Bijeenkomsten”.",
        "A user account of the site has this address. Change or delete it under Settings › Users.",
        "What was kept of this address is erased. Every number stays as it was.",
    ]
    assert run("erase", "amina@huis.be", "--yes").splitlines()[0] == "Nothing is kept of this address."


@pytest.mark.parametrize("deed", ["export", "erase"])
def test_what_is_no_address_is_refused(deed):
    OutboxMail.objects.create(recipient="a@b.be", subject="", body="")

    with pytest.raises(CommandError, match="This is not an e-mail address"):
        run(deed, "Amina")
    with pytest.raises(CommandError):
        run()
