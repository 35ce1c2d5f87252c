"""Which profiles need an editor: the report, the listing's columns and filters, the dashboard, the editor's panel."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext, ngettext
from openpyxl import load_workbook

from cultuurraad_wagtail.setup.groups import ORGANISATIONS, set_up_groups
from tests.factories import make_organisation, make_project
from tests.pages.test_completeness import make_complete
from tests.pages.test_query_counts import queries_of

pytestmark = pytest.mark.django_db

REPORT = "/admin/cultuurraad/profiles/"
LISTING = "cultuurraad_organisations:index"


def titles(response):
    return [page.title for page in response.context["object_list"]]


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def in_dutch(message, **values):
    with translation.override("nl"):
        return gettext(message) % values if values else gettext(message)


def make_reader(section):
    """An organisation's own user: may add to the directory, and change what is theirs."""
    set_up_groups(section.index_pages)
    user = get_user_model().objects.create_user("huis", password="geheim")
    user.groups.add(Group.objects.get(name=ORGANISATIONS))
    return user


def test_report_lists_what_needs_somebody_the_emptiest_first(editor_client, section):
    make_complete(section, "Volledig en nooit bevestigd")
    make_complete(section, "In orde", confirmed_at=timezone.now())
    make_organisation(section, "Leeg", confirmed_at=timezone.now())
    make_organisation(section, "Gestopt", ceased_on=date(2020, 1, 1))
    make_organisation(section, "Samengevoegd", live=False, merged_into=make_complete(section, "Erfgenaam"))

    assert titles(editor_client.get(REPORT)) == ["Leeg", "Erfgenaam", "Volledig en nooit bevestigd"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("confirmed=never", ["Leeg", "Volledig"]),
        ("confirmed=old", ["Oud"]),
        ("confirmed=stale", ["Leeg", "Oud", "Volledig"]),
        ("confirmed=recent", ["Half"]),
        ("completeness=incomplete", ["Leeg", "Half"]),
        ("completeness=complete", ["Oud", "Volledig"]),
        ("completeness=summary", ["Leeg"]),
        ("completeness=private_contact&confirmed=recent", ["Half"]),
        ("completeness=nonsense", ["Leeg", "Half", "Oud", "Volledig"]),
        ("status=False", ["Half"]),
        ("ordering=-sort_name", ["Volledig", "Oud", "Leeg", "Half"]),
        ("ordering=contact_email", ["Leeg", "Half", "Oud", "Volledig"]),
    ],
)
def test_report_filters_and_sorts(editor_client, section, query, shown):
    make_complete(section, "Volledig")
    make_complete(section, "Oud", confirmed_at=timezone.now() - timedelta(days=400))
    make_organisation(section, "Leeg")
    make_organisation(section, "Half", summary="Kort.", confirmed_at=timezone.now(), live=False)

    assert titles(editor_client.get(f"{REPORT}?{query}")) == shown


def test_report_and_listing_filter_by_language(editor_client, sections):
    dutch, french = sections
    make_organisation(dutch, "Huis")
    make_organisation(french, "Maison")

    for address in (REPORT, reverse(LISTING)):
        assert titles(editor_client.get(f"{address}?language=fr")) == ["Maison"]


def test_site_in_one_language_has_no_word_of_it(editor_client, section, settings):
    settings.WAGTAIL_I18N_ENABLED = False
    make_organisation(section, "Huis")
    response = editor_client.get(f"{REPORT}?export=csv")

    assert [len(row) for row in rows_of(response)] == [6, 6]
    assert "language" not in editor_client.get(REPORT).context["filters"].form.fields


def test_report_shows_only_what_the_user_may_change(client, section):
    user = make_reader(section)
    make_organisation(section, "Van hen", owner=user)
    make_organisation(section, "Van een ander")
    client.force_login(user)

    assert titles(client.get(REPORT)) == ["Van hen"]
    exported = rows_of(client.get(f"{REPORT}?export=csv"))
    assert [row[0] for row in exported[1:]] == ["Van hen"]


def test_report_is_closed_to_who_may_change_no_page(client, section):
    user = get_user_model().objects.create_user("lezer", password="geheim")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    make_organisation(section, "Geheim")
    client.force_login(user)

    assert client.get(REPORT).status_code == 302
    assert client.get(f"{REPORT}results/").status_code == 302
    assert REPORT not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_report_stands_in_our_menu_and_among_the_reports(editor_client, section):
    assert editor_client.get(reverse("wagtailadmin_home")).content.decode().count(f'"url": "{REPORT}"') == 2


def test_report_as_csv_is_safe_and_never_holds_the_private_address(editor_client, section):
    make_organisation(section, "=HYPERLINK(1)", contact_email="jan@prive.be", confirmed_at=timezone.now())
    response = editor_client.get(f"{REPORT}?export=csv")
    content = b"".join(response.streaming_content)

    assert content.startswith(b"\xef\xbb\xbf")
    assert b"jan@prive.be" not in content
    row = list(csv.reader(StringIO(content.decode("utf-8-sig"))))[1]
    assert (row[0], row[1], len(row)) == ("'=HYPERLINK(1)", "Nederlands", 7)


def test_report_as_workbook_has_the_same_rows(editor_client, section):
    make_organisation(section, "@SUM", summary="Kort.")
    response = editor_client.get(f"{REPORT}?export=xlsx")
    sheet = load_workbook(BytesIO(response.getvalue())).active

    assert sheet["A2"].value == "'@SUM"
    assert (sheet.max_row, sheet.max_column) == (2, 7)


