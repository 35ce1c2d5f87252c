"""Minutes that two people write at once, or on two screens: nothing that anybody wrote is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from cultuurraad_wagtail.models import ActionItem, AgendaItem, Attendance, Meeting, Sitting
from tests.admin.trail_screens import says, step
from tests.browser_forms import press, sent_back
from tests.factories import make_hub, make_mandate, make_past_meeting, make_person

pytestmark = pytest.mark.django_db
SAVE, PUBLISH = "Bewaar concept", "Bewaren en publiceren"


@pytest.fixture
def meeting(section):
    meeting = make_past_meeting(make_hub(section, "Podium"), "Podiumoverleg", agenda=["Seizoen", "Begroting"])
    make_mandate(make_person("Amina"), meeting.workgroup)
    meeting.save_revision()
    return meeting


def opened(client, meeting):
    return client.get(step("minutes", meeting))


def items(meeting):
    return list(Meeting.objects.get(pk=meeting.pk).get_latest_revision_as_object().agenda_items.all())


def field(meeting, title, name):
    key = next(item.key for item in AgendaItem.objects.filter(meeting=meeting) if item.title == title)
    return f"item-{key}-{name}"


def test_second_screen_keeps_the_decision_on_an_item_that_it_never_touched(editor_client, meeting):
    first, second = opened(editor_client, meeting), opened(editor_client, meeting)
    press(editor_client, first, SAVE, {field(meeting, "Seizoen", "decision"): "Zes reeksen."})

    told = press(editor_client, second, SAVE, {field(meeting, "Begroting", "decision"): "Goedgekeurd."})
    press(editor_client, told, SAVE)

    assert says(told, "Iemand bewaarde deze vergadering")
    assert sent_back(told, SAVE)[1][field(meeting, "Seizoen", "decision")] == "Zes reeksen."
    assert [(each.title, each.decision) for each in items(meeting)] == [
        ("Seizoen", "Zes reeksen."),
        ("Begroting", "Goedgekeurd."),
    ]


@pytest.mark.parametrize(
    ("name", "value"), [("minutes", "<p>Lang.</p>"), ("votes_for", 8), ("decision", "Een.\nTwee.")]
)
def test_every_field_of_an_item_is_kept_by_itself(editor_client, meeting, name, value):
    first, second = opened(editor_client, meeting), opened(editor_client, meeting)
    typed = rich_text(value) if name == "minutes" else value
    press(editor_client, first, SAVE, {field(meeting, "Seizoen", name): typed})

    other = "abstentions"
    told = press(editor_client, second, SAVE, {field(meeting, "Seizoen", other): "2"})
    press(editor_client, told, SAVE)

    item = items(meeting)[0]
    kept = getattr(item, name)
    assert ("Lang." in kept if name == "minutes" else kept == value, item.abstentions) == (True, 2)


def test_same_field_on_both_screens_is_replaced_once_it_is_told(editor_client, meeting):
    first, second = opened(editor_client, meeting), opened(editor_client, meeting)
    press(editor_client, first, SAVE, {field(meeting, "Seizoen", "decision"): "Zes."})

    told = press(editor_client, second, SAVE, {field(meeting, "Seizoen", "decision"): "Zeven."})
    before = items(meeting)[0].decision
    press(editor_client, told, SAVE)

    assert (before, items(meeting)[0].decision) == ("Zes.", "Zeven.")


def test_what_an_editor_makes_empty_is_gone(editor_client, meeting):
    press(editor_client, opened(editor_client, meeting), SAVE, {field(meeting, "Seizoen", "decision"): "Zes."})

    press(editor_client, opened(editor_client, meeting), SAVE, {field(meeting, "Seizoen", "decision"): ""})

    assert items(meeting)[0].decision == ""


@pytest.fixture
def orphaned(editor_client, meeting):
    """What the second save gives of words about an item that somebody took off the agenda meanwhile."""
    page = opened(editor_client, meeting)
    typed = {
        field(meeting, "Seizoen", "decision"): "Zes <reeksen>.",
        field(meeting, "Seizoen", "action_title"): "Zalen vragen",
        field(meeting, "Begroting", "decision"): "Goedgekeurd.",
    }
    newest = meeting.get_latest_revision_as_object()
    newest.agenda_items = [item for item in newest.agenda_items.all() if item.title != "Seizoen"]
    newest.save_revision()
    return press(editor_client, page, SAVE, typed)


def test_words_about_an_item_that_is_gone_are_shown_again(editor_client, meeting, orphaned):
    again = press(editor_client, orphaned, SAVE)

    for response in (orphaned, again):
        page = response.content.decode()
        assert ("Zes &lt;reeksen&gt;." in page, "Zalen vragen" in page, "Seizoen" in page) == (True, True, True)
        assert "niet bewaard" in page
    assert [(each.title, each.decision) for each in items(meeting)] == [("Begroting", "Goedgekeurd.")]
    assert ActionItem.objects.count() == 0


def test_item_that_is_gone_is_put_back_with_what_was_written(editor_client, meeting, orphaned):
    key = field(meeting, "Seizoen", "put_back")

    response = press(editor_client, orphaned, SAVE, {key: "on"})

    assert response.status_code == 302
    assert [(each.title, each.decision) for each in items(meeting)] == [
        ("Begroting", "Goedgekeurd."),
        ("Seizoen", "Zes <reeksen>."),
    ]
    assert f"item-{items(meeting)[1].key}-put_back" == key
    assert ActionItem.objects.get().item_key == items(meeting)[1].key


def test_item_that_is_gone_and_on_which_nobody_wrote_is_gone(editor_client, meeting):
    page = opened(editor_client, meeting)
    AgendaItem.objects.filter(title="Seizoen").delete()
    Meeting.objects.get(pk=meeting.pk).save_revision()

    told = press(editor_client, page, SAVE)

    assert "Seizoen" not in told.content.decode()


# Approved minutes


@pytest.fixture
def approved(editor_client, meeting):
    press(editor_client, opened(editor_client, meeting), PUBLISH, {field(meeting, "Seizoen", "decision"): "Zes."})
    sitting = Sitting.objects.of(meeting)
    sitting.minutes_state, sitting.approved_at = "approved", timezone.now()
    sitting.save()
    return sitting


def test_approved_minutes_are_shown_without_a_form_and_with_the_way_on(editor_client, meeting, approved):
    page = opened(editor_client, meeting).content.decode()

    assert ("Zes." in page, "-decision" in page, 'name="publish"' in page) == (True, False, False)
    assert "Dit verslag is goedgekeurd" in page
    assert f'href="{step("approval", meeting)}">Opmerkingen en goedkeuring</a>' in page


@pytest.mark.parametrize("button", [SAVE, PUBLISH])
def test_words_sent_after_the_approval_are_refused_and_kept_on_the_screen(editor_client, meeting, approved, button):
    Sitting.objects.update(minutes_state="remarks")
    page = opened(editor_client, meeting)
    Sitting.objects.update(minutes_state="approved")
    before = Meeting.objects.get(pk=meeting.pk).latest_revision_id

    refused = press(editor_client, page, button, {field(meeting, "Seizoen", "decision"): "Zeven."})

    assert says(refused, "Er is niets bewaard: het verslag is goedgekeurd.")
    assert sent_back(refused, button)[1][field(meeting, "Seizoen", "decision")] == "Zeven."
    assert (Meeting.objects.get(pk=meeting.pk).latest_revision_id, items(meeting)[0].decision) == (before, "Zes.")
    editor_client.post(step("approval", meeting), {"deed": "reopen"})
    press(editor_client, refused, button)
    assert items(meeting)[0].decision == "Zeven."


def test_translation_of_approved_minutes_can_still_be_written(editor_client, sections, approved, meeting):
    french = meeting.copy_for_translation(sections[1].locale)
    french.minutes, french.live = "", True
    french.agenda_items = [AgendaItem(title="Saison")]
    french.save()

    press(editor_client, opened(editor_client, french), SAVE, {field(french, "Saison", "decision"): "Six."})

    assert items(french)[0].decision == "Six."


def test_form_of_the_meeting_says_that_its_minutes_are_approved(editor_client, meeting, approved):
    edit = reverse("wagtailsnippets_cultuurraad_wagtail_meeting:edit", args=[meeting.pk])

    assert "Het verslag is goedgekeurd." in editor_client.get(edit).content.decode()


# Votes


@pytest.mark.parametrize(("votes", "is_told"), [("1", False), ("2", True)])
def test_more_votes_than_members_who_were_there_are_told_and_saved(editor_client, meeting, votes, is_told):
    sitting = Sitting.objects.of(meeting)
    Attendance.objects.create(sitting=sitting, name="Amina", sort_name="amina", status="present", is_voting=True)
    Attendance.objects.create(sitting=sitting, name="Bram", sort_name="bram", status="absent", is_voting=True)
    Attendance.objects.create(sitting=sitting, name="Chris", sort_name="chris", status="present")

    response = press(
        editor_client,
        opened(editor_client, meeting),
        SAVE,
        {field(meeting, "Seizoen", "votes_for"): votes},
        follow=True,
    )

    assert says(response, "meer stemmen geteld") is is_told
    assert items(meeting)[0].votes_for == int(votes)
    assert response.redirect_chain != []


def test_votes_are_not_held_against_a_list_that_nobody_kept(editor_client, meeting):
    page = opened(editor_client, meeting)

    response = press(editor_client, page, SAVE, {field(meeting, "Seizoen", "votes_for"): "9"}, follow=True)

    assert not says(response, "meer stemmen geteld")
