"""What a page says to machines: Open Graph and translations in the head, JSON-LD on a profile."""

import json
import re
from html import unescape

import pytest
from django.template import Context, Template
from django.utils import timezone

from tests.factories import ENTERPRISE_NUMBER, make_hub, make_image, make_meeting, make_organisation, make_private


def path_of(page):
    return page.get_url_parts()[2]


@pytest.fixture
def head_of(client, settings):
    """The head of a page, by name of each property and language."""

    def read(page, query=""):
        response = client.get(path_of(page) + query)
        context = {"page": page, "request": response.wsgi_request}
        html = Template("{% load cultuurraad %}{% cultuurraad_head %}").render(Context(context))
        meta = re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', html)
        links = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', html)
        return {name: unescape(value) for name, value in meta}, dict(links)

    return read


def test_head_of_a_profile_says_what_it_is(section, head_of):
    page = make_organisation(section, 'Huis "A & B"', slug="huis", summary="Voor iedereen.", logo=make_image())

    meta, links = head_of(page)

    assert re.fullmatch(r"http://testserver/media/images/.+fill-1200x630.+", meta.pop("image"))
    assert meta == {
        "type": "website",
        "title": 'Huis "A & B"',
        "url": "http://testserver/organisaties/huis/",
        "locale": "nl",
        "description": "Voor iedereen.",
    }
    assert links == {}


def test_head_pairs_a_page_with_its_translations(sections, head_of):
    dutch, french = sections
    page = make_organisation(dutch, "Huis")
    twin = make_organisation(french, "Maison", translation_key=page.translation_key)
    pair = {"nl": "http://localhost/organisaties/huis/", "fr": "http://localhost/fr/organisations/maison/"}

    assert head_of(page)[1] == pair
    assert head_of(twin)[1] == pair
    assert set(head_of(dutch.directory)[1]) == {"nl", "fr"}
    assert head_of(dutch.directory, "?q=huis")[1] == {}


def test_head_pairs_a_page_whose_address_has_an_accent(sections, head_of):
    dutch, french = sections
    page = make_organisation(dutch, "Café", slug="café")
    make_organisation(french, "Maison", translation_key=page.translation_key)

    assert set(head_of(page)[1]) == {"nl", "fr"}


HIDE = {
    "draft": lambda page: type(page).objects.filter(pk=page.pk).update(live=False),
    "expired": lambda page: type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now()),
    "private": make_private,
}


@pytest.mark.parametrize("how", HIDE)
def test_head_does_not_tell_of_a_translation_that_is_hidden(sections, head_of, how):
    dutch, french = sections
    page = make_organisation(dutch, "Huis")
    twin = make_organisation(french, "Maison", translation_key=page.translation_key)
    assert len(head_of(page)[1]) == 2

    HIDE[how](twin)

    assert head_of(page)[1] == {}


def test_head_of_a_page_that_is_not_ours_is_empty(section, head_of):
    assert head_of(section.home) == ({}, {})


def test_head_without_a_page_is_empty():
    assert Template("{% load cultuurraad %}{% cultuurraad_head %}").render(Context({})).strip() == ""


def test_head_of_a_meeting_bears_its_name(client, section):
    meeting = make_meeting(make_hub(section), "Voorjaarsraad")
    response = client.get(path_of(section.register) + meeting.route)
    context = {"page": section.register, "meeting": meeting, "request": response.wsgi_request}

    html = Template("{% load cultuurraad %}{% cultuurraad_head %}").render(Context(context))

    assert '<meta property="og:title" content="Voorjaarsraad">' in html
    assert f'content="http://testserver{path_of(section.register)}{meeting.route}"' in html


def linked_data(client, page):
    (script,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(path_of(page)).content.decode(), re.DOTALL
    )
    return json.loads(script)


def test_profile_tells_machines_what_it_tells_visitors(client, section):
    page = make_organisation(
        section,
        "Huis",
        other_names="Maison; H.",
        website="https://huis.example/",
        municipality="Elsene",
        languages=["nl", "other"],
        enterprise_number=ENTERPRISE_NUMBER,
        email="info@example.org",
        contact_email="geheim@example.org",
    )
    page.social_links.create(name="Mastodon", url="https://example.org/@huis")
    page.save()

    assert linked_data(client, page) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": "http://localhost/organisaties/huis/",
        "mainEntityOfPage": "http://localhost/organisaties/huis/",
        "name": "Huis",
        "alternateName": ["Maison", "H."],
        "url": "https://huis.example/",
        "sameAs": ["https://example.org/@huis"],
        "email": "info@example.org",
        "address": {"@type": "PostalAddress", "addressLocality": "Elsene"},
        "knowsLanguage": ["nl"],
        "identifier": {"@type": "PropertyValue", "propertyID": "KBO/BCE", "value": ENTERPRISE_NUMBER},
    }


def test_words_cannot_end_the_script(client, section):
    name = "</script><script>alert(1)</script><!-- &amp;"
    page = make_organisation(section, name, slug="boos")

    assert linked_data(client, page)["name"] == name
    assert "<script>alert" not in client.get(path_of(page)).content.decode()
