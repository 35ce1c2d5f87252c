"""Inviting from the admin: whom, once, with what is typed kept; points for the agenda taken over or refused."""

from datetime import timedelta
from email.utils import parseaddr
from threading import Barrier, Thread

import pytest
from django.conf import settings as site_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from icalendar import Calendar
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from cultuurraad_wagtail.models import AgendaItem, AgendaRequest, CouncilSettings, OutboxMail, Registration, Sitting
from cultuurraad_wagtail.notifications import queue_mail
from cultuurraad_wagtail.scheduling import registration
from tests.factories import (
    days_from_today,
    make_editor,
    make_hub,
    make_mandate,
    make_meeting,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(section):
    return make_hub(section, "Raad")


@pytest.fixture
def meeting(hub):
    return make_meeting(hub, "Open avond", starts_at=timezone.now() + timedelta(days=20), agenda=["Begroting"])


def seat(hub, name="Amina", email=None, language="en", **fields):
    email = f"{name.lower()}@huis.be" if email is None else email
    person = make_person(name, email=email, language=language)
    make_mandate(person, hub, **fields)
    return person


def people(meeting):
    return reverse("cultuurraad_sittings:people", args=[meeting.pk])


def invite(client, meeting, *persons, others="", words="", **options):
    data = {"people": [each.pk for each in persons], "others": others, "words": words}
    return client.post(reverse("cultuurraad_invitations:invite", args=[meeting.pk]), data, **options)


def receivers():
    return list(OutboxMail.objects.order_by("pk").values_list("recipient", flat=True))


def only_event(mail):
    (event,) = Calendar.from_ical(mail.calendar).events
    return event


def test_members_are_listed_each_once_and_ticked_unless_invited(editor_client, section, hub, meeting):
    organisation = make_organisation(section, "Huis van de Dans")
    member = make_person("Amina", "Aerts", email="amina@huis.be")
    make_mandate(member, hub, organisation)
    make_mandate(member, hub, role="chair")
    silent = make_person("Bram", "Baert", email="")
    make_mandate(silent, hub, organisation)
    asked = seat(hub, "Carla")
    seat(hub, "Dirk", ends_on=days_from_today(-1))
    invite(editor_client, meeting, asked)

    response = editor_client.get(people(meeting))

    form = response.context["invite_form"]
    assert [(each.person, ticked, each.lacks_address) for each, ticked in form.rows] == [
        (member, True, False),
        (silent, False, True),
        (asked, False, False),
    ]
    page = response.content.decode()
    assert "Huis van de Dans" in page
    assert f"/{silent.pk}/" in page
    assert 'value="carla@huis.be"' not in page


def test_each_gets_one_mail_in_their_language_with_link_and_calendar(editor_client, hub, meeting):
    amina, amelie = seat(hub, "Amina"), seat(hub, "Amelie", language="fr")

    response = invite(editor_client, meeting, amina, amelie, words="Breng <uw> voorstellen mee.")

    assert response.url == people(meeting)
    rows = list(Registration.objects.order_by("name"))
    assert [(each.person, each.language, each.status) for each in rows] == [
        (amelie, "fr", "asked"),
        (amina, "en", "asked"),
    ]
    assert all(each.invited_at for each in rows)
    mail = OutboxMail.objects.get(recipient="amina@huis.be")
    assert mail.subject.startswith("Invitation: “Open avond” on ")
    for words in ("Breng <uw> voorstellen mee.", "1. Begroting", "/registration/", "/calendar/personal/"):
        assert words in mail.body
    event = only_event(mail)
    assert mail.calendar_method == "REQUEST"
    assert str(event["uid"]) == meeting.as_calendar_entry().uid
    assert (str(event["attendee"]), event["attendee"].params["PARTSTAT"]) == ("mailto:amina@huis.be", "NEEDS-ACTION")
    assert event["sequence"] == meeting.sequence


def test_link_in_the_mail_answers(editor_client, hub, meeting):
    invite(editor_client, meeting, seat(hub))
    address = next(line for line in OutboxMail.objects.get().body.splitlines() if "/registration/" in line)

    Client().post("/" + address.split("/", 3)[3], {"is_coming": "yes"})

    assert Registration.objects.get().status == "coming"


def test_invited_again_gets_nothing_again(editor_client, hub, meeting):
    member = seat(hub)
    for _click in range(3):
        invite(editor_client, meeting, member, others="Gast <gast@elders.be>\nGAST@elders.be")

    assert receivers() == ["amina@huis.be", "gast@elders.be"]
    assert Registration.objects.count() == 2


def test_two_people_with_one_address_get_one_mail(editor_client, hub, meeting):
    one, other = seat(hub, "Amina", "info@huis.be"), seat(hub, "Bram", "INFO@huis.be")

    invite(editor_client, meeting, one, other)

    assert receivers() == ["info@huis.be"]
    rows = editor_client.get(people(meeting)).context["invite_form"].rows
    assert [ticked for _invitee, ticked in rows] == [False, False]


def test_member_who_registered_is_linked_not_asked_and_strangers_lose_the_link(editor_client, hub, meeting):
    member = seat(hub)
    sitting = Sitting.objects.of(meeting)
    own = Registration.objects.create(
        sitting=sitting, name="A.", email="AMINA@huis.be", status="coming", language="en"
    )

    invite(editor_client, meeting, member)

    linked = Registration.objects.get()
    assert (linked.pk, linked.person, linked.status, linked.invited_at) == (own.pk, member, "coming", None)
    assert linked.nonce != own.nonce
    assert list(OutboxMail.objects.values_list("subject", "calendar")) == [("Your registration for “Open avond”", "")]


def test_member_with_another_address_is_asked_there_and_the_old_link_ends(editor_client, hub, meeting):
    member = seat(hub, email="oud@huis.be")
    invite(editor_client, meeting, member)
    old = Registration.objects.get()
    member.email = "nieuw@huis.be"
    member.save()

    invite(editor_client, meeting, member)

    row = Registration.objects.get()
    assert (row.email, row.nonce == old.nonce) == ("nieuw@huis.be", False)
    assert receivers() == ["oud@huis.be", "nieuw@huis.be"]


def test_others_are_read_line_by_line(editor_client, meeting):
    others = '\n  Jan De Smet <jan@elders.be>  \n\n"Piet, voorzitter" <piet@elders.be>\nels@elders.be\n'

    invite(editor_client, meeting, others=others)

    assert list(Registration.objects.order_by("pk").values_list("name", "email", "person", "language")) == [
        ("Jan De Smet", "jan@elders.be", None, "nl"),
        ("Piet, voorzitter", "piet@elders.be", None, "nl"),
        ("els@elders.be", "els@elders.be", None, "nl"),
    ]


@pytest.mark.parametrize("wrong", ["Jan <geen adres>", "niets", "Jan <jan@elders.be", "Jan <jan@elders.be> x", "<>"])
def test_wrong_line_is_named_and_nothing_is_lost(editor_client, hub, meeting, wrong):
    member, other = seat(hub, "Amina"), seat(hub, "Bram")

    response = invite(editor_client, meeting, member, others=f"els@elders.be\n{wrong}", words="Welkom!")

    form = response.context["invite_form"]
    assert list(form.errors) == ["others"]
    assert "2" in form.errors["others"][0]
    assert wrong in form.errors["others"][0]
    page = response.content.decode()
    assert escape(wrong) in page
    assert "Welkom!" in page
    assert {each.person: ticked for each, ticked in form.rows} == {member: True, other: False}
    assert (Registration.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_nobody_ticked_is_told(editor_client, meeting):
    assert list(invite(editor_client, meeting).context["invite_form"].errors) == ["__all__"]


def test_mail_that_cannot_be_written_invites_nobody_and_names_them(editor_client, hub, meeting, monkeypatch):
    amina, bram = seat(hub, "Amina"), seat(hub, "Bram")

    def fail_for_amina(*, to, **words):
        if to == "amina@huis.be":
            raise ValueError
        return queue_mail(to=to, **words)

    monkeypatch.setattr(registration, "queue_mail", fail_for_amina)
    response = invite(editor_client, meeting, amina, bram, follow=True)

    assert [each.name for each in Registration.objects.all()] == [str(bram)]
    assert [str(amina) in str(each) for each in response.context["messages"]] == [False, True]


def test_members_without_address_are_named(editor_client, hub, meeting):
    silent = seat(hub, "Bram", "")
    response = invite(editor_client, meeting, seat(hub), follow=True)

    assert [str(silent) in str(each) for each in response.context["messages"]] == [False, True]


@pytest.mark.parametrize(
    "fields",
    [
        {"live": False},
        {"status": "cancelled"},
        {"status": "postponed"},
        {"starts_at": timezone.now() - timedelta(minutes=5)},
    ],
)
def test_meeting_to_which_nobody_can_come_invites_nobody(editor_client, hub, fields):
    meeting = make_meeting(hub, **fields)
    member = seat(hub)

    shown = editor_client.get(people(meeting))
    response = invite(editor_client, meeting, member, words="Welkom!")

    assert shown.context["hindrance"]
    assert [each.person for each, _ticked in shown.context["invite_form"].rows] == [member]
    assert list(response.context["invite_form"].errors) == ["__all__"]
    assert "Welkom!" in response.content.decode()
    assert (Registration.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_organiser_is_that_of_the_settings_or_else_the_site(editor_client, section, hub, meeting):
    section.site.site_name = "Stad Brussel"
    section.site.save()
    invite(editor_client, meeting, others="een@elders.be")
    settings = CouncilSettings.for_site(section.site)
    settings.organiser_name, settings.organiser_email = "Cultuurraad", "raad@brussel.be"
    settings.save()
    invite(editor_client, meeting, others="twee@elders.be")

    first, second = OutboxMail.objects.order_by("pk")
    of_site = parseaddr(site_settings.DEFAULT_FROM_EMAIL)[1]
    assert (first.reply_to, only_event(first)["organizer"].params["CN"]) == (of_site, "Stad Brussel")
    assert (second.reply_to, only_event(second)["organizer"].params["CN"]) == ("raad@brussel.be", "Cultuurraad")


def test_mail_hides_what_the_public_may_not_read(editor_client, meeting):
    AgendaItem.objects.create(meeting=meeting, title="Geheim punt", is_private=True, sort_order=5)

    invite(editor_client, meeting, others="een@elders.be")

    mail = OutboxMail.objects.get()
    assert "Geheim punt" not in mail.body + mail.calendar
    assert "Begroting" in mail.body
    assert "/calendar/personal/" not in mail.body


def test_day_of_the_rule_for_requests_stands_in_the_mail(editor_client, section, hub):
    settings = CouncilSettings.for_site(section.site)
    settings.agenda_request_days = 10
    settings.save()
    meeting = make_meeting(hub, starts_at=timezone.now() + timedelta(days=30))

    invite(editor_client, meeting, seat(hub))

    day = timezone.localtime(meeting.starts_at).date() - timedelta(days=10)
    assert f"Until {day:%b}" in OutboxMail.objects.get().body or f"Until {day:%B}" in OutboxMail.objects.get().body


def test_history_tells_how_many_and_names_nobody(editor_client, editor, hub, meeting):
    invite(editor_client, meeting, seat(hub), others="een@elders.be")
    invite(editor_client, meeting, others="een@elders.be")

    entry = ModelLogEntry.objects.get(action="cultuurraad.invite")
    assert (entry.user, entry.data) == (editor, {"count": 2})
    assert registry.get_formatter(entry).format_message(entry)


@pytest.mark.parametrize("missing", ["view_registration", "change_meeting"])
def test_who_may_not_invites_nobody(client, hub, meeting, missing):
    member = seat(hub)
    request = ask(meeting)
    user = get_user_model().objects.create_user(username="kijker", password="geheim")
    names = {"access_admin", "view_registration", "change_meeting"} - {missing}
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    assert invite(client, meeting, member).status_code == 302
    for name in ("take", "decline"):
        assert decide(client, meeting, request, name).status_code == 302
    request.refresh_from_db()
    assert (OutboxMail.objects.count(), request.outcome) == (0, "waiting")


def test_invitation_is_only_ever_posted(editor_client, meeting):
    assert editor_client.get(reverse("cultuurraad_invitations:invite", args=[meeting.pk])).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_members_need_the_same_queries_for_any_number(
    editor_client, section, hub, meeting, count, django_assert_max_num_queries
):
    for number in range(count):
        person = make_person(f"P{number}", email=f"p{number}@huis.be")
        make_mandate(person, hub, make_organisation(section))
        ask(meeting, f"Punt {number}")
    editor_client.get(people(meeting))

    with django_assert_max_num_queries(100) as captured:
        editor_client.get(people(meeting))

    assert len(captured) == 26


def test_editors_who_click_at_once_send_one_mail_each(site_on_file):
    hub = make_hub(site_on_file)
    meeting = make_meeting(hub)
    members = [seat(hub, f"P{number}") for number in range(5)]
    editors = [make_editor(f"redacteur{number}") for number in range(4)]
    start, codes = Barrier(len(editors)), []

    def work(user):
        try:
            client = Client()
            client.force_login(user)
            start.wait(20)
            codes.append(invite(client, meeting, *members).status_code)
        finally:
            connections.close_all()

    workers = [Thread(target=work, args=[each]) for each in editors]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert codes == [302] * len(editors)
    assert sorted(receivers()) == [f"p{number}@huis.be" for number in range(5)]


def ask(meeting, title="Meer groen", **fields):
    sitting = Sitting.objects.of(meeting)
    row, _new = Registration.objects.get_or_create(
        sitting=sitting, email="vraag@huis.be", defaults={"name": "Vera", "language": "en"}
    )
    return AgendaRequest.objects.create(sitting=sitting, registration=row, name=row.name, title=title, **fields)


def decide(client, meeting, request, name, **data):
    return client.post(reverse(f"cultuurraad_invitations:{name}", args=[meeting.pk, request.pk]), data)


def test_point_goes_to_the_end_of_the_newest_draft_unpublished(editor_client, meeting):
    draft = meeting.get_latest_revision_as_object()
    draft.agenda_items.add(AgendaItem(title="Nieuw in het ontwerp", sort_order=1))
    draft.save_revision()
    request = ask(meeting, "Meer groen", text="Bomen & <b>struiken</b>")

    decide(editor_client, meeting, request, "take")

    meeting.refresh_from_db()
    request.refresh_from_db()
    items = meeting.get_latest_revision_as_object().agenda_items.all()
    assert [(each.title, each.presenter) for each in items] == [
        ("Begroting", ""),
        ("Nieuw in het ontwerp", ""),
        ("Meer groen", "Vera"),
    ]
    assert items[2].text == "<p>Bomen &amp; &lt;b&gt;struiken&lt;/b&gt;</p>"
    assert [each.title for each in AgendaItem.objects.filter(meeting=meeting)] == ["Begroting"]
    assert request.outcome == "taken"
    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.subject) == ("vraag@huis.be", "Your item comes on the agenda: “Meer groen”")


def test_point_that_does_not_come_tells_why(editor_client, meeting):
    request = ask(meeting)

    decide(editor_client, meeting, request, "decline", **{f"reason-{request.pk}": " Het hoort bij de werkgroep. "})

    request.refresh_from_db()
    assert (request.outcome, request.reason) == ("declined", "Het hoort bij de werkgroep.")
    mail = OutboxMail.objects.get()
    assert mail.subject == "Your item does not come on the agenda: “Meer groen”"
    assert "Het hoort bij de werkgroep." in mail.body


def test_point_is_decided_once(editor_client, meeting):
    request = ask(meeting)
    for name in ("take", "take", "decline"):
        decide(editor_client, meeting, request, name)

    request.refresh_from_db()
    meeting.refresh_from_db()
    assert (request.outcome, OutboxMail.objects.count()) == ("taken", 1)
    items = meeting.get_latest_revision_as_object().agenda_items.all()
    assert [each.title for each in items] == ["Begroting", "Meer groen"]


def test_locked_meeting_takes_no_point(editor_client, meeting):
    meeting.locked, meeting.locked_by, meeting.locked_at = True, make_editor("ander"), timezone.now()
    meeting.save()
    request = ask(meeting)

    decide(editor_client, meeting, request, "take")

    request.refresh_from_db()
    meeting.refresh_from_db()
    assert (request.outcome, meeting.latest_revision, OutboxMail.objects.count()) == ("waiting", None, 0)


def test_request_of_another_meeting_is_not_found(editor_client, hub, meeting):
    request = ask(make_meeting(hub))

    assert decide(editor_client, meeting, request, "take").status_code == 404
