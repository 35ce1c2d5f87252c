"""What a list would do to a directory: which profile a row is about, and what would change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cultuurraad_wagtail.inventory.columns import guess_columns
from cultuurraad_wagtail.inventory.files.tables import read_table
from cultuurraad_wagtail.inventory.lists.plan import plan_import
from cultuurraad_wagtail.models import OrganisationProfilePage
from tests.factories import make_discipline, make_organisation, make_section

pytestmark = pytest.mark.django_db
NUMBER, OTHER_NUMBER = "0407626464", "0600885207"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def plan(section, text, **options):
    table = read_table(text.encode(), "list.csv")
    return plan_import(table=table, columns=guess_columns(table.heads), directory=section.directory, **options)


def verdicts(rows):
    return [(row.verdict, row.target or row.candidates, row.reason) for row in rows]


@pytest.mark.parametrize(
    ("known", "line", "reason"),
    [
        ({"title": "Huis", "enterprise_number": NUMBER}, f"HUIS vzw;{NUMBER};", "Same enterprise number and name."),
        ({"title": "Huis", "website": "https://www.huis.be"}, "Huis der Dans;;http://huis.be/nl", "Same website."),
        ({"title": "Huis"}, "huis asbl;;", "Same name."),
        ({"title": "Huis"}, f"Huis;{NUMBER};", "Same name."),
        ({"title": "Maison", "other_names": "Huis; M"}, "Huis;;", "Same name."),
        ({"title": "Brufeest"}, "Brufeest / Brufête;;", "Same name."),
    ],
)
def test_row_is_about_a_profile(section, known, line, reason):
    profile = make_organisation(section, **known)

    (row,) = plan(section, f"Naam;KBO;Website\n{line}\n")

    assert (row.target, row.reason) == (profile.pk, reason)
    assert row.verdict in ("update", "unchanged")


@pytest.mark.parametrize(
    ("known", "line", "reason"),
    [
        ({"title": "Huis", "enterprise_number": NUMBER}, f"Buren;{NUMBER};", "Same enterprise number, another name."),
        (
            {"title": "Huis", "enterprise_number": NUMBER},
            f"Huis;{OTHER_NUMBER};",
            "Same name, another enterprise number.",
        ),
        ({"title": "Huis", "website": "https://portaal.be"}, "Buren;;portaal.be", "Same website, another name."),
        ({"title": "Huis van Dans"}, "Dans, huis van;;", "The same words in another order."),
        ({"title": "Brufête"}, "Brufeest / Brufête;;", "A part of the name is the name of a profile."),
    ],
)
def test_row_may_be_about_a_profile(section, known, line, reason):
    profile = make_organisation(section, **known)

    rows = plan(section, f"Naam;KBO;Website\n{line}\n")

    assert verdicts(rows) == [("duplicate", [profile.pk], reason)]


def test_two_profiles_of_one_name_are_for_the_editor_to_choose(section):
    first, second = make_organisation(section, "Huis"), make_organisation(section, "Huis vzw")

    rows = plan(section, "Naam\nHuis\n")

    assert verdicts(rows) == [("duplicate", [first.pk, second.pk], "More than one profile has this name.")]


def test_platform_is_no_website_of_ones_own(section):
    make_organisation(section, "Huis", website="https://www.facebook.com/huis")

    (row,) = plan(section, "Naam;Website\nBuren;https://facebook.com/buren\n")

    assert row.verdict == "new"


def test_umbrella_body_shares_its_number(section):
    rows = plan(section, f"Naam;KBO\nHuis;{NUMBER}\nBuren;{NUMBER}\n")

    assert [row.verdict for row in rows] == ["new", "new"]
    assert rows[1].notes == [["Enterprise number", "Row 2 has the same enterprise number and another name."]]


def test_rows_of_one_organisation_are_one(section):
    rows = plan(section, f"Naam;KBO;E-mail\nHuis vzw;;\nhuis;{NUMBER};info@huis.be\nHuis;{OTHER_NUMBER};\n")

    assert [row.verdict for row in rows] == ["new", "repeated", "new"]
    assert rows[1].reason == "The same organisation as in row 2."
    assert (rows[0].values["enterprise_number"], rows[0].values["email"]) == (NUMBER, "info@huis.be")


def test_second_row_about_a_profile_is_a_duplicate(section):
    profile = make_organisation(section, "Huis", other_names="Maison")

    rows = plan(section, "Naam\nHuis\nMaison\n")

    assert verdicts(rows)[1] == ("duplicate", [profile.pk], "Row 2 is about this profile already.")


def test_other_directories_are_not_looked_into(section):
    make_organisation(make_section("nl", hostname="elders.be"), "Huis")

    (row,) = plan(section, "Naam\nHuis\n")

    assert row.verdict == "new"


def test_update_tells_what_would_change(section):
    make_organisation(section, "Huis", email="oud@huis.be", phone="02 512 34 56", mission="<p>Wij <b>dansen</b></p>")
    line = "Huis;nieuw@huis.be;025123456;Wij dansen;Schaarbeek;1000"

    (row,) = plan(section, f"Naam;E-mail;Telefoon;Missie;Gemeente;Postcode\n{line}\n")

    assert row.changes == {
        "email": ["oud@huis.be", "nieuw@huis.be"],
        "municipality": ["", "Schaarbeek"],
        "postcode": ["", "1000"],
    }


def test_empty_cell_changes_nothing(section):
    make_organisation(section, "Huis", email="info@huis.be")

    (row,) = plan(section, "Naam;E-mail\nHuis;?\n")

    assert (row.verdict, row.changes) == ("unchanged", {})


def test_municipality_of_a_postcode_fills_and_never_overwrites(section):
    make_organisation(section, "Laken", postcode="1020", municipality="Laken")

    (row,) = plan(section, "Naam;Postcode\nLaken;1020\n")

    assert row.verdict == "unchanged"


def test_draft_is_what_a_row_is_held_against(section):
    page = make_organisation(section, "Huis", email="live@huis.be")
    page.email = "draft@huis.be"
    page.save_revision()

    (row,) = plan(section, "Naam;E-mail\nHuis;draft@huis.be\n")

    assert row.verdict == "unchanged"


def test_new_spelling_of_a_name_joins_the_other_names(section):
    make_organisation(section, "Huis", website="https://huis.be")

    (row,) = plan(section, "Naam;Website\nHuis Brussel;huis.be\n")

    assert row.changes == {"other_names": ["", "Huis Brussel"]}


def test_split_is_proposed_and_never_taken_by_itself(section):
    text = "Naam\nFoire du Livre en abrégé FLB\n"

    (row,) = plan(section, text)
    assert row.split == ["Foire du Livre", "FLB"]
    assert row.names(False) == ["Foire du Livre en abrégé FLB"]

    make_organisation(section, "Foire du Livre")
    (row,) = plan(section, text)
    assert (row.verdict, row.changes) == ("unchanged", {})
    (row,) = plan(section, text, splits={2})
    assert (row.verdict, row.changes) == ("update", {"other_names": ["", "FLB"]})


def test_name_that_is_too_long_can_be_split(section):
    long = f"{'Maison ' * 30}/ {'Huis ' * 30}"

    (row,) = plan(section, f"Naam\n{long}\n")
    assert row.verdict == "error"
    assert row.reason == "This name is longer than 255 characters. Shorten it, or take the proposed split."
    (row,) = plan(section, f"Naam\n{long}\n", splits={2})
    assert row.verdict == "new"


def test_error_names_row_and_column(section):
    rows = plan(section, "Naam;KBO;E-mail\nHuis;0407626465;info\n;;\n;;a@b.be\n")

    assert [(row.number, row.verdict) for row in rows] == [(2, "error"), (4, "error")]
    assert [column for column, _sentence in rows[0].errors] == ["KBO", "E-mail"]
    assert rows[1].errors == [["Naam", "There is no name in this row."]]


@pytest.mark.parametrize("lines", ["Huis;{right};\nHuis;1;a@b.be\n", "Huis;1;a@b.be\nHuis;{right};\n"])
def test_row_with_an_error_is_taken_together_with_the_right_row(section, lines):
    rows = plan(section, "Naam;KBO;E-mail\n" + lines.format(right=NUMBER))

    right, wrong = sorted(rows, key=lambda row: bool(row.errors))
    assert [(row.verdict, row.action) for row in (right, wrong)] == [("new", "create"), ("repeated", "skip")]
    assert wrong.reason == f"The same organisation as in row {right.number}."
    assert [column for column, _sentence in wrong.errors] == ["KBO"]
    assert (right.values["enterprise_number"], right.values["email"]) == (NUMBER, "a@b.be")


def test_row_with_an_error_may_update_its_profile_or_be_left_out(section):
    profile = make_organisation(section, "Huis", phone="02 512 34 56")

    (row,) = plan(section, "Naam;KBO;E-mail;Telefoon\nHuis vzw;1;info@huis.be;025123456\n")

    assert (row.verdict, row.target, row.action) == ("error", profile.pk, "skip")
    assert row.changes == {"email": ["", "info@huis.be"]}
    assert row.actions == [f"update:{profile.pk}", "skip"]


def test_row_with_an_error_that_brings_nothing_new_is_left_out(section):
    make_organisation(section, "Huis")

    (row,) = plan(section, "Naam;KBO\nHuis;1\n")

    assert (row.verdict, row.actions) == ("error", ["skip"])


def test_row_with_an_error_never_takes_a_profile_from_a_right_row(section):
    profile = make_organisation(section, "Huis", other_names="Maison")

    wrong, right = plan(section, "Naam;E-mail\nMaison;geen\nHuis;info@huis.be\n")

    assert (right.verdict, right.target) == ("update", profile.pk)
    assert (wrong.verdict, wrong.candidates, wrong.action) == ("error", [profile.pk], "skip")


@pytest.mark.parametrize(
    ("line", "actions"), [("Huis;1", ["create", "skip"]), (";1", ["skip"]), (f"{'Huis ' * 60};1", ["skip"])]
)
def test_row_with_an_error_becomes_a_profile_only_with_a_name_that_fits(section, line, actions):
    (row,) = plan(section, f"Naam;KBO\n{line}\n")

    assert (row.verdict, row.actions) == ("error", actions)


def test_name_that_cannot_be_is_no_new_name_of_a_profile(section):
    make_organisation(section, "Huis", website="https://huis.be")

    (row,) = plan(section, f"Naam;Website;Telefoon\n{'Huis ' * 60};huis.be;025123456\n")

    assert list(row.changes) == ["phone"]


def key_of(page):
    return f"nl-{page.translation_key}"


def test_key_says_which_profile_before_anything_else(section):
    first, second = make_organisation(section, "Huis"), make_organisation(section, "Huis vzw")
    other = make_organisation(section, "Buren", enterprise_number=NUMBER)
    lines = f"{key_of(second)};Huis;\n{key_of(first)};Huis;\n{key_of(other)};Huis;{OTHER_NUMBER}\n"

    rows = plan(section, f"Profielsleutel;Naam;KBO\n{lines}")

    assert [(row.target, row.reason) for row in rows] == [
        (page.pk, "Same profile key.") for page in (second, first, other)
    ]
    assert [row.changes for row in rows] == [
        {},
        {},
        {"enterprise_number": [NUMBER, OTHER_NUMBER], "other_names": ["", "Huis"]},
    ]
    assert all("key" not in row.values for row in rows)


def test_key_goes_before_the_name_of_an_earlier_row(section):
    profile = make_organisation(section, "Huis")

    rows = plan(section, f"Naam;Profielsleutel\nHuis;\nMaison;{key_of(profile)}\n")

    assert [(row.verdict, row.target) for row in rows] == [("duplicate", None), ("update", profile.pk)]


def test_key_of_another_site_is_ignored_and_still_tells_rows_apart(section):
    profile = make_organisation(section, "Huis")
    rows = plan(section, "Naam;Profielsleutel\nHuis;nl-1\nBuren;nl-2\nBuren;nl-3\nBuren;nl-3\n")

    assert [row.verdict for row in rows] == ["unchanged", "new", "new", "repeated"]
    assert rows[0].target == profile.pk


def test_row_without_a_key_is_one_with_the_first_that_has_one(section):
    profiles = [make_organisation(section, "Huis") for _ in range(2)]
    lines = "".join(f"Huis;{key_of(page)}\n" for page in profiles)

    rows = plan(section, f"Naam;Profielsleutel\nHuis;\n{lines}")

    assert [(row.verdict, row.target) for row in rows] == [
        ("unchanged", profiles[0].pk),
        ("repeated", None),
        ("unchanged", profiles[1].pk),
    ]


def test_what_joins_a_list_stands_beside_what_is_there(section):
    make_organisation(section, "Huis", languages=["nl"])

    (row,) = plan(section, "Naam;Talen\nHuis;fr\n")

    assert row.changes == {"languages": ["nl", "fr, nl"]}


def test_disciplines_are_known_in_any_language(sections):
    dutch = make_discipline("Muziek", language="nl")
    french = make_discipline("Musique", language="fr", slug="musique")

    (row,) = plan(sections[0], "Naam;Disciplines\nHuis;MUSIQUE, muziek, jonglage\n")

    assert row.values["disciplines"] == sorted([dutch.pk, french.pk])
    assert [column for column, _sentence in row.notes] == ["Disciplines"]


@pytest.mark.parametrize("count", [1, 5])
def test_plan_needs_the_same_queries_for_any_number_of_rows(section, count):
    for number in range(count):
        page = make_organisation(section, f"Huis {number}")
        page.save_revision()
    text = "Naam;E-mail\n" + "".join(f"Huis {number};info@huis.be\n" for number in range(count))

    with CaptureQueriesContext(connection) as captured:
        plan(section, text)

    assert len(captured) == 7
    assert OrganisationProfilePage.objects.filter(email="").count() == count
