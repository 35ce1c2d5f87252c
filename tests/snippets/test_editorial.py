"""What drafts and translations of snippets must never do."""

import pytest

from tests.factories import make_form, make_hub, make_meeting

pytestmark = pytest.mark.django_db


def test_translation_of_a_meeting_is_a_draft_of_its_own(sections):
    dutch, french = sections
    meeting = make_meeting(make_hub(dutch), minutes="<p>Openbaar</p>")
    meeting.save_revision().publish()
    meeting.minutes = "<p>Nog geheim</p>"
    meeting.save_revision()
    copy = meeting.copy_for_translation(french.locale)
    copy.save()
    copy.refresh_from_db()
    assert (copy.live, copy.has_unpublished_changes, copy.live_revision) == (False, True, None)
    assert copy.first_published_at is None
    assert copy.translation_key == meeting.translation_key


def test_draft_whose_address_was_taken_meanwhile_is_published_under_another(section):
    first = make_form("Enquête")
    first.slug = "gewild"
    revision = first.save_revision()
    second = make_form("Tweede", slug="gewild")
    revision.publish()
    first.refresh_from_db()
    assert (first.slug, second.slug) == ("gewild-2", "gewild")
