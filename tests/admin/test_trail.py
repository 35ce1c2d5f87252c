"""The paper trail in the admin: attendance, minutes item by item, remarks, approval at the next meeting."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import rich_text

from cultuurraad_wagtail.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    CouncilSettings,
    Meeting,
    MinutesRemark,
    OutboxMail,
    Registration,
    Sitting,
)
from cultuurraad_wagtail.scheduling.registration import NotPossible
from cultuurraad_wagtail.scheduling.trail.actions import finish
from cultuurraad_wagtail.scheduling.trail.attendance import attendance_list, save_attendance
from cultuurraad_wagtail.setup.groups import EDITORS, set_up_groups
from tests.admin.trail_screens import filled, says, send, sent, step, write
from tests.factories import (
    days_from_today,
    make_hub,
    make_mandate,
    make_meeting,
    make_past_meeting,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


@pytest.fixture
def meeting(hub):
    return make_past_meeting(hub, "Podiumoverleg", agenda=["Seizoen", "Begroting"])


@pytest.fixture
def members(hub):
    people = [make_person("Amina", email="amina@huis.be"), make_person("Bram", email="bram@huis.be", language="fr")]
    for person in people:
        make_mandate(person, hub)
    return people


def login(client, *codenames):
    """Log in as somebody with just these rights."""
    user = get_user_model().objects.create_user("iemand", password="geheim")
    user.user_permissions.set(Permission.objects.filter(codename__in=[*codenames, "access_admin"]))
    client.force_login(user)


# Attendance


def test_attendance_follows_from_seats_and_answers(editor_client, hub, meeting, members):
    sitting = Sitting.objects.of(meeting)
    amina, bram = members
    make_mandate(make_person("Chris"), hub, role="observer")
    sitting.registrations.create(person=amina, name="Amina", email="amina@huis.be", status="coming", substitute="Dirk")
    asked = {"status": "declined", "invited_at": timezone.now()}
    sitting.registrations.create(person=bram, name="Bram", email="bram@huis.be", **asked)
    sitting.registrations.create(name="Gast", email="gast@huis.be", status="coming")
    sitting.registrations.create(name="Wacht", email="wacht@huis.be", status="waiting")

    rows = [form.instance for form in editor_client.get(step("attendance", meeting)).context["forms"]]

    assert [(row.name.split()[0], row.status, row.represented_by, row.is_voting) for row in rows] == [
        ("Amina", "represented", "Dirk", True),
        ("Bram", "excused", "", True),
        ("Gast", "present", "", False),
        ("Chris", "absent", "", False),
    ]
    assert Attendance.objects.count() == 0


def test_attendance_is_kept_with_who_else_was_there_and_the_quorum(editor_client, section, meeting, members):
    CouncilSettings.objects.create(site=section.site, quorum=60)
    amina, bram = members
    data = {
        f"person-{amina.pk}-status": "present",
        f"person-{amina.pk}-represented_by": "",
        f"person-{bram.pk}-status": "absent",
        f"person-{bram.pk}-represented_by": "",
        "others": "Eva  Expert\nEva Expert\n\n",
    }

    response = editor_client.post(step("attendance", meeting), data, follow=True)

    kept = Sitting.objects.get(key=meeting.translation_key).attendance.values_list("name", "status", "is_voting")
    assert list(kept.order_by("pk")) == [
        (str(amina), "present", True),
        (str(bram), "absent", True),
        ("Eva Expert", "present", False),
    ]
    quorum = response.context["quorum"]
    assert (quorum.there, quorum.votes, quorum.needed, quorum.is_reached) == (1, 2, 2, False)


def test_attendance_saved_twice_lists_nobody_twice(editor_client, meeting, members):
    amina, _ = members
    data = {f"person-{amina.pk}-status": "present", "others": "Eva Expert"}
    editor_client.post(step("attendance", meeting), data)
    editor_client.post(step("attendance", meeting), {**data, f"person-{amina.pk}-status": "excused"})

    assert list(Attendance.objects.values_list("name", "status").order_by("name")) == [
        (str(amina), "excused"),
        ("Eva Expert", "present"),
    ]


def test_representation_without_a_name_is_told_at_the_field(editor_client, meeting, members):
    amina, _ = members

    data = {f"person-{amina.pk}-status": "represented", f"person-{amina.pk}-represented_by": "", "others": "Eva"}
    response = editor_client.post(step("attendance", meeting), data)

    (form,) = response.context["forms"]
    assert list(form.errors) == ["represented_by"]
    assert "Eva" in response.content.decode()
    assert Attendance.objects.count() == 0


def test_who_said_nothing_is_there_where_nobody_was_invited(editor_client, meeting, members):
    Sitting.objects.of(meeting).registrations.create(name="Gast", email="gast@huis.be", status="coming")

    forms = editor_client.get(step("attendance", meeting)).context["forms"]

    assert [form.instance.status for form in forms] == ["present", "present", "present"]


def test_of_two_who_tick_the_same_guest_the_second_counts(editor_client, meeting):
    Sitting.objects.of(meeting).registrations.create(name="Gast", email="gast@huis.be", status="coming")
    begun = editor_client.get(step("attendance", meeting))
    editor_client.post(step("attendance", meeting), sent(begun))

    editor_client.post(step("attendance", meeting), sent(begun, Gast="absent"))

    assert list(Attendance.objects.values_list("name", "status")) == [("Gast", "absent")]


def test_two_guests_of_the_same_name_stay_two_people(editor_client, meeting):
    sitting = Sitting.objects.of(meeting)
    for email in ("jan@huis.be", "jan@straat.be"):
        sitting.registrations.create(name="Jan", email=email, status="coming")
    begun = editor_client.get(step("attendance", meeting))
    first, second = (form.add_prefix("status") for form in begun.context["forms"])

    editor_client.post(step("attendance", meeting), {**sent(begun), second: "excused"})
    editor_client.post(step("attendance", meeting), {**sent(begun), first: "absent", second: "excused"})
    again = editor_client.get(step("attendance", meeting))

    assert [(form.instance.name, form["status"].value()) for form in again.context["forms"]] == [
        ("Jan", "absent"),
        ("Jan", "excused"),
    ]
    assert [form.add_prefix("status") for form in again.context["forms"]] == [first, second]
    assert Attendance.objects.count() == 2


def test_rows_read_before_somebody_else_kept_them_take_their_place(meeting, members):
    sitting = Sitting.objects.of(meeting)
    for email in ("jan@huis.be", "jan@straat.be"):
        sitting.registrations.create(name="Jan", email=email, status="coming")
    first, second = (attendance_list(meeting=meeting, sitting=sitting) for _ in range(2))
    save_attendance(sitting=sitting, rows=first, others=["Eva"])
    for row in second:
        row.status = "excused"

    save_attendance(sitting=sitting, rows=second, others=["Eva"])

    rows = Attendance.objects.order_by("pk").values_list("name", "status")
    names = [str(members[0]), str(members[1]), "Jan", "Jan"]
    assert list(rows) == [*((name, "excused") for name in names), ("Eva", "present")]


# Minutes


def test_minutes_are_written_item_by_item_and_published(editor_client, meeting, members):
    write(
        editor_client,
        meeting,
        "Begroting",
        minutes="<p>Lang besproken.</p>",
        decision="Goedgekeurd.",
        votes_for="8",
        votes_against="1",
        abstentions="",
    )

    item = AgendaItem.objects.get(meeting=meeting, title="Begroting")
    assert "Lang besproken." in item.minutes
    assert (item.decision, item.votes_for, item.votes_against, item.abstentions) == ("Goedgekeurd.", 8, 1, None)


def test_draft_minutes_are_kept_and_not_shown(client, editor_client, section, meeting):
    write(editor_client, meeting, "Seizoen", publish=False, decision="Nog niet voor iedereen.")

    assert "Nog niet voor iedereen." in editor_client.get(step("minutes", meeting)).content.decode()
    assert AgendaItem.objects.get(title="Seizoen").decision == ""
    editor_client.logout()
    page = client.get(f"{section.register.url}{meeting.route}").content.decode()
    assert "Nog niet voor iedereen." not in page


def test_minutes_of_a_draft_survive_the_meetings_own_form(editor_client, hub, meeting):
    """An item that is only in a draft has no primary key, and the meeting's form makes it anew."""
    editor_client.post(
        step("minutes", meeting), {**filled(editor_client.get(step("minutes", meeting))), "new_items": "Varia"}
    )
    write(editor_client, meeting, "Varia", publish=False, decision="Volgende keer taart.")
    edit = reverse("wagtailsnippets_cultuurraad_wagtail_meeting:edit", args=[meeting.pk])
    form = editor_client.get(edit).context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    data |= {"introduction": rich_text(""), "minutes": rich_text("")}
    formset = form.formsets["agenda_items"]
    data |= {field.html_name: field.value() for field in formset.management_form}
    for number, child in enumerate(formset.forms):
        data |= {field.html_name: field.value() or "" for field in child}
        data |= {f"agenda_items-{number}-text": rich_text(""), f"agenda_items-{number}-ORDER": str(number + 1)}
        data.pop(f"agenda_items-{number}-DELETE", None)
    data = {name: value for name, value in data.items() if value is not False}
    response = editor_client.post(edit, data)

    assert response.status_code == 302
    newest = Meeting.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    assert [(item.title, item.decision) for item in newest.agenda_items.all()] == [
        ("Seizoen", ""),
        ("Begroting", ""),
        ("Varia", "Volgende keer taart."),
    ]


