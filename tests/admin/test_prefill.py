"""Filling in a profile from the organisation's own page: who may, what is proposed, what becomes a draft."""

import re
import time

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import GroupPagePermission, PageLogEntry

from cultuurraad_wagtail.admin import prefill
from cultuurraad_wagtail.inventory.websites.fetching import UNREACHABLE, FetchedPage, NotFetched
from cultuurraad_wagtail.models import OrganisationProfilePage
from tests.factories import make_editor, make_organisation, make_project

pytestmark = pytest.mark.django_db

PAGE = """<title>Het Huis</title><h1>Het Huis</h1><address>Dorpsstraat 5, 1050 Elsene</address>
<meta name="geo.position" content="50.83;4.37"><meta name="description" content="{summary}">
<a href="mailto:info@huis.be">m</a><a href="mailto:zaal@huis.be">m</a><a href="tel:+3225123456">t</a>
<a href="https://www.facebook.com/huis">f</a><a href="https://www.instagram.com/huis">i</a>
<img src="https://huis.be/logo.png" alt="Logo">""".replace("{summary}", "Een huis voor dans en muziek in de buurt.")


@pytest.fixture
def editor(db):
    """A superuser who works in English, so that sentences can be compared with the source."""
    user = make_editor()
    user.wagtail_userprofile.preferred_language = "en"
    user.wagtail_userprofile.save()
    return user


@pytest.fixture
def organisation(section):
    return make_organisation(section, "Het Huis")


@pytest.fixture(autouse=True)
def fetched(monkeypatch):
    """What was fetched; no test goes to the web. Set ``fetched.page`` to what comes back, or to an error."""

    class Fetched(list):
        page = FetchedPage(PAGE.encode(), "https://www.huis.be/contact", "utf-8")

    fetched = Fetched()

    def fetch(address):
        fetched.append(address)
        if isinstance(fetched.page, Exception):
            raise fetched.page
        return fetched.page

    monkeypatch.setattr(prefill, "fetch_page", fetch)
    return fetched


def address_of(page):
    return reverse("cultuurraad_prefill", args=[page.pk])


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def make_user(section, *actions, name="lid"):
    """Somebody who reaches the admin and may do ``actions`` on the pages of the directory."""
    user = get_user_model().objects.create_user(username=name, password="geheim")
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for action in actions:
        permission = Permission.objects.get(codename=f"{action}_page")
        GroupPagePermission.objects.create(group=group, page=section.directory, permission=permission)
    user.groups.add(group)
    return user


def look_up(client, page, **data):
    return client.post(address_of(page), data or {"html": PAGE})


def inputs(response, field):
    """``[(proposal, type of input, ticked), …]`` of one field in the table."""
    soup = BeautifulSoup(response.content, "html.parser")
    found = soup.find_all("input", attrs={"name": f"choice-{field}"})
    return [(each.parent.get_text(" ", strip=True), each["type"], each.has_attr("checked")) for each in found]


def choices(response, **wanted):
    """The form of the table, filled in: for each field the proposals wanted of it."""
    soup = BeautifulSoup(response.content, "html.parser")
    data = {"proposals": soup.find("input", attrs={"name": "proposals"})["value"]}
    for field, values in wanted.items():
        found = soup.find_all("input", attrs={"name": f"choice-{field}"})
        data[f"choice-{field}"] = [each["value"] for each in found if each.parent.get_text(" ", strip=True) in values]
        assert len(data[f"choice-{field}"]) == len(values)
    return data


def message_of(response):
    return " ".join(" ".join(map(str, get_messages(response.wsgi_request))).split())


def draft_of(page):
    return OrganisationProfilePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def words(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.find("main").get_text(" ", strip=True).split())


def test_editor_of_a_profile_shows_the_way(editor_client, organisation):
    page = editor_client.get(edit_address(organisation)).content.decode()

    assert f'href="{address_of(organisation)}"' in page


def test_editor_of_a_new_profile_tells_to_save_a_draft_first(editor_client, section):
    url = reverse(
        "wagtailadmin_pages:add", args=["cultuurraad_wagtail", "organisationprofilepage", section.directory.pk]
    )

    assert "Save a draft first. Then the profile can be filled in" in words(editor_client.get(url))


