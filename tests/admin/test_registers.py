"""The registers of responses and of mail: who may see them, and what they hand out."""

import csv
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cultuurraad_wagtail.evaluation.rounds import close_round, start_round
from cultuurraad_wagtail.feedback import responses_as_table
from cultuurraad_wagtail.models import OutboxMail, Response
from tests.evaluation.rounds import answered, link_of, make_evaluation_form, make_round, started
from tests.factories import in_brussels, make_editor, make_form, make_organisation, make_response

pytestmark = pytest.mark.django_db

INDEX = "cultuurraad_responses_modeladmin_index"


def user_with(*codenames):
    group = Group.objects.create(name="proef")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(*Permission.objects.filter(codename__in=codenames))
    user = get_user_model().objects.create_user("proef", "proef@example.org", "geheim")
    user.groups.add(group)
    return user


@pytest.fixture
def response(section):
    questions = [{"label": "Naam"}, {"label": "Terug", "field_type": "yes_no"}]
    return make_response(make_form("Enquête", questions=questions), answers={"Naam": "Zoë", "Terug": "yes"})


def addresses(response):
    return {
        "list": reverse(INDEX),
        "csv": reverse(INDEX) + "?export=csv",
        "xlsx": reverse(INDEX) + "?export=xlsx",
        "inspect": reverse("cultuurraad_responses_modeladmin_inspect", args=[response.pk]),
    }


@pytest.mark.parametrize("name", ["list", "csv", "xlsx", "inspect"])
def test_every_view_asks_for_the_view_permission(client, response, name):
    client.force_login(user_with("change_response", "view_meeting"))
    refused = client.get(addresses(response)[name])
    assert refused.status_code == 302
    assert refused.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("name", ["list", "csv", "xlsx", "inspect"])
def test_the_view_permission_is_enough_to_read(client, response, name):
    client.force_login(user_with("view_response"))
    assert client.get(addresses(response)[name]).status_code == 200


@pytest.mark.parametrize("action", ["create", "edit", "delete"])
def test_readers_change_nothing(client, response, action):
    client.force_login(user_with("view_response"))
    args = [] if action == "create" else [response.pk]
    url = reverse(f"cultuurraad_responses_modeladmin_{action}", args=args)
    assert client.post(url).status_code == 302
    assert Response.objects.count() == 1


@pytest.mark.parametrize("action", ["create", "edit"])
def test_nobody_adds_or_edits_a_response(editor_client, response, action):
    args = [] if action == "create" else [response.pk]
    url = reverse(f"cultuurraad_responses_modeladmin_{action}", args=args)
    refused = editor_client.get(url)
    assert refused.status_code == 302
    assert refused.url == reverse("wagtailadmin_home")


def test_a_response_can_be_erased_by_those_who_may(editor_client, response):
    url = reverse("cultuurraad_responses_modeladmin_delete", args=[response.pk])
    assert editor_client.post(url).status_code == 302
    assert Response.objects.count() == 0


def test_inspect_shows_questions_and_answers_in_words(editor_client, response):
    page = editor_client.get(addresses(response)["inspect"]).content.decode()
    for word in ("Enquête", "Naam", "Zoë", "Terug", "Ja"):
        assert word in page


def test_inspect_names_the_moment(editor_client, response):
    page = BeautifulSoup(editor_client.get(addresses(response)["inspect"]).content, "html.parser")
    facts = {term.text.strip(): term.find_next("dd").text.strip() for term in page.select("dt")}
    assert facts["verzonden op"] == response.sent_at()
    assert [each for each in page.select("p") if each.text == response.sent_at()] == []


def test_filter_names_no_anonymous_round(editor_client, section):
    form = make_evaluation_form()
    rounds = [make_round(section.site, form, title=f"Ronde {each}", anonymity="named") for each in (1, 2)]
    make_round(section.site, form, title="Anoniem")
    make_response(form, round=rounds[0])
    make_response(form, round=rounds[1])

    page = editor_client.get(reverse(INDEX)).content.decode()
    assert ("Ronde 1" in page, "Ronde 2" in page, "Anoniem" in page) == (True, True, False)
    found = editor_client.get(reverse(INDEX) + f"?round__id__exact={rounds[0].pk}")
    assert found.context["result_count"] == 1


