"""``python -m tests.browser.site``: fills a new site and serves it; prints its address and pages as one line of JSON.

The Dutch section is full, the French one is empty.
"""

import json
import sys
from datetime import timedelta
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def fill():
    from django.urls import reverse
    from django.utils import timezone

    from cultuurraad_wagtail.inventory.rounds.confirmation import token_of
    from cultuurraad_wagtail.models import ConfirmationRequest, CouncilSettings, Meeting
    from cultuurraad_wagtail.pages.knowledge import ArticleDocument
    from cultuurraad_wagtail.pages.workgroups import WorkgroupDocument
    from tests import factories as make
    from tests.browser import rounds

    dutch, french = make.make_site_section()
    make.make_editor()
    disciplines = [make.make_discipline(name) for name in ("Muziek", "Theater")]
    make.make_discipline("Leeg")
    document = make.make_document("Verslag van het jaar")
    text = "<h3>Een kop</h3><p>Een <b>lange</b> tekst met een <a href='https://example.org/'>verwijzing</a>.</p>"
    words = "<p>Welkom, met een <a href='https://example.org/'>verwijzing</a> en een lijst.</p><ul><li>Punt</li></ul>"
    summary = "Een huis voor iedereen die samen iets wil maken, met onvoorstelbaarlangewoordenzonderéénspatie."
    image = make.make_image("Gevel", size=(1280, 800), colour="#335577")
    organisation = make.make_organisation(
        dutch,
        "Het Huis van de Levende Verbeelding en de Onafgebroken Samenwerking",
        disciplines=disciplines,
        summary=summary,
        mission=text,
        goals=text,
        ongoing_projects=text,
        logo=image,
        logo_alt="De gevel bij avond",
        languages=["nl", "fr", "sign"],
        street="Antoine Dansaertstraat 1",
        postcode="1000",
        municipality="Brussel",
        latitude="50.85",
        longitude="4.34",
        enterprise_number=make.ENTERPRISE_NUMBER,
        email="een.heel.lang.adres.voor.de.bezoekers@onafgebrokensamenwerking.example.org",
        phone="02 512 34 56",
        website="https://example.org/een/heel/lang/adres/van/een/site/zonder/spaties",
        accessibility=text,
    )
    organisation.social_links.create(name="Mastodon", url="https://example.org/@huis")
    organisation.tags.add("repetitieruimte")
    organisation.save()
    for number in range(4):
        make.make_organisation(dutch, f"Huis {number}", disciplines=disciplines[:1], summary=summary)
    stopped = make.make_organisation(
        dutch, "Verdwenen Vertelhuis", summary=summary, ceased_on=make.days_from_today(-9)
    )
    CouncilSettings.objects.create(site=dutch.site, open_data_licence="cc-by", open_data_note="Cultuurraad Teststad")
    blocks = [
        ("heading", "Een kop"),
        ("paragraph", text),
        ("figure", {"image": image, "caption": "Foto: Amina"}),
        ("quotation", {"text": "Samen lukt het.", "attribution": "Bo"}),
        ("document", document),
    ]
    hub = make.make_hub(dutch, "Podiumkunsten", disciplines=disciplines, summary=summary, purpose=text, body=blocks)
    WorkgroupDocument.objects.create(page=hub, document=document)
    for role, shown in (("chair", True), ("substitute", False), ("observer", False)):
        person = make.make_person(email="amina@example.org", show_email=shown, phone="02 512 34 56", show_phone=shown)
        make.make_mandate(person, hub, organisation, role=role, is_voting=role != "observer")
    council = make.make_hub(dutch, "Raad van het jaar", kind="council", sort_order=90)
    make.make_hub(dutch, "Raad van de verslagen", kind="council", sort_order=91)
    for given, email in (("Noor", "noor@example.org"), ("Yusuf", "yusuf@example.org")):
        make.make_mandate(make.make_person(given, "Vermeersch", email=email), council)
    meeting = make.make_meeting(
        hub, "Voorjaarsraad", place="Muntpunt, Munt 6, 1000 Brussel", introduction=words, agenda=["Begroting", "Varia"]
    )
    meeting.agenda_items.update(text=text, presenter="Amina", duration=20, document=document)
    Meeting.objects.filter(pk=meeting.pk).update(online_url="https://example.org/vergadering")
    cancelled = make.make_meeting(hub, "Afgelaste raad", status="cancelled")
    past = make.make_past_meeting(
        hub, "Najaarsraad", minutes=text, minutes_document=document, kind="knowledge_session"
    )
    for day in range(9, 14):
        make.make_past_meeting(hub, days=day)
    project = make.make_project(
        dutch,
        "Nacht van de Stad",
        lead_organisation=organisation,
        partners=[organisation],
        workgroup=hub,
        kind="performance",
        status="looking_for_partners",
        starts_on=make.days_from_today(10),
        ends_on=make.days_from_today(40),
        sought=text,
        results=text,
        summary=summary,
        image=image,
        images=[("figure", {"image": image, "caption": "Foto: Bo"})],
        body=blocks,
        disciplines=disciplines,
    )
    article = make.make_article(
        dutch,
        "Samen een zaal delen",
        organisations=[organisation],
        project=project,
        session=past,
        kind="lesson_learned",
        context=text,
        what_worked=text,
        obstacles=text,
        lessons=text,
        cost_and_time="€ 1.200 en drie avonden",
        summary=summary,
        image=image,
        body=blocks,
        disciplines=disciplines,
    )
    article.tags.add("zaal")
    article.save()
    ArticleDocument.objects.create(page=article, document=document)
    questions = [
        {"label": "Wat bleef je bij?", "required": True, "help_text": "In één zin."},
        {"label": "Vertel meer", "field_type": "multiline"},
        {"label": "Je adres", "field_type": "email"},
        {"label": "Hoeveel personen?", "field_type": "number"},
        {"label": "Kom je terug?", "field_type": "radio", "choices": "Ja\nNee\nMisschien", "required": True},
        {"label": "Wat trok je aan?", "field_type": "checkboxes", "choices": "Muziek\nDans"},
        {"label": "Welk cijfer?", "field_type": "scale", "low_label": "zwak", "high_label": "sterk"},
        {"label": "Was het duidelijk?", "field_type": "yes_no"},
        {"label": "Wanneer was je er?", "field_type": "date"},
        {"label": "Ik ga akkoord", "field_type": "consent", "required": True},
    ]
    form = make.make_form("Wat vond je ervan?", questions=questions, introduction=words, thanks="<p>Dank je wel.</p>")
    questionnaire, conditional = _questionnaires(make)
    now = timezone.now()
    closed = make.make_form("Gesloten vragen", open_until=now - timedelta(days=1))
    early = make.make_form("Latere vragen", open_from=now + timedelta(days=1))
    lists = ("next_meetings", "organisations", "projects", "articles")
    for section in (dutch, french):
        section.home.body = [(name, {"heading": f"Blok {name}", "limit": 3}) for name in lists]
        if section is dutch:
            section.home.body.append(("feedback_form", {"form": form}))
        section.home.save()

    def path_of(page, rest=""):
        return page.get_url_parts()[2] + rest

    full = {
        "home page with blocks": path_of(dutch.home),
        "directory": path_of(dutch.directory),
        "second page of the directory": path_of(dutch.directory, "?page=2"),
        "directory of one discipline": path_of(dutch.directory, "?discipline=muziek"),
        "directory of a discipline without organisations": path_of(dutch.directory, "?discipline=leeg"),
        "directory with filters": path_of(
            dutch.directory, "?q=huis&municipality=Brussel&language=fr&group=podiumkunsten"
        ),
        "directory with organisations that stopped": path_of(dutch.directory, "?stopped=1&letter=v&sort=newest"),
        "profile of an organisation that stopped": path_of(stopped),
        "groups": path_of(dutch.workgroups),
        "projects": path_of(dutch.projects),
        "articles": path_of(dutch.knowledge),
        "register": path_of(dutch.register),
        "register of one group": path_of(dutch.register, f"?group={hub.slug}"),
        "profile": path_of(organisation),
        "hub": path_of(hub),
        "showcase": path_of(project),
        "article": path_of(article),
        "meeting": path_of(dutch.register, meeting.route),
        "cancelled meeting": path_of(dutch.register, cancelled.route),
        "past meeting": path_of(dutch.register, past.route),
        "form": form.get_absolute_url(),
        "questionnaire": questionnaire.get_absolute_url(),
        "questionnaire in French": questionnaire.get_absolute_url("fr"),
        "closed form": closed.get_absolute_url(),
        "form that is not open yet": early.get_absolute_url(),
        "thanks": form.get_absolute_url() + "thanks/",
    }
    full |= _registration(make, hub, path_of(dutch.register))
    full |= _action(make, meeting, organisation)
    evaluated = rounds.fill(dutch)
    full |= evaluated["pages"]
    asked = make.make_organisation(
        dutch, "Gevraagd huis", summary=summary, mission=text, contact_email="bestuur@huis.be"
    )
    request = ConfirmationRequest.objects.create(organisation=asked, recipient=asked.contact_email)
    bare_hub = make.make_hub(french, "Groupe")
    empty = {
        "empty home page with blocks": path_of(french.home),
        **{f"empty {name}": path_of(getattr(french, name)) for name in ("directory", "projects", "knowledge")},
        "empty register": path_of(french.register),
        "empty hub": path_of(bare_hub),
        "empty meeting": path_of(french.register, make.make_meeting(make.make_hub(french), "Réunion").route),
        "empty profile": path_of(make.make_organisation(french, "Maison", live=True)),
        "empty showcase": path_of(make.make_project(french, "Projet")),
        "empty article": path_of(make.make_article(french, "Article")),
    }
    empties = make.make_section("nl", hostname="leeg.localhost")
    empty |= {"empty groups": f"http://leeg.localhost{path_of(empties.workgroups)}"}
    return {
        "confirm": reverse("cultuurraad_wagtail:confirm", args=[token_of(request)]),
        "pages": {**full, **empty},
        "admin": evaluated["admin"],
        "form": full["form"],
        "conditional": conditional.get_absolute_url(),
        "indexes": {name: getattr(dutch, name).pk for name in ("directory", "workgroups")},
    }