def test_editor_of_another_page_shows_no_way(editor_client, section):
    page = editor_client.get(edit_address(make_project(section))).content.decode()

    assert "/fill-in/" not in page


def test_form_asks_for_a_page_and_fetches_nothing(editor_client, section, fetched):
    organisation = make_organisation(section, website="https://www.huis.be")
    response = editor_client.get(address_of(organisation))

    soup = BeautifulSoup(response.content, "html.parser")
    form = soup.find("form", id="w-editor-form")
    assert form["enctype"] == "multipart/form-data"
    assert form.find("input", attrs={"name": "address"})["value"] == "https://www.huis.be"
    assert form.find("textarea", attrs={"name": "html"}) is not None
    assert form.find("input", attrs={"name": "file"})["type"] == "file"
    assert fetched == []


def test_address_in_the_query_fetches_nothing(editor_client, organisation, fetched):
    assert editor_client.get(f"{address_of(organisation)}?address=https://www.huis.be").status_code == 200
    assert fetched == []


def test_address_is_fetched_and_proposes(editor_client, organisation, fetched):
    response = look_up(editor_client, organisation, address="www.huis.be/contact")

    assert fetched == ["https://www.huis.be/contact"]
    assert inputs(response, "website") == [("https://www.huis.be", "checkbox", True)]


def test_address_that_gives_no_page_tells_why(editor_client, organisation, fetched):
    fetched.page = NotFetched(UNREACHABLE)
    response = look_up(editor_client, organisation, address="https://www.huis.be/")

    assert response.status_code == 200
    with override("en"):
        assert str(UNREACHABLE) in words(response)


def test_pasted_page_proposes_without_fetching(editor_client, organisation, fetched):
    response = look_up(editor_client, organisation, address="https://www.huis.be/", html=PAGE)

    assert inputs(response, "municipality") == [("Elsene", "checkbox", True)]
    assert fetched == []


def test_saved_page_proposes_without_fetching(editor_client, organisation, fetched):
    content = '<meta charset="iso-8859-1"><p>Fêtestraat 5, 1050 Elsene</p>'.encode("cp1252")
    response = look_up(editor_client, organisation, file=SimpleUploadedFile("huis.html", content))

    assert inputs(response, "street") == [("Fêtestraat 5", "checkbox", True)]
    assert fetched == []


def test_without_fetching_paste_and_upload_are_left(editor_client, organisation, fetched, settings):
    settings.CULTUURRAAD_FETCH_PROFILES = False

    form = BeautifulSoup(editor_client.get(address_of(organisation)).content, "html.parser").find(
        "form", id="w-editor-form"
    )
    assert form.find("input", attrs={"name": "address"}) is None
    refused = look_up(editor_client, organisation, address="https://www.huis.be/")
    assert inputs(refused, "email") == []
    assert fetched == []
    assert inputs(look_up(editor_client, organisation), "phone") == [("+3225123456", "checkbox", True)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"address": ""}, "Give the address of a page, paste its HTML, or choose a file."),
        ({"html": "   "}, "Give the address of a page, paste its HTML, or choose a file."),
        ({"address": "geen adres"}, "Enter a valid URL."),
        ({"address": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"html": "<p>Niets"}, "Nothing was found that the profile does not have. Try another page of theirs."),
        ({"html": PAGE, "file": b"<p>"}, "Paste the page or choose a file, not both."),
        ({"file": b""}, "The submitted file is empty."),
        (
            {"file": PAGE.encode() + b" " * 5 * 1024 * 1024},
            "This file is larger than 5 MB. Paste the part about the organisation instead.",
        ),
    ],
)
def test_form_that_gives_no_page_says_so(editor_client, organisation, fetched, data, told):
    if "file" in data:
        data = data | {"file": SimpleUploadedFile("huis.html", data["file"])}
    response = look_up(editor_client, organisation, **data)

    soup = BeautifulSoup(response.content, "html.parser")
    errors = soup.find_all(class_=re.compile(r"^(?:error-message|help-critical)$"))
    assert [each.get_text(" ", strip=True) for each in errors] == [told]
    assert fetched == []


