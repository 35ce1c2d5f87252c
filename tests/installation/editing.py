"""An editor's first hour, through the admin's own forms. Runs inside a project, with a user name and a password.

Prints one line per thing that was made, published and read; stops with an error at the first that does not work.
"""

# ruff: noqa: E402, T201
import json
import sys
import time

import django

django.setup()

from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

settings.ALLOWED_HOSTS = ["*"]
APP = "cultuurraad_wagtail"
PRIVATE = "geheim@example.org"
LOOK = 'href="/static/css/mysite.css"'


def model(name):
    return apps.get_model(APP, name)


def submit(browser, address, expected=200, **typed):
    """Open the form at ``address``, type ``typed`` into it, send it; like a browser, all other fields go along."""
    page = BeautifulSoup(browser.get(address).content, "html.parser")
    form = max(page.find_all("form", method=lambda value: (value or "").lower() == "post"), key=lambda f: len(str(f)))
    data = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name, kind = field.get("name"), field.get("type")
        if not name or "__prefix__" in name or kind in ("submit", "button", "file"):
            continue
        if field.name == "select":
            chosen = field.find_all("option", selected=True) or (
                [] if field.get("multiple") else field.find_all("option")[:1]
            )
            data[name] = [option.get("value", "") for option in chosen]
        elif field.name == "textarea":
            data[name] = field.text
        elif kind not in ("checkbox", "radio") or field.has_attr("checked"):
            data.setdefault(name, field.get("value", ""))
    # A browser's script counts the blocks of a stream field.
    for field in form.find_all(attrs={"data-controller": "w-block"}):
        data[f"{field['id']}-count"] = "0"
    response = browser.post(address, {**data, **typed}, follow=True)
    messages = [
        each.get_text(" ", strip=True)
        for each in BeautifulSoup(response.content, "html.parser").select(".error-message, .messages .error")
    ]
    assert (response.status_code, messages) == (expected, []), address
    return response


def rows(prefix, *items):
    """The fields of an inline list with ``items``."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(items))}
    for number, item in enumerate(items):
        data |= {
            f"{prefix}-{number}-{name}": value
            for name, value in {"id": "", "ORDER": number + 1, "DELETE": "", **item}.items()
        }
    return data


def rich(text):
    """What the rich text editor sends for one paragraph."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def make_page(browser, name, parent, title, **typed):
    address = reverse("wagtailadmin_pages:add", args=[APP, name.lower(), parent.pk])
    slug = title.lower().replace(" ", "-")
    submit(browser, address, title=title, slug=slug, **{"action-publish": "1"}, **typed)
    page = model(name).objects.get(title=title)
    assert page.live, name
    return page


def make_snippet(browser, model_name, /, **typed):
    submit(browser, reverse(f"wagtailsnippets_{APP}_{model_name.lower()}:add"), **typed)
    return model(model_name).objects.order_by("-pk").first()


def read(address, *texts):
    """As a visitor without an account."""
    response = Client().get(address)
    body = response.getvalue().decode()
    assert response.status_code == 200, (address, response.status_code)
    for text in texts:
        assert text in body, (address, text)
    assert PRIVATE not in body, address
    print("read", address)
    return body


