"""Puts the Dutch content of the council's section in the database."""

import datetime

from django.utils import timezone
from django.utils.text import slugify
from wagtail.rich_text import RichText

from cultuurraad_wagtail.feedback import current_version
from cultuurraad_wagtail.feedback.ready_made import READY_MADE, make_ready_made
from cultuurraad_wagtail.models import (
    AgendaItem,
    FeedbackForm,
    FeedbackQuestion,
    KnowledgeArticlePage,
    KnowledgeIndexPage,
    Mandate,
    Meeting,
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
from cultuurraad_wagtail.pages.organisations import SocialLink
from cultuurraad_wagtail.pages.workgroups import WorkgroupDocument

from . import forms, making
from .articles import ARTICLES
from .groups import FORMER, GROUPS, MANDATES
from .meetings import AGENDAS, INTRODUCTIONS, MEETINGS, MINUTES
from .organisations import ORGANISATIONS, PEOPLE
from .projects import PROJECTS
from .rounds import load_rounds
from .trail import load_trail

WEEKDAYS = {"Dagelijks bestuur": 0, "Cultuurraad": 1, "Werkgroep Ruimte en ateliers": 2, "Cultuurplatform": 3}
FRIDAY = 4
TERM = datetime.timedelta(days=3 * 365)


def load_council(home, *, today, owner):
    """All of it below ``home``; ``owner`` looks after the first organisation's profile."""
    own_forms = [load_form(data, number) for number, data in enumerate(forms.FORMS)]
    ready_made = [load_ready_made(name) for name in forms.READY_MADE]
    organisations = load_organisations(OrganisationDirectoryPage.objects.child_of(home).get(), owner)
    hubs = load_groups(WorkgroupIndexPage.objects.child_of(home).get(), own_forms[1])
    load_people(hubs, organisations, today)
    meetings = load_meetings(hubs, today)
    load_trail(home.get_site(), hubs, meetings, today)
    projects = load_projects(ProjectIndexPage.objects.child_of(home).get(), organisations, hubs, today)
    load_articles(KnowledgeIndexPage.objects.child_of(home).get(), organisations, projects, meetings)
    asked = organisations[:20]
    load_rounds(home.get_site(), dict(zip(forms.READY_MADE, ready_made, strict=True)), asked, today)
    return own_forms, ready_made


def load_form(data, number):
    existing = FeedbackForm.objects.filter(title=data["title"]).first()
    form = existing or FeedbackForm(
        language="nl", **{name: data[name] for name in ("title", "introduction", "thanks", "translations")}
    )
    if existing is None:
        form.questions = [FeedbackQuestion(sort_order=place, **each) for place, each in enumerate(data["questions"])]
        making.publish(form)
    load_answers(form, number, data["answers"])
    return form


def load_ready_made(name):
    """A ready-made form that an editor published as it is."""
    existing = FeedbackForm.objects.filter(title=READY_MADE[name]["title"][0]).first()
    return existing or making.publish(make_ready_made(name=name))


def load_answers(form, number, rows):
    keys = [question.key for question in form.questions.all()]
    for place, row in enumerate(rows):
        Response.objects.get_or_create(
            submission_key=f"demo-{number}-{place}",
            defaults={
                "id": 1000 * (number + 1) + place,
                "form": form,
                "version": current_version(form),
                "language": "nl",
                "answers": {key: value for key, value in zip(keys, row, strict=True) if value not in ("", None)},
                "submitted_at": timezone.now() - datetime.timedelta(days=2 + 3 * place, hours=place),
            },
        )


def load_organisations(directory, owner):
    return [load_organisation(directory, number, data, owner) for number, data in enumerate(ORGANISATIONS)]


def load_organisation(directory, number, data, owner):
    name = slugify(data["title"])

    def fill(page):
        page.disciplines = making.disciplines(data["codes"], directory.locale)
        page.tags.add(*data["tags"])
        page.logo = making.image(data["title"], data["codes"][0])
        page.social_links = [SocialLink(name="Instagram", url=f"https://social.example/{name}")] if number % 3 else []

    simple = (
        "summary",
        "mission",
        "goals",
        "street",
        "postcode",
        "municipality",
        "latitude",
        "longitude",
        "languages",
    )
    return making.page(
        directory,
        OrganisationProfilePage,
        data["title"],
        fill=fill,
        owner=owner if number == 0 else None,
        other_names=data.get("other_names", ""),
        ceased_on=data.get("ceased_on"),
        ongoing_projects=data.get("ongoing", ""),
        accessibility=data.get("accessibility", ""),
        email=f"hallo@{name}.example",
        contact_email=f"bestuur@{name}.example",
        phone=f"02 000 01 {number:02}",
        website=f"https://www.{name}.example",
        enterprise_number=enterprise_number(number),
        search_description=data["summary"],
        **{field: data[field] for field in simple},
    )


def enterprise_number(number):
    """A number with the right check digits, from a range that is not given out."""
    base = 9_999_000 + 7 * number
    return f"0{base}{97 - base % 97:02}"


def load_groups(index, form):
    return {data["title"]: load_group(index, data, form) for data in GROUPS}


def load_group(index, data, form):
    def fill(page):
        page.disciplines = making.disciplines(data["codes"], index.locale)
        page.documents = [
            WorkgroupDocument(document=making.document(title, ["Voorbeelddocument van de Cultuurraad."]))
            for title in data.get("documents", [])
        ]
        if data["kind"] == "platform":
            page.body = [("feedback_form", {"form": form})]

    fields = ("kind", "is_open", "sort_order", "summary", "purpose")
    return making.page(index, WorkgroupHubPage, data["title"], fill=fill, **{field: data[field] for field in fields})


def load_people(hubs, organisations, today):
    begin = today - datetime.timedelta(days=330)
    seats = {number: [] for number in range(len(PEOPLE))}
    for group, rows in MANDATES.items():
        for number, organisation, role in rows:
            seats[number].append((group, organisation, role, begin, begin + TERM))
    for group, number, organisation, role in FORMER:
        seats[number].append((group, organisation, role, begin - TERM, begin - datetime.timedelta(days=1)))
    for number, rows in seats.items():
        load_person(number, rows, hubs, organisations)


def load_person(number, seats, hubs, organisations):
    given, family = PEOPLE[number]
    if Person.objects.filter(given_name=given, family_name=family).exists():
        return
    person = Person(
        given_name=given,
        family_name=family,
        email=f"{slugify(given)}.{slugify(family)}@cultuurraad.example",
        show_email=number < 2,
        phone=f"0470 00 00 {number:02}",
        language="fr" if number in (2, 39) else "nl",
    )
    person.mandates = [
        Mandate(
            workgroup=hubs[group],
            organisation=None if organisation is None else organisations[organisation],
            role=role,
            is_voting=role not in ("observer", "expert", "substitute"),
            starts_on=begin,
            ends_on=end,
            sort_order=place,
        )
        for place, (group, organisation, role, begin, end) in enumerate(seats)
    ]
    person.save()


def load_meetings(hubs, today):
    rows = list(enumerate(MEETINGS))
    return {meeting.title: meeting for meeting in (load_meeting(row, number, hubs, today) for number, row in rows)}


def load_meeting(row, number, hubs, today):
    days, group, kind, title, hour, length, place, status = row
    hub = hubs[group]
    if existing := Meeting.objects.filter(title=title, locale=hub.locale).first():
        return existing
    starts_at = making.moment(today + datetime.timedelta(days=days), hour, WEEKDAYS.get(group, FRIDAY))
    meeting = Meeting(
        title=title,
        locale=hub.locale,
        workgroup=hub,
        kind=kind,
        status=status,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(minutes=length),
        place=place,
        introduction=INTRODUCTIONS[kind],
        minutes=MINUTES[kind] if days < -10 and status == "confirmed" else "",
    )
    if number in (0, 7):
        meeting.minutes_document = making.document(f"Verslag {title}", ["Verslag van de vergadering.", "Voorbeeld."])
    meeting.agenda_items = [
        AgendaItem(title=point, presenter=who, duration=minutes, text=text, sort_order=place)
        for place, (point, who, minutes, text) in enumerate(AGENDAS[kind])
    ]
    return making.publish(meeting)


def load_projects(index, organisations, hubs, today):
    return {data["title"]: load_project(index, data, organisations, hubs, today) for data in PROJECTS}


def load_project(index, data, organisations, hubs, today):
    starts_on, ends_on = (None if days is None else today + datetime.timedelta(days=days) for days in data["days"])

    def fill(page):
        page.disciplines = making.disciplines(data["codes"], index.locale)
        page.image = making.image(data["title"], data["codes"][0])
        page.partners = [
            ProjectPartner(organisation=organisations[number], role=role, sort_order=place)
            for place, (number, role) in enumerate(data["partners"])
        ]
        page.body = [("paragraph", RichText(data["text"]))]
        if "quote" in data:
            words, who = data["quote"]
            page.body.append(("quotation", {"text": words, "attribution": who}))

    return making.page(
        index,
        ProjectShowcasePage,
        data["title"],
        fill=fill,
        kind=data["kind"],
        status=data["status"],
        summary=data["summary"],
        sought=data["sought"],
        results=data.get("results", ""),
        lead_organisation=organisations[data["lead"]],
        workgroup=hubs.get(data["group"]),
        starts_on=starts_on,
        ends_on=ends_on,
        search_description=data["summary"],
    )


def load_articles(index, organisations, projects, meetings):
    for data in ARTICLES:
        load_article(index, data, organisations, projects, meetings)


def load_article(index, data, organisations, projects, meetings):
    def fill(page):
        page.disciplines = making.disciplines(data["codes"], index.locale)
        page.image = making.image(data["title"], data["codes"][0])
        page.tags.add(*data["tags"])
        page.body = [("paragraph", RichText(data["text"]))] if "text" in data else []
        page.organisation_links = [
            ArticleOrganisation(organisation=organisations[number], sort_order=place)
            for place, number in enumerate(data["organisations"])
        ]

    fields = ("kind", "summary", "context", "what_worked", "obstacles", "lessons")
    making.page(
        index,
        KnowledgeArticlePage,
        data["title"],
        fill=fill,
        cost_and_time=data["cost"],
        project=projects.get(data["project"]),
        session=meetings.get(data["session"]),
        search_description=data["summary"],
        **{field: data[field] for field in fields},
    )