def test_table_ticks_what_the_profile_lacks_and_nothing_else(editor_client, section):
    organisation = make_organisation(
        section, "Huis", municipality="Ukkel", phone="02 1", website="https://www.huis.be"
    )
    response = look_up(editor_client, organisation)

    assert inputs(response, "title") == [("Het Huis", "checkbox", False)]
    assert inputs(response, "municipality") == [("Elsene", "checkbox", False)]
    assert inputs(response, "phone") == [("+3225123456", "checkbox", False)]
    assert inputs(response, "postcode") == [("1050", "checkbox", True)]
    assert (
        inputs(response, "email")
        == [
            ("info@huis.be", "radio", True),
            ("zaal@huis.be", "radio", False),
            ("Laten zoals het is", "radio", False),
        ]
        or len(inputs(response, "email")) == 3
    )
    assert inputs(response, "social_links") == [
        ("https://www.facebook.com/huis", "checkbox", True),
        ("https://www.instagram.com/huis", "checkbox", True),
    ]
    assert inputs(response, "website") == []
    assert inputs(response, "logo") == []
    assert 'href="https://huis.be/logo.png"' in response.content.decode()


def test_table_shows_what_the_profile_has_and_leaves_out_what_it_has_already(editor_client, organisation):
    organisation.social_links.create(name="Facebook", url="https://facebook.com/huis/")
    organisation.email = "info@huis.be"
    organisation.save()
    response = look_up(editor_client, organisation)

    assert inputs(response, "title") == []
    assert inputs(response, "email") == [("zaal@huis.be", "checkbox", False)]
    assert "info@huis.be" in words(response)
    assert inputs(response, "social_links") == [("https://www.instagram.com/huis", "checkbox", False)]


def test_table_looks_at_the_draft(editor_client, organisation):
    organisation.phone = "02 999 99 99"
    organisation.save_revision()

    assert inputs(look_up(editor_client, organisation), "phone") == [("+3225123456", "checkbox", False)]


def test_table_doubts_what_is_the_portals(editor_client, section):
    organisation = make_organisation(section, "Koor")
    html = """<meta property="og:site_name" content="Portaal"><h1>Koor</h1>
    <link rel="canonical" href="https://portaal.be/koren/koor">
    <footer><a href="mailto:info@portaal.be">m</a></footer>"""

    assert inputs(look_up(editor_client, organisation, html=html), "email") == [("info@portaal.be", "checkbox", False)]


def test_words_of_a_page_are_never_markup(editor_client, organisation):
    html = "<h2>Missie</h2><p>Wij zijn een huis voor &lt;script&gt;alert(1)&lt;/script&gt;</p>"
    page = look_up(editor_client, organisation, html=html).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_is_ticked_becomes_a_draft_and_is_not_published(editor_client, editor, organisation):
    table = look_up(editor_client, organisation)
    data = choices(
        table,
        email=["zaal@huis.be"],
        street=["Dorpsstraat 5"],
        coordinates=["50.830000, 4.370000"],
        social_links=["https://www.facebook.com/huis", "https://www.instagram.com/huis"],
    )
    response = editor_client.post(address_of(organisation), data)

    assert response.url == edit_address(organisation)
    draft, live = draft_of(organisation), OrganisationProfilePage.objects.get(pk=organisation.pk)
    assert (draft.email, draft.street, draft.postcode, draft.phone) == ("zaal@huis.be", "Dorpsstraat 5", "", "")
    assert (str(draft.latitude), str(draft.longitude)) == ("50.830000", "4.370000")
    assert [(link.name, link.url) for link in draft.social_links.all()] == [
        ("Facebook", "https://www.facebook.com/huis"),
        ("Instagram", "https://www.instagram.com/huis"),
    ]
    assert (live.email, live.street, live.latitude, live.social_links.count()) == ("", "", None, 0)
    assert live.live
    assert live.has_unpublished_changes
    assert live.latest_revision.user == editor
    assert PageLogEntry.objects.filter(page=organisation.pk, action="wagtail.edit", user=editor).count() == 1
    assert message_of(response) == (
        "4 fields were filled in: Street and number, Latitude and longitude, Public e-mail address, Social links. "
        "Check and publish them; visitors do not see them yet."
    )