def main(username, password):
    browser = Client()
    submit(browser, reverse("wagtailadmin_login"), username=username, password=password)
    home = Page.objects.get(slug="home")
    index = {
        name: model(name).objects.child_of(home).get()
        for name in (
            "OrganisationDirectoryPage",
            "WorkgroupIndexPage",
            "ProjectIndexPage",
            "KnowledgeIndexPage",
            "MeetingRegisterPage",
        )
    }
    for name in index:
        page = make_page(browser, name, home, f"Tweede {name}")
        read(page.url, page.title, LOOK)

    discipline = make_snippet(
        browser, "Discipline", name="Poppenspel", slug="poppenspel", code="puppetry", sort_order="90", uit_theme_ids=""
    )
    organisation = make_page(
        browser,
        "OrganisationProfilePage",
        index["OrganisationDirectoryPage"],
        "Huis van de Stad",
        summary="Een huis voor iedereen.",
        mission=rich("Samen maken."),
        disciplines=[discipline.pk],
        languages=["nl", "fr"],
        municipality="Brussel",
        enterprise_number="407.626.464",
        email="info@example.org",
        contact_email=PRIVATE,
        **rows("social_links", {"name": "Mastodon", "url": "https://example.org/@huis"}),
    )
    read(organisation.url, "Huis van de Stad", "Samen maken.", "Poppenspel", "0407.626.464", "info@example.org", LOOK)
    hub = make_page(
        browser,
        "WorkgroupHubPage",
        index["WorkgroupIndexPage"],
        "Podiumgroep",
        kind="standing",
        is_open="on",
        sort_order="1",
    )
    make_snippet(
        browser,
        "Person",
        given_name="Amina",
        family_name="Peeters",
        email=PRIVATE,
        language="nl",
        **rows(
            "mandates",
            {
                "workgroup": hub.pk,
                "organisation": organisation.pk,
                "role": "chair",
                "substitute_of": "",
                "is_voting": "on",
                "starts_on": "",
                "ends_on": "",
            },
        ),
    )
    meeting = make_snippet(
        browser,
        "Meeting",
        title="Voorjaarsraad",
        workgroup=hub.pk,
        kind="council",
        status="confirmed",
        starts_at="2099-03-04 19:00",
        ends_at="2099-03-04 21:00",
        place="Muntpunt",
        **{"action-publish": "1"},
        **rows(
            "agenda_items", {"title": "Begroting", "text": "null", "presenter": "", "duration": "", "document": ""}
        ),
    )
    assert meeting.live
    read(hub.url, "Podiumgroep", "Amina Peeters", "Huis van de Stad", "Voorjaarsraad", LOOK)
    read(index["MeetingRegisterPage"].url + meeting.route, "Voorjaarsraad", "Muntpunt", "Begroting", LOOK)
    project = make_page(
        browser,
        "ProjectShowcasePage",
        index["ProjectIndexPage"],
        "Nacht van de Stad",
        kind="performance",
        status="running",
        lead_organisation=organisation.pk,
        workgroup=hub.pk,
        **rows("partners", {"organisation": organisation.pk, "role": "zaal"}),
    )
    read(project.url, "Nacht van de Stad", "Huis van de Stad", "Podiumgroep", LOOK)
    article = make_page(
        browser,
        "KnowledgeArticlePage",
        index["KnowledgeIndexPage"],
        "Samen een zaal delen",
        kind="lesson_learned",
        lessons=rich("Begin met eten."),
        project=project.pk,
        session=meeting.pk,
        **rows("organisation_links", {"organisation": organisation.pk}),
    )
    read(article.url, "Samen een zaal delen", "Begin met eten.", "Nacht van de Stad", LOOK)
    read(organisation.url, "Nacht van de Stad", "Samen een zaal delen", "Podiumgroep")
    read(index["OrganisationDirectoryPage"].url, "Huis van de Stad", LOOK)
    read(reverse(f"{APP}:workgroup_ics", args=[hub.pk]), "SUMMARY", "Voorjaarsraad")
    question = {"required": "on", "help_text": "", "choices": "", "low_label": "", "high_label": "", "steps": "5"}
    question |= {"key": "", "only_if": "", "only_if_answers": ""}
    form = make_snippet(
        browser,
        "FeedbackForm",
        title="Wat vond je ervan",
        introduction="null",
        thanks=rich("Dank je wel."),
        **{"action-publish": "1"},
        **rows(
            "questions",
            {**question, "label": "Wat bleef bij", "field_type": "singleline"},
            {**question, "label": "Welk cijfer", "field_type": "scale"},
        ),
    )
    read(form.get_absolute_url(), "Wat vond je ervan", "Welk cijfer", LOOK)
    answer(form)
    print("done")


def answer(form):
    visitor = Client()
    shown = BeautifulSoup(visitor.get(form.get_absolute_url()).content, "html.parser")
    token = shown.find("input", attrs={"name": "token"})["value"]
    first, second = [question.get_field_clean_name() for question in form.questions.all()]
    time.sleep(3.1)  # sooner is taken for a machine
    response = visitor.post(form.get_absolute_url(), {"token": token, first: "De soep", second: "5"}, follow=True)
    assert "Dank je wel." in response.content.decode(), response.content.decode()
    response = form.responses.get()
    assert [response.answers[question.key] for question in form.questions.all()] == ["De soep", 5]
    print("answered")


main(*sys.argv[1:])
