"""An organisation in the words of schema.org, for search engines and for whoever reuses the open data."""

import json

from django.utils.safestring import mark_safe

from ..choices import WorkingLanguage

CONTEXT = "https://schema.org"
ENTERPRISE_NUMBER = "KBO/BCE"
# As HTML reads it, none of these can end the element or begin a comment in it.
IN_HTML = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
LANGUAGE_CODES = {WorkingLanguage.SIGN_LANGUAGE: "sgn", WorkingLanguage.OTHER: ""}


def organisation(page, address, *, disciplines, social, tags):
    """``page``, a profile at ``address``, as JSON-LD without a context: public fields only, and no empty ones."""
    codes = [LANGUAGE_CODES.get(code, code) for code in page.languages]
    return _filled(
        {
            "@type": "Organization",
            "@id": address,
            "mainEntityOfPage": address,
            "name": page.title,
            "alternateName": page.also_known_as,
            "description": page.summary,
            "url": page.website,
            "sameAs": social,
            "email": page.email,
            "telephone": page.phone,
            "address": _address(page),
            "location": _place(page),
            "knowsLanguage": [code for code in codes if code],
            "knowsAbout": disciplines,
            "keywords": tags,
            "identifier": _identifier(page),
            "dissolutionDate": page.ceased_on and page.ceased_on.isoformat(),
        }
    )


def _filled(values):
    return {name: value for name, value in values.items() if value}


def _address(page):
    parts = {"streetAddress": page.street, "postalCode": page.postcode, "addressLocality": page.municipality}
    return {"@type": "PostalAddress", **_filled(parts)} if any(parts.values()) else None


def _place(page):
    if page.latitude is None or page.longitude is None:
        return None
    geo = {"@type": "GeoCoordinates", "latitude": float(page.latitude), "longitude": float(page.longitude)}
    return {"@type": "Place", "geo": geo}


def _identifier(page):
    number = page.enterprise_number
    return number and {"@type": "PropertyValue", "propertyID": ENTERPRISE_NUMBER, "value": number}


def as_script(data):
    """``data`` as a JSON-LD element for a template: a block of data, which no browser runs and no CSP forbids."""
    text = json.dumps({"@context": CONTEXT, **data}, ensure_ascii=False).translate(IN_HTML)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