def test_answer_in_a_round_with_names_tells_whose_it_is(editor_client, section):
    found = started(section, anonymity="named")
    response = make_response(found.form, round=found, invitee=found.invitees.get(name__startswith="Amina"))
    page = editor_client.get(addresses(response)["inspect"]).content.decode()
    assert "Amina" in page


def test_first_sheet_has_a_name(editor_client, response):
    answer = editor_client.get(reverse(INDEX) + "?export=xlsx")
    assert load_workbook(BytesIO(b"".join(answer.streaming_content))).sheetnames == ["Antwoorden", "Codeboek"]


def csv_rows(client, query=""):
    answer = client.get(reverse(INDEX) + "?export=csv" + query)
    content = b"".join(answer.streaming_content).decode("utf-8")
    assert content[0] == "\ufeff"
    return list(csv.reader(StringIO(content[1:])))


def xlsx_rows(client):
    answer = client.get(reverse(INDEX) + "?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return list(sheet.iter_rows()), [list(row) for row in sheet.iter_rows(values_only=True)]


def test_csv_has_a_column_per_question(editor_client, response):
    heading, row = csv_rows(editor_client)
    assert heading == ["Verzonden op", "Formulier", "Pagina", "Naam", "Terug"]
    assert row[1:] == ["Enquête", "", "Zoë", "Ja"]


def test_csv_of_several_forms_has_all_their_questions(editor_client, response):
    other = make_form("Tweede", questions=[{"label": "Leeftijd", "field_type": "number"}])
    make_response(other, answers={"Leeftijd": "41"})
    rows = csv_rows(editor_client)
    assert rows[0][3:] == ["Naam", "Terug", "Leeftijd"]
    assert sorted(row[3:] for row in rows[1:]) == [["", "", "41"], ["Zoë", "Ja", ""]]


def test_csv_follows_the_filter(editor_client, response):
    make_response(make_form("Tweede"))
    assert len(csv_rows(editor_client)) == 3
    assert len(csv_rows(editor_client, f"&form__id__exact={response.form_id}")) == 2


@pytest.mark.parametrize("evil", ["=HYPERLINK(1)", "+32 2 1", "-1+1", "@SUM(A1)", "\tx", "\rx", "  =1"])
def test_no_cell_is_a_formula(editor_client, section, evil):
    form = make_form(questions=[{"label": "=cmd"}])
    make_response(form, answers={"=cmd": evil})
    rows = csv_rows(editor_client)
    assert rows[0][3] == "'=cmd"
    assert rows[1][3] == "'" + evil
    cells, _ = xlsx_rows(editor_client)
    assert [cell.data_type for cell in cells[1]][3] == "s"
    assert cells[1][3].value.startswith("'")


def test_xlsx_holds_text_that_a_workbook_forbids(editor_client, section):
    form = make_form(questions=[{"label": "Naam"}])
    make_response(form, answers={"Naam": "voor\x0bna"})
    _, rows = xlsx_rows(editor_client)
    assert rows[1][3] == "voorna"


def test_export_costs_the_same_queries_for_one_and_many(editor_client, response):
    def count():
        with CaptureQueriesContext(connection) as queries:
            csv_rows(editor_client)
        return len(queries)

    one = count()
    for number in range(5):
        make_response(response.form, answers={"Naam": f"N{number}"})
    assert count() == one


def test_list_asks_once_which_forms_it_may_be_filtered_by(editor_client, response):
    editor_client.get(reverse(INDEX))
    with CaptureQueriesContext(connection) as queries:
        editor_client.get(reverse(INDEX))
    about_forms = [each["sql"] for each in queries if 'FROM "cultuurraad_wagtail_feedbackform"' in each["sql"]]
    assert len(about_forms) == 1


def test_mail_register_lists_and_shows_failed_mail(editor_client, section):
    mail = OutboxMail.objects.create(
        recipient="els@example.org", subject="Nieuw antwoord", body="Tekst", status="failed", last_error="550 nee"
    )
    listing = editor_client.get(reverse("cultuurraad_mail_modeladmin_index") + "?status__exact=failed")
    assert "Nieuw antwoord" in listing.content.decode()
    shown = editor_client.get(reverse("cultuurraad_mail_modeladmin_inspect", args=[mail.pk])).content.decode()
    assert "550 nee" in shown


def test_what_was_quoted_of_an_answer_goes_when_it_is_deleted(editor_client, section):
    evaluation_round = started(section, ["Amina"], anonymity="named")
    key = evaluation_round.form.questions.get(label="Vertel").key
    (gone, _kept) = answered(evaluation_round, [{"Vertel": "Meer ruimte"}, {"Vertel": "Minder papier"}])
    evaluation_round.quotes = [{"key": key, "text": text} for text in ("Meer ruimte", "Minder papier")]
    evaluation_round.save()

    editor_client.post(reverse("cultuurraad_responses_modeladmin_delete", args=[gone.pk]))

    evaluation_round.refresh_from_db()
    assert evaluation_round.quotes == [{"key": key, "text": "Minder papier"}]


@pytest.mark.parametrize("action", ["inspect", "delete"])
def test_answer_that_the_list_leaves_out_is_not_opened_by_its_number(editor_client, section, action):
    (hidden,) = answered(started(section, ["Amina"]), [{"Vertel": "Geheim"}])

    for key in (hidden.pk, "abc"):
        address = f"/admin/cultuurraad/responses/{action}/{key}/"
        assert [editor_client.get(address).status_code, editor_client.post(address).status_code] == [404, 404]
    assert Response.objects.filter(pk=hidden.pk).exists()


def test_mail_is_read_without_the_links_that_let_one_act_for_its_receiver(editor_client, section):
    evaluation_round = started(section, ["Amina"])
    (mail,) = OutboxMail.objects.all()
    link = link_of(evaluation_round, "Amina")
    assert link in mail.body

    page = editor_client.get(reverse("cultuurraad_mail_modeladmin_inspect", args=[mail.pk])).content.decode()

    assert evaluation_round.title in page
    assert link not in page


@pytest.fixture
def failed_mail(section):
    return OutboxMail.objects.create(recipient="els@example.org", subject="x", body="y", status="failed", attempts=8)


def test_failed_mail_is_queued_again_by_those_who_may(editor_client, failed_mail):
    url = reverse("cultuurraad_mail_modeladmin_inspect", args=[failed_mail.pk])
    assert "Opnieuw verzenden" in editor_client.get(url).content.decode()
    assert editor_client.post(url).status_code == 302
    failed_mail.refresh_from_db()
    assert (failed_mail.status, failed_mail.attempts) == ("queued", 0)


def test_readers_cannot_queue_mail_again(client, failed_mail):
    client.force_login(user_with("view_outboxmail"))
    url = reverse("cultuurraad_mail_modeladmin_inspect", args=[failed_mail.pk])
    assert "Opnieuw verzenden" not in client.get(url).content.decode()
    client.post(url)
    failed_mail.refresh_from_db()
    assert failed_mail.status == "failed"


def test_sent_mail_is_not_queued_again(editor_client, failed_mail):
    OutboxMail.objects.update(status="sent")
    editor_client.post(reverse("cultuurraad_mail_modeladmin_inspect", args=[failed_mail.pk]))
    failed_mail.refresh_from_db()
    assert failed_mail.status == "sent"


@pytest.mark.parametrize(
    "query",
    [
        "form__notify__password__startswith=md5",
        "form__notify__password__startswith=zzz",
        "submission_key__startswith=zzz",
        "foo=bar",
    ],
)
def test_a_filter_that_the_register_does_not_offer_tells_nothing(client, section, query):
    form = make_form(notify=make_editor("els"))
    make_response(form)
    client.force_login(user_with("view_response"))
    url = reverse(INDEX)
    assert len(csv_rows(client, f"&{query}")) == 2
    assert f"inspect/{Response.objects.get().pk}/" in client.get(f"{url}?{query}").content.decode()


@pytest.mark.parametrize(
    "query",
    ["submitted_at__gte=zzz", "form__id__exact=abc", "p=999999", "o=x", "form__id__exact=" + "9" * 30],
)
def test_odd_filters_never_break_the_register(editor_client, response, query):
    assert editor_client.get(f"{reverse(INDEX)}?{query}").status_code in (200, 302)


@pytest.mark.parametrize("register", ["responses", "mail"])
@pytest.mark.parametrize("pk", ["abc", "0", "-1"])
def test_odd_record_number_is_not_found(editor_client, section, register, pk):
    assert editor_client.get(f"/admin/cultuurraad/{register}/inspect/{pk}/").status_code == 404


def test_hours_are_those_of_the_council(editor_client, section):
    make_response(make_form("Enquête"), submitted_at=in_brussels(2026, 7, 1, 12, 30))
    assert "1-7-2026 12:30" in editor_client.get(reverse(INDEX)).content.decode()
    assert csv_rows(editor_client)[1][0] == "2026-07-01 12:30"


def test_numbers_are_numbers_in_a_spreadsheet(editor_client, section):
    form = make_form(questions=[{"label": "Aantal", "field_type": "number"}])
    make_response(form, answers={"Aantal": "-5"})
    _, rows = xlsx_rows(editor_client)
    assert rows[1][3] == -5
    assert csv_rows(editor_client)[1][3] == "-5"


class TestPartners:
    """Levels of collaboration: answers keep the keys of organisations, editors read their names."""

    @pytest.fixture
    def partners(self, section):
        return [
            make_organisation(section, title, contact_email=f"{title}@example.org") for title in ("Zinneke", "Aksent")
        ]

    @pytest.fixture
    def answer(self, section, partners):
        return self.answer_in_round(section, partners)

    def answer_in_round(self, section, partners, title="2027"):
        form = make_form("Samen", questions=[{"label": "Met wie?", "field_type": "partners", "has_na": True}])
        found = make_round(section.site, form, title=title, audience="contacts", anonymity="named")
        start_round(evaluation_round=found)
        levels = {partners[0].translation_key.hex: 3, partners[1].translation_key.hex: "na"}
        return make_response(form, answers={"Met wie?": levels}, round=found)

    def test_inspect_names_them(self, editor_client, partners, answer):
        page = editor_client.get(addresses(answer)["inspect"]).content.decode()
        assert "Aksent: Niet van toepassing; Zinneke: 3 We stemmen onze plannen af" in page
        assert partners[0].translation_key.hex not in page

    def test_list_names_them(self, editor_client, partners, answer):
        page = editor_client.get(reverse(INDEX)).content.decode()
        assert "Aksent: Niet van toepassing; Zinneke: 3 We stemmen onze plannen af" in page
        assert partners[0].translation_key.hex not in page

    @pytest.mark.parametrize("item_count", [1, 3])
    def test_list_asks_for_their_names_once(self, editor_client, section, partners, item_count):
        for number in range(item_count):
            self.answer_in_round(section, partners, title=f"Ronde {number}")
        editor_client.get(reverse(INDEX))
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(reverse(INDEX))
        assert len([each for each in queries if 'FROM "cultuurraad_wagtail_invitee"' in each["sql"]]) == 1

    def test_exports_have_a_column_for_each(self, editor_client, partners, answer):
        for heading, row in (csv_rows(editor_client), xlsx_rows(editor_client)[1]):
            assert heading[4:] == ["Met wie?: Aksent", "Met wie?: Zinneke"]
            assert row[4:] == ["Niet van toepassing", "3 We stemmen onze plannen af"]

    def test_codes_stay_codes(self, partners, answer):
        _headings, rows = responses_as_table(Response.objects.all(), as_codes=True)
        assert [row[4:] for row in rows] == [["na", 3]]

    def test_partner_whose_profile_is_gone_has_the_name_that_was_counted(self, editor_client, partners, answer):
        close_round(evaluation_round=answer.round)
        partners[0].delete()

        assert (
            "Zinneke: 3 We stemmen onze plannen af" in editor_client.get(addresses(answer)["inspect"]).content.decode()
        )
        heading, row = csv_rows(editor_client)
        assert (heading[4:], row[4:]) == (
            ["Met wie?: Aksent", "Met wie?: Zinneke"],
            ["Niet van toepassing", "3 We stemmen onze plannen af"],
        )

    def test_partner_whose_name_nobody_knows_any_more_is_no_key(self, editor_client, partners, answer):
        key = partners[0].translation_key.hex
        partners[0].delete()

        page = editor_client.get(addresses(answer)["inspect"]).content.decode()

        assert "een organisatie die er niet meer is: 3 We stemmen onze plannen af" in page
        assert key not in page
