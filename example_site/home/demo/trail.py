"""What became of some meetings: who was there, what was decided, who promised what, who comes next time."""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

import datetime

from cultuurraad_wagtail.choices import MeetingKind, SeriesFrequency
from cultuurraad_wagtail.models import ActionItem, CouncilSettings, Meeting, MeetingSeries, Person, Sitting
from cultuurraad_wagtail.scheduling.planning import save_series
from cultuurraad_wagtail.scheduling.trail.approval import prepare_agenda
from cultuurraad_wagtail.scheduling.trail.attendance import attendance_list, save_attendance

APPROVED = "Advies over de culturele gebouwen"
FOR_REMARKS = "Samenwerkingsplan: stand van zaken"
FOLLOWING = "Advies over het cultuurbeleidsplan"
OPEN_EVENING = "Cultuurplatform: samen het seizoen plannen"
SERIES = "Bestuursoverleg"

# By meeting and agenda item: what was said, what was decided, votes for, against, abstentions
REPORTS = {
    APPROVED: {
        "Advies: toelichting en bespreking": (
            "<p>De leden bespreken de leegstand op de benedenverdiepingen. Twee organisaties vragen kortere contracten.</p>",
            "De Cultuurraad adviseert om voor elk leegstaand stadsgebouw een tijdelijk cultureel gebruik te onderzoeken.",
            (11, 1, 1),
        ),
        "Nieuws uit de werkgroepen": (
            "<p>De werkgroep Ruimte en ateliers heeft een lijst van 42 ruimtes.</p>",
            "De lijst van ruimtes komt op de website.",
            (None, None, None),
        ),
    },
    FOR_REMARKS: {
        "Advies: toelichting en bespreking": (
            "<p>Van de acht stappen zijn er vijf begonnen. De gedeelde kalender is er nog niet.</p>",
            "De Cultuurraad keurt de tussentijdse stand van het samenwerkingsplan goed.",
            (13, 0, 0),
        ),
        "Rondvraag": ("<p>De volgende rondgang gaat naar Laken.</p>", "", (None, None, None)),
    },
}

# title, who, days until it is due
ACTIONS = [
    ("De lijst van ruimtes op de website zetten", ("Fatih", "Yıldız"), -3),
    ("Voorstel voor een gedeelde kalender uitwerken", ("Bart", "Verstraeten"), 18),
    ("Laken: een zaal zoeken voor de rondgang", ("Ilse", "Vandenbroucke"), 25),
]

# name, answer, guests, may be named
REGISTERED = [
    ("Noor Lambrechts", "coming", 1, True),
    ("Youssef Amrani", "coming", 0, True),
    ("Marie Delvaux", "coming", 2, False),
    ("Tom Segers", "coming", 0, True),
    ("Aïcha Benali", "declined", 0, False),
]


def load_trail(site, hubs, meetings, today):
    """All of it, once; a second load leaves everything as it is."""
    if Sitting.objects.filter(key=meetings[OPEN_EVENING].translation_key).exists():
        return
    CouncilSettings.objects.update_or_create(
        site=site, defaults={"quorum": 50, "organiser_name": "Cultuurraad", "agenda_request_days": 7}
    )
    for title, reports in REPORTS.items():
        report(Meeting.objects.get(pk=meetings[title].pk), reports)
    approve(meetings[APPROVED], meetings[FOR_REMARKS])
    ask_for_remarks(meetings[FOR_REMARKS], today)
    for title, (given, family), days in ACTIONS:
        ActionItem.objects.create(
            title=title,
            owner=Person.objects.filter(given_name=given, family_name=family).first(),
            due_on=today + datetime.timedelta(days=days),
            workgroup=meetings[FOR_REMARKS].workgroup,
            meeting_key=meetings[FOR_REMARKS].translation_key,
        )
    prepare_agenda(meeting=meetings[FOLLOWING])
    open_registration(meetings[OPEN_EVENING])
    plan(hubs["Dagelijks bestuur"], today)


def report(meeting, reports):
    """Write and publish the minutes, with a list of who was there: all but one, and one who was represented."""
    items = list(meeting.agenda_items.all())
    for item in items:
        if item.title in reports:
            item.minutes, item.decision, votes = reports[item.title]
            item.votes_for, item.votes_against, item.abstentions = votes
    meeting.agenda_items, meeting.minutes = items, ""
    meeting.save_revision().publish()
    sitting = Sitting.objects.of(meeting)
    rows = attendance_list(meeting=meeting, sitting=sitting)
    rows[0].status = "excused"
    rows[1].status, rows[1].represented_by = "represented", rows[2].name
    save_attendance(sitting=sitting, rows=rows, others=[])


def approve(meeting, approved_in):
    Sitting.objects.filter(key=meeting.translation_key).update(
        minutes_state="approved", approved_at=approved_in.starts_at, approved_in=approved_in.translation_key
    )


def ask_for_remarks(meeting, today):
    """As after “send for remarks”, without the mail."""
    Sitting.objects.filter(key=meeting.translation_key).update(
        minutes_state="remarks",
        sent_for_remarks_at=meeting.ends_at + datetime.timedelta(days=5),
        remarks_until=today + datetime.timedelta(days=9),
    )


def open_registration(meeting):
    sitting = Sitting.objects.of(meeting)
    sitting.is_public, sitting.capacity, sitting.most_guests, sitting.shows_participants = True, 60, 2, True
    sitting.save()
    for name, status, guests, may_be_named in REGISTERED:
        email = f"{name.split()[0].lower()}@voorbeeld.example"
        sitting.registrations.create(name=name, email=email, status=status, guests=guests, may_be_named=may_be_named)


def plan(hub, today):
    """Four meetings of the board, each on the third Monday of a month."""
    save_series(
        series=MeetingSeries(
            title=SERIES,
            workgroup=hub,
            kind=MeetingKind.BOARD,
            starts_on=today + datetime.timedelta(days=60),
            starts_at=datetime.time(17),
            duration=90,
            place="Stadhuis, zaal Gotiek, Grote Markt 1, 1000 Brussel",
            frequency=SeriesFrequency.MONTHLY_WEEKDAY,
            weekdays=[0],
            nth=3,
            count=4,
        )
    )