def test_draft_that_was_there_keeps_its_other_changes(editor_client, organisation):
    organisation.goals = "<p>Doel</p>"
    organisation.save_revision()
    editor_client.post(address_of(organisation), choices(look_up(editor_client, organisation), postcode=["1050"]))

    assert (draft_of(organisation).goals, draft_of(organisation).postcode) == ("<p>Doel</p>", "1050")


def test_mission_becomes_paragraphs_without_markup(editor_client, organisation):
    html = "<h2>Missie</h2><p>Wij brengen buren &lt;b&gt;samen&lt;/b&gt; rond muziek.</p><p>Elke week opnieuw.</p>"
    table = look_up(editor_client, organisation, html=html)
    soup = BeautifulSoup(table.content, "html.parser")
    data = {
        "proposals": soup.find("input", attrs={"name": "proposals"})["value"],
        "choice-mission": soup.find("input", attrs={"name": "choice-mission"})["value"],
    }
    editor_client.post(address_of(organisation), data)

    assert draft_of(organisation).mission == (
        "<p>Wij brengen buren &lt;b&gt;samen&lt;/b&gt; rond muziek.</p><p>Elke week opnieuw.</p>"
    )


def test_nothing_ticked_changes_nothing_and_says_so(editor_client, organisation):
    response = editor_client.post(address_of(organisation), choices(look_up(editor_client, organisation)))

    assert response.status_code == 200
    assert "Tick what is to be taken over." in words(response)
    assert organisation.revisions.count() == 0


def test_two_for_one_field_change_nothing(editor_client, organisation):
    data = choices(look_up(editor_client, organisation), email=["info@huis.be", "zaal@huis.be"])
    response = editor_client.post(address_of(organisation), data)

    assert "Choose one proposal for each field." in words(response)
    assert organisation.revisions.count() == 0


def test_draft_that_cannot_be_saved_tells_by_field_and_keeps_the_choice(editor_client, organisation):
    rows = [["email", "geen adres", "x", False], ["postcode", "1050", "x", False], ["email", "a@b.be", "x", False]]
    signed = signing.dumps(rows, salt=f"{prefill.SALT}.{organisation.pk}", compress=True)
    data = {"proposals": signed, "choice-email": "0", "choice-postcode": "1"}
    response = editor_client.post(address_of(organisation), data)

    soup = BeautifulSoup(response.content, "html.parser")
    assert [each.get_text() for each in soup.find_all(class_="error-message")] == ["Enter a valid email address."]
    assert [each[2] for each in inputs(response, "email")] == [True, False, False]
    assert [each[2] for each in inputs(response, "postcode")] == [True]
    assert organisation.revisions.count() == 0


def test_error_in_a_field_that_is_not_proposed_is_told_too(editor_client, organisation):
    OrganisationProfilePage.objects.filter(pk=organisation.pk).update(latitude="50.1")
    data = choices(look_up(editor_client, organisation, html="<p>Dorpsstraat 5, 1050 Elsene"), postcode=["1050"])
    response = editor_client.post(address_of(organisation), data)

    soup = BeautifulSoup(response.content, "html.parser")
    assert [each.get_text(" ", strip=True) for each in soup.find_all(class_="help-critical")] == [
        "Latitude and longitude: Give both latitude and longitude, or neither."
    ]
    assert organisation.revisions.count() == 0


def test_logo_is_never_taken_over(editor_client, organisation):
    rows = [["logo", "https://huis.be/logo.png", "x", False]]
    signed = signing.dumps(rows, salt=f"{prefill.SALT}.{organisation.pk}", compress=True)
    response = editor_client.post(address_of(organisation), {"proposals": signed, "choice-logo": "0"})

    assert response.status_code == 200
    assert organisation.revisions.count() == 0