def _questionnaires(make):
    """A form with sections and questions in several fields, partly in French; one whose parts depend on answers."""
    statements = "Organisaties delen wat ze leren, ook wat niet lukte\nGoede voorbeelden zijn gemakkelijk te vinden"
    ends = {"low_label": "helemaal niet akkoord", "high_label": "helemaal akkoord", "has_na": True}
    questions = [
        {"label": "Vooraf", "field_type": "section", "help_text": "Een paar dingen over u."},
        {"label": "Hoe waarschijnlijk?", "field_type": "scale", "steps": 10, **ends},
        {"label": "Kennis", "field_type": "section"},
        {"label": "Wat vindt u?", "field_type": "matrix", "choices": statements, "required": True, **ends},
        {"label": "Vaak?", "field_type": "matrix", "steps": 10, "choices": statements, **ends},
        {"label": "Wat eerst?", "field_type": "ranking", "choices": "Muziek\nDans\nCircus"},
    ]
    for question in questions[:3]:
        question["translations"] = {"fr": {"label": "En français"}}
    words = {"fr": {"title": "Ensemble"}}
    long = make.make_form("Samen", questions=questions, translations=words, may_pause=True)
    parts = make.make_form("Naargelang", may_pause=True, questions=[{"label": "Kwam u?", "field_type": "yes_no"}])
    came = parts.questions.get()
    only = {"only_if": came.key, "only_if_answers": "Ja"}
    often = make.make_question(
        parts, "Hoe vaak?", field_type="radio", choices="Eens\nVaker", required=True, sort_order=2, **only
    )
    only = {"only_if": often.key, "only_if_answers": "Vaker"}
    make.make_question(parts, "Waarom vaker?", required=True, sort_order=3, **only)
    return long, parts


