"""What is hidden appears nowhere: every list, hub, profile, block, calendar file, sitemap and API.

Each test makes a small section of visible things that are tied to one hidden thing, and reads every public address.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cultuurraad_wagtail.models import Meeting, ProjectPartner
from cultuurraad_wagtail.pages.knowledge import ArticleOrganisation
from tests.factories import (
    make_article,
    make_hub,
    make_mandate,
    make_meeting,
    make_organisation,
    make_person,
    make_private,
    make_project,
    make_section,
)

BLOCKS = ["next_meetings", "organisations", "projects", "articles"]


def path_of(page):
    return page.get_url_parts()[2]


def fetch(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


class World:
    """One visible thing of each kind, tied to each other, and a home page with every block."""

    def __init__(self, section, other, french):
        self.section, self.other, self.french = section, other, french
        self.organisation = make_organisation(section, "Zichtbaar huis")
        self.hub = make_hub(section, "Zichtbare groep")
        make_mandate(make_person(), self.hub, self.organisation)
        self.project = make_project(section, "Zichtbaar plan", lead_organisation=self.organisation, workgroup=self.hub)
        self.meeting = make_meeting(self.hub, "Zichtbare zitting")
        self.article = make_article(
            section,
            "Zichtbare les",
            organisations=[self.organisation],
            project=self.project,
            session=self.meeting,
        )
        section.home.body = [(name, {"heading": "", "limit": 12}) for name in BLOCKS]
        section.home.save()

    def surfaces(self):
        """Every public address of the section, by name."""
        pages = {
            "home": self.section.home,
            "directory": self.section.directory,
            "groups": self.section.workgroups,
            "projects": self.section.projects,
            "knowledge": self.section.knowledge,
            "register": self.section.register,
            "organisation": self.organisation,
            "hub": self.hub,
            "project": self.project,
            "article": self.article,
            **getattr(self, "more_pages", {}),
        }
        addresses = {name: path_of(page) for name, page in pages.items()}
        addresses["meeting"] = path_of(self.section.register) + self.meeting.route
        addresses["hub.ics"] = reverse("cultuurraad_wagtail:workgroup_ics", args=[self.hub.pk])
        addresses["site.ics"] = reverse("cultuurraad_wagtail:site_ics", args=["nl"])
        addresses["sitemap"] = "/sitemap.xml"
        addresses["api"] = "/api/pages/?limit=20&fields=*"
        return addresses


def add_organisation(world, title):
    hidden = make_organisation(world.section, title)
    make_mandate(make_person(), world.hub, hidden)
    make_project(world.section, "Zichtbaar tweede plan", lead_organisation=hidden, partners=[world.organisation])
    ProjectPartner.objects.create(page=world.project, organisation=hidden)
    ArticleOrganisation.objects.create(page=world.article, organisation=hidden)
    return hidden


def add_hub(world, title):
    hidden = make_hub(world.section, title)
    make_mandate(make_person(), hidden, world.organisation)
    session = make_meeting(hidden, "Verborgen zitting")
    project = make_project(world.section, "Zichtbaar tweede plan", workgroup=hidden)
    article = make_article(world.section, "Zichtbare tweede les", project=project, session=session)
    world.more_pages = {"second project": project, "second article": article}
    return hidden


def add_project(world, title):
    hidden = make_project(
        world.section,
        title,
        lead_organisation=world.organisation,
        workgroup=world.hub,
        partners=[world.organisation],
    )
    article = make_article(world.section, "Zichtbare tweede les", project=hidden)
    world.more_pages = {"second article": article}
    return hidden


def add_article(world, title):
    return make_article(
        world.section, title, organisations=[world.organisation], project=world.project, session=world.meeting
    )


def set_on_page(**fields):
    return lambda page, world: Page.objects.filter(pk=page.pk).update(**fields)


def move_to(section_name):
    def move(page, world):
        section = getattr(world, section_name)
        own_index = page.get_parent().specific_class
        index = next(each for each in section.index_pages if isinstance(each, own_index))
        Page.objects.filter(pk=page.pk).update(locale=section.locale)
        page.refresh_from_db()
        page.move(index, "last-child")

    return move


def move_below_a_private_page(page, world):
    """The page stays in reach of its list, but somebody closed the page between them."""
    index = page.get_parent().specific
    closed = index.add_child(instance=type(index)(title="Besloten", locale=index.locale))
    make_private(closed)
    page.refresh_from_db()
    page.move(closed, "last-child")


ADD = {"organisation": add_organisation, "hub": add_hub, "project": add_project, "article": add_article}
HIDE = {
    "draft": set_on_page(live=False),
    "expired": set_on_page(expire_at=timezone.now() - timedelta(minutes=1)),
    "private": lambda page, world: make_private(page),
    "below a private page": move_below_a_private_page,
    "of another site": move_to("other"),
    "of another language": move_to("french"),
}
#: What Wagtail itself decides: its API knows no expiry; and both hold every language.
NOT_OURS = {"expired": {"api"}, "of another language": {"api", "sitemap"}}


@pytest.fixture
def world(sections):
    dutch, french = sections
    return World(dutch, make_section("nl", hostname="andere.example.org"), french)


@pytest.mark.parametrize("how", HIDE)
@pytest.mark.parametrize("kind", ADD)
def test_hidden_page_appears_nowhere(client, world, kind, how):
    hidden = ADD[kind](world, "Verborgen zaak")
    HIDE[how](hidden, world)

    for name, address in world.surfaces().items():
        body = fetch(client, address)
        if name not in NOT_OURS.get(how, ()):
            assert "Verborgen" not in body, name
            assert "verborgen" not in body, name


@pytest.mark.parametrize("kind", ADD)
def test_page_that_is_not_hidden_appears_where_it_should(client, world, kind):
    """The counterpart: without this the tests above would pass on empty pages."""
    ADD[kind](world, "Verborgen zaak")
    expected = {
        "organisation": {"home", "directory", "hub", "project", "article", "sitemap", "api"},
        "hub": {
            *("home", "groups", "directory", "register", "organisation", "sitemap", "api"),
            *("second project", "second article", "site.ics"),
        },
        "project": {"home", "projects", "organisation", "hub", "second article", "sitemap", "api"},
        "article": {"home", "knowledge", "organisation", "hub", "project", "sitemap", "api"},
    }[kind]

    shown = {name for name, address in world.surfaces().items() if "erborgen" in fetch(client, address)}

    assert shown == expected


HIDE_MEETING = {
    "draft": {"live": False},
    "expired": {"expire_at": timezone.now() - timedelta(minutes=1)},
    "without a group": {"workgroup": None},
}


def add_meeting(world):
    hidden = make_meeting(world.hub, "Verborgen zitting")
    article = make_article(world.section, "Zichtbare tweede les", session=hidden)
    world.more_pages = {"second article": article}
    return hidden


def own_addresses(world, meeting):
    """The page and the calendar file of ``meeting``."""
    return [
        path_of(world.section.register) + meeting.route,
        reverse("cultuurraad_wagtail:meeting_ics", args=["nl", meeting.translation_key]),
    ]


@pytest.mark.parametrize("how", HIDE_MEETING)
def test_hidden_meeting_appears_nowhere(client, world, how):
    hidden = add_meeting(world)
    Meeting.objects.filter(pk=hidden.pk).update(**HIDE_MEETING[how])

    for name, address in world.surfaces().items():
        assert "erborgen" not in fetch(client, address), name
    assert client.get(path_of(world.section.register) + hidden.route).status_code == 404
    assert (
        client.get(reverse("cultuurraad_wagtail:meeting_ics", args=["nl", hidden.translation_key])).status_code == 404
    )


def test_meeting_that_is_not_hidden_appears_where_it_should(client, world):
    hidden = add_meeting(world)

    shown = {name for name, address in world.surfaces().items() if "Verborgen zitting" in fetch(client, address)}

    assert shown == {"home", "register", "hub", "hub.ics", "site.ics", "meeting", "second article"}
    assert client.get(path_of(world.section.register) + hidden.route).status_code == 200
    assert (
        client.get(reverse("cultuurraad_wagtail:meeting_ics", args=["nl", hidden.translation_key])).status_code == 200
    )


def test_calendar_file_of_a_private_group_is_not_given(client, world):
    address = reverse("cultuurraad_wagtail:workgroup_ics", args=[world.hub.pk])
    meeting = reverse("cultuurraad_wagtail:meeting_ics", args=["nl", world.meeting.translation_key])
    assert [client.get(each).status_code for each in (address, meeting)] == [200, 200]

    make_private(world.section.workgroups)

    assert [client.get(each).status_code for each in (address, meeting)] == [404, 404]


def test_calendar_file_is_given_by_the_site_of_the_group_only(client, world):
    address = reverse("cultuurraad_wagtail:workgroup_ics", args=[world.hub.pk])

    assert client.get(address).status_code == 200
    assert client.get(address, HTTP_HOST="andere.example.org").status_code == 404


def test_counts_leave_hidden_pages_out(client, world):
    for how in HIDE:
        HIDE[how](make_organisation(world.section, f"Verborgen {how}"), world)

    assert client.get(path_of(world.section.directory)).context["items"].paginator.count == 1


def test_group_of_a_meeting_is_named_in_the_language_of_the_list(client, world):
    french_hub = make_hub(world.french, "Groupe visible", translation_key=world.hub.translation_key)
    make_meeting(world.hub, "Réunion visible", locale=world.french.locale)
    Page.objects.filter(pk=world.hub.pk).update(live=False)

    for page in (world.french.register, french_hub):
        body = fetch(client, path_of(page))
        assert "Réunion visible" in body
        assert "Zichtbare groep" not in body


def test_private_address_of_an_organisation_is_never_shown(client, world):
    address = "geheim@example.org"
    world.organisation.contact_email = address
    world.organisation.email = "publiek@example.org"
    world.organisation.save()

    bodies = {name: fetch(client, each) for name, each in world.surfaces().items()}
    detail = fetch(client, f"/api/pages/{world.organisation.pk}/?fields=*")

    assert "publiek@example.org" in bodies["organisation"]
    assert "publiek@example.org" in detail
    assert [name for name, body in {**bodies, "api detail": detail}.items() if address in body] == []


def test_private_address_of_an_organisation_cannot_be_asked_of_the_api(client, world):
    world.organisation.contact_email = "geheim@example.org"
    world.organisation.save()
    model = "cultuurraad_wagtail.OrganisationProfilePage"

    assert client.get(f"/api/pages/?type={model}&fields=contact_email").status_code == 400
    assert client.get(f"/api/pages/?type={model}&contact_email=geheim@example.org").status_code == 400
    assert client.get(f"/api/pages/?type={model}&order=contact_email").status_code == 400


def test_search_does_not_find_an_organisation_by_its_private_address(world):
    world.organisation.contact_email = "geheim@example.org"
    world.organisation.save()

    assert list(Page.objects.search("geheim")) == []
    assert [page.pk for page in Page.objects.search("huis")] == [world.organisation.pk]


@pytest.mark.parametrize("flagged", [False, True])
def test_contact_details_of_a_person_are_shown_on_the_hub_only_when_flagged(client, world, flagged):
    person = make_person(email="amina@example.org", show_email=flagged, phone="02 512 34 56", show_phone=flagged)
    make_mandate(person, world.hub, world.organisation)

    bodies = {name: fetch(client, address) for name, address in world.surfaces().items()}

    expected = ["hub"] if flagged else []
    assert str(person) in bodies["hub"]
    assert [name for name, body in bodies.items() if "amina@example.org" in body] == expected
    assert [name for name, body in bodies.items() if "02 512 34 56" in body] == expected
