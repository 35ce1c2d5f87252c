"""What cannot be undone in a round: it is asked once more, with what it will do."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cultuurraad_wagtail.models import EvaluationRound, FeedbackForm, OutboxMail
from tests.admin.round_screens import buttons, confirm, screen, told
from tests.admin.test_registers import user_with
from tests.evaluation.rounds import closed, make_members, make_round, started
from tests.evaluation.test_results import rows
from tests.factories import in_brussels, make_form, make_mandate, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_by_command(settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"


class TestNoWayBack:
    """What cannot be undone is asked once more, and says what it will do."""

    def test_screen_has_no_button_that_sends_or_closes(self, editor_client, section):
        planned = make_round(section.site)
        planned.workgroups.add(make_members(section, ["Amina"]))
        page = editor_client.get(screen(planned))
        assert (buttons(page), confirm(planned, "start") in page.content.decode()) == (set(), True)

        found = started(section, names=["Bart"], title="Andere")
        page = editor_client.get(screen(found))
        assert (buttons(page), confirm(found, "close") in page.content.decode()) == ({"remind"}, True)

    def test_start_says_how_many_get_a_mail(self, editor_client, section):
        found = make_round(section.site, anonymity="named")
        hub = make_members(section, ["Amina", "Bart"])
        make_mandate(make_person("Zonder"), hub)
        found.workgroups.add(hub)

        page = editor_client.get(confirm(found, "start"))

        text = page.content.decode()
        assert "2 mensen krijgen nu een mail" in text
        assert "1 persoon heeft geen e-mailadres" in text
        assert "De antwoorden staan op naam" in text
        assert buttons(page) == {"start"}
        assert (OutboxMail.objects.count(), EvaluationRound.objects.get().has_started) == (0, False)

    def test_start_before_the_planned_hour_says_so(self, editor_client, section):
        found = make_round(section.site, opens_at=in_brussels(2031, 12, 5, 9), closes_at=in_brussels(2031, 12, 20))
        found.workgroups.add(make_members(section, ["Amina"]))

        assert (
            "Ze gaat nu open, en niet op 5 december 2031"
            in editor_client.get(confirm(found, "start")).content.decode()
        )

    @pytest.mark.parametrize(
        ("number", "anonymity", "is_told"), [(4, "anonymous", True), (5, "anonymous", False), (4, "named", False)]
    )
    def test_start_says_when_the_results_will_tell_nothing(self, editor_client, section, number, anonymity, is_told):
        found = make_round(section.site, anonymity=anonymity)
        found.workgroups.add(make_members(section, [f"Lid{each}" for each in range(number)]))

        for address in (screen(found), confirm(found, "start")):
            told = "Er worden minder dan vijf mensen gevraagd" in editor_client.get(address).content.decode()
            assert told == is_told

    def test_start_says_whose_answers_do_not_count(self, editor_client, section):
        form = make_form(questions=[{"label": "Met wie?", "field_type": "partners"}])
        found = make_round(section.site, form, anonymity="named")
        found.workgroups.add(make_members(section, ["Amina", "Bart"]))

        for address in (screen(found), confirm(found, "start")):
            assert "2 mensen staan voor geen organisatie" in editor_client.get(address).content.decode()

    def test_address_of_the_form_is_told_of_while_others_can_answer_there(self, editor_client, section):
        found = started(section)
        said = "wat men daar verstuurt, telt in deze ronde niet mee"
        assert said in editor_client.get(screen(found)).content.decode()

        FeedbackForm.objects.update(open_until=timezone.now())

        assert said not in editor_client.get(screen(found)).content.decode()
        assert EvaluationRound.objects.get().is_open()

    def test_round_whose_form_is_gone_says_so(self, editor_client, section):
        found = started(section)
        FeedbackForm.objects.update(live=False)
        assert "dus niemand kan antwoorden" in editor_client.get(screen(found)).content.decode()

    def test_reminder_of_nobody_is_not_in_the_history(self, editor_client, section):
        found = started(section)
        for _press in range(2):
            editor_client.post(screen(found), {"deed": "remind"})
        assert ModelLogEntry.objects.filter(action="cultuurraad.remind_round").count() == 1

    def test_close_says_that_it_is_final(self, editor_client, section):
        found = started(section)
        page = editor_client.get(confirm(found, "close"))
        text = page.content.decode()
        assert "0 van de 3 antwoordden." in text
        assert "3 mensen kunnen daarna niet meer antwoorden." in text
        assert "definitief" in text
        assert "Minder dan vijf antwoorden" in text
        assert buttons(page) == {"close"}
        assert not EvaluationRound.objects.get().is_closed

    def test_round_for_everybody_says_that_nobody_gets_a_mail(self, editor_client, section):
        found = make_round(section.site, audience="public")
        assert "Niemand krijgt een mail." in editor_client.get(confirm(found, "start")).content.decode()

    @pytest.mark.parametrize(
        ("deed", "refusal"),
        [("start", "De ronde is al begonnen."), ("close", "De ronde is al gesloten.")],
    )
    def test_what_was_done_is_not_asked_again(self, editor_client, section, deed, refusal):
        found = closed(section, rows(6))
        page = editor_client.get(confirm(found, deed), follow=True)
        assert page.redirect_chain == [(screen(found), 302)]
        assert [str(message) for message in page.context["messages"]] == [refusal]

    def test_round_that_has_not_started_is_not_closed(self, editor_client, section):
        found = make_round(section.site)
        asked = editor_client.get(confirm(found, "close"), follow=True)
        assert [str(message) for message in asked.context["messages"]] == ["Begin eerst de ronde."]
        assert told(editor_client, screen(found), "close") == ["Begin eerst de ronde."]

    @pytest.mark.parametrize("deed", ["start", "close"])
    def test_asking_needs_the_right_to_change(self, client, section, deed):
        client.force_login(user_with("view_evaluationround"))
        found = make_round(section.site)
        assert client.get(confirm(found, deed)).url == reverse("wagtailadmin_home")
