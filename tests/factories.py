"""Objects for tests, made by plain functions: each gives one published, public object unless told otherwise."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from cultuurraad_wagtail.feedback import current_version
from cultuurraad_wagtail.models import (
    AgendaItem,
    Discipline,
    FeedbackForm,
    FeedbackQuestion,
    KnowledgeArticlePage,
    KnowledgeIndexPage,
    Mandate,
    Meeting,
    MeetingRegisterPage,
    OrganisationDirectoryPage,
    OrganisationProfilePage,
    Person,
    ProjectIndexPage,
    ProjectPartner,
    ProjectShowcasePage,
    Response,
    WorkgroupHubPage,
    WorkgroupIndexPage,
)
from cultuurraad_wagtail.pages.knowledge import ArticleOrganisation
from cultuurraad_wagtail.visibility import Scope
from tests.host.models import HomePage

BRUSSELS = ZoneInfo("Europe/Brussels")
ENTERPRISE_NUMBER = "0407626464"

_numbers = count(1)


@dataclass
class Section:
    """A council's section in one language: the home page of the host site and our five pages below it."""

    site: Site
    locale: Locale
    home: HomePage
    directory: OrganisationDirectoryPage
    workgroups: WorkgroupIndexPage
    projects: ProjectIndexPage
    knowledge: KnowledgeIndexPage
    register: MeetingRegisterPage

    @property
    def scope(self):
        return Scope(self.site, self.locale)

    @property
    def index_pages(self):
        return [self.directory, self.workgroups, self.projects, self.knowledge, self.register]


INDEX_PAGES = {
    "directory": (OrganisationDirectoryPage, {"nl": "Organisaties", "fr": "Organisations", "en": "Organisations"}),
    "workgroups": (WorkgroupIndexPage, {"nl": "Werkgroepen", "fr": "Groupes de travail", "en": "Workgroups"}),
    "projects": (ProjectIndexPage, {"nl": "Projecten", "fr": "Projets", "en": "Projects"}),
    "knowledge": (KnowledgeIndexPage, {"nl": "Kennisbank", "fr": "Savoirs", "en": "Knowledge"}),
    "register": (MeetingRegisterPage, {"nl": "Bijeenkomsten", "fr": "Réunions", "en": "Meetings"}),
}


def make_locale(language="nl"):
    return Locale.objects.get_or_create(language_code=language)[0]


def _root():
    """The root of the tree; made again in a database that another test emptied."""
    root = Page.objects.filter(depth=1).first()
    if root is None:
        root = Page.add_root(title="Root", locale=make_locale())
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
        Collection.add_root(name="Root")
    return root


def make_section(language="nl", *, hostname=None, translation_of=None):
    """The section of the default site in ``language``; of a second site where ``hostname`` is given.

    ``translation_of`` is the section in another language, whose pages these become translations of.
    """
    locale = make_locale(language)
    key = {"translation_key": translation_of.home.translation_key} if translation_of else {}
    root = _root()
    title = f"Start {hostname or ''} {language}".replace("  ", " ")
    home = root.add_child(instance=HomePage(title=title, locale=locale, **key))
    if translation_of:
        site = translation_of.site
    elif hostname:
        site = Site.objects.create(hostname=hostname, root_page=home, site_name=hostname)
    else:
        site = Site.objects.get(is_default_site=True)
        site.root_page = home
        site.save()
    pages = {}
    for name, (model, titles) in INDEX_PAGES.items():
        key = {"translation_key": getattr(translation_of, name).translation_key} if translation_of else {}
        pages[name] = home.add_child(instance=model(title=titles[language], locale=locale, **key))
    return Section(site=site, locale=locale, home=home, **pages)


def make_site_section():
    """The default site's section in Dutch and, as translations, in French."""
    dutch = make_section("nl")
    return dutch, make_section("fr", translation_of=dutch)


def make_discipline(name="Muziek", *, language="nl", code="", translation_of=None, **fields):
    if translation_of:
        fields |= {"translation_key": translation_of.translation_key, "code": translation_of.code}
    else:
        fields["code"] = code or f"discipline-{next(_numbers)}"
    fields.setdefault("slug", f"{name.lower().replace(' ', '-')}")
    return Discipline.objects.create(name=name, locale=make_locale(language), **fields)


def _add(parent, model, title, prefix, disciplines, fields):
    page = model(title=title or f"{prefix} {next(_numbers)}", locale=parent.locale, **fields)
    parent.add_child(instance=page)
    if disciplines:
        page.disciplines = disciplines
        page.save()
    return page