@pytest.mark.parametrize("item_count", [1, 3])
def test_report_needs_one_number_of_queries(editor_client, section, item_count):
    for _ in range(item_count):
        make_organisation(section)

    assert queries_of(editor_client, f"{REPORT}results/") == 7


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("completeness=complete", ["Volledig"]),
        ("completeness=logo", ["Gestopt", "Leeg", "Samengevoegd"]),
        ("confirmed=recent", ["Volledig"]),
        ("confirmed=never", ["Gestopt", "Leeg", "Samengevoegd"]),
        ("stopped=yes", ["Gestopt"]),
        ("stopped=no", ["Leeg", "Volledig"]),
        ("stopped=merged", ["Samengevoegd"]),
    ],
)
def test_listing_of_organisations_filters_by_care(editor_client, section, query, shown):
    kept = make_complete(section, "Volledig", confirmed_at=timezone.now())
    make_organisation(section, "Leeg")
    make_organisation(section, "Gestopt", ceased_on=date(2020, 1, 1))
    make_organisation(section, "Samengevoegd", live=False, merged_into=kept)

    assert sorted(titles(editor_client.get(f"{reverse(LISTING)}?{query}"))) == shown


@pytest.mark.parametrize(
    ("ordering", "shown"),
    [
        ("filled_points", ["Leeg", "Half", "Volledig"]),
        ("-filled_points", ["Volledig", "Half", "Leeg"]),
        ("-confirmed_at", ["Volledig", "Half", "Leeg"]),
    ],
)
def test_listing_of_organisations_sorts_by_care(editor_client, section, ordering, shown):
    now = timezone.now()
    make_complete(section, "Volledig", confirmed_at=now)
    make_organisation(section, "Leeg", confirmed_at=now - timedelta(days=2))
    make_organisation(section, "Half", summary="Kort.", confirmed_at=now - timedelta(days=1))

    assert titles(editor_client.get(f"{reverse(LISTING)}?ordering={ordering}")) == shown


def test_listing_searches_with_its_columns(editor_client, section):
    make_organisation(section, "Zinneke", summary="Kort.")
    page = editor_client.get(f"{reverse(LISTING)}?q=zinneke")

    assert titles(page) == ["Zinneke"]
    assert in_dutch("%(filled)s of %(total)s", filled=1, total=9) in page.content.decode()


def test_listing_searches_among_what_it_filters(editor_client, section):
    make_complete(section, "Zinneke volledig")
    make_organisation(section, "Zinneke leeg")
    make_organisation(section, "Ander leeg")
    page = editor_client.get(f"{reverse(LISTING)}?q=zinneke&completeness=incomplete&ordering=filled_points")

    assert titles(page) == ["Zinneke leeg"]


def dashboard(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_dashboard_counts_stale_and_incomplete_profiles(editor_client, section):
    make_complete(section, "In orde", confirmed_at=timezone.now())
    make_organisation(section, "Leeg")
    make_organisation(section, "Ook leeg", confirmed_at=timezone.now())
    make_organisation(section, "Concept", live=False)
    make_organisation(section, "Gestopt", ceased_on=date(2020, 1, 1))
    page = dashboard(editor_client)

    with translation.override("nl"):
        stale = ngettext(
            "%d organisation's profile was not confirmed in the past year.",
            "%d organisations' profiles were not confirmed in the past year.",
            1,
        )
        incomplete = ngettext(
            "%d organisation's profile is incomplete.", "%d organisations' profiles are incomplete.", 2
        )
    for query, sentence, listed in (
        ("status=True&confirmed=stale", stale % 1, ["Leeg"]),
        ("status=True&completeness=incomplete", incomplete % 2, ["Leeg", "Ook leeg"]),
    ):
        assert escape(f"{REPORT}?{query}") + f'">{escape(sentence)}' in page
        assert titles(editor_client.get(f"{REPORT}?{query}")) == listed


def test_dashboard_counts_only_what_the_user_may_change(client, section):
    user = make_reader(section)
    make_organisation(section, "Van een ander")
    client.force_login(user)

    assert "completeness=incomplete" not in dashboard(client)


def edit(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_editor_reads_what_is_missing_in_the_version_that_is_open(editor_client, section):
    page = make_organisation(section, "Zinneke")
    page.summary = "Kort."
    page.save_revision()
    shown = edit(editor_client, page)

    assert in_dutch("Write the mission: why the organisation exists.") in shown
    assert in_dutch("Add a summary: it is what visitors read first.") not in shown


def test_editor_of_a_new_profile_has_no_list_of_what_is_missing(editor_client, section):
    url = reverse(
        "wagtailadmin_pages:add", args=["cultuurraad_wagtail", "organisationprofilepage", section.directory.pk]
    )
    page = editor_client.get(url)

    assert page.status_code == 200
    assert in_dutch("Write the mission: why the organisation exists.") not in page.content.decode()


def test_deleting_an_organisation_in_use_is_answered_with_what_to_do_instead(editor_client, section):
    organisation = make_organisation(section)
    make_project(section, lead_organisation=organisation)
    url = reverse("wagtailadmin_pages:delete", args=[organisation.pk])
    page = editor_client.post(url, follow=True).content.decode()

    advice = in_dutch(
        "Has the organisation stopped? Give the day under “stopped on” in its profile: it leaves the "
        "directory's list and keeps its page. Is it there twice? Merge the two profiles."
    )
    assert advice.replace("'", "&#x27;") in page
