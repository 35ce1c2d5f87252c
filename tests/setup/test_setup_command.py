"""``manage.py cultuurraad_setup`` on sites of several shapes."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site, Workflow, WorkflowPage

from cultuurraad_wagtail.models import Discipline, MeetingRegisterPage, OrganisationDirectoryPage
from tests.factories import make_locale
from tests.host.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    page = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Start", slug="start", locale=make_locale("nl"))
    )
    Site.objects.update(root_page=page)
    return page


def run(*arguments, **options):
    out = StringIO()
    call_command("cultuurraad_setup", *arguments, stdout=out, **options)
    return out.getvalue()


def everything():
    """All that the command may make, to see that nothing changed."""
    return {
        "pages": list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision")),
        "disciplines": list(Discipline.objects.order_by("pk").values_list("pk", "name", "slug")),
        "groups": {group.name: sorted(p.codename for p in group.permissions.all()) for group in Group.objects.all()},
        "grants": GroupPagePermission.objects.count(),
        "collections": list(Collection.objects.values_list("name", flat=True)),
        "workflows": list(Workflow.objects.values_list("pk", flat=True)),
    }


def test_setup_makes_the_dutch_section(home):
    run("--parent=start")
    home.refresh_from_db()
    titles = list(home.get_children().live().values_list("title", flat=True))
    assert titles == ["Organisaties", "Werkgroepen", "Vergaderingen", "Projecten", "Kennisbank"]
    assert set(home.get_children().values_list("locale__language_code", flat=True)) == {"nl"}


def test_setup_twice_changes_nothing(home):
    run("--parent=start")
    before = everything()
    assert run("--parent=start") == "Everything is there already. Nothing changed.\n"
    assert everything() == before


def test_dry_run_tells_and_makes_nothing(home):
    before = everything()
    told = run("--parent=start", "--dry-run")
    assert told.startswith("Would make:\n  Page “Organisaties” at /organisaties/.\n")
    assert everything() == before


def test_setup_announces_the_address_of_each_page(home):
    french = home.copy_for_translation(make_locale("fr"))
    dutch_told, french_told = run("--parent=start"), run(f"--parent={home.pk}", "--language=fr")

    told = [*dutch_told.splitlines()[1:6], *french_told.splitlines()[1:6]]
    pages = [*Page.objects.child_of(home), *Page.objects.child_of(french)]
    assert told == [f"  Page “{page.title}” at {page.url}." for page in pages]


def test_parent_may_be_an_id(home):
    run(f"--parent={home.pk}")
    assert OrganisationDirectoryPage.objects.child_of(home).count() == 1


def test_french_section_is_the_translation_of_the_dutch_one(home):
    run("--parent=start")
    french = home.copy_for_translation(make_locale("fr"))
    run(f"--parent={french.pk}")
    dutch_page = OrganisationDirectoryPage.objects.get(locale__language_code="nl")
    french_page = OrganisationDirectoryPage.objects.get(locale__language_code="fr")
    assert french_page.title == "Organisations"
    assert french_page.get_translation(dutch_page.locale).pk == dutch_page.pk
    assert MeetingRegisterPage.objects.get(locale__language_code="fr").title == "Réunions"


def test_disciplines_are_seeded_in_each_language_of_the_site(home):
    make_locale("fr")
    Locale.objects.filter(language_code="en").delete()
    run("--parent=start")
    assert Discipline.objects.filter(locale__language_code="nl").count() == 13
    dance = Discipline.objects.get(code="dance", locale__language_code="nl")
    translation = Discipline.objects.get(code="dance", locale__language_code="fr")
    assert (dance.name, translation.name) == ("Dans", "Danse")
    assert dance.translation_key == translation.translation_key
    assert not Discipline.objects.filter(locale__language_code="en").exists()


def test_renamed_discipline_keeps_its_name(home):
    run("--parent=start")
    Discipline.objects.filter(code="dance", locale__language_code="nl").update(name="Dans en beweging")
    run("--parent=start")
    assert Discipline.objects.get(code="dance", locale__language_code="nl").name == "Dans en beweging"


def test_language_that_the_parent_is_not_in_is_refused(home):
    make_locale("fr")
    with pytest.raises(CommandError, match="has no translation in “fr”"):
        run("--parent=start", "--language=fr")
    with pytest.raises(CommandError, match="no locale “de”"):
        run("--parent=start", "--language=de")


def test_unknown_parent_is_refused_with_advice(home):
    with pytest.raises(CommandError, match="no page with the slug or id “nergens”"):
        run("--parent=nergens")


def test_ambiguous_parent_is_refused(home):
    for slug in ("een", "twee"):
        below = home.add_child(instance=HomePage(title=slug, slug=slug))
        below.add_child(instance=HomePage(title="Cultuur", slug="cultuur"))
    with pytest.raises(CommandError, match="More than one page has the slug “cultuur”"):
        run("--parent=cultuur")


def test_parent_that_does_not_take_our_pages_is_refused(home, monkeypatch):
    monkeypatch.setattr(HomePage, "subpage_types", ["host.HomePage"], raising=False)
    monkeypatch.setattr(HomePage, "_clean_subpage_models", None, raising=False)
    with pytest.raises(CommandError, match="OrganisationDirectoryPage” to it"):
        run("--parent=start")


def test_taken_slug_gets_a_number(home):
    home.add_child(instance=HomePage(title="Oude lijst", slug="organisaties"))
    run("--parent=start")
    assert OrganisationDirectoryPage.objects.get().slug == "organisaties-2"


def test_directory_with_a_workflow_of_its_own_keeps_it(home):
    run("--parent=start")
    directory = OrganisationDirectoryPage.objects.get()
    own = Workflow.objects.create(name="Eigen workflow")
    WorkflowPage.objects.filter(page=directory).update(workflow=own)
    run("--parent=start")
    assert directory.get_workflow() == own


def test_page_of_the_section_itself_is_refused_as_parent(home):
    run("--parent=start")
    with pytest.raises(CommandError, match="is a page of the section itself"):
        run("--parent=organisaties")


@pytest.mark.parametrize("is_again", [False, True])
def test_home_that_is_not_published_is_told(home, is_again):
    french = home.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0])
    french.title = "Accueil"
    french.save()
    words = "“Accueil” is not published: until it is, visitors see nothing of the section."
    if is_again:
        run("--parent=start", "--language=fr")

    assert words in run("--parent=start", "--language=fr")
    assert words not in run("--parent=start")
    french.save_revision().publish()
    assert words not in run("--parent=start", "--language=fr")
