"""The form of a round that was open while the round went on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from cultuurraad_wagtail.evaluation.rounds import close_round, start_round
from cultuurraad_wagtail.models import EvaluationRound
from cultuurraad_wagtail.privacy import erase
from cultuurraad_wagtail.snippets.evaluation_forms import RoundForm
from tests.browser_forms import sent_back
from tests.evaluation.rounds import answered, closed, make_evaluation_form, make_members, make_round
from tests.evaluation.test_results import rows
from tests.factories import in_brussels

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_by_command(settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"


@pytest.fixture
def save(editor_client, monkeypatch):
    """Open the form, change it, and have something ``happen`` after it was checked and before it is stored."""

    def save(evaluation_round, typed, happen):
        address = reverse("wagtailsnippets_cultuurraad_wagtail_evaluationround:edit", args=[evaluation_round.pk])
        _address, data = sent_back(editor_client.get(address), "Opslaan")
        checked = RoundForm.clean

        def clean(form):
            found = checked(form)
            happen(evaluation_round=EvaluationRound.objects.get(pk=evaluation_round.pk))
            return found

        monkeypatch.setattr(RoundForm, "clean", clean)
        answer = editor_client.post(address, {**data, "summary": "null", **typed}, follow=True)
        monkeypatch.setattr(RoundForm, "clean", checked)
        return EvaluationRound.objects.get(pk=evaluation_round.pk), answer.content.decode()

    return save


def test_round_that_starts_meanwhile_stays_started(section, save):
    minute = timezone.now().replace(second=0, microsecond=0)
    evaluation_round = make_round(section.site, opens_at=minute - timedelta(hours=1))
    evaluation_round.workgroups.add(make_members(section, ["Amina"]))
    other = make_members(section, ["Bart"])

    found, told = save(evaluation_round, {"title": "Anders", "workgroups": [other.pk]}, start_round)

    assert found.started_at is not None
    assert found.title == "Anders"
    assert list(found.workgroups.all()) == list(evaluation_round.workgroups.all()) != [other]
    assert found.invitees.count() == 1
    assert "De ronde ging intussen verder, dus dit werd niet bewaard: Groepen." in told


def test_round_that_closes_meanwhile_stays_closed(section, save):
    evaluation_round = make_round(section.site, audience="public", started_at=timezone.now() - timedelta(hours=1))
    answered(evaluation_round, rows(6))
    typed = {"title": "Anders", "closes_at": "2031-01-31 18:00"}

    found, _told = save(evaluation_round, typed, close_round)

    assert found.is_closed
    assert found.results["responses"] == 6
    assert (found.title, found.closes_at) == ("Anders", evaluation_round.closes_at)


def test_what_is_erased_meanwhile_is_not_quoted_again(section, save):
    evaluation_round = closed(section, [{"Vertel": f"Bel mij op zoe@example.org, woord {n}"} for n in range(6)])
    key = evaluation_round.form.questions.get(label="Vertel").key
    quotes = [{"key": key, "text": "Bel mij op zoe@example.org, woord 1"}]
    EvaluationRound.objects.update(quotes=quotes)

    found, _told = save(evaluation_round, {"title": "Anders"}, lambda **_round: erase(address="zoe@example.org"))

    assert (found.title, found.quotes) == ("Anders", [])


def test_everything_that_an_editor_changes_is_stored(editor_client, section):
    evaluation_round = make_round(section.site)
    one, other = (make_members(section, [name]) for name in ("Amina", "Bart"))
    evaluation_round.workgroups.add(one)
    address = reverse("wagtailsnippets_cultuurraad_wagtail_evaluationround:edit", args=[evaluation_round.pk])
    _address, data = sent_back(editor_client.get(address), "Opslaan")
    form = make_evaluation_form()
    typed = {
        "title": "Nieuw",
        "form": form.pk,
        "workgroups": [other.pk],
        "anonymity": "named",
        "opens_at": "2031-01-11 09:00",
        "closes_at": "2031-01-31 18:00",
        "remind_days": "3",
        "is_planned": "on",
        "summary": rich_text("<p>Het gaat beter.</p>"),
        "translations-fr-title": "Neuf",
        "translations-fr-summary": rich_text("<p>Ça va mieux.</p>"),
        "shows_network": "on",
        "slug": "nieuw-adres",
    }

    answer = editor_client.post(address, {**data, **typed})

    found = EvaluationRound.objects.get()
    assert answer.status_code == 302
    assert (found.title, found.slug, found.form, found.anonymity) == ("Nieuw", "nieuw-adres", form, "named")
    assert list(found.workgroups.all()) == [other]
    assert (found.opens_at, found.closes_at) == (in_brussels(2031, 1, 11, 9), in_brussels(2031, 1, 31, 18))
    assert (found.remind_days, found.is_planned, found.shows_network) == (3, True, True)
    assert "Het gaat beter." in found.summary
    assert found.translations["fr"]["title"] == "Neuf"
    assert "Ça va mieux." in found.translations["fr"]["summary"]
