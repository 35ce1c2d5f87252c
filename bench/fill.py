"""Fills a site with many organisations, meetings and articles, fast: rows of Wagtail's tree in bulk."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cultuurraad_wagtail.models import (
    AgendaItem,
    Attendance,
    KnowledgeArticlePage,
    Mandate,
    Meeting,
    OrganisationProfilePage,
    Person,
    ProjectPartner,
    ProjectShowcasePage,
    Sitting,
    WorkgroupHubPage,
)
from cultuurraad_wagtail.pages.knowledge import ArticleOrganisation
from cultuurraad_wagtail.text import searchable, sort_key
from tests.factories import make_discipline, make_form, make_image, make_section
from tests.host.models import HomePage

DISCIPLINES = ["Theater", "Muziek", "Beeldende kunst", "Literatuur", "Dans", "Film", "Erfgoed", "Circus"]
MUNICIPALITIES = [
    *("Anderlecht", "Brussel", "Elsene", "Etterbeek", "Evere", "Ganshoren", "Jette", "Koekelberg", "Oudergem"),
    *("Schaarbeek", "Sint-Agatha-Berchem", "Sint-Gillis", "Sint-Jans-Molenbeek", "Sint-Joost-ten-Node"),
    *("Sint-Lambrechts-Woluwe", "Sint-Pieters-Woluwe", "Ukkel", "Vorst", "Watermaal-Bosvoorde"),
]
LANGUAGES = [["nl"], ["nl", "fr"], ["nl", "fr", "en"], ["fr"], ["nl", "sign"], []]
WORDS = [
    *("atelier", "ballet", "buurtfeest", "fanfare", "figurentheater", "gitaar", "jazz", "koor", "leesclub", "montage"),
    *("poëzie", "repetitieruimte", "residentie", "restauratie", "slagwerk", "stadsgids", "weefgetouw"),
]
HUBS, MEMBERS = 20, 16
ITEMS = ["Goedkeuring van het verslag", "Advies over de zalen", "Varia"]
DECISION = "De raad vraagt het college om de zalen van de stad ook op zondag open te stellen voor verenigingen."
SUMMARY = (
    "Een huis voor iedereen die samen iets wil maken: repetities, toonmomenten en gesprekken, het hele jaar door."
)
TEXT = "<p>Wat werkte, was beginnen met een gezamenlijke maaltijd en pas daarna met de agenda.</p>"


def add_pages(parent, model, count, title, fields=lambda number: {}):
    """``count`` published pages of ``model`` below ``parent``; two statements for each thousand, and one for each."""
    content_type = ContentType.objects.get_for_model(model)
    now = timezone.now()
    rows = [
        Page(
            title=f"{title} {number}",
            draft_title=f"{title} {number}",
            slug=f"{title.lower()}-{number}",
            url_path=f"{parent.url_path}{title.lower()}-{number}/",
            path=Page._get_path(parent.path, parent.depth + 1, number),
            depth=parent.depth + 1,
            content_type=content_type,
            locale=parent.locale,
            first_published_at=now - timedelta(hours=number),
            last_published_at=now,
        )
        for number in range(1, count + 1)
    ]
    Page.objects.bulk_create(rows, batch_size=500)
    Page.objects.filter(pk=parent.pk).update(numchild=count)
    pages = []
    for number, row in enumerate(rows):
        page = model(page_ptr=row, **fields(number))
        page.__dict__.update({name: value for name, value in row.__dict__.items() if name != "_state"})
        page.save_base(raw=True, force_insert=True)
        pages.append(page)
    return pages


def tick_disciplines(pages, disciplines):
    """Two disciplines for each page."""
    through = type(pages[0]).disciplines.through
    field = type(pages[0])._meta.get_field("disciplines").m2m_field_name()
    through.objects.bulk_create(
        [
            through(**{f"{field}_id": page.pk, "discipline_id": disciplines[(number + step) % len(disciplines)].pk})
            for number, page in enumerate(pages)
            for step in (0, 3)
        ],
        batch_size=400,
    )


def add_meetings(hubs, count):
    """Half of them past, half to come, three a day."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    Meeting.objects.bulk_create(
        [
            Meeting(
                title=f"Vergadering {number}",
                slug=f"vergadering-{number}",
                locale=hubs[0].locale,
                workgroup=hubs[number % len(hubs)],
                starts_at=now + timedelta(hours=8 * (number - count // 2)),
                ends_at=now + timedelta(hours=8 * (number - count // 2) + 2),
                place="Muntpunt, Munt 6, 1000 Brussel",
                minutes=TEXT if number % 2 else "",
                last_published_at=now,
            )
            for number in range(count)
        ],
        batch_size=400,
    )


def add_agendas(meetings):
    """A sitting and three agenda items for each meeting; two decisions for each that is past."""
    now = timezone.now()
    Sitting.objects.bulk_create([Sitting(key=meeting.translation_key) for meeting in meetings], batch_size=400)
    items = []
    for number, meeting in enumerate(meetings):
        for position, title in enumerate(ITEMS):
            is_decided = meeting.ends_at < now and position < 2
            decision = f"{DECISION} Over {WORDS[number % 17]} beslist ze later." if is_decided else ""
            items.append(
                AgendaItem(
                    meeting=meeting,
                    title=title,
                    sort_order=position,
                    minutes=TEXT if is_decided else "",
                    decision=decision,
                    votes_for=8 if is_decided else None,
                    search_text=searchable(f"{title} {decision}"),
                )
            )
    AgendaItem.objects.bulk_create(items, batch_size=400)


def add_attendance(meeting):
    """A whole council at ``meeting``."""
    sitting = Sitting.objects.of(meeting)
    seats = [Attendance(sitting=sitting, name=f"Lid {seat}", status="present") for seat in range(MEMBERS)]
    Attendance.objects.bulk_create(seats)


def organisation(number):
    """The fields of one organisation: no two neighbours have their town, languages or words in common."""
    name, town, word = f"Organisatie {number + 1}", MUNICIPALITIES[number % 19], WORDS[number % 17]
    summary = f"{SUMMARY} Vraag naar {word} of {WORDS[(number + 5) % 17]}."
    return {
        "summary": summary,
        "mission": TEXT,
        "postcode": f"{1000 + 10 * (number % 19)}",
        "municipality": town,
        "languages": LANGUAGES[number % 6],
        "sort_name": sort_key(name),
        "search_text": searchable(f"{name} {summary} {town} {TEXT}"),
    }


@transaction.atomic
def fill(size):
    """A Dutch section with ``size`` organisations, meetings and articles; gives the addresses of its views."""
    section = make_section("nl")
    disciplines = [make_discipline(name) for name in DISCIPLINES]
    images = [make_image(f"Beeld {number}", size=(1280, 800)) for number in range(12)]
    organisations = add_pages(
        section.directory,
        OrganisationProfilePage,
        size,
        "Organisatie",
        lambda number: organisation(number) | {"logo": images[number % len(images)]},
    )
    hubs = add_pages(section.workgroups, WorkgroupHubPage, HUBS, "Werkgroep", lambda number: {"summary": SUMMARY})
    projects = add_pages(
        section.projects,
        ProjectShowcasePage,
        size // 10,
        "Project",
        lambda number: {
            "summary": SUMMARY,
            "image": images[number % len(images)],
            "workgroup": hubs[number % HUBS],
            "lead_organisation": organisations[number],
            "status": "running" if number % 6 else "looking_for_partners",
        },
    )
    articles = add_pages(
        section.knowledge,
        KnowledgeArticlePage,
        size,
        "Artikel",
        lambda number: {
            "summary": SUMMARY,
            "what_worked": TEXT,
            "image": images[number % len(images)],
            "project": projects[number % len(projects)],
        },
    )
    for pages in (organisations, hubs, projects, articles):
        tick_disciplines(pages, disciplines)
    ProjectPartner.objects.bulk_create(
        [
            ProjectPartner(page=project, organisation=organisations[(number + step) % size])
            for number, project in enumerate(projects)
            for step in (1, 2, 3)
        ],
        batch_size=400,
    )
    ArticleOrganisation.objects.bulk_create(
        [ArticleOrganisation(page=article, organisation=organisations[n]) for n, article in enumerate(articles)],
        batch_size=400,
    )
    add_meetings(hubs, size)
    add_agendas(list(Meeting.objects.order_by("pk")))
    add_members(hubs, organisations)
    return addresses(section, organisations, hubs, projects, articles)


def add_members(hubs, organisations):
    for seat in range(HUBS * MEMBERS):
        person = Person.objects.create(given_name="Amina", family_name=f"Peeters {seat % MEMBERS}")
        Mandate.objects.create(
            person=person, workgroup=hubs[seat // MEMBERS], organisation=organisations[seat % len(organisations)]
        )


def addresses(section, organisations, hubs, projects, articles):
    def path_of(page):
        return page.get_url_parts()[2]

    bare = section.home.add_child(instance=HomePage(title="Kaal", locale=section.locale))
    blocks = section.home.add_child(instance=HomePage(title="Blokken", locale=section.locale))
    blocks.body = [
        (name, {"heading": "", "limit": 3}) for name in ("next_meetings", "organisations", "projects", "articles")
    ]
    blocks.save()
    directory, register = path_of(section.directory), path_of(section.register)
    last = len(organisations) // 24
    meeting, reported = Meeting.objects.upcoming().first(), Meeting.objects.past().first()
    add_attendance(reported)
    return {
        "bare page": path_of(bare),
        "organisations": directory,
        "organisations, one discipline": f"{directory}?discipline=muziek",
        "organisations, last page": f"{directory}?page={last}",
        "organisations, search": f"{directory}?q=poëzie",
        "organisations, search for a common word": f"{directory}?q=iedereen",
        "organisations, search and two facets": f"{directory}?q=koor&discipline=muziek&municipality=Elsene",
        "organisations, one group": f"{directory}?group={hubs[0].slug}",
        "groups": path_of(section.workgroups),
        "projects": path_of(section.projects),
        "articles": path_of(section.knowledge),
        "articles, last page": f"{path_of(section.knowledge)}?page={last}",
        "meetings": register,
        "meetings, one group": f"{register}?group={hubs[0].slug}",
        "meetings, one year": f"{register}?year={reported.starts_at.year}",
        "meetings, this month": f"{register}month/",
        "decisions": f"{register}decisions/",
        "decisions, search": f"{register}decisions/?q=zalen+{searchable(WORDS[10])}",
        "decisions, one group and year": f"{register}decisions/?group={hubs[0].slug}&year={reported.starts_at.year}",
        "four blocks": path_of(blocks),
        "organisation": path_of(organisations[1]),
        "group": path_of(hubs[0]),
        "project": path_of(projects[1]),
        "article": path_of(articles[1]),
        "meeting": register + meeting.route,
        "meeting with minutes": register + reported.route,
        "feedback form": make_form(questions=[{"label": f"Vraag {n}"} for n in range(6)]).get_absolute_url(),
        "group.ics": f"/cultuurraad/workgroups/{hubs[0].pk}.ics",
    }