def test_nobody_writes_over_what_somebody_else_saved_meanwhile(editor_client, meeting):
    begun = filled(editor_client.get(step("minutes", meeting)))
    write(editor_client, meeting, "Seizoen", decision="Van een collega.")
    key = AgendaItem.objects.get(title="Seizoen").key

    response = editor_client.post(step("minutes", meeting), {**begun, f"item-{key}-decision": "Van mij."})

    assert AgendaItem.objects.get(title="Seizoen").decision == "Van een collega."
    assert "Van mij." in response.content.decode()
    again = {**begun, f"item-{key}-decision": "Van mij.", "seen": str(response.context["seen"])}
    editor_client.post(step("minutes", meeting), {**again, "publish": "yes"})
    assert AgendaItem.objects.get(title="Seizoen").decision == "Van mij."


def test_action_item_is_promised_by_a_member(editor_client, meeting, members):
    amina, _ = members
    due = days_from_today(10)

    write(
        editor_client,
        meeting,
        "Seizoen",
        action_title="Zalen vragen",
        action_owner=str(amina.pk),
        action_due=due.isoformat(),
    )

    action = ActionItem.objects.get()
    key = AgendaItem.objects.get(title="Seizoen").key
    assert (action.title, action.owner, action.due_on, action.workgroup) == (
        "Zalen vragen",
        amina,
        due,
        meeting.workgroup,
    )
    assert (action.meeting_key, action.item_key) == (meeting.translation_key, key)


