"""What web pages propose for a profile; the pages are written as builders, portals and old hands write them."""

import json
import time

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from cultuurraad_wagtail.inventory.websites import finds, social, textual
from cultuurraad_wagtail.inventory.websites.prefill import FIELDS, find_proposals

WIX = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Home | De Kriekelaar</title>
<link rel="canonical" href="https://www.dekriekelaar.be"/>
<meta property="og:title" content="Home | De Kriekelaar"/><meta property="og:site_name" content="De Kriekelaar"/>
<meta property="og:image" content="https://static.wixstatic.com/media/a1b2.png/v1/fill/w_1200/a1b2.png"/>
<meta name="description" content="Een huis voor de buurt: theater, muziek en lessen voor jong en oud in Schaarbeek."/>
<script>window.viewerModel = {filler}</script><style>.x{{}}</style></head>
<body><div id="SCROLL_TO_TOP">top of page</div>
<header><a href="https://www.dekriekelaar.be"><img alt="Logo Kriekelaar" src="https://static.wixstatic.com/l.png"></a>
<a href="https://www.facebook.com/wix"></a><a href="https://www.instagram.com/wix/">Instagram</a></header>
<main><div class="cookie-banner">
<p>Wij gebruiken cookies om uw bezoek aan deze website beter te maken. Akkoord?</p></div>
<p>top of page</p>
<p><span>Gallaitstraat 86</span></p><p><span>1030 Schaarbeek</span></p>
<p><a href="mailto:info@dekriekelaar.be">info@dekriekelaar.be</a> <a href="tel:02%20245%2075%2022">bel</a></p>
<p>Ondernemingsnummer 0407.626.464</p></main>
<footer><a href="https://www.facebook.com/sharer.php?u=https%3A%2F%2Fwww.dekriekelaar.be">Deel</a>
<a href="https://www.facebook.com/dekriekelaar?fbclid=IwAR1">Facebook</a>
<a href="mailto:info@mysite.com">info@mysite.com</a><a href="tel:123-456-7890">123-456-7890</a>
<p>©2026 by De Kriekelaar. Proudly created with <a href="https://www.wix.com">Wix.com</a></p></footer>
<div id="SCROLL_TO_BOTTOM">bottom of page</div></body></html>"""

YOAST = """<html><head><title>Contact - Compagnie du Canal</title>
<link rel="canonical" href="https://canal.brussels/contact/" />
<meta property="og:site_name" content="Compagnie du Canal" /><meta property="og:title" content="Contact - Compagnie" />
<script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[
{"@type":"WebPage","@id":"https://canal.brussels/contact/","url":"https://canal.brussels/contact/",
 "isPartOf":{"@id":"https://canal.brussels/#website"}},
{"@type":"WebSite","@id":"https://canal.brussels/#website","url":"https://canal.brussels/","name":"Compagnie du Canal",
 "publisher":{"@id":"https://canal.brussels/#organization"}},
{"@type":["PerformingGroup","TheaterGroup"],"@id":"https://canal.brussels/#organization",
 "name":"Compagnie du Canal asbl",
 "url":"https://canal.brussels/","vatID":"BE0407626464","email":"mailto:bonjour@canal.brussels",
 "description":"Th&eacute;&acirc;tre de rue, cr\\u00e9ations et ateliers pour tous, au canal &agrave; Bruxelles.",
 "logo":{"@type":"ImageObject","url":"/wp-content/logo.svg"},
 "address":{"@type":"PostalAddress","streetAddress":"Quai des Charbonnages 30","postalCode":"B-1080",
  "addressLocality":"Molenbeek-Saint-Jean"},
 "geo":{"@type":"GeoCoordinates","latitude":"50,8571","longitude":4.3413},
 "contactPoint":[{"@type":"ContactPoint","telephone":"+32 (0)2 414 29 07"}],
 "sameAs":["https://www.facebook.com/compagnieducanal/","https://twitter.com/CieCanal","https://www.youtube.com/",
  "https://fr.wikipedia.org/wiki/Canal"]}]}</script></head><body><h1>Contact</h1>
