"""What is over time goes by itself: by the settings of each site, of forms their own; never sooner."""

from datetime import timedelta
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from cultuurraad_wagtail.feedback import current_version
from cultuurraad_wagtail.models import (
    ActionItem,
    AgendaRequest,
    Attendance,
    ConfirmationRequest,
    ConfirmationRound,
    CouncilSettings,
    ErasedResponses,
    EvaluationRound,
    ImportRun,
    Invitee,
    MinutesRemark,
    OutboxMail,
    Person,
    ProfileProposal,
    Registration,
    Response,
    Sitting,
    UnfinishedResponse,
)
from cultuurraad_wagtail.privacy import expire, expiring, overdue
from tests.factories import (
    days_from_today,
    make_form,
    make_hub,
    make_mandate,
    make_meeting,
    make_organisation,
    make_person,
    make_response,
    make_section,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(months, days=0):
    return NOW - relativedelta(months=months) - timedelta(days=days)


def rules(section, **fields):
    return CouncilSettings.objects.update_or_create(site=section.site, defaults=fields)[0]


def make_round(section, form, *, closed_at, **fields):
    return EvaluationRound.objects.create(
        site=section.site,
        form=form,
        title=f"Ronde {uuid4().hex[:6]}",
        opens_at=ago(60),
        closes_at=ago(59),
        started_at=ago(60),
        closed_at=closed_at,
        **fields,
    )


def make_sitting(hub, *, ended, name="Bram"):
    """A meeting that ended then, with one row of each kind."""
    meeting = make_meeting(hub, starts_at=ended - timedelta(hours=2))
    sitting = Sitting.objects.of(meeting)
    email = f"{name.lower()}{uuid4().hex[:4]}@huis.be"
    registration = Registration.objects.create(sitting=sitting, name=name, email=email, guests=1, status="coming")
    Attendance.objects.create(sitting=sitting, name=name, sort_name=name, status="present", is_voting=True)
    AgendaRequest.objects.create(sitting=sitting, registration=registration, name=name, title="Fietsen")
    MinutesRemark.objects.create(sitting=sitting, registration=registration, name=name, text="Niet gezegd")
    return sitting


def test_answers_go_and_are_counted_on(section):
    rules(section, keep_responses=12)
    form = make_form()
    make_response(form, submitted_at=ago(12, days=1))
    make_response(form, submitted_at=ago(13))
    kept = make_response(form, submitted_at=ago(11))
    ErasedResponses.objects.create(form=form, number=3)

    assert expire(now=NOW) == {"response": 2}

    assert list(Response.objects.all()) == [kept]
    assert ErasedResponses.objects.get().number == 5
    assert expire(now=NOW) == {}
    assert ErasedResponses.objects.get().number == 5


def test_what_was_quoted_of_an_answer_goes_with_it(section):
    rules(section, keep_responses=12)
    form = make_form(questions=[{"label": "Vertel"}])
    key = form.questions.get().key
    quotes = [{"key": key, "text": text} for text in ("Meer ruimte", "Minder papier")]
    old = make_round(section, form, closed_at=ago(13), quotes=quotes[:1])
    lately = make_round(section, form, closed_at=ago(11), quotes=quotes)
    for each, text in ((old, "Meer ruimte"), (lately, "Meer ruimte"), (lately, "Minder papier")):
        make_response(form, answers={"Vertel": text}, round=each, submitted_at=None)

    expire(now=NOW)

    assert [EvaluationRound.objects.get(pk=each.pk).quotes for each in (old, lately)] == [[], quotes]


def test_form_may_say_another_time(section):
    rules(section, keep_responses=12)
    short, long = make_form(keep_months=1), make_form(keep_months=24)
    make_response(short, submitted_at=ago(2))
    kept = make_response(long, submitted_at=ago(20))

    assert expire(now=NOW) == {"response": 1}
    assert list(Response.objects.all()) == [kept]


def test_time_of_a_round_begins_when_it_closes_and_an_open_one_has_none(section):
    rules(section, keep_responses=12)
    form = make_form()
    is_open, lately, long_ago = (make_round(section, form, closed_at=at) for at in (None, ago(11), ago(13)))
    for round in (is_open, lately, long_ago):
        make_response(form, round=round, submitted_at=None)
        make_response(form, round=round, submitted_at=ago(50))

    assert expire(now=NOW) == {"response": 2}
    assert {each.round for each in Response.objects.all()} == {is_open, lately}


def test_each_site_has_its_own_time_and_the_longest_wins_for_what_has_no_site(section):
    other = make_section("nl", hostname="andere.be")
    rules(section, keep_registrations=6, keep_mail=3)
    rules(other, keep_registrations=24, keep_mail=9)
    here = make_sitting(make_hub(section), ended=ago(12))
    there = make_sitting(make_hub(other), ended=ago(12))
    for months in (2, 4, 10):
        OutboxMail.objects.create(recipient="a@b.be", subject=f"{months}", body="", status="sent", sent_at=ago(months))

    assert expire(now=NOW) == {"registration": 1, "attendance": 1, "outboxmail": 1}

    assert [each.name for each in here.registrations.all()] == ["N.N."]
    assert [each.name for each in there.registrations.all()] == ["Bram"]
    assert set(OutboxMail.objects.values_list("subject", flat=True)) == {"2", "4"}


def test_no_number_keeps_for_good(section):
    fields = [each.name for each in CouncilSettings._meta.fields if each.name.startswith("keep_")]
    rules(section, **dict.fromkeys(fields))
    make_response(make_form(), submitted_at=ago(200))
    make_sitting(make_hub(section), ended=ago(200))
    OutboxMail.objects.create(recipient="a@b.be", subject="", body="", status="sent", sent_at=ago(200))
    person = make_person()
    make_mandate(person, make_hub(section), ends_on=days_from_today(-9000))

    assert expire(now=NOW) == {}
    assert [count for _rule, count in overdue(now=NOW)] == [0] * 11


def test_site_without_settings_has_the_usual_times(section):
    make_response(make_form(), submitted_at=ago(37))
    make_response(make_form(), submitted_at=ago(35))

    assert expire(now=NOW) == {"response": 1}


def test_names_go_from_a_meeting_and_every_number_stays(section):
    rules(section, keep_registrations=6, keep_contributions=24)
    old, new = (make_sitting(make_hub(section), ended=ago(months)) for months in (7, 5))

    assert expire(now=NOW) == {"registration": 1, "attendance": 1}

    assert (old.registrations.coming().heads(), old.attendance.counting().count()) == (2, 1)
    row = old.registrations.get()
    assert (row.name, row.email) == ("N.N.", f"erased-{row.pk}@erased.invalid")
    assert old.attendance.get().name == "N.N."
    assert new.registrations.get().name == "Bram"
    assert AgendaRequest.objects.count() == 2


def test_meeting_in_two_languages_is_as_young_as_the_last_of_them(sections):
    dutch, french = sections
    rules(dutch, keep_registrations=6)
    meeting = make_meeting(make_hub(dutch), starts_at=ago(8))
    make_meeting(make_hub(french), starts_at=ago(2), translation_key=meeting.translation_key)
    Registration.objects.create(sitting=Sitting.objects.of(meeting), name="Bram", email="bram@huis.be")

    assert expire(now=NOW) == {}


def test_requests_and_remarks_go(section):
    rules(section, keep_registrations=24, keep_contributions=6)
    make_sitting(make_hub(section), ended=ago(7))
    make_sitting(make_hub(section), ended=ago(5))

    assert expire(now=NOW) == {"agendarequest": 1, "minutesremark": 1}


def test_invitees_of_a_closed_round_become_nameless_and_still_count(section):
    rules(section, keep_responses=6)
    form = make_form()
    rounds = [make_round(section, form, closed_at=at) for at in (None, ago(5), ago(7))]
    for round in rounds:
        for number in range(2):
            Invitee.objects.create(
                round=round, name="Bram", email=f"{number}@huis.be", language="nl", has_answered=bool(number)
            )

    assert expire(now=NOW) == {"invitee": 2}

    named = [[each.name for each in round.invitees.order_by("pk")] for round in rounds]
    assert named == [["Bram", "Bram"], ["Bram", "Bram"], ["N.N.", "N.N."]]
    assert rounds[2].invitees.filter(has_answered=True).count() == 1


def test_unfinished_answers_go_when_their_time_is_over(section):
    form = make_form()
    UnfinishedResponse.objects.create(form=form, data={"q": ["x"]}, expires_at=NOW - timedelta(seconds=1))
    kept = UnfinishedResponse.objects.create(form=form, data={"q": ["x"]}, expires_at=NOW + timedelta(days=1))

    assert expire(now=NOW) == {"unfinishedresponse": 1}
    assert list(UnfinishedResponse.objects.all()) == [kept]


def test_yearly_round_goes_with_its_proposals_but_no_link_that_works(section):
    rules(section, keep_confirmations=1)
    round = ConfirmationRound.objects.create(started_at=ago(3))
    old, valid = (
        ConfirmationRequest.objects.create(
            organisation=make_organisation(section), round=round, recipient="a@huis.be", sent_at=at, expires_at=until
        )
        for at, until in ((ago(3), ago(1)), (ago(2), NOW + timedelta(days=1)))
    )
    ProfileProposal.objects.create(request=old, note="Dag")

    assert expire(now=NOW) == {"confirmationrequest": 1}
    assert list(ConfirmationRequest.objects.all()) == [valid]
    assert not ProfileProposal.objects.exists()


def test_mail_that_still_waits_stays(section):
    rules(section, keep_mail=1)
    for status in ("queued", "sending", "sent", "failed"):
        OutboxMail.objects.create(recipient="a@b.be", subject=status, body="", status=status, created_at=ago(2))

    assert expire(now=NOW) == {"outboxmail": 2}
    assert set(OutboxMail.objects.values_list("subject", flat=True)) == {"queued", "sending"}


def test_upload_that_nobody_finished_goes(section, editor):
    run = ImportRun.objects.create(directory=section.directory, user=editor, filename="lijst.csv", content=b"a;b")
    ImportRun.objects.filter(pk=run.pk).update(created_at=NOW - timedelta(days=31))

    assert expire(now=NOW) == {"importrun": 1}


def test_former_people_go_and_nobody_who_sits_will_sit_or_has_something_to_do(section):
    rules(section, keep_former_people=12)
    hub = make_hub(section)
    long_ago, lately, ahead = days_from_today(-400), days_from_today(-300), days_from_today(10)
    seats = {
        "Weg": [{"ends_on": long_ago}],
        "Twee": [{"ends_on": long_ago}, {"ends_on": lately}],
        "Zit": [{"ends_on": long_ago}, {"starts_on": lately}],
        "Komt": [{"ends_on": long_ago}, {"starts_on": ahead, "ends_on": days_from_today(900)}],
        "Doet": [{"ends_on": long_ago}],
        "Gedaan": [{"ends_on": long_ago}],
        "Nooit": [],
    }
    people = {name: make_person(name) for name in seats}
    for name, mandates in seats.items():
        for mandate in mandates:
            make_mandate(people[name], hub, **mandate)
    ActionItem.objects.create(title="Nog te doen", owner=people["Doet"])
    ActionItem.objects.create(title="Gedaan", owner=people["Gedaan"], state="done")

    assert expire(now=NOW) == {"person": 2}

    left = set(Person.objects.values_list("given_name", flat=True))
    assert left == {"Twee", "Zit", "Komt", "Doet", "Nooit"}


def test_it_goes_on_where_it_was_interrupted(section, monkeypatch):
    rules(section, keep_responses=12)
    form = make_form()
    version = current_version(form)
    for number in range(5):
        make_response(form, submitted_at=ago(13), version=version, submission_key=f"k{number}")
    monkeypatch.setattr(expiring, "BATCH", 2)
    steps = []
    step = expiring._step

    def stops_at_the_second(*args):
        steps.append(args)
        if len(steps) == 2:
            raise KeyboardInterrupt
        return step(*args)

    monkeypatch.setattr(expiring, "_step", stops_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        expire(now=NOW)
    assert (Response.objects.count(), ErasedResponses.objects.get().number) == (3, 2)

    assert expire(now=NOW) == {"response": 3}
    assert (Response.objects.count(), ErasedResponses.objects.get().number) == (0, 5)