def test_owner_without_a_task_is_told_at_the_field(editor_client, meeting, members):
    response = write(editor_client, meeting, "Seizoen", action_owner=str(members[0].pk), decision="Blijft staan.")

    assert list(response.context["parts"][0]["form"].errors) == ["action_title"]
    assert "Blijft staan." in response.content.decode()
    assert ActionItem.objects.count() == 0


@pytest.mark.parametrize("again", ["at once", "saved once more"])
def test_double_click_doubles_nothing(editor_client, meeting, members, again):
    key = AgendaItem.objects.get(title="Seizoen").key
    data = filled(editor_client.get(step("minutes", meeting)))
    data |= {"new_items": "Varia\nVolgende keer", f"item-{key}-action_title": "Zalen vragen"}
    editor_client.post(step("minutes", meeting), data)

    response = editor_client.post(step("minutes", meeting), data)
    if again == "saved once more":
        editor_client.post(step("minutes", meeting), {**data, "seen": response.context["seen"]})

    newest = Meeting.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    titles = [item.title for item in newest.agenda_items.all()]
    assert titles == ["Seizoen", "Begroting", "Varia", "Volgende keer"]
    assert ActionItem.objects.count() == 1


def test_what_is_corrected_after_a_double_click_is_kept(editor_client, meeting, members):
    key = AgendaItem.objects.get(title="Seizoen").key
    data = filled(editor_client.get(step("minutes", meeting)))
    editor_client.post(step("minutes", meeting), {**data, f"item-{key}-action_title": "Zalen vragen"})
    response = editor_client.post(step("minutes", meeting), {**data, f"item-{key}-action_title": "Zalen huren"})

    data |= {f"item-{key}-action_title": "Zalen huren", "seen": response.context["seen"]}
    editor_client.post(step("minutes", meeting), data)

    assert list(ActionItem.objects.order_by("pk").values_list("title", flat=True)) == ["Zalen vragen", "Zalen huren"]