@pytest.mark.parametrize("change", [lambda signed: signed[:-1], lambda signed: "", lambda signed: f"x{signed}"])
def test_proposals_that_were_changed_are_refused(editor_client, organisation, change):
    data = choices(look_up(editor_client, organisation), postcode=["1050"])
    response = editor_client.post(address_of(organisation), data | {"proposals": change(data["proposals"])})

    assert response.url == address_of(organisation)
    assert message_of(response) == ("These proposals are more than an hour old, or damaged. Look them up again.")
    assert organisation.revisions.count() == 0


def test_proposals_of_another_profile_are_refused(editor_client, section, organisation):
    data = choices(look_up(editor_client, make_organisation(section)), postcode=["1050"])
    response = editor_client.post(address_of(organisation), data)

    assert response.url == address_of(organisation)
    assert organisation.revisions.count() == 0


def test_proposals_are_good_for_an_hour(editor_client, organisation, monkeypatch):
    data = choices(look_up(editor_client, organisation), postcode=["1050"])
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 3700)
    late = editor_client.post(address_of(organisation), data)
    monkeypatch.setattr(signing.time, "time", lambda: now + 3500)
    in_time = editor_client.post(address_of(organisation), data)

    assert late.url == address_of(organisation)
    assert in_time.url == edit_address(organisation)
    assert organisation.revisions.count() == 1


def test_value_that_was_not_proposed_is_not_taken_over(editor_client, organisation):
    data = choices(look_up(editor_client, organisation), postcode=["1050"])
    editor_client.post(
        address_of(organisation), data | {"choice-email": "info@elders.be", "choice-street": data["choice-postcode"]}
    )

    assert (draft_of(organisation).email, draft_of(organisation).street) == ("", "")


@pytest.mark.parametrize("actions", [(), ("add",), ("publish",)])
@pytest.mark.parametrize("step", ["form", "look up", "take over"])
def test_who_may_not_edit_the_page_gets_nothing_at_any_step(client, section, organisation, fetched, actions, step):
    client.force_login(make_editor())
    data = choices(look_up(client, organisation), postcode=["1050"])
    client.force_login(make_user(section, *actions))
    response = {
        "form": lambda: client.get(address_of(organisation)),
        "look up": lambda: look_up(client, organisation, address="https://www.huis.be/"),
        "take over": lambda: client.post(address_of(organisation), data),
    }[step]()

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
    assert fetched == []
    assert organisation.revisions.count() == 0


def test_who_may_change_the_page_may_fill_it_in(client, section, organisation):
    client.force_login(make_user(section, "change"))
    client.post(address_of(organisation), choices(look_up(client, organisation), postcode=["1050"]))

    assert draft_of(organisation).postcode == "1050"


@pytest.mark.parametrize("step", ["form", "look up", "take over"])
def test_page_that_is_locked_for_the_user_is_left(client, section, organisation, fetched, step):
    client.force_login(make_user(section, "change"))
    data = choices(look_up(client, organisation), postcode=["1050"])
    organisation.locked, organisation.locked_by = True, make_editor()
    organisation.save()
    response = {
        "form": lambda: client.get(address_of(organisation)),
        "look up": lambda: look_up(client, organisation, address="https://www.huis.be/"),
        "take over": lambda: client.post(address_of(organisation), data),
    }[step]()

    assert response.url == reverse("wagtailadmin_home")
    assert fetched == []
    assert organisation.revisions.count() == 0
    assert address_of(organisation) not in client.get(edit_address(organisation)).content.decode()


def test_page_of_another_type_or_none_is_not_found(editor_client, section):
    project = make_project(section)

    assert editor_client.get(address_of(project)).status_code == 404
    assert editor_client.post(address_of(project), {"html": PAGE}).status_code == 404
    assert editor_client.get(reverse("cultuurraad_prefill", args=[999_999])).status_code == 404


def test_who_is_not_logged_in_is_asked_to(client, organisation):
    response = client.get(address_of(organisation))

    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailadmin_login"))


def test_form_of_another_site_is_refused(editor, organisation, fetched):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.post(address_of(organisation), {"address": "https://www.huis.be"}).status_code == 403
    assert fetched == []
