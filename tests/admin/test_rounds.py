"""Rounds of evaluation in the admin, from the first plan to the published results."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.evaluation.rounds import close_round
from cultuurraad_wagtail.models import EvaluationRound, Invitee, OutboxMail
from tests.admin.round_screens import buttons, confirm, export, screen, told
from tests.admin.test_registers import user_with
from tests.browser_forms import sent_back
from tests.evaluation.rounds import answered, closed, make_evaluation_form, make_members, make_round, started
from tests.evaluation.test_results import rows
from tests.factories import in_brussels, make_form, make_meeting

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_cultuurraad_wagtail_evaluationround:add"


@pytest.fixture(autouse=True)
def _mail_by_command(settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"


def posted(form, **fields):
    return {
        "title": "Evaluatie 2027",
        "form": form.pk,
        "audience": "members",
        "anonymity": "anonymous",
        "opens_at": "2027-01-11 09:00",
        "closes_at": "2027-01-31 18:00",
        "summary": "null",
        "translations-fr-summary": "null",
        "translations-en-summary": "null",
        **fields,
    }


def errors(response):
    return {name: list(each) for name, each in response.context["form"].errors.items()}


class TestPlanning:
    def test_editor_plans_a_round(self, editor_client, section):
        form, hub = make_evaluation_form(), make_members(section, ["Amina"])

        answer = editor_client.post(reverse(ADD), posted(form, workgroups=[hub.pk]))

        found = EvaluationRound.objects.get()
        assert (answer.status_code, answer.url) == (302, screen(found))
        assert (found.site, found.slug, found.has_started) == (section.site, "evaluatie-2027", False)
        assert found.opens_at == in_brussels(2027, 1, 11, 9)
        assert OutboxMail.objects.count() == 0

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({}, "workgroups"),
            ({"audience": "attendees"}, "meeting"),
            ({"audience": "public", "anonymity": "named"}, "anonymity"),
            ({"audience": "public", "closes_at": "2027-01-01 09:00"}, "closes_at"),
        ],
    )
    def test_mistake_is_told_where_it_was_made(self, editor_client, section, fields, name):
        answer = editor_client.post(reverse(ADD), posted(make_evaluation_form(), **fields))
        assert list(errors(answer)) == [name]

    def test_who_works_with_whom_cannot_be_anonymous(self, editor_client, section):
        form = make_form(questions=[{"label": "Met wie?", "field_type": "partners"}])
        answer = editor_client.post(reverse(ADD), posted(form, audience="contacts"))
        assert list(errors(answer)) == ["anonymity"]

    def test_what_is_fixed_stays_once_it_has_started(self, editor_client, section):
        found = started(section)
        address = reverse("wagtailsnippets_cultuurraad_wagtail_evaluationround:edit", args=[found.pk])

        editor_client.post(address, posted(make_form(), audience="public", anonymity="named", title="Anders"))

        found.refresh_from_db()
        assert (found.title, found.audience, found.anonymity) == ("Anders", "members", "anonymous")
        assert found.form.title == "Evaluatie"


class TestCourse:
    def test_start_remind_close_publish(self, editor_client, section):
        found = make_round(section.site)
        found.workgroups.add(make_members(section, ["Amina", "Bart"]))
        assert "2 mensen worden gevraagd" in editor_client.get(screen(found)).content.decode()

        for deed in ("start", "remind"):
            assert editor_client.post(screen(found), {"deed": deed}).status_code == 302
        answered(found, rows(5))
        for deed in ("close", "publish"):
            assert editor_client.post(screen(found), {"deed": deed}).status_code == 302

        found.refresh_from_db()
        assert found.is_published()
        assert OutboxMail.objects.count() == 4

    def test_results_are_not_read_before_it_is_closed(self, editor_client, section):
        found = started(section)
        answered(found, rows(6))

        page = editor_client.get(screen(found)).content.decode()

        assert "<figure" not in page
        assert editor_client.get(export(found)).status_code == 302
        editor_client.post(screen(found), {"deed": "publish"})
        found.refresh_from_db()
        assert found.published_at is None

    def test_results_are_read_in_the_admin(self, editor_client, section):
        found = closed(section, rows(6), published=False)
        page = BeautifulSoup(editor_client.get(screen(found)).content, "html.parser")
        assert page.select("figure svg")

    @pytest.mark.parametrize(("anonymity", "is_told"), [("anonymous", True), ("named", False)])
    def test_form_of_an_anonymous_round_says_that_its_questions_are_fixed(
        self, editor_client, section, anonymity, is_told
    ):
        found = started(section, anonymity=anonymity)
        address = reverse(found.form.snippet_viewset.get_url_name("edit"), args=[found.form_id])

        page = editor_client.get(address).content.decode()

        assert (f"“{found.title}” loopt anoniem" in page) is is_told

    def test_who_answered_is_told_and_what_is_not(self, editor_client, section):
        found = started(section, ["Amina", "Bart"], anonymity="anonymous")
        found.invitees.filter(name__startswith="Bart").update(has_answered=True)

        page = BeautifulSoup(editor_client.get(screen(found)).content, "html.parser")

        told = {each.summary.text: [row.text for row in each.select("li")] for each in page.select("details")}
        group = found.invitees.first().group
        names = {each.name.split()[0]: each.name for each in found.invitees.all()}
        assert told["Wie nog niet antwoordde"] == [f"{names['Amina']}, {group}"]
        assert told["Wie antwoordde"] == [f"{names['Bart']}, {group}"]

    def test_answer_of_a_round_with_names_says_whose_it_is(self, editor_client, section):
        found = started(section, ["Amina", "Bart"], anonymity="named")
        (response,) = answered(found, rows(1), invitee=found.invitees.get(name__startswith="Bart"))

        page = editor_client.get(reverse("cultuurraad_responses_modeladmin_inspect", args=[response.pk]))

        assert response.invitee.name in BeautifulSoup(page.content, "html.parser").select_one("main").text


class TestForm:
    @pytest.mark.parametrize("deed", ["start", "screen"])
    def test_round_of_a_form_that_is_a_draft_is_not_started(self, editor_client, section, deed):
        found = make_round(section.site, make_evaluation_form(live=False))
        found.workgroups.add(make_members(section, ["Amina"]))
        refusal = "Het formulier van deze ronde is niet gepubliceerd. Publiceer eerst het formulier"
        if deed == "start":
            assert told(editor_client, screen(found), "start")[0].startswith(refusal)
        else:
            page = editor_client.get(screen(found)).content.decode()
            assert (refusal in page, confirm(found, "start") in page) == (True, False)
        assert OutboxMail.objects.count() == 0

    @pytest.mark.parametrize("may_pause", [True, False])
    def test_editor_reads_that_nobody_can_stop_halfway(self, editor_client, section, may_pause):
        found = make_round(section.site, make_evaluation_form(may_pause=may_pause))
        page = editor_client.get(screen(found)).content.decode()
        assert ("kan niemand halfweg stoppen" in page) is may_pause


class TestReminder:
    def test_button_is_there_while_somebody_is_silent(self, editor_client, section):
        found = started(section)
        assert "remind" in buttons(editor_client.get(screen(found)))
        Invitee.objects.update(has_answered=True)
        assert "remind" not in buttons(editor_client.get(screen(found)))

    def test_closed_round_says_that_it_is_closed(self, editor_client, section):
        found = started(section)
        close_round(evaluation_round=found)
        assert told(editor_client, screen(found), "remind") == [
            "De ronde is gesloten: niemand kan nog antwoorden, dus krijgt niemand een herinnering."
        ]

    def test_nobody_to_remind_is_told(self, editor_client, section):
        found = started(section)
        told(editor_client, screen(found), "remind")
        assert told(editor_client, screen(found), "remind")[0].startswith("Niemand krijgt een herinnering")


class TestTooFew:
    """Results that tell nothing are not offered."""

    def test_publishing_and_files_are_not_offered(self, editor_client, section):
        found = closed(section, rows(4), published=False)
        page = editor_client.get(screen(found))
        text = page.content.decode()
        assert "Te weinig mensen antwoordden" in text
        assert (buttons(page), export(found) in text) == (set(), False)

    def test_what_is_published_can_be_taken_back(self, editor_client, section):
        assert buttons(editor_client.get(screen(closed(section, rows(4))))) == {"unpublish"}

    def test_round_with_names_gives_its_files(self, editor_client, section):
        found = started(section, anonymity="named")
        answered(found, rows(2))
        close_round(evaluation_round=found)
        page = editor_client.get(screen(found))
        assert ("publish" in buttons(page), export(found) in page.content.decode()) == (False, True)

    def test_enough_answers_are_offered(self, editor_client, section):
        found = closed(section, rows(6), published=False)
        page = editor_client.get(screen(found))
        assert ("publish" in buttons(page), export(found) in page.content.decode()) == (True, True)


def test_quoting_before_the_end_is_refused_in_the_editors_words(editor_client, section):
    address = reverse("cultuurraad_quotes", args=[started(section).pk])
    assert told(editor_client, address, "quote") == ["Sluit eerst de ronde."]


@pytest.mark.parametrize("action", ["add", "edit"])
def test_form_of_a_round_says_which_audience_asks_for_what(editor_client, section, action):
    args = [make_round(section.site).pk] if action == "edit" else []
    address = reverse(f"wagtailsnippets_cultuurraad_wagtail_evaluationround:{action}", args=args)
    page = BeautifulSoup(editor_client.get(address).content, "html.parser")
    rule = page.select_one("form cultuurraad-rule")
    assert rule["data-by"] == "audience"
    assert json.loads(rule["data-fields"]) == {"workgroups": ["members"], "meeting": ["attendees"]}
    assert page.select_one('link[href*="cultuurraad_wagtail/admin.css"]')


class TestRights:
    @pytest.fixture
    def found(self, section):
        return closed(section, rows(6))

    def test_screens_need_the_right_to_see_rounds(self, client, found):
        client.force_login(user_with("view_response", "change_feedbackform"))
        for address in (screen(found), export(found), export(found, "xlsx")):
            assert client.get(address).status_code == 302

    def test_answers_need_the_right_to_see_answers(self, client, found):
        client.force_login(user_with("view_evaluationround"))
        page = client.get(screen(found))
        assert page.status_code == 200
        assert "geheim" not in page.content.decode()
        refused = client.get(export(found))
        assert refused.url == reverse("wagtailadmin_home")

    @pytest.mark.parametrize("deed", ["start", "remind", "close", "publish", "unpublish", "onzin"])
    def test_deeds_need_the_right_to_change(self, client, found, deed):
        client.force_login(user_with("view_evaluationround", "view_response"))
        answer = client.post(screen(found), {"deed": deed})
        assert answer.url == reverse("wagtailadmin_home")

    @pytest.mark.parametrize("deed", ["publish", "unpublish"])
    def test_publishing_needs_the_right_to_publish(self, client, found, deed):
        client.force_login(user_with("view_evaluationround", "change_evaluationround", "view_response"))
        assert client.post(screen(found), {"deed": deed}).url == reverse("wagtailadmin_home")

    def test_end_of_a_closed_round_stays(self, editor_client, found):
        address = reverse("wagtailsnippets_cultuurraad_wagtail_evaluationround:edit", args=[found.pk])
        ended = found.closes_at
        _address, data = sent_back(editor_client.get(address), "Opslaan")

        editor_client.post(address, {**data, "title": "Anders", "summary": "null", "closes_at": "2020-01-01 10:00"})

        found.refresh_from_db()
        assert (found.title, found.closes_at) == ("Anders", ended)

    @pytest.mark.parametrize(("permissions", "is_changed"), [((), False), (("publish_feedbackform",), True)])
    def test_what_is_published_is_changed_by_who_may_publish(self, client, found, permissions, is_changed):
        client.force_login(user_with("view_evaluationround", "change_evaluationround", *permissions))
        address = reverse("wagtailsnippets_cultuurraad_wagtail_evaluationround:edit", args=[found.pk])
        _address, data = sent_back(client.get(address), "Opslaan")

        client.post(address, {**data, "title": "Anders", "summary": "null", "shows_network": "on"})

        found.refresh_from_db()
        assert (found.title == "Anders", found.shows_network) == (is_changed, is_changed)


def test_list_of_rounds_costs_the_same_for_one_and_many(editor_client, section, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("wagtailsnippets_cultuurraad_wagtail_evaluationround:list")
    counted = []
    form = make_evaluation_form()
    for number in (1, 6):
        for _each in range(number):
            make_round(section.site, form, title=f"Ronde {timezone.now()}")
        editor_client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.get(address).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_used_form_is_not_deleted(editor_client, section):
    found = make_round(section.site)
    address = reverse("wagtailsnippets_cultuurraad_wagtail_feedbackform:delete", args=[found.form_id])
    assert editor_client.post(address).status_code == 302
    assert EvaluationRound.objects.exists()


def test_attendees_can_be_chosen(editor_client, section):
    meeting = make_meeting(make_members(section, []))
    answer = editor_client.post(reverse(ADD), posted(make_evaluation_form(), audience="attendees", meeting=meeting.pk))
    assert answer.status_code == 302