def test_error_does_not_hide_what_somebody_else_saved_meanwhile(editor_client, meeting):
    key = AgendaItem.objects.get(title="Seizoen").key
    begun = filled(editor_client.get(step("minutes", meeting)))
    write(editor_client, meeting, "Seizoen", decision="Van een collega.")
    mine = {**begun, f"item-{key}-decision": "Van mij."}

    wrong = editor_client.post(step("minutes", meeting), {**mine, f"item-{key}-votes_for": "-1"})
    editor_client.post(step("minutes", meeting), {**mine, "seen": wrong.context["seen"], "publish": "yes"})

    assert wrong.context["seen"] == begun["seen"]
    assert AgendaItem.objects.get(title="Seizoen").decision == "Van een collega."


@pytest.mark.parametrize("seen", ["9" * 5000, str(2**63), "nul\x00", "²"])
def test_odd_revision_saves_nothing_and_keeps_the_words(editor_client, meeting, seen):
    key = AgendaItem.objects.get(title="Seizoen").key
    data = filled(editor_client.get(step("minutes", meeting)))

    response = editor_client.post(step("minutes", meeting), {**data, "seen": seen, f"item-{key}-decision": "Van mij."})

    assert "Van mij." in response.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).latest_revision_id is None


def test_meeting_without_a_group_keeps_the_words(editor_client, meeting):
    Meeting.objects.update(workgroup=None)

    response = write(editor_client, meeting, "Seizoen", decision="Blijft staan.", action_title="Zalen vragen")

    assert response.status_code == 200
    page = response.content.decode()
    assert ("Blijft staan." in page, "Zalen vragen" in page) == (True, True)
    assert says(response, "Groep: ")
    assert (Meeting.objects.get(pk=meeting.pk).latest_revision_id, ActionItem.objects.count()) == (None, 0)


def test_queries_of_the_minutes_do_not_grow_with_the_agenda(editor_client, hub, members, django_assert_num_queries):
    short = make_past_meeting(hub, agenda=[f"Punt {number}" for number in range(2)])
    long = make_past_meeting(hub, agenda=[f"Punt {number}" for number in range(12)])
    for meeting in (short, long):
        editor_client.get(step("minutes", meeting))
    with CaptureQueriesContext(connection) as of_short:
        editor_client.get(step("minutes", short))

    with django_assert_num_queries(len(of_short)):
        response = editor_client.get(step("minutes", long))

    assert len(response.context["parts"]) == 12
    assert str(members[0]) in response.content.decode()


# Action items of before


@pytest.fixture
def earlier(hub, members):
    return ActionItem.objects.create(title="Zalen vragen", workgroup=hub, owner=members[0], note="Begonnen.")


@pytest.fixture
def following_up(hub, earlier):
    meeting = make_meeting(hub, "Volgende")
    AgendaItem.objects.create(meeting=meeting, title="Opvolging", kind="follow_up")
    return meeting


def test_note_keeps_its_line_ends(editor_client, earlier, following_up):
    data = filled(editor_client.get(step("minutes", following_up)))

    editor_client.post(step("minutes", following_up), {**data, f"action-{earlier.pk}-note": "Een.\r\nTwee."})

    earlier.refresh_from_db()
    assert earlier.note == "Een.\nTwee."
    page = editor_client.get(step("minutes", following_up)).content.decode()
    assert re.search(rf'<textarea name="action-{earlier.pk}-note"[^>]*>\s*Een\.\nTwee\.</textarea>', page)