def _registration(make, hub, register):
    """A meeting with a form, full and with somebody on its waiting list; and the pages of who registers."""
    from django.urls import reverse
    from django.utils import timezone

    from cultuurraad_wagtail.models import Registration, Sitting
    from cultuurraad_wagtail.scheduling.registration import token_of

    meeting = make.make_meeting(hub, "Open avond")
    sitting = Sitting.objects.of(meeting)
    sitting.is_public, sitting.capacity, sitting.most_guests, sitting.shows_participants = True, 1, 2, True
    sitting.save()
    for name, status in (("Amina", "coming"), ("Bram", "waiting")):
        row = Registration.objects.create(
            sitting=sitting,
            name=name,
            email=f"{name}@huis.be",
            status=status,
            may_be_named=True,
            waits_since=timezone.now() if status == "waiting" else None,
        )
    form = reverse("cultuurraad_wagtail:register", args=["nl", meeting.translation_key])
    return {
        "meeting that is full": f"{register}{meeting.route}",
        "registration": form,
        "registration of who is known": f"{form}?known",
        "answer of who waits": reverse("cultuurraad_wagtail:registration", args=[token_of(row)]),
    }


def _action(make, meeting, organisation):
    """The page of who took on what a meeting decided, and has something else to do."""
    from django.urls import reverse

    from cultuurraad_wagtail.models import ActionItem
    from cultuurraad_wagtail.scheduling.trail.actions import token_of

    owner = make.make_person("Bram", email="bram@huis.be")
    fields = {"owner": owner, "organisation": organisation, "workgroup": meeting.workgroup}
    fields |= {"meeting_key": meeting.translation_key, "due_on": make.days_from_today(-3)}
    action = ActionItem.objects.create(title="De zaal voor het voorjaar boeken", **fields)
    ActionItem.objects.create(title="Affiches hangen in de wijk", **fields)
    address = reverse("cultuurraad_wagtail:action", args=[token_of(action)])
    return {"action item": address, "action item that was answered": f"{address}?saved"}


def main():
    django.setup()
    from django.conf import settings
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    facts = fill()
    server = make_server(
        "127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), server_class=Server, handler_class=SilentHandler
    )
    sys.stdout.write(json.dumps({**facts, "port": server.server_port, "mail": str(settings.EMAIL_FILE_PATH)}) + "\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