def make_organisation(section, title=None, *, disciplines=(), **fields):
    return _add(section.directory, OrganisationProfilePage, title, "Organisatie", disciplines, fields)


def make_hub(section, title=None, *, disciplines=(), **fields):
    return _add(section.workgroups, WorkgroupHubPage, title, "Werkgroep", disciplines, fields)


def make_project(section, title=None, *, partners=(), disciplines=(), **fields):
    """A showcase; ``partners`` are organisations."""
    page = _add(section.projects, ProjectShowcasePage, title, "Project", disciplines, fields)
    for organisation in partners:
        ProjectPartner.objects.create(page=page, organisation=organisation)
    return page


def make_article(section, title=None, *, organisations=(), disciplines=(), **fields):
    page = _add(section.knowledge, KnowledgeArticlePage, title, "Artikel", disciplines, fields)
    for organisation in organisations:
        ArticleOrganisation.objects.create(page=page, organisation=organisation)
    return page


def make_meeting(hub, title=None, *, starts_at=None, hours=2, agenda=(), **fields):
    """A meeting of ``hub``, tomorrow at 19:00 in Brussels unless told; ``agenda`` are titles."""
    if starts_at is None:
        starts_at = datetime.combine(days_from_today(1), datetime.min.time(), BRUSSELS)
        starts_at = starts_at.replace(hour=19)
    fields.setdefault("ends_at", starts_at + timedelta(hours=hours))
    fields.setdefault("locale", hub.locale)
    fields.setdefault("last_published_at", timezone.now())
    meeting = Meeting.objects.create(
        title=title or f"Vergadering {next(_numbers)}", workgroup=hub, starts_at=starts_at, **fields
    )
    for position, item in enumerate(agenda):
        AgendaItem.objects.create(meeting=meeting, title=item, sort_order=position)
    return meeting


def make_past_meeting(hub, title=None, *, days=7, **fields):
    return make_meeting(hub, title, starts_at=timezone.now() - timedelta(days=days), **fields)


def make_person(given_name="Amina", family_name=None, **fields):
    return Person.objects.create(
        given_name=given_name, family_name=family_name or f"Peeters {next(_numbers)}", **fields
    )


def make_mandate(person, hub, organisation=None, **fields):
    return Mandate.objects.create(person=person, workgroup=hub, organisation=organisation, **fields)


def make_form(title=None, *, language="nl", questions=(), **fields):
    """A published form; ``questions`` are keyword arguments of FeedbackQuestion, one short text by default."""
    form = FeedbackForm.objects.create(title=title or f"Formulier {next(_numbers)}", language=language, **fields)
    for position, question in enumerate(questions or [{"label": "Wat vond je ervan?"}]):
        make_question(form, sort_order=position, **question)
    return form


def make_question(form, label=None, **fields):
    return FeedbackQuestion.objects.create(form=form, label=label or f"Vraag {next(_numbers)}", **fields)


def make_response(form, *, answers=None, **fields):
    """A stored response to the form as it is now; ``answers`` maps a question's label to the value that is kept."""
    by_label = answers or {}
    stored = {each.key: by_label[each.label] for each in form.questions.all() if each.label in by_label}
    fields.setdefault("submission_key", f"key-{next(_numbers)}")
    fields.setdefault("version", current_version(form))
    return Response.objects.create(form=form, answers=stored, **fields)


def make_private(page):
    """Only people who log in may see ``page`` and what is below it."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def make_private_collection(name="Vertrouwelijk"):
    collection = Collection.get_first_root_node().add_child(name=name)
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return collection


def make_document(title="Verslag", *, collection=None, content=b"verslag"):
    fields = {"collection": collection} if collection else {}
    return get_document_model().objects.create(
        title=title, file=ContentFile(content, name=f"document-{next(_numbers)}.txt"), **fields
    )


def make_image(title="Beeld", *, size=(64, 40), colour="white"):
    file = BytesIO()
    Picture.new("RGB", size, colour).save(file, "PNG")
    file.seek(0)
    return get_image_model().objects.create(title=title, file=ImageFile(file, name=f"image-{next(_numbers)}.png"))


def make_editor(username="redacteur", **fields):
    """A superuser who works in Dutch."""
    user = get_user_model().objects.create_superuser(
        username=username, email=f"{username}@example.org", password="geheim", **fields
    )
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "nl"
    profile.save()
    return user


def in_brussels(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


def days_from_today(days) -> date:
    return timezone.localdate(timezone=BRUSSELS) + timedelta(days=days)
