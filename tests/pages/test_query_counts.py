"""How many queries each public view needs beyond a bare page of the same site: one number for any number of items."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.fill import add_pages
from cultuurraad_wagtail.models import OrganisationProfilePage
from cultuurraad_wagtail.pages.knowledge import ArticleDocument
from cultuurraad_wagtail.pages.workgroups import WorkgroupDocument
from tests.evaluation.rounds import closed
from tests.factories import (
    make_article,
    make_discipline,
    make_document,
    make_form,
    make_hub,
    make_image,
    make_mandate,
    make_meeting,
    make_organisation,
    make_past_meeting,
    make_person,
    make_project,
)
from tests.host.models import HomePage

BLOCKS = ["next_meetings", "organisations", "projects", "articles"]


def path_of(page):
    return page.get_url_parts()[2]


def queries_of(client, address):
    """How many statements a second reading needs: renditions are made then, and Wagtail's look-ups cached."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def queries_beyond_a_bare_page(client, page):
    """How many more queries ``page`` needs than a page of the host site without content, at the same depth."""
    parent = page.get_parent()
    bare = HomePage(title=f"Kaal {page.pk}", locale=page.locale)
    parent.add_child(instance=bare)
    return queries_of(client, path_of(page)) - queries_of(client, path_of(bare))


def fill(section, count):
    """``count`` of everything, all of it tied to one organisation, hub, project and article; gives those four."""
    disciplines = [make_discipline(name) for name in ("Muziek", "Dans", "Film")]
    image = make_image()
    hub = make_hub(section, disciplines=disciplines)
    organisation = make_organisation(section, logo=image, disciplines=disciplines)
    project = make_project(
        section, lead_organisation=organisation, workgroup=hub, disciplines=disciplines, image=image
    )
    session = make_past_meeting(hub, agenda=["Welkom"])
    article = make_article(
        section, organisations=[organisation], project=project, session=session, disciplines=disciplines, image=image
    )
    others = [make_organisation(section, logo=make_image(), disciplines=disciplines) for _ in range(count - 1)]
    for number, each in enumerate([organisation, *others]):
        make_mandate(make_person(), hub, each)
        make_mandate(make_person(), make_hub(section, disciplines=disciplines), organisation)
        make_meeting(hub, agenda=["Een", "Twee"])
        make_past_meeting(hub, days=10 + number)
        make_project(section, lead_organisation=organisation, partners=[each], workgroup=hub, image=make_image())
        make_article(section, organisations=[organisation, each], project=project, image=make_image())
        project.partners.create(organisation=each)
        article.organisation_links.create(organisation=each)
        WorkgroupDocument.objects.create(page=hub, document=make_document())
        ArticleDocument.objects.create(page=article, document=make_document())
    project.save()
    article.save()
    return {"organisation": organisation, "hub": hub, "project": project, "article": article, "session": session}


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("directory", 6), ("workgroups", 5), ("projects", 6), ("knowledge", 6), ("register", 7)],
)
def test_list_needs_the_same_queries_for_any_number_of_items(client, section, item_count, name, queries):
    fill(section, item_count)

    assert queries_beyond_a_bare_page(client, getattr(section, name)) == queries


@pytest.mark.parametrize("item_count", [1, 3])
def test_filtered_list_needs_the_same_queries_for_any_number_of_items(client, section, item_count):
    fill(section, item_count)

    address = path_of(section.directory)

    assert queries_of(client, f"{address}?discipline=muziek") - queries_of(client, address) == 0


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    "query", ["?q=zaal&municipality=Elsene", "?q=zaal&language=nl&letter=o&sort=newest", "?q=muziek+zaal"]
)
def test_search_with_facets_needs_the_same_queries_for_any_number_of_items(client, section, item_count, query):
    fill(section, item_count)
    for page in OrganisationProfilePage.objects.all():
        page.municipality, page.languages, page.summary = "Elsene", ["nl"], "Een zaal."
        page.save()
    address = path_of(section.directory)

    assert len(client.get(address + query).context["items"]) == item_count
    assert queries_of(client, address + query) - queries_of(client, address) == 0


@pytest.mark.parametrize("item_count", [1, 3])
def test_search_without_a_find_needs_the_same_queries(client, section, item_count):
    fill(section, item_count)
    address = path_of(section.directory)

    # No cards, images or disciplines, and one question for all the ways out.
    assert queries_of(client, f"{address}?q=zzz&discipline=muziek&letter=o") - queries_of(client, address) == -2


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("directory", 7), ("register", 8)])
def test_list_in_a_translated_tree_needs_the_same_queries(client, sections, item_count, name, queries):
    french = sections[1]
    fill(french, item_count)

    assert queries_beyond_a_bare_page(client, getattr(french, name)) == queries


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("organisation", 8), ("hub", 13), ("project", 9), ("article", 15)])
def test_detail_needs_the_same_queries_for_any_number_of_relations(client, section, item_count, name, queries):
    page = fill(section, item_count)[name]

    assert queries_beyond_a_bare_page(client, page) == queries


@pytest.mark.parametrize("item_count", [1, 3])
def test_meeting_needs_the_same_queries_for_any_number_of_agenda_items(client, section, item_count):
    meeting = make_meeting(make_hub(section), agenda=["Punt"] * item_count)
    meeting.agenda_items.update(document=make_document())
    address = path_of(section.register)

    assert queries_of(client, address + meeting.route) - queries_of(client, address) == 5


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("next_meetings", 5), ("organisations", 5), ("projects", 5), ("articles", 5)]
)
def test_block_needs_the_same_queries_for_any_number_of_items(client, section, item_count, name, queries):
    fill(section, item_count)
    address = path_of(section.home)
    without = queries_of(client, address)
    section.home.body = [(name, {"heading": "", "limit": 12})]
    section.home.save()

    assert queries_of(client, address) - without == queries


@pytest.mark.parametrize("item_count", [1, 3])
def test_results_block_needs_one_query_for_any_number_of_rounds(client, section, item_count):
    for _ in range(item_count):
        closed(section, [])
    address = path_of(section.home)
    without = queries_of(client, address)
    section.home.body = [("results", {"heading": "", "limit": 12})]
    section.home.save()

    assert queries_of(client, address) - without == 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_feedback_form_needs_the_same_queries_for_any_number_of_questions(client, section, item_count):
    form = make_form(questions=[{"label": f"Vraag {number}"} for number in range(item_count)])

    # The form, its questions, a round in which it is asked; for the privacy notice the site and its settings.
    assert queries_of(client, form.get_absolute_url()) == 5


@pytest.mark.parametrize("item_count", [1, 3])
def test_calendar_file_needs_the_same_queries_for_any_number_of_meetings(client, section, item_count):
    hub = fill(section, item_count)["hub"]

    assert queries_of(client, f"/cultuurraad/workgroups/{hub.pk}.ics") == 3


def test_directory_of_a_thousand_needs_the_queries_of_one(client, section):
    add_pages(section.directory, OrganisationProfilePage, 1_000, "Organisatie", lambda number: {"logo": None})

    page = client.get(path_of(section.directory))

    assert "1000 organisaties" in page.content.decode()
    # One less than with images and disciplines: a list without images asks for no renditions.
    assert queries_beyond_a_bare_page(client, section.directory) == 5
