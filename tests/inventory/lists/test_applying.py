"""A plan carried out: all of it or nothing, a version for each change, nobody's draft published, the cost of a row."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import PageLogEntry, ReferenceIndex
from wagtail.signals import page_published

from cultuurraad_wagtail.inventory.columns import guess_columns
from cultuurraad_wagtail.inventory.files.tables import read_table
from cultuurraad_wagtail.inventory.lists.applying import NotApplied, apply_rows, summary
from cultuurraad_wagtail.inventory.lists.plan import plan_import
from cultuurraad_wagtail.models import ColumnMap, ImportRun, OrganisationProfilePage
from cultuurraad_wagtail.setup import set_up_section
from tests.factories import make_discipline, make_organisation, make_section

pytestmark = pytest.mark.django_db
HEADS = "Naam;KBO;E-mail;Missie;Talen;Facebook;Trefwoorden;Breedtegraad;Lengtegraad;Disciplines\n"
LINE = "Huis;0407626464;info@huis.be;Wij dansen;nl, fr;facebook.com/huis;dans, jong;50,85;4,35;Dans\n"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def plan(section, text):
    table = read_table(text.encode(), "list.csv")
    return plan_import(table=table, columns=guess_columns(table.heads), directory=section.directory)


def carry_out(section, text, *, publish=True, choices=None, splits=(), user=None):
    return apply_rows(
        rows=plan(section, text),
        choices=choices or {},
        splits=set(splits),
        directory=section.directory,
        user=user,
        publish=publish,
    )


def done(report):
    return [line["done"] for line in report]


def test_profile_gets_every_value_of_its_row(section):
    dance = make_discipline("Dans")

    assert done(carry_out(section, HEADS + LINE)) == ["created"]

    page = OrganisationProfilePage.objects.get()
    assert (page.title, page.slug, page.enterprise_number) == ("Huis", "huis", "0407626464")
    assert (page.mission, page.languages) == ("<p>Wij dansen</p>", ["nl", "fr"])
    assert (float(page.latitude), float(page.longitude)) == (50.85, 4.35)
    assert [(link.name, link.url) for link in page.social_links.all()] == [("Facebook", "https://facebook.com/huis")]
    assert sorted(page.tags.names()) == ["dans", "jong"]
    assert list(page.disciplines.all()) == [dance]
    assert "wij dansen" in page.search_text
    assert "jong" in page.search_text


@pytest.mark.parametrize("publish", [True, False])
def test_second_time_changes_nothing(section, publish):
    make_discipline("Dans")
    carry_out(section, HEADS + LINE, publish=publish)

    assert done(carry_out(section, HEADS + LINE, publish=publish)) == ["unchanged"]
    assert OrganisationProfilePage.objects.get().revisions.count() == 1


def test_published_profile_is_published_as_wagtail_does(section):
    heard = []
    page_published.connect(lambda instance, **kwargs: heard.append(instance.title), weak=False, dispatch_uid="test")
    user = get_user_model().objects.create_user(username="jo", email="jo@huis.be", password="geheim")

    carry_out(section, HEADS + LINE, user=user)
    page_published.disconnect(dispatch_uid="test")

    page = OrganisationProfilePage.objects.get()
    assert (page.live, page.has_unpublished_changes) == (True, False)
    assert page.live_revision == page.latest_revision == page.revisions.get()
    assert None not in (page.first_published_at, page.last_published_at)
    assert heard == ["Huis"]
    actions = PageLogEntry.objects.filter(page=page.pk).values_list("action", "user_id")
    assert sorted(actions) == [("wagtail.create", user.pk), ("wagtail.publish", user.pk)]


def test_draft_is_not_live_and_can_be_published(section, client):
    carry_out(section, HEADS + LINE, publish=False)
    page = OrganisationProfilePage.objects.get()
    assert (page.live, page.has_unpublished_changes) == (False, True)
    assert client.get(page.url or "/organisaties/huis/").status_code == 404

    page.latest_revision.publish()

    assert client.get("/organisaties/huis/").status_code == 200


def test_update_is_a_new_version_of_the_profile(section):
    page = make_organisation(section, "Huis", email="oud@huis.be", goals="<p>Blijven</p>")
    page.save_revision().publish()

    assert done(carry_out(section, "Naam;E-mail\nHuis;nieuw@huis.be\n")) == ["updated"]

    page.refresh_from_db()
    assert (page.email, page.goals, page.live, page.has_unpublished_changes) == (
        "nieuw@huis.be",
        "<p>Blijven</p>",
        True,
        False,
    )
    assert page.live_revision == page.latest_revision
    assert page.revisions.count() == 2


def test_update_as_draft_leaves_the_live_page_alone(section):
    page = make_organisation(section, "Huis", email="oud@huis.be")

    carry_out(section, "Naam;E-mail\nHuis;nieuw@huis.be\n", publish=False)

    page.refresh_from_db()
    assert (page.email, page.get_latest_revision_as_object().email) == ("oud@huis.be", "nieuw@huis.be")


def test_somebodys_draft_is_never_published(section):
    page = make_organisation(section, "Huis")
    page.mission = "<p>Nog niet af</p>"
    page.save_revision()

    (line,) = carry_out(section, "Naam;E-mail\nHuis;nieuw@huis.be\n")

    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (page.email, page.mission) == ("", "")
    assert (draft.email, draft.mission) == ("nieuw@huis.be", "<p>Nog niet af</p>")
    assert (line["done"], line["reason"]) == ("updated", "Saved as a draft: the profile had a draft already.")


def test_locked_profile_is_left_out(section):
    page = make_organisation(section, "Huis", locked=True)

    (line,) = carry_out(section, "Naam;E-mail\nHuis;nieuw@huis.be\n")

    page.refresh_from_db()
    assert (line["done"], page.email) == ("skipped", "")


def test_profile_in_moderation_is_left_out(section, settings):
    set_up_section(parent=section.home, language_code="nl")
    page = make_organisation(section, "Huis")
    page.save_revision()
    page.get_workflow().start(page, user=None)

    (line,) = carry_out(section, "Naam;E-mail\nHuis;nieuw@huis.be\n")

    assert (line["done"], page.get_latest_revision_as_object().email) == ("skipped", "")


def test_draft_that_was_begun_meanwhile_is_not_published(section):
    page = make_organisation(section, "Huis")
    rows = plan(section, "Naam;E-mail\nEerst;\nHuis;nieuw@huis.be\n")

    def begin_a_draft(done):
        draft = OrganisationProfilePage.objects.get(pk=page.pk)
        draft.mission = "<p>Nog niet af</p>"
        draft.save_revision()

    apply_rows(
        rows=rows,
        choices={},
        splits=set(),
        directory=section.directory,
        user=None,
        publish=True,
        progress=begin_a_draft,
    )

    page.refresh_from_db()
    assert (page.mission, page.email) == ("", "")


def test_failure_in_one_row_writes_nothing(section):
    rows = plan(section, "Naam\n" + "".join(f"Huis {number}\n" for number in range(20)))
    rows[12].values["phone"] = "0" * 60

    with pytest.raises(NotApplied, match=r"because of row 14 \(Huis 12\)"):
        apply_rows(rows=rows, choices={}, splits=set(), directory=section.directory, user=None, publish=True)

    assert OrganisationProfilePage.objects.count() == 0
    section.directory.refresh_from_db()
    assert section.directory.numchild == 0
    assert done(carry_out(section, "Naam\nHuis\n")) == ["created"]


def test_choice_goes_before_the_plan(section):
    first, second = make_organisation(section, "Huis"), make_organisation(section, "Huis vzw")
    text = "Naam;E-mail\nHuis;a@huis.be\nBuren;b@huis.be\nFout;geen\n"

    report = carry_out(section, text, choices={2: f"update:{second.pk}", 3: "skip", 4: "create"})

    assert done(report) == ["updated", "skipped", "created"]
    assert OrganisationProfilePage.objects.get(pk=second.pk).email == "a@huis.be"
    assert OrganisationProfilePage.objects.get(pk=first.pk).email == ""
    assert OrganisationProfilePage.objects.get(title="Fout").email == ""


def test_report_says_what_a_profile_was_made_without(section):
    text = "Naam;KBO;E-mail\nHuis;1;geen\n"

    (line,) = carry_out(section, text, choices={2: "create"})
    assert (line["done"], line["reason"]) == (
        "created",
        "Without what is wrong: Enterprise number “1”, Public e-mail address “geen”.",
    )
    (line,) = carry_out(section, text)
    assert (line["done"], line["reason"].startswith("This is not an enterprise number.")) == ("skipped", True)


def test_row_with_an_error_updates_what_is_right(section):
    page = make_organisation(section, "Huis", enterprise_number="0407626464")

    (line,) = carry_out(section, "Naam;KBO;E-mail\nHuis;1;info@huis.be\n", choices={2: f"update:{page.pk}"})

    page.refresh_from_db()
    assert (page.email, page.enterprise_number) == ("info@huis.be", "0407626464")
    assert (line["done"], line["reason"]) == ("updated", "Without what is wrong: Enterprise number “1”.")


def test_report_says_what_a_repeated_row_did_not_give(section):
    report = carry_out(section, "Naam;KBO\nHuis;\nHuis;1\n")

    assert [(line["done"], line["reason"]) for line in report] == [
        ("created", ""),
        ("skipped", "The same organisation as in row 2. Without what is wrong: Enterprise number “1”."),
    ]


@pytest.mark.parametrize(("splits", "name"), [((), "Buren en abrégé B"), ((2,), "Buren")])
def test_report_has_the_name_that_was_applied(section, splits, name):
    (line,) = carry_out(section, "Naam\nBuren en abrégé B\n", splits=splits)

    assert line["name"] == name == OrganisationProfilePage.objects.get().title


def test_choice_of_a_page_elsewhere_is_left_out(section):
    elsewhere = make_organisation(make_section("nl", hostname="elders.be"), "Buren")

    (line,) = carry_out(section, "Naam;E-mail\nHuis;a@huis.be\n", choices={2: f"update:{elsewhere.pk}"})

    elsewhere.refresh_from_db()
    assert (line["done"], elsewhere.email) == ("skipped", "")


def test_names_alike_get_addresses_of_their_own(section):
    carry_out(section, "Naam;KBO\nHuis;0407626464\nHuis;0600885207\n")

    assert sorted(OrganisationProfilePage.objects.values_list("slug", flat=True)) == ["huis", "huis-2"]


def test_imported_profile_is_found_by_the_search(section):
    from wagtail.models import Page

    carry_out(section, HEADS + LINE)

    assert [page.title for page in Page.objects.live().search("dansen")] == ["Huis"]


def test_references_of_an_updated_profile_stay(section):
    from tests.factories import make_image

    image = make_image()
    page = make_organisation(section, "Huis", logo=image)
    assert ReferenceIndex.get_references_to(image).count() == 1

    carry_out(section, "Naam;E-mail\nHuis;a@huis.be\n")

    assert ReferenceIndex.get_references_to(image).count() == 1
    assert page.pk


def test_row_needs_the_same_queries_in_a_long_list_as_in_a_short_one(section):
    def queries_of(count):
        text = HEADS + "".join(
            LINE.replace("Huis", f"Huis {count}-{n}").replace("0407626464", "") for n in range(count)
        )
        rows = plan(section, text)
        with CaptureQueriesContext(connection) as captured:
            apply_rows(rows=rows, choices={}, splits=set(), directory=section.directory, user=None, publish=True)
        return len(captured)

    queries_of(1)  # tags and content types are cached or made then
    two, four, eight = queries_of(2), queries_of(4), queries_of(8)

    assert eight - four == 2 * (four - two)


def command(*arguments):
    from io import StringIO

    output = StringIO()
    call_command("import_organisations", *map(str, arguments), stdout=output)
    return output.getvalue().splitlines()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Naam;KBO\nHuis;0407626464\nBuren en abrégé B;\nFout;1\n", encoding="utf-8")
    return path


def test_command_tells_and_writes_nothing_by_default(section, file):
    lines = command(file)

    assert lines[:4] == ["Columns:", "  Naam → Name", "  KBO → Enterprise number", "New: 2"]
    assert lines[-1].startswith("  row 4, Fout: This is not an enterprise number.")
    assert (OrganisationProfilePage.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_command_applies_and_applies_again_without_a_change(section, file):
    assert command(file, "--apply", "--publish")[-1] == "Created 2, updated 0, unchanged 0, skipped 1."
    assert command(file, "--apply", "--publish")[-1] == "Created 0, updated 0, unchanged 2, skipped 1."
    assert OrganisationProfilePage.objects.live().count() == 2


def test_command_takes_splits_and_disciplines_when_told(section, file):
    dance = make_discipline("Dans")
    command(file, "--apply", "--split-names", "--discipline", "dans", "--publish")

    page = OrganisationProfilePage.objects.get(title="Buren")
    assert (page.other_names, list(page.disciplines.all())) == ("B", [dance])


def test_command_uses_a_saved_map(section, tmp_path):
    ColumnMap.objects.create(name="Stad", columns={"wie": "title"})
    path = tmp_path / "list.csv"
    path.write_text("wie\nHuis\n", encoding="utf-8")

    assert command(path, "--map", "Stad", "--apply")[-1] == "Created 1, updated 0, unchanged 0, skipped 0."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--map", "Stad"], "There is no column map “Stad”. Saved are: none."),
        (["--discipline", "zang"], "There is no discipline “zang”"),
        (["--directory", "999999"], r"There is no directory 999999\. There are: \d+ \(Organisaties, Nederlands\)\."),
    ],
)
def test_command_says_what_it_misses(section, file, arguments, message):
    with pytest.raises(CommandError, match=message):
        command(file, *arguments)
    assert ImportRun.objects.count() == 0


def test_command_speaks_english_whatever_the_language_of_the_site(section, file):
    with override("nl"):
        lines = command(file, "--apply")

    assert [line for line in lines if not line.startswith("  ")] == [
        "Columns:",
        "New: 2",
        "Update: 0",
        "Unchanged: 0",
        "Possible duplicate: 0",
        "Same as an earlier row: 0",
        "Error: 1",
        "Created 2, updated 0, unchanged 0, skipped 1.",
    ]
    assert lines[1:3] == ["  Naam → Name", "  KBO → Enterprise number"]
    assert "  row 4, Fout: This is not an enterprise number." in "\n".join(lines)


def test_command_without_any_directory_names_the_command_that_makes_one(db, file):
    with pytest.raises(CommandError, match=r"There is no directory page. Run “manage.py cultuurraad_setup” first."):
        command(file)


def test_command_asks_which_of_several_directories(sections, file):
    with pytest.raises(CommandError, match=r"There are several directories. Name one with --directory"):
        command(file)


def test_summary_counts_what_was_done():
    report = [{"done": "created"}, {"done": "created"}, {"done": "skipped"}]
    assert summary(report) == {"created": 2, "updated": 0, "unchanged": 0, "skipped": 1}
