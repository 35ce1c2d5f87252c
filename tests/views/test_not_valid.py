"""A link that leads nowhere says so, and what to do; for every kind of link, whatever the site's addresses are."""

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, reverse
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from tests.factories import make_form

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

#: As the example site has it: every language below its own prefix.
urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("cultuurraad/", include("cultuurraad_wagtail.urls")),
    *i18n_patterns(path("", include(wagtail_urls))),
]
ADVICE = {
    "registration": "Schrijf u nog eens in met hetzelfde adres",
    "ask_agenda": "Schrijf u nog eens in met hetzelfde adres",
    "renew_calendar": "Schrijf u nog eens in met hetzelfde adres",
    "minutes_remarks": "Een ontwerpverslag is voor de leden van de groep",
    "action": "dan is de link van die persoon",
    "confirm": "Links naar een profiel werken zestig dagen.",
    "confirm_change": "Links naar een profiel werken zestig dagen.",
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["abc", "abc:def"])
@pytest.mark.parametrize("name", ADVICE)
def test_damaged_link_says_what_to_do(client, section, name, token, method):
    response = getattr(client, method)(reverse(f"cultuurraad_wagtail:{name}", args=[token]))

    page = response.content.decode()
    assert (response.status_code, response["Referrer-Policy"]) == (404, "strict-origin")
    assert ADVICE[name] in page
    assert {each for each in ADVICE.values() if each in page} == {ADVICE[name]}
    asks = reverse("cultuurraad_wagtail:ask_link") in page
    assert asks is name.startswith("confirm")


@pytest.mark.parametrize("name", ["feedback_continue", "feedback_paused"])
def test_link_to_answers_that_were_sent_leads_to_the_questions(client, section, name):
    form = make_form(may_pause=True)

    response = client.get(reverse(f"cultuurraad_wagtail:{name}", args=["nl", form.slug, "onzin"]))

    page = response.content.decode()
    assert (response.status_code, response["Referrer-Policy"]) == (404, "strict-origin")
    assert "Hier wacht niets meer" in page
    assert f'href="{form.get_absolute_url()}"' in page