@pytest.mark.parametrize(
    ("typed", "state", "note"),
    [
        ({}, "done", "Begonnen.\n\n{who}: Geboekt."),
        ({"state": "dropped"}, "done", "Begonnen.\n\n{who}: Geboekt."),
        ({"note": "Begonnen, zegt ze."}, "done", "Begonnen, zegt ze.\n\n{who}: Geboekt."),
    ],
)
def test_answer_of_the_owner_meanwhile_is_kept(editor_client, earlier, following_up, typed, state, note):
    data = filled(editor_client.get(step("minutes", following_up)))
    finish(action=ActionItem.objects.get(), state="done", note="Geboekt.")
    who = re.search(r"\n\n(.*): Geboekt", ActionItem.objects.get().note)[1]
    data |= {f"action-{earlier.pk}-{name}": value for name, value in typed.items()}

    response = editor_client.post(step("minutes", following_up), data, follow=True)

    earlier.refresh_from_db()
    assert (earlier.state, earlier.note) == (state, note.format(who=who))
    assert says(response, "Zalen vragen") is bool(typed)


def test_only_what_changed_of_an_action_item_is_stored(editor_client, earlier, following_up):
    data = filled(editor_client.get(step("minutes", following_up)))
    ActionItem.objects.update(note="Begonnen.\n\nAmina: volgende week.", title="Alle zalen vragen")

    editor_client.post(step("minutes", following_up), {**data, f"action-{earlier.pk}-state": "done"})

    earlier.refresh_from_db()
    assert (earlier.title, earlier.state) == ("Alle zalen vragen", "done")
    assert earlier.note == "Begonnen.\n\nAmina: volgende week."


def test_same_answer_of_the_editor_twice_is_one(editor_client, earlier, following_up):
    data = filled(editor_client.get(step("minutes", following_up)))
    data |= {f"action-{earlier.pk}-state": "done", f"action-{earlier.pk}-note": "Begonnen. Klaar."}
    editor_client.post(step("minutes", following_up), data)
    again = editor_client.post(step("minutes", following_up), data)

    data["seen"] = again.context["seen"]
    response = editor_client.post(step("minutes", following_up), data, follow=True)

    earlier.refresh_from_db()
    assert (earlier.state, earlier.note) == ("done", "Begonnen. Klaar.")
    assert not says(response, "Zalen vragen")


def test_words_about_an_action_item_that_is_gone_are_told(editor_client, earlier, following_up):
    data = filled(editor_client.get(step("minutes", following_up)))
    data[f"action-{earlier.pk}-note"] = "Amina belt <Bram>."
    earlier.delete()

    response = editor_client.post(step("minutes", following_up), data, follow=True)

    assert "Amina belt &lt;Bram&gt;." in response.content.decode()


@pytest.mark.parametrize(
    ("rights", "sees", "answers", "adds"),
    [
        ([], False, False, False),
        (["view_actionitem"], True, False, False),
        (["view_actionitem", "change_actionitem"], True, True, False),
        (["add_actionitem"], False, False, True),
    ],
)
def test_action_items_are_for_who_may(client, earlier, following_up, rights, sees, answers, adds):
    ActionItem.objects.create(
        title="Nieuw beloofd",
        workgroup=following_up.workgroup,
        meeting_key=following_up.translation_key,
        item_key=following_up.agenda_items.get().key,
    )
    login(client, "change_meeting", *rights)
    response = client.get(step("minutes", following_up))
    page = response.content.decode()
    key = following_up.agenda_items.get().key
    data = filled(response)
    data |= {f"action-{earlier.pk}-state": "done", f"action-{earlier.pk}-note": "Klaar."}
    data |= {f"action-{earlier.pk}-initial-state": "open", f"item-{key}-action_title": "Iets nieuws"}
    client.post(step("minutes", following_up), data)

    assert ("Zalen vragen" in page, "Nieuw beloofd" in page) == (sees, sees)
    assert ("Amina Peeters" in page) == (sees or adds)
    assert f"action-{earlier.pk}-state" in page if answers else f"action-{earlier.pk}-state" not in page
    assert ActionItem.objects.filter(title="Iets nieuws").exists() is adds
    earlier.refresh_from_db()
    assert (earlier.state == "done") is answers