<p>Abonnez-vous à <a href="https://www.youtube.com/@CieDuCanal/videos">notre chaîne</a>.</p></body></html>"""

PORTAL = """<html><head><title>Koor Cantabile | Vlaamse Koren</title>
<meta property="og:site_name" content="Vlaamse Koren">
<meta property="og:title" content="Koor Cantabile | Vlaamse Koren">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Organization","name":"Vlaamse Koren",
"url":"https://www.koren.be/","email":"info@koren.be","telephone":"+3232123456",
"sameAs":["https://www.facebook.com/vlaamsekoren"],"logo":"https://www.koren.be/logo.png"}</script>
<script type="application/ld+json">
{"@type":"MusicGroup","name":"Koor Cantabile","email":"cantabile@telenet.be"}</script>
</head><body><header><a href="/"><img src="/logo.png" alt="Logo"></a>
<a href="https://www.instagram.com/vlaamsekoren/">Instagram</a></header>
<main><h1>Koor Cantabile</h1>
<p>Cantabile zingt al veertig jaar vierstemmige muziek, van Bach tot vandaag, in Ukkel.</p>
<p><a href="mailto:dirigent@cantabile.be?subject=Vraag&amp;body=Dag">Mail</a>
<a href="https://www.cantabile.be/?utm_source=koren">Naar de website</a>
<a href="https://www.facebook.com/profile.php?id=100064512345&amp;ref=ts">Facebook</a></p></main>
<footer><a href="mailto:?subject=Koor%20Cantabile&body=https://www.koren.be/koor/cantabile">Stuur door</a>
<a href="mailto:ledendienst@koren.be">Ledendienst</a> <a href="tel:+3232123456">03 212 34 56</a></footer>
</body></html>"""

OLD = """<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
<TITLE>Théâtre de l'Étoile – Koninklijke Kring</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>
<CENTER><FONT SIZE=5>Bienvenue !</FONT>
<P>L’Étoile est une troupe d’amateurs fondée en 1953 ; elle joue chaque année deux pièces à Forest.
<P>De Ster speelt ook in het Nederlands.<BR>Lokaal: Brusselsesteenweg 12 bus 3, 1190 Vorst<BR>Tel.: 02/345.67.89
<P>TVA BE 0407 626 464 – Compte BE68 5390 0754 7034<BR>E-mail : letoile@skynet.be</CENTER></BODY></HTML>"""


def proposed(content, **kwargs):
    """``{field: [values]}`` of what is proposed, best first."""
    found = {}
    for each in find_proposals(content, **kwargs):
        found.setdefault(each.field, []).append(each.value)
    return found


def block(node, **page):
    """A page with one JSON-LD block."""
    return f'<script type="application/ld+json">{node if isinstance(node, str) else json.dumps(node)}</script>'


def sources(content, field, **kwargs):
    with translation.override("en"):
        return [(each.value, str(each.source)) for each in find_proposals(content, **kwargs) if each.field == field]


def test_wix_page_proposes_the_clubs_own_and_nothing_of_wix():
    assert proposed(WIX.replace("{filler}", "{}")) == {
        "title": ["De Kriekelaar"],
        "summary": ["Een huis voor de buurt: theater, muziek en lessen voor jong en oud in Schaarbeek."],
        "street": ["Gallaitstraat 86"],
        "postcode": ["1030"],
        "municipality": ["Schaarbeek"],
        "enterprise_number": ["0407.626.464"],
        "email": ["info@dekriekelaar.be"],
        "phone": ["02 245 75 22"],
        "website": ["https://www.dekriekelaar.be"],
        "social_links": ["https://www.facebook.com/dekriekelaar"],
        "logo": [
            "https://static.wixstatic.com/media/a1b2.png/v1/fill/w_1200/a1b2.png",
            "https://static.wixstatic.com/l.png",
        ],
    }


def test_wix_page_of_a_megabyte_is_read_in_three_seconds():
    rows = '<div class="a"><span style="x:y"><a href="/p">Lees</a></span></div>' * 8000
    page = WIX.replace("{filler}", json.dumps({"k": "v" * 500_000})).replace("<main>", f"<main>{rows}")
    assert len(page) > 1_000_000
    began = time.process_time()

    found = proposed(page.encode())

    assert time.process_time() - began < 3
    assert found["email"] == ["info@dekriekelaar.be"]


def test_yoast_graph_is_read_across_its_references():
    assert proposed(YOAST, address="https://canal.brussels/contact/") == {
        "title": ["Compagnie du Canal asbl", "Compagnie"],
        "summary": ["Théâtre de rue, créations et ateliers pour tous, au canal à Bruxelles."],
        "street": ["Quai des Charbonnages 30"],
        "postcode": ["1080"],
        "municipality": ["Molenbeek-Saint-Jean"],
        "coordinates": ["50.857100, 4.341300"],
        "enterprise_number": ["0407.626.464"],
        "email": ["bonjour@canal.brussels"],
        "phone": ["+32 2 414 29 07"],
        "website": ["https://canal.brussels/"],
        "social_links": [
            "https://www.facebook.com/compagnieducanal",
            "https://twitter.com/CieCanal",
            "https://www.youtube.com/@CieDuCanal",
        ],
        "logo": ["https://canal.brussels/wp-content/logo.svg"],
    }
    assert not any(each.is_doubtful for each in find_proposals(YOAST, address="https://canal.brussels/contact/"))


def test_members_page_on_a_portal_proposes_the_member_first_and_doubts_the_portal():
    found = find_proposals(PORTAL, address="https://www.koren.be/koor/cantabile")
    sure = {(each.field, each.value) for each in found if not each.is_doubtful}
    doubtful = {(each.field, each.value) for each in found if each.is_doubtful}

    assert sure == {
        ("title", "Koor Cantabile"),
        ("summary", "Cantabile zingt al veertig jaar vierstemmige muziek, van Bach tot vandaag, in Ukkel."),
        ("email", "cantabile@telenet.be"),
        ("email", "dirigent@cantabile.be"),
        ("website", "https://www.cantabile.be/"),
        ("social_links", "https://www.facebook.com/profile.php?id=100064512345"),
    }
    assert doubtful == {
        ("title", "Vlaamse Koren"),
        ("email", "info@koren.be"),
        ("email", "ledendienst@koren.be"),
        ("phone", "+3232123456"),
        ("website", "https://www.koren.be/"),
        ("social_links", "https://www.facebook.com/vlaamsekoren"),
        ("social_links", "https://www.instagram.com/vlaamsekoren"),
        ("logo", "https://www.koren.be/logo.png"),
    }
    assert {each.source for each in found if each.is_doubtful} == {finds.THE_SITE}
    assert [each.value for each in found if each.field == "title"] == ["Koor Cantabile", "Vlaamse Koren"]


def test_portals_own_profile_takes_the_portal_for_whose_page_it_is():
    found = find_proposals(PORTAL, address="https://www.koren.be/koor/cantabile", name="Vlaamse Koren vzw")

    assert next((each.value, each.is_doubtful) for each in found if each.field == "email") == ("info@koren.be", False)


@pytest.mark.parametrize("charset", ["", "iso-8859-1", "windows-1252"])
def test_old_page_in_windows_letters_keeps_its_accents_and_quotes(charset):
    assert proposed(OLD.encode("cp1252"), address="http://users.skynet.be/letoile", charset=charset) == {
        "title": ["Théâtre de l'Étoile", "Koninklijke Kring"],
        "summary": [
            "L’Étoile est une troupe d’amateurs fondée en 1953 ; elle joue chaque année deux pièces à Forest."
        ],
        "street": ["Brusselsesteenweg 12 bus 3"],
        "postcode": ["1190"],
        "municipality": ["Vorst"],
        "enterprise_number": ["0407.626.464"],
        "email": ["letoile@skynet.be"],
        "phone": ["02/345.67.89"],
        "website": ["http://users.skynet.be"],
    }


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("<h1>Café Zoë</h1>".encode(), ""),
        ("<h1>Café Zoë</h1>".encode("utf-8-sig"), "iso-8859-1"),
        ("<h1>Café Zoë</h1>".encode("utf-16"), ""),
        ('<meta charset="utf-8"><h1>Café Zoë</h1>'.encode(), "nonsense"),
        ('<meta charset="utf-8"><h1>Café Zoë</h1>'.encode(), "punycode"),
        ("<h1>Café Zoë</h1>".encode("cp1252"), "utf-8"),
        ("<h1>Café Zoë</h1>".encode("iso-8859-15"), "iso-8859-15"),
        ("<h1>Café Zoë</h1>", "ascii"),
    ],
)
def test_letters_are_read_by_mark_server_page_or_guess(content, charset):
    assert proposed(content, charset=charset) == {"title": ["Café Zoë"]}


def test_one_broken_letter_does_not_spoil_the_others():
    content = '<meta charset="utf-8"><h1>Café Zoë</h1>'.encode() + b"\xff"

    assert proposed(content) == {"title": ["Café Zoë"]}


@pytest.mark.parametrize(
    "kind",
    [
        *("Organization", "NGO", "PerformingGroup", "MusicGroup", "TheaterGroup", "DanceGroup", "LocalBusiness"),
        *("PerformingArtsTheater", "MusicVenue", "EventVenue", "Museum", "Library", "ArtGallery"),
        *("EducationalOrganization", "schema:NGO", "http://schema.org/Museum", ["Thing", "NGO"]),
    ],
)
def test_json_ld_of_each_kind_of_organisation_is_read(kind):
    assert proposed(block({"@type": kind, "name": "Het Huis"})) == {"title": ["Het Huis"]}


@pytest.mark.parametrize("kind", ["Person", "Event", "Article", "Product", "Place", "", None, 3, {"a": 1}, [None]])
def test_json_ld_of_something_else_is_left(kind):
    assert proposed(block({"@type": kind, "name": "Iets anders"})) == {}


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type":"NGO","name":"Het Huis"} -->',
        '//<![CDATA[\n{"@type":"NGO","name":"Het Huis"}\n//]]>',
        '/*<![CDATA[*/{"@type":"NGO","name":"Het Huis"}/*]]>*/',
        '{"@type":"NGO","name":"Het Huis",}',
        '[{"@type":"NGO","name":"Het Huis",},]',
        '{"@type":"NGO","name":"Het\nHuis"}',
        '{"@type":"NGO","name":"Het\tHuis"};',
        '{"@type":"Person"} {"@type":"NGO","name":"Het Huis"}',
        "{&quot;@type&quot;:&quot;NGO&quot;,&quot;name&quot;:&quot;Het Huis&quot;}",
        '[[{"@graph":[{"publisher":{"@type":"NGO","name":"Het Huis"}}]}]]',
        '{"@type":"Article","author":{"@type":"NGO","name":"Het Huis"}}',
        '{"@type":"NGO","name":["Het Huis", null, {"@value":"Het Huis"}]}',
    ],
)
def test_json_ld_with_the_mistakes_of_real_pages_is_read(script):
    assert proposed(block(script)) == {"title": ["Het Huis"]}


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "null",
        "[",
        '{"@type":',
        "[" * 20_000,
        '{"a":' * 20_000,
        "9" * 5000,
        "NaN",
        '"\\ud800"',
        "{}]}",
        "<!--",
    ],
)
def test_json_ld_that_cannot_be_read_is_left(script):
    assert proposed(block(script)) == {}


@pytest.mark.parametrize("key", ["memberOf", "parentOrganization", "sponsor", "funder", "performer", "location"])
def test_organisation_of_others_in_a_block_is_left(key):
    node = {"@type": "NGO", "name": "Het Huis", key: {"@type": "NGO", "name": "Ander", "email": "info@ander.be"}}

    assert proposed(block(node)) == {"title": ["Het Huis"]}


def test_of_several_blocks_the_one_of_the_page_comes_first():
    venue = {"@type": "MusicVenue", "name": "Grote Zaal", "url": "https://zaal.be/", "email": "info@zaal.be"}
    own = {"@type": "NGO", "name": "Het Huis", "url": "https://huis.be/nl", "email": "info@huis.be"}
    found = find_proposals(block([venue, own]), address="https://www.huis.be/nl/")

    assert [(each.value, each.is_doubtful) for each in found if each.field == "email"] == [
        ("info@huis.be", False),
        ("info@zaal.be", True),
    ]


def test_of_several_blocks_the_one_with_the_profiles_name_comes_first():
    nodes = [{"@type": "NGO", "name": name, "email": f"{name}@huis.be"} for name in ("Een", "Twee", "Drie")]

    assert proposed(block(nodes), name="Twee vzw")["email"] == ["Twee@huis.be", "Een@huis.be", "Drie@huis.be"]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(0, 0), (91, 4), (50, 181), ("noord", "oost"), ("NaN", 4), ("", ""), (1e400, 4), (True, True)],
)
def test_coordinates_that_are_none_are_left(latitude, longitude):
    geo = {"latitude": latitude, "longitude": longitude}

    assert "coordinates" not in proposed(block({"@type": "NGO", "name": "Huis", "geo": geo}))


def test_open_graph_of_a_business_is_read():
    page = "".join(
        f'<meta property="{name}" content="{content}">'
        for name, content in {
            "business:contact_data:street_address": "Nieuwstraat 1",
            "business:contact_data:postal_code": "1000",
            "business:contact_data:locality": "Brussel",
            "business:contact_data:email": "info@huis.be",
            "business:contact_data:phone_number": "0032 2 512 34 56",
            "place:location:latitude": "50.85",
            "place:location:longitude": "4.35",
            "og:description": "Een open huis voor dans en muziek, met zestig lessen in de week.",
        }.items()
    )
    assert proposed(page) == {
        "summary": ["Een open huis voor dans en muziek, met zestig lessen in de week."],
        "street": ["Nieuwstraat 1"],
        "postcode": ["1000"],
        "municipality": ["Brussel"],
        "coordinates": ["50.850000, 4.350000"],
        "email": ["info@huis.be"],
        "phone": ["+32 2 512 34 56"],
    }


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("mailto:info@huis.be", ["info@huis.be"]),
        ("MAILTO: info@huis.be", ["info@huis.be"]),
        ("mailto:info@huis.be?subject=Dag&cc=a@b.be", ["info@huis.be"]),
        ("mailto:info%40huis.be", ["info@huis.be"]),
        ("mailto:info@huis.be,zaal@huis.be;bar@huis.be", ["info@huis.be", "zaal@huis.be", "bar@huis.be"]),
        ("mailto:?subject=Kijk&body=https://huis.be", []),
        ("mailto:", []),
        ("mailto:info@", []),
        ("mailto:info@example.com", []),
        ("mailto:a1b2@sentry.wixpress.com", []),
    ],
)
def test_mail_link_gives_addresses_of_somebody(href, expected):
    assert proposed(f'<a href="{href}">Mail</a>').get("email", []) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("tel:+3225123456", ["+3225123456"]),
        ("tel:+32%202%20512%2034%2056", ["+32 2 512 34 56"]),
        ("tel:0032-2-512.34.56", ["+32-2-512.34.56"]),
        ("tel:+32(0)25123456", ["+32 25123456"]),
        ("tel://025123456", ["025123456"]),
        ("callto:025123456;ext=3", ["025123456"]),
        ("tel:123-456-7890", []),
        ("tel:000000000", []),
        ("tel:112", []),
        ("tel:", []),
        ("tel:nummer", []),
    ],
)
def test_phone_link_gives_a_number_that_can_be_dialled(href, expected):
    assert proposed(f'<a href="{href}">Bel</a>').get("phone", []) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://www.facebook.com/huis/", "https://www.facebook.com/huis"),
        ("http://nl-be.facebook.com/huis?locale=nl_BE", "https://www.facebook.com/huis"),
        ("https://m.facebook.com/huis/about/?ref=page", "https://www.facebook.com/huis"),
        ("https://fb.com/huis", "https://www.facebook.com/huis"),
        ("https://www.facebook.com/pages/Huis/1234567", "https://www.facebook.com/pages/Huis/1234567"),
        ("https://www.facebook.com/p/Huis-100064512345/", "https://www.facebook.com/p/Huis-100064512345"),
        ("https://www.facebook.com/groups/huis/", "https://www.facebook.com/groups/huis"),
        ("//instagram.com/huis?igsh=abc", "https://www.instagram.com/huis"),
        ("https://x.com/huis", "https://x.com/huis"),
        ("https://be.linkedin.com/company/huis/", "https://www.linkedin.com/company/huis"),
        ("https://www.youtube.com/channel/UC123/featured", "https://www.youtube.com/channel/UC123"),
        ("https://huis.bandcamp.com/album/lied", "https://huis.bandcamp.com"),
        ("https://open.spotify.com/artist/4aB?si=1", "https://open.spotify.com/artist/4aB"),
    ],
)
def test_link_to_an_account_loses_what_tracks(href, expected):
    found = proposed(f'<a href="{href}">Volg ons</a>', address="https://huis.be/")

    assert found["social_links"] == [expected]


@pytest.mark.parametrize(
    "href",
    [
        *("https://www.facebook.com/sharer.php?u=x", "https://www.facebook.com/sharer/sharer.php?u=x"),
        *("https://www.facebook.com/share.php?u=x", "https://www.facebook.com/dialog/share?href=x"),
        *("https://twitter.com/intent/tweet?text=x", "https://twitter.com/share?url=x", "https://x.com/intent/post"),
        *("https://www.linkedin.com/shareArticle?mini=true", "https://www.linkedin.com/sharing/share-offsite/?url=x"),
        *("https://wa.me/?text=x", "https://api.whatsapp.com/send?text=x", "whatsapp://send?text=x"),
        *("https://pinterest.com/pin/create/button/?url=x", "https://www.facebook.com/", "https://www.instagram.com"),
        *("https://www.facebook.com/wix", "https://twitter.com/WordPress", "https://www.instagram.com/p/Cabc/"),
        *("https://www.facebook.com/events/123", "https://www.youtube.com/watch?v=1", "https://vimeo.com/123456"),
        *("https://www.facebook.com/huis/posts/123", "https://twitter.com/huis/status/1", "https://bandcamp.com/"),
        *("https://www.facebook.com/profile.php", "https://www.linkedin.com/company/", "https://notfacebook.com/huis"),
        *("https://facebook.com@huis.be/huis", "javascript:facebook.com", "https://user:word@facebook.com/huis"),
    ],
)
def test_link_that_shares_or_leads_to_nobodys_account_is_left(href):
    assert "social_links" not in proposed(f'<a href="{href}">Deel</a>', address="https://huis.be/")


def test_platform_has_the_name_that_visitors_use():
    assert social.platform("https://www.facebook.com/huis") == "Facebook"
    assert social.platform("https://huis.bandcamp.com") == "Bandcamp"
    assert social.platform("https://huis.be") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KBO 0407.626.464", ["0407.626.464"]),
        ("BCE : 0407626464", ["0407.626.464"]),
        ("Ondernemingsnummer: BE 0407.626.464", ["0407.626.464"]),
        ("numéro d’entreprise 407.626.464", ["0407.626.464"]),
        ("BE0407626464", ["0407.626.464"]),
        ("BTW BE 0407 626 464", ["0407.626.464"]),
        ("KBO 0407.626.465", []),
        ("Bel 0407 626 464", []),
        ("IBAN BE04 0762 6464 0000", []),
        ("BE 0407.626.464.1", []),
    ],
)
def test_enterprise_number_in_words_is_found_where_it_is_announced_and_right(text, expected):
    assert proposed(f"<p>{text}</p>").get("enterprise_number", []) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Dorpsstraat 5, 1050 Elsene"], ("Dorpsstraat 5", "1050", "Elsene")),
        (["Adres: Dorpsstraat 5 bus 2 - B-1050 Elsene, België"], ("Dorpsstraat 5 bus 2", "1050", "Elsene")),
        (["12, rue de la Paix", "1050 Ixelles"], ("12, rue de la Paix", "1050", "Ixelles")),
        (["Rue de Flandre 46", "B-1000 Bruxelles (métro)"], ("Rue de Flandre 46", "1000", "Bruxelles")),
        (["Laan 1", "1080 Sint-Jans-Molenbeek"], ("Laan 1", "1080", "Sint-Jans-Molenbeek")),
        (["Kaai 3a, 1210 Saint-Josse-ten-Noode"], ("Kaai 3a", "1210", "Saint-Josse-ten-Noode")),
        (["Kom op 12 juni 2019 Brussel"], None),
        (["Sinds 1998 Theater voor iedereen"], None),
        (["1050 Elsene"], None),
        ([], None),
    ],
)
def test_address_in_words_is_found(lines, expected):
    assert textual.find_address(lines) == expected


def test_summary_is_cut_at_a_sentence():
    text = "Wij maken dansvoorstellingen voor kinderen en hun ouders. " * 8

    found = proposed(f'<meta name="description" content="{text}">')["summary"]

    assert found == [("Wij maken dansvoorstellingen voor kinderen en hun ouders. " * 5).strip()]
    assert len(found[0]) <= 320


@pytest.mark.parametrize(
    "words",
    [
        "top of page",
        "Just another WordPress site",
        "Een site die cookies gebruikt om u beter te dienen.",
        "Home",
        "Please enable JavaScript to see this website.",
        "",
    ],
)
def test_summary_is_no_banner_and_no_template(words):
    assert "summary" not in proposed(f'<meta name="description" content="{words}"><p>{words}</p>')


def test_mission_is_what_stands_under_its_heading():
    page = (
        "<h2>Nieuws</h2><p>Iets.</p><h2>Onze missie</h2><p>Wij brengen buren samen rond muziek &amp; dans.</p>"
        "<p>Elke week, voor iedereen.</p><h2>Team</h2><p>Ann.</p>"
    )
    assert proposed(page)["mission"] == [
        "Wij brengen buren samen rond muziek & dans.\n\nElke week, voor iedereen.",
    ]


def test_paragraph_that_is_never_closed_is_a_paragraph_all_the_same():
    page = "<p>Wij maken dansvoorstellingen voor kinderen en voor hun ouders, in heel Brussel.<p>Tweede alinea."

    assert proposed(page)["summary"] == [
        "Wij maken dansvoorstellingen voor kinderen en voor hun ouders, in heel Brussel."
    ]


def test_proposal_tells_where_it_came_from():
    page = YOAST + '<a href="mailto:zaal@canal.brussels">x</a><p>pers@canal.brussels</p>'

    assert sources(page, "email") == [
        ("bonjour@canal.brussels", "data for search engines (JSON-LD)"),
        ("zaal@canal.brussels", "a mail link"),
        ("pers@canal.brussels", "the page's text"),
    ]


def test_value_that_does_not_fit_or_would_break_the_database_is_left_or_mended():
    node = {
        "@type": "NGO",
        "name": "Het\x00 Huis\ud800",
        "legalName": "x" * 300,
        "url": f"https://huis.be/{'a' * 600}",
    }

    assert proposed(block(node)) == {"title": ["Het Huis"]}


def test_markup_in_a_description_becomes_words():
    node = {
        "@type": "NGO",
        "name": "Huis",
        "description": "<p>Wij spelen <b>theater</b> voor &lt;iedereen&gt; in de buurt</p>",
    }

    assert proposed(block(node))["summary"] == ["Wij spelen theater voor <iedereen> in de buurt"]


@pytest.mark.parametrize(
    "page",
    [
        *("<a " * 20_000, "<!--" * 20_000, "<a href='" * 20_000, '<a b="' * 20_000, "<![" * 20_000, "<div>" * 20_000),
        *("<p>woord " * 10_000, "<a href=x>a " * 10_000, "<h1>" * 20_000, "&#" * 50_000, "<" * 50_000),
    ],
)
def test_page_that_never_ends_its_tags_is_read_in_time(page):
    began = time.process_time()
    find_proposals(page)

    assert time.process_time() - began < 4


@pytest.mark.parametrize("address", ["", "nonsense", "http://[", "https://huis.be:bad/", "javascript:1", "//huis.be"])
def test_address_that_is_none_does_no_harm(address):
    page = '<h1>Het Huis</h1><a href="http://[">x</a><img src="http://[" alt="logo"><link rel="canonical" href="http://[">'

    assert proposed(page, address=address) == {"title": ["Het Huis"]}


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<a href='mailto:",
            "<a href='tel:",
            "<a href='https://www.facebook.com/",
            "'>",
            "<h1>",
            "<!--",
        ),
        *(
            '<script type="application/ld+json">',
            "</script>",
            '{"@type":"NGO",',
            '"name":',
            '"address":{',
            "[",
            "]}",
            "<![",
        ),
        *(
            "<meta property='og:title' content='",
            "<meta charset='",
            "<title>",
            "http://[",
            "BE 0407.626.464",
            "1050 Elsene",
        ),
    ]
)


@given(
    st.lists(PIECES | st.text(max_size=20) | st.binary(max_size=20), max_size=20),
    st.sampled_from(["", "https://huis.be/a", "http://["]),
    st.text(max_size=12),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_proposals_that_a_profile_can_hold(pieces, address, charset):
    content = b"".join(each if isinstance(each, bytes) else each.encode("utf-8", "ignore") for each in pieces)
    for page in (content, content.decode("latin-1")):
        for each in find_proposals(page, address=address, charset=charset):
            assert each.field in FIELDS
            assert each.value
            assert "\x00" not in each.value
            each.value.encode()


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "@type",
                        "@id",
                        "@graph",
                        "name",
                        "address",
                        "geo",
                        "latitude",
                        "longitude",
                        "url",
                        "sameAs",
                        "logo",
                        "email",
                        "telephone",
                        "contactPoint",
                        "location",
                        "description",
                        "vatID",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
    )
)
@settings(max_examples=150, deadline=None)
def test_any_json_ld_does_no_harm(node):
    if isinstance(node, dict):
        node["@type"] = "NGO"
    find_proposals(block(node), address="https://huis.be/a/b")
