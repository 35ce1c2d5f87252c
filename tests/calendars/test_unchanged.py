"""Who asks again: 304 while nothing changed, the file after every edit, and what both cost."""

import zlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.http import parse_http_date
from wagtail.models import Page, PageViewRestriction, Site

from bench.fill import add_meetings
from cultuurraad_wagtail.calendars import event_bytes
from cultuurraad_wagtail.models import Meeting
from cultuurraad_wagtail.pages.feed_state import Wanted, state_of
from cultuurraad_wagtail.views import feed_response
from tests.calendars.calendars import SITE, group_address, publish, titles
from tests.factories import in_brussels, make_discipline, make_hub, make_meeting, make_private

pytestmark = pytest.mark.django_db
#: What Wagtail asks before any page: which site.
ROUTING = 1


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium", disciplines=[make_discipline("Dans")])


@pytest.fixture
def meeting(hub):
    return publish(make_meeting(hub, "Raad", starts_at=in_brussels(2027, 5, 4, 19)))


def ask_again(client, response, address=SITE):
    """The status of asking for ``address`` by somebody who has ``response``."""
    return client.get(address, headers={"if-none-match": response["ETag"]}).status_code


def test_unchanged_feed_is_not_sent_again(client, meeting):
    first = client.get(SITE)
    again = client.get(SITE, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    assert not first["ETag"].startswith("W/")


def test_tag_is_the_same_after_a_restart(client, meeting):
    first = client.get(SITE)
    cache.clear()

    assert ask_again(client, first) == 304


def move_register(section, hub, meeting):
    section.register.move(section.workgroups, "last-child")


def rename_register(section, hub, meeting):
    section.register.slug = "kalender"
    section.register.save_revision().publish()


def rename_home(section, hub, meeting):
    section.home.slug = "welkom"
    section.home.save_revision().publish()


def rename_hub(section, hub, meeting):
    hub.title = "Toneel"
    hub.save_revision().publish()


def rename_hub_without_a_word(section, hub, meeting):
    Page.objects.filter(pk=hub.pk).update(title="Toneel")


def move_hub_out_of_the_site(section, hub, meeting):
    hub.move(Page.objects.get(depth=1).add_child(instance=Page(title="Archief")), "last-child")


def rename_site(section, hub, meeting):
    section.site.site_name = "Andere gemeente"
    section.site.save()


def move_site(section, hub, meeting):
    section.site.hostname = "www.example.org"
    section.site.save()


def expire_meeting(section, hub, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def expire_hub(section, hub, meeting):
    Page.objects.filter(pk=hub.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


EDITS = {
    "meeting published anew": lambda section, hub, meeting: publish(meeting, title="Anders"),
    "meeting saved by a script": lambda section, hub, meeting: meeting.save(),
    "meeting unpublished": lambda section, hub, meeting: meeting.unpublish(),
    "meeting deleted": lambda section, hub, meeting: meeting.delete(),
    "meeting added": lambda section, hub, meeting: make_meeting(hub),
    "meeting expired by itself": expire_meeting,
    "hub renamed": rename_hub,
    "hub renamed without a word": rename_hub_without_a_word,
    "hub unpublished": lambda section, hub, meeting: hub.unpublish(),
    "hub made private": lambda section, hub, meeting: make_private(hub),
    "hub expired by itself": expire_hub,
    "hub moved out of the site": move_hub_out_of_the_site,
    "hub deleted": lambda section, hub, meeting: hub.delete(),
    "page above made private": lambda section, hub, meeting: make_private(section.home),
    "register moved": move_register,
    "register renamed": rename_register,
    "register unpublished": lambda section, hub, meeting: section.register.unpublish(),
    "home renamed": rename_home,
    "site renamed": rename_site,
    "site moved": move_site,
    "hours told in another zone": lambda section, hub, meeting: None,
}


#: The address of a home page is that of the site; two savings may fall in one second.
SAME_FILE = {"meeting saved by a script", "home renamed"}


@pytest.mark.parametrize("edit", EDITS)
def test_no_edit_is_missed(client, section, hub, meeting, settings, edit):
    first = client.get(SITE)
    hub.refresh_from_db()
    EDITS[edit](section, hub, meeting)
    if edit == "hours told in another zone":
        settings.CULTUURRAAD_TIME_ZONE = "Europe/London"
    second = client.get(SITE, headers={"if-none-match": first["ETag"]})

    assert second.status_code == 200
    # The counterpart: but for these the file did change, so that a tag that stayed would have been wrong.
    if edit not in SAME_FILE:
        assert second.content != first.content


def test_feed_is_open_again_once_a_group_is(client, hub, meeting):
    restriction = make_private(hub)
    closed = client.get(SITE)
    assert titles(client) == []
    PageViewRestriction.objects.filter(pk=restriction.pk).delete()

    assert ask_again(client, closed) == 200
    assert titles(client) == ["Raad"]


def test_draft_and_agenda_change_nothing(client, meeting):
    first = client.get(SITE)
    meeting.title = "Een klad"
    meeting.save_revision()
    meeting.agenda_items.create(title="Welkom")

    assert ask_again(client, first) == 304


@pytest.mark.parametrize("ticked", [True, False])
def test_feed_of_a_discipline_follows_what_groups_tick(client, section, hub, meeting, ticked):
    other = make_hub(section, "Muziek")
    make_meeting(other, "Anders", starts_at=in_brussels(2027, 6, 1))
    address = f"{SITE}?discipline=dans"
    first = client.get(address)
    (other if ticked else hub).disciplines = hub.disciplines.all() if ticked else []
    (other if ticked else hub).save()

    assert ask_again(client, first, address) == 200
    assert titles(client, address) == (["Raad", "Anders"] if ticked else [])


def test_feed_of_a_discipline_follows_its_name(client, hub, meeting):
    address = f"{SITE}?discipline=dans"
    first = client.get(address)
    discipline = hub.disciplines.get()
    discipline.name = "Dans en beweging"
    discipline.save()
    assert ask_again(client, first, address) == 200

    discipline.slug = "beweging"
    discipline.save()
    assert ask_again(client, first, address) == 404


def test_publication_that_began_first_and_is_committed_last_is_not_missed(section, hub, meeting):
    """Somebody reads between the two commits; what the database then tells is made here by hand."""
    other = publish(make_meeting(hub, "Anders"))
    newest = Meeting.objects.get(pk=other.pk).changed_at
    before = state_of(section.site, Wanted("nl"))
    publish(meeting, title="Eerst begonnen")
    Meeting.objects.filter(pk=meeting.pk).update(changed_at=newest - timedelta(seconds=1))

    assert state_of(section.site, Wanted("nl")) != before


def test_each_filter_has_a_tag_of_its_own(section, hub):
    wanted = [Wanted("nl"), Wanted("fr"), Wanted("nl", group="podium"), Wanted("nl", kind="board")]
    wanted += [Wanted("nl", groups=()), Wanted("nl", groups=(hub.translation_key,)), Wanted("nl", "", "dans")]

    assert len({state_of(section.site, each).etag for each in wanted}) == len(wanted)


def test_last_modified_is_past_and_never_that_of_another_state(client, meeting):
    """Two edits in one second must not look like one to whom has only that second."""
    seen = {}
    for number in range(4):
        publish(meeting, title=f"Raad {number}")
        response = client.get(SITE)
        assert parse_http_date(response["Last-Modified"]) < timezone.now().timestamp()
        asked = {"if-modified-since": response["Last-Modified"]}
        publish(meeting, title=f"Raad {number}, anders")
        assert client.get(SITE, headers=asked).status_code == 200
        seen[number] = response["Last-Modified"]
    assert len(seen) == 4


def test_client_without_tags_gets_304_once_the_second_has_passed(client, meeting, monkeypatch):
    client.get(SITE)
    now = timezone.now()
    monkeypatch.setattr(feed_response.timezone, "now", lambda: now + timedelta(seconds=5))
    modified = client.get(SITE)["Last-Modified"]

    assert client.get(SITE, headers={"if-modified-since": modified}).status_code == 304
    assert client.get(SITE, headers={"if-modified-since": modified, "if-none-match": '"x"'}).status_code == 200


class BrokenCache:
    def get(self, *arguments, **options):
        raise ConnectionError

    set = get


def test_cache_that_fails_costs_time_only(client, meeting, monkeypatch):
    first = client.get(SITE)
    monkeypatch.setattr(feed_response, "cache", BrokenCache())

    assert client.get(SITE).content == first.content
    assert ask_again(client, first) == 304


class ForgetfulCache(BrokenCache):
    def get(self, key, *arguments, **options):
        return None


def test_cache_that_refuses_a_feed_costs_time_only(client, meeting, monkeypatch):
    monkeypatch.setattr(feed_response, "cache", ForgetfulCache())

    assert titles(client) == ["Raad"]


def test_feed_is_kept_once_however_often_it_changes(client, meeting, monkeypatch):
    kept = {}
    remembering = SimpleNamespace(get=kept.get, set=lambda key, feed, seconds: kept.update({key: feed}))
    monkeypatch.setattr(feed_response, "cache", remembering)
    for number in range(3):
        publish(meeting, title=f"Raad {number}")
        response = client.get(SITE)

    ((etag, _made_at, packed),) = kept.values()
    assert (etag, zlib.decompress(packed)) == (response["ETag"], response.content)


@pytest.mark.parametrize("garbage", ["x", ("x",), None, "torn"])
def test_cache_that_gives_garbage_costs_time_only(client, meeting, monkeypatch, garbage):
    first = client.get(SITE)
    torn = (first["ETag"], 0, b"torn") if garbage == "torn" else garbage
    monkeypatch.setattr(feed_response, "cache", SimpleNamespace(get=lambda key: torn, set=lambda *arguments: None))

    assert client.get(SITE).content == first.content


def test_one_edit_writes_one_meeting_anew(client, hub, meeting):
    for number in range(5):
        make_meeting(hub, f"Vergadering {number}")
    event_bytes.cache_clear()
    client.get(SITE)
    assert event_bytes.cache_info().misses == 6

    publish(meeting, title="Anders")
    client.get(SITE)
    assert event_bytes.cache_info().misses == 7


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("query", ["", "?group=podium", "?discipline=dans", "?kind=working_group"])
def test_feed_takes_three_queries_and_unchanged_it_takes_one(
    client, hub, item_count, query, django_assert_num_queries
):
    for _number in range(item_count):
        make_meeting(hub)
    Site.get_site_root_paths()
    with django_assert_num_queries(ROUTING + 1 + 3):  # the locale is routing, too
        first = client.get(SITE + query)
    with django_assert_num_queries(ROUTING + 1):
        assert ask_again(client, first, SITE + query) == 304
    with django_assert_num_queries(ROUTING + 1):
        client.get(SITE + query)


def test_feed_of_a_thousand_takes_three_queries(client, section, django_assert_num_queries):
    add_meetings([make_hub(section) for _ in range(3)], 1_000)
    Site.get_site_root_paths()
    with django_assert_num_queries(ROUTING + 1 + 3):
        first = client.get(SITE)
    assert first.content.count(b"BEGIN:VEVENT") == 1_000
    with django_assert_num_queries(ROUTING + 1):
        assert ask_again(client, first) == 304


@pytest.mark.parametrize("item_count", [1, 3])
def test_feed_of_a_group_takes_three_queries_and_unchanged_it_takes_one(
    client, hub, item_count, django_assert_num_queries
):
    for _number in range(item_count):
        make_meeting(hub)
    Site.get_site_root_paths()
    with django_assert_num_queries(ROUTING + 2 + 3):  # which group, and the locale
        first = client.get(group_address(hub))
    with django_assert_num_queries(ROUTING + 1 + 1):
        assert ask_again(client, first, group_address(hub)) == 304