def test_editors_have_the_rights_that_the_minutes_ask_for(client, section, earlier, following_up):
    set_up_groups([section.workgroups])
    user = get_user_model().objects.create_user("iemand", password="geheim")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)

    page = client.get(step("minutes", following_up)).content.decode()

    assert (f"action-{earlier.pk}-state" in page, "-action_title" in page) == (True, True)


# Remarks and approval


@pytest.fixture
def reported(editor_client, meeting, members):
    write(editor_client, meeting, "Begroting", decision="Goedgekeurd.")
    return Meeting.objects.get(pk=meeting.pk)


def test_minutes_go_to_members_in_their_language_once(editor_client, reported, members):
    send(editor_client, reported)
    send(editor_client, reported)

    mails = OutboxMail.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == ["amina@huis.be", "bram@huis.be"]
    assert [Registration.objects.get(email=mail.recipient).language for mail in mails] == ["nl", "fr"]
    sitting = Sitting.objects.get(key=reported.translation_key)
    assert (sitting.minutes_state, sitting.remarks_until) == ("remarks", days_from_today(14))
    assert ModelLogEntry.objects.filter(action="cultuurraad.send_minutes").count() == 1


def test_minutes_that_nobody_published_are_not_sent(editor_client, meeting, members):
    write(editor_client, meeting, "Begroting", publish=False, decision="Geheim nog.")

    response = send(editor_client, meeting)

    assert list(response.context["form"].errors) == ["until"]
    assert OutboxMail.objects.count() == 0


def link_of(email):
    mail = OutboxMail.objects.filter(recipient=email).latest("pk")
    return re.search(r"https?://[^/]+(/\S+/minutes/)", mail.body)[1]


def test_member_gives_a_remark_by_the_link_and_the_editor_ticks_it_off(client, editor_client, reported):
    send(editor_client, reported)
    editor_client.logout()
    page = client.get(link_of("amina@huis.be"))
    form = page.context["form"]
    data = {"about": form.fields["about"].choices[2][0], "text": "Het waren er 9.", "copy": str(form["copy"].value())}
    client.post(link_of("amina@huis.be"), data)
    response = client.post(link_of("amina@huis.be"), data, follow=True)

    remark = MinutesRemark.objects.get()
    assert "Het waren er 9." in response.content.decode()
    assert (remark.registration.email, remark.item_key) == (
        "amina@huis.be",
        AgendaItem.objects.get(title="Begroting").key,
    )
    client.force_login(get_user_model().objects.get(username="redacteur"))
    (shown,) = client.get(step("approval", reported)).context["remarks"]
    assert (shown.text, shown.about, shown.handled_at) == ("Het waren er 9.", "Begroting", None)
    client.post(step("approval", reported), {"deed": "handle", "remark": str(shown.pk)})
    remark.refresh_from_db()
    assert remark.handled_at is not None


def test_remark_after_the_last_day_is_refused_and_shown(client, editor_client, reported):
    send(editor_client, reported)
    Sitting.objects.update(remarks_until=days_from_today(-1))
    page = client.get(link_of("amina@huis.be"))
    data = {"about": "", "text": "Te laat.", "copy": str(page.context["form"]["copy"].value())}

    response = client.post(link_of("amina@huis.be"), data)

    assert response.status_code == 409
    assert "Te laat." in response.content.decode()
    assert MinutesRemark.objects.count() == 0


def test_link_of_who_is_no_member_shows_no_draft(client, editor_client, reported):
    send(editor_client, reported)
    sitting = Sitting.objects.get(key=reported.translation_key)
    sitting.registrations.filter(email="amina@huis.be").update(person=None)
    sitting.registrations.filter(email="bram@huis.be").update(person=make_person("Chris"))

    for email in ("amina@huis.be", "bram@huis.be"):
        response = client.get(link_of(email))
        assert response.status_code == 404
        assert "Goedgekeurd." not in response.content.decode()


def test_draft_shows_nothing_before_it_is_sent(client, editor_client, reported):
    send(editor_client, reported)
    Sitting.objects.update(minutes_state="draft")

    assert client.get(link_of("amina@huis.be")).status_code == 404


