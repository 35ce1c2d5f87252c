"""``manage.py load_demo``: the example site with its content and logins. Run it again and nothing changes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText
from wagtail.users.models import UserProfile

from cultuurraad_wagtail.models import MeetingRegisterPage
from cultuurraad_wagtail.setup import set_up_section
from cultuurraad_wagtail.setup.groups import EDITORS, MODERATORS, ORGANISATIONS
from example_site.home.demo import making
from example_site.home.demo.council import load_council
from example_site.home.demo.home import ABOUT, HOME, OPINION
from example_site.home.demo.translating import load_french
from example_site.home.models import HomePage, StandardPage

LOGINS = {"redactie": EDITORS, "moderator": MODERATORS, "organisatie": ORGANISATIONS}


class Command(BaseCommand):
    help = "Loads the demo: pages, meetings, people, forms and logins. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("--password", default="cultuurdemo", help="The password of the demo logins.")

    @transaction.atomic
    def handle(self, *args, password, **options):
        nl, fr, en = (Locale.objects.get_or_create(language_code=code)[0] for code in ("nl", "fr", "en"))
        home = make_home(nl)
        name_port()
        set_up_section(parent=home)
        owner = make_logins(password)
        forms, ready_made = load_council(home, today=timezone.localdate(), owner=owner)
        make_about(home)
        making.page(
            home,
            StandardPage,
            OPINION[0],
            show_in_menus=True,
            fill=lambda page: fill_opinion(page, forms, ready_made[0]),
        )
        furnish(home)
        french_home = home.get_translation_or_none(fr) or translate_home(home, fr)
        set_up_section(parent=french_home)
        load_french(nl, fr)
        translate_about(home, fr)
        furnish(french_home)
        if not home.has_translation(en):
            translate_home(home, en)
        self.stdout.write("The demo is loaded.")


def make_home(locale):
    """The Dutch home page, and the site that begins there; the page Wagtail starts with goes."""
    root = Page.get_first_root_node()
    words = HOME[locale.language_code]
    home = HomePage.objects.child_of(root).filter(locale=locale).first()
    if home is None:
        home = HomePage(slug="cultuurraad", locale=locale, **home_texts(words))
        root.add_child(instance=home)
        home.save_revision().publish()
        Site.objects.filter(is_default_site=True).delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=words["title"])
        root.get_children().filter(slug="home").delete()
    return home


def name_port():
    """Whole addresses, in calendars and mails, lead to the port on which the demo is served."""
    port = urlsplit(settings.WAGTAILADMIN_BASE_URL).port or 80
    for site in Site.objects.filter(is_default_site=True).exclude(port=port):
        site.port = port
        site.save()


def home_texts(words):
    return {name: words[name] for name in ("title", "heading", "introduction", "search_description")}


def translate_home(home, locale):
    words = HOME[locale.language_code]
    text = [("text", RichText(words["text"]))] if "text" in words else []
    return making.translation(home, locale, body=text, **home_texts(words))


def furnish(home):
    """Fill an empty home page with the council's blocks."""
    home.refresh_from_db()  # it has children by now, and saving must not forget them
    if home.body:
        return
    words = HOME[home.locale.language_code]
    heading, text, link = words["call"]
    register = MeetingRegisterPage.objects.child_of(home).get()
    home.body = [
        ("next_meetings", {"heading": words["meetings"], "limit": 4}),
        ("projects", {"heading": words["projects"], "limit": 3}),
        ("call", {"heading": heading, "text": RichText(text), "page": register, "link_text": link}),
        ("organisations", {"heading": words["organisations"], "limit": 6}),
        ("articles", {"heading": words["articles"], "limit": 3}),
    ]
    making.publish(home)


def make_about(home):
    title, introduction, text = ABOUT["nl"]
    body = [("text", RichText(text))]
    return making.page(home, StandardPage, title, show_in_menus=True, introduction=introduction, body=body)


def translate_about(home, locale):
    title, introduction, text = ABOUT[locale.language_code]
    body = [("text", RichText(text))]
    making.translation(make_about(home), locale, title, introduction=introduction, body=body)


def fill_opinion(page, forms, yearly):
    page.introduction = OPINION[1]
    link = OPINION[2].format(title=yearly.title, address=yearly.get_absolute_url())
    results = ("results", {"heading": OPINION[3], "limit": 3})
    page.body = [("text", RichText(link)), results, *(("feedback_form", {"form": form}) for form in forms)]


def make_logins(password):
    """The demo's people who log in; returns the one who looks after an organisation's profile."""
    make_login("beheer", password, is_superuser=True, is_staff=True)
    for name, group in LOGINS.items():
        make_login(name, password).groups.add(Group.objects.get(name=group))
    return get_user_model().objects.get(username="organisatie")


def make_login(name, password, **fields):
    users = get_user_model().objects
    if existing := users.filter(username=name).first():
        return existing
    user = users.create_user(name, f"{name}@cultuurraad.example", password, **fields)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language, profile.dismissibles = "nl", {}
    profile.save()
    return user