@pytest.mark.parametrize("state", ["live", "draft", "live with a draft"])
def test_next_meeting_gets_approval_and_open_actions_on_its_agenda(editor_client, hub, reported, state):
    following = make_meeting(hub, "Volgende", agenda=["Nieuws"], live=state != "draft")
    if state == "live with a draft":
        following.title = "Volgende, verplaatst"
        following.save_revision()
        following.refresh_from_db()
    ActionItem.objects.create(title="Zalen vragen", workgroup=hub)

    send(editor_client, reported)
    send(editor_client, reported)

    following = Meeting.objects.get(pk=following.pk)
    newest = following.get_latest_revision_as_object()
    kinds = [(item.kind, item.approves) for item in newest.agenda_items.all()]
    assert kinds == [("approval", reported.translation_key), ("follow_up", None), ("", None)]
    on_site = [item.kind for item in AgendaItem.objects.filter(meeting=following).order_by("sort_order")]
    assert on_site == (["approval", "follow_up", ""] if state != "draft" else [""])
    assert following.title == "Volgende"


def test_draft_published_later_doubles_no_agenda_item(editor_client, hub, reported):
    following = make_meeting(hub, "Volgende", agenda=["Nieuws"])
    following.title = "Volgende, verplaatst"
    following.save_revision()
    send(editor_client, reported)
    keys = set(AgendaItem.objects.filter(meeting=following).values_list("key", flat=True))

    Meeting.objects.get(pk=following.pk).latest_revision.publish()

    assert AgendaItem.objects.filter(meeting=following).count() == 2
    assert set(AgendaItem.objects.filter(meeting=following).values_list("key", flat=True)) == keys


def test_next_meeting_approves_the_minutes_and_closes_actions(editor_client, hub, reported):
    following = make_meeting(hub, "Volgende")
    action = ActionItem.objects.create(title="Zalen vragen", workgroup=hub)
    send(editor_client, reported)
    data = filled(editor_client.get(step("minutes", following)))
    key = AgendaItem.objects.get(kind="approval").key
    data |= {f"approval-{key}-is_approved": "on", f"action-{action.pk}-state": "done"}
    began_at = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=following.pk).update(starts_at=began_at)

    editor_client.post(step("minutes", following), {**data, "publish": "yes"})

    sitting = Sitting.objects.get(key=reported.translation_key)
    assert (sitting.minutes_state, sitting.approved_in) == ("approved", following.translation_key)
    assert sitting.approved_at == began_at
    action.refresh_from_db()
    assert action.state == "done"
    assert ModelLogEntry.objects.filter(action="cultuurraad.approve_minutes").count() == 1
    page = editor_client.get(step("approval", reported))
    assert "Volgende" in page.content.decode()


@pytest.fixture
def refused(monkeypatch):
    def refuse(**_):
        raise NotPossible("Er is nog niets om goed te keuren.")

    for name in ("approval", "minutes"):
        monkeypatch.setattr(f"cultuurraad_wagtail.admin.{name}.approve_minutes", refuse)


def test_approval_that_is_not_possible_is_told(editor_client, reported, refused):
    response = editor_client.post(step("approval", reported), {"deed": "approve"}, follow=True)

    assert says(response, "Er is nog niets om goed te keuren.")


def test_minutes_are_saved_where_an_approval_is_not_possible(editor_client, hub, reported, refused):
    following = make_meeting(hub, "Volgende")
    send(editor_client, reported)
    data = filled(editor_client.get(step("minutes", following)))
    key = AgendaItem.objects.get(kind="approval").key
    data |= {f"approval-{key}-is_approved": "on", f"item-{key}-decision": "Nog niet.", "publish": "yes"}

    response = editor_client.post(step("minutes", following), data, follow=True)

    assert says(response, "Er is nog niets om goed te keuren.")
    assert AgendaItem.objects.get(kind="approval").decision == "Nog niet."


@pytest.mark.parametrize("seen", ["2026-02-31T10:00:00", "morgen", "nul\x00"])
def test_odd_time_of_sending_sends_nothing_again(editor_client, reported, seen):
    send(editor_client, reported)

    response = send(editor_client, reported, seen=seen)

    assert response.status_code in (200, 302)
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize("remark", ["9" * 5000, str(2**63), "\x00", "²", ""])
def test_remark_that_there_is_not_is_not_found(editor_client, reported, remark):
    response = editor_client.post(step("approval", reported), {"deed": "handle", "remark": remark})

    assert response.status_code == 404


@pytest.mark.parametrize(("rights", "sees"), [([], False), (["view_registration"], True)])
def test_names_are_for_who_may_see_registrations(client, editor_client, hub, reported, rights, sees):
    make_mandate(make_person("Chris", "Zonderpost"), hub)
    send(editor_client, reported)
    registration = Registration.objects.get(email="amina@huis.be")
    sitting = Sitting.objects.get(key=reported.translation_key)
    MinutesRemark.objects.create(sitting=sitting, registration=registration, name="Amina Naam", text="Het waren er 9.")
    login(client, "change_meeting", "publish_meeting", *rights)

    page = client.get(step("approval", reported)).content.decode()

    assert ("Amina Naam" in page, "Zonderpost" in page, "Het waren er 9." in page) == (sees, sees, True)


@pytest.mark.parametrize("field", ["decision", "action_title", "copy"])
def test_no_nul_reaches_the_database(editor_client, meeting, field):
    response = write(editor_client, meeting, "Seizoen", **{field: "a\x00b"})

    assert list(response.context["parts"][0]["form"].errors) == [field]
    assert Meeting.objects.get(pk=meeting.pk).latest_revision_id is None


def test_approval_by_mistake_is_undone(editor_client, reported):
    send(editor_client, reported)
    editor_client.post(step("approval", reported), {"deed": "approve"})
    editor_client.post(step("approval", reported), {"deed": "reopen"})

    sitting = Sitting.objects.get(key=reported.translation_key)
    assert (sitting.minutes_state, sitting.approved_at) == ("draft", None)


# Who may


@pytest.mark.parametrize(
    ("name", "permissions", "status"),
    [
        ("attendance", ["change_meeting"], 302),
        ("attendance", ["change_meeting", "view_registration"], 200),
        ("minutes", ["view_registration"], 302),
        ("minutes", ["change_meeting"], 200),
        ("approval", ["view_registration", "publish_meeting"], 302),
        ("approval", ["change_meeting"], 200),
    ],
)
def test_steps_are_for_who_may(client, meeting, name, permissions, status):
    user = get_user_model().objects.create_user("iemand", password="geheim")
    codenames = [*permissions, "access_admin"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)

    assert client.get(step(name, meeting)).status_code == status


@pytest.mark.parametrize("deed", ["send", "approve", "reopen"])
def test_who_may_not_publish_sends_and_approves_nothing(client, reported, deed):
    user = get_user_model().objects.create_user("iemand", password="geheim")
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_meeting", "access_admin"]))
    client.force_login(user)
    OutboxMail.objects.all().delete()

    client.post(step("approval", reported), {"deed": deed, "until": days_from_today(3).isoformat(), "seen": ""})
    client.post(step("minutes", reported), {**filled(client.get(step("minutes", reported))), "publish": "yes"})

    sitting = Sitting.objects.filter(key=reported.translation_key).first()
    assert (getattr(sitting, "minutes_state", "draft"), OutboxMail.objects.count()) == ("draft", 0)
    assert reported.latest_revision_id == Meeting.objects.get(pk=reported.pk).latest_revision_id


def test_locked_meeting_takes_no_minutes_and_keeps_the_words(client, editor_client, editor, meeting):
    data = filled(editor_client.get(step("minutes", meeting)))
    Meeting.objects.update(locked=True, locked_by=editor)
    other = get_user_model().objects.create_superuser("ander", password="geheim")
    client.force_login(other)
    key = AgendaItem.objects.get(title="Seizoen").key

    response = client.post(step("minutes", meeting), {**data, f"item-{key}-decision": "Mijn woorden."})

    assert "Mijn woorden." in response.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).latest_revision_id is None
