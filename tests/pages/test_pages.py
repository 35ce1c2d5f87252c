"""Each page family as a visitor meets it: what it shows, in which language, and what it says when it is empty."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from cultuurraad_wagtail.models import (
    KnowledgeArticlePage,
    Meeting,
    OrganisationProfilePage,
    ProjectShowcasePage,
    WorkgroupHubPage,
)
from cultuurraad_wagtail.pages.knowledge import ArticleDocument
from cultuurraad_wagtail.pages.workgroups import WorkgroupDocument
from tests.factories import (
    days_from_today,
    in_brussels,
    make_article,
    make_discipline,
    make_document,
    make_hub,
    make_image,
    make_mandate,
    make_meeting,
    make_organisation,
    make_past_meeting,
    make_person,
    make_private_collection,
    make_project,
)


def path_of(page):
    return page.get_url_parts()[2]


def get(client, page, query=""):
    response = client.get(path_of(page) + query)
    assert response.status_code == 200
    return response


def body_of(client, page, query=""):
    return get(client, page, query).content.decode()


def titles(response):
    return [item.title for item in response.context["items"]]


MAKE = {
    "directory": make_organisation,
    "workgroups": make_hub,
    "projects": make_project,
    "knowledge": make_article,
}


@pytest.mark.parametrize("name", [*MAKE, "register"])
def test_index_page_stands_in_the_frame_of_the_host_site(client, section, name):
    page = getattr(section, name)

    body = body_of(client, page)

    assert "<header>Gastsite</header>" in body
    assert f"<title>{page.title} · Testgemeente</title>" in body
    assert body.count("<h1") == 1


@pytest.mark.parametrize("name", [*MAKE, "register"])
def test_index_page_takes_the_frame_that_the_setting_names(client, section, settings, name):
    settings.CULTUURRAAD_BASE_TEMPLATE = "host/other_base.html"

    assert "Andere omlijsting" in body_of(client, getattr(section, name))


@pytest.mark.parametrize("name", MAKE)
def test_detail_page_stands_in_the_frame_of_the_host_site(client, section, name):
    page = MAKE[name](section, "De Zaak", summary="Korte inhoud.")

    body = body_of(client, page)

    assert "<header>Gastsite</header>" in body
    assert "<title>De Zaak · Testgemeente</title>" in body
    assert "Korte inhoud." in body
    assert body.count("<h1") == 1


@pytest.mark.parametrize("name", MAKE)
def test_empty_list_tells_an_editor_what_to_do_and_a_visitor_that_it_is_empty(client, editor, section, name):
    page = getattr(section, name)
    address = f"/admin/pages/{page.pk}/add_subpage/"

    assert address not in body_of(client, page)
    assert "cultuurraad-empty" in body_of(client, page)

    client.force_login(editor)
    assert address in body_of(client, page)


@pytest.mark.parametrize("name", MAKE)
def test_list_that_holds_something_is_not_called_empty(client, section, name):
    MAKE[name](section)

    assert "cultuurraad-empty" not in body_of(client, getattr(section, name))


@pytest.mark.parametrize("name", MAKE)
def test_list_is_cut_into_pages(client, section, settings, name):
    settings.CULTUURRAAD_PAGE_SIZE = 2
    made = [MAKE[name](section, f"Zaak {number}").title for number in range(5)]
    page = getattr(section, name)
    expected = made if name in ("directory", "workgroups") else made[::-1]

    shown = [titles(get(client, page, f"?page={number}")) for number in (1, 2, 3)]

    assert shown == [expected[:2], expected[2:4], expected[4:]]


@pytest.mark.parametrize("name", [*MAKE, "register"])
@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?page=x", "?page=", "?page=1e9", "?page=" + "9" * 400])
def test_page_number_that_makes_no_sense_shows_a_page_that_exists(client, section, settings, name, query):
    settings.CULTUURRAAD_PAGE_SIZE = 2
    if name == "register":
        hub = make_hub(section)
        for _ in range(3):
            make_past_meeting(hub)
    else:
        for _ in range(3):
            MAKE[name](section)

    items = get(client, getattr(section, name), query).context["items"]

    assert items.number in (1, 2)
    assert 1 <= len(list(items)) <= 2


@pytest.mark.parametrize("name", MAKE)
@pytest.mark.parametrize(
    "query", ["?discipline=onbestaand", "?discipline=", "?discipline=%00", "?discipline=' OR 1=1", "?discipline=é"]
)
def test_discipline_that_does_not_exist_filters_nothing(client, section, name, query):
    MAKE[name](section, "De Zaak", disciplines=[make_discipline()])

    response = get(client, getattr(section, name), query)

    assert titles(response) == ["De Zaak"]
    assert response.context["chosen_discipline"] is None


@pytest.mark.parametrize("name", MAKE)
def test_list_is_filtered_by_discipline(client, section, name):
    music, dance = make_discipline("Muziek"), make_discipline("Dans")
    for title, disciplines in [("Een", [music]), ("Twee", [dance]), ("Drie", [music, dance]), ("Vier", [])]:
        MAKE[name](section, title, disciplines=disciplines)
    page = getattr(section, name)

    assert sorted(titles(get(client, page, "?discipline=muziek"))) == ["Drie", "Een"]
    assert sorted(titles(get(client, page, "?discipline=dans"))) == ["Drie", "Twee"]


@pytest.mark.parametrize("name", MAKE)
def test_filter_finds_what_was_ticked_in_another_language(client, sections, name):
    _, french = sections
    music = make_discipline("Muziek")
    make_discipline("Musique", language="fr", translation_of=music)
    make_discipline("Danse", language="fr")
    MAKE[name](french, "Chose", disciplines=[music])
    page = getattr(french, name)

    response = get(client, page, "?discipline=musique")

    assert titles(response) == ["Chose"]
    assert [each.name for each in response.context["items"][0].shown_disciplines] == ["Musique"]
    assert titles(get(client, page, "?discipline=danse")) == []


def test_filter_without_a_find_offers_the_way_back(client, section):
    make_discipline("Muziek")
    make_organisation(section)

    body = body_of(client, section.directory, "?discipline=muziek")

    assert '<a href="?">' in body
    assert "Muziek" in body


def test_pages_of_a_filtered_list_keep_the_filter(client, section, settings):
    settings.CULTUURRAAD_PAGE_SIZE = 1
    music = make_discipline("Muziek")
    for _ in range(2):
        make_organisation(section, disciplines=[music])

    body = body_of(client, section.directory, "?discipline=muziek")

    assert 'rel="next" href="?discipline=muziek&amp;page=2"' in body


def test_directory_is_ordered_by_name_without_accents(client, section):
    for title in ["Zinnema", "Écume", "'t Schouwke", "Ancienne Belgique", "ecran"]:
        make_organisation(section, title)

    shown = titles(get(client, section.directory))

    assert shown == ["Ancienne Belgique", "ecran", "Écume", "'t Schouwke", "Zinnema"]


@pytest.mark.parametrize("name", [*MAKE, "register"])
def test_list_speaks_the_language_of_its_page(client, sections, name):
    for section in sections:
        body = body_of(client, getattr(section, name))

        assert f'<html lang="{section.locale.language_code}">' in body
        assert f'<div class="cultuurraad" lang="{section.locale.language_code}">' in body


def test_profile_shows_its_groups_projects_and_articles(client, section):
    organisation = make_organisation(section, "De Zaal")
    make_mandate(make_person(), make_hub(section, "Raad"), organisation)
    make_mandate(make_person(), make_hub(section, "Oude groep"), organisation, ends_on=days_from_today(-1))
    make_project(section, "Geleid", lead_organisation=organisation)
    make_project(section, "Meegedaan", partners=[organisation])
    make_project(section, "Van anderen")
    make_article(section, "Geleerd", organisations=[organisation])
    make_article(section, "Van een ander")

    context = get(client, organisation).context

    assert [page.title for page in context["workgroups"]] == ["Raad"]
    assert [page.title for page in context["projects"]] == ["Meegedaan", "Geleid"]
    assert [page.title for page in context["articles"]] == ["Geleerd"]


def test_profile_in_french_shows_what_is_tied_to_its_dutch_page_and_translated(client, sections):
    dutch, french = sections
    organisation = make_organisation(dutch, "De Zaal")
    translated = make_organisation(french, "La Salle", translation_key=organisation.translation_key)
    project = make_project(dutch, "Samen", lead_organisation=organisation)
    make_project(french, "Ensemble", translation_key=project.translation_key, lead_organisation=organisation)
    make_project(dutch, "Enkel Nederlands", lead_organisation=organisation)

    assert [page.title for page in get(client, translated).context["projects"]] == ["Ensemble"]


def test_profile_shows_how_to_reach_the_organisation(client, section):
    organisation = make_organisation(
        section,
        street="Dansaertstraat 1",
        postcode="1000",
        municipality="Brussel",
        email="info@example.org",
        phone="02 512 34 56",
        website="https://example.org/zaal",
    )

    body = body_of(client, organisation)

    for text in ("Dansaertstraat 1", "1000 Brussel", "info@example.org", "02 512 34 56", "https://example.org/zaal"):
        assert text in body


def test_profile_shows_the_other_names_of_the_organisation(client, section):
    organisation = make_organisation(section, "Muziekhuis Noord", other_names="Maison de Musique Nord; <MN>;")
    plain = make_organisation(section, "Huis")

    assert "Ook bekend als Maison de Musique Nord, &lt;MN&gt;<" in body_of(client, organisation)
    assert "Ook bekend als" not in body_of(client, plain)


def test_profile_shows_its_logo_with_the_words_for_it(client, section):
    organisation = make_organisation(section, logo=make_image("bestandsnaam"), logo_alt="De gevel bij avond")

    body = body_of(client, organisation)

    assert 'alt="De gevel bij avond"' in body
    assert "bestandsnaam" not in body


@pytest.mark.django_db
def test_enterprise_number_of_a_profile_is_completed_and_checked():
    organisation = OrganisationProfilePage(title="De Zaal", slug="de-zaal", enterprise_number="407.626.464")
    organisation.clean()
    assert organisation.enterprise_number == "0407626464"
    assert organisation.enterprise_number_as_written == "0407.626.464"

    organisation.enterprise_number = "0407626465"
    with pytest.raises(ValidationError) as raised:
        organisation.clean()
    assert list(raised.value.message_dict) == ["enterprise_number"]


@pytest.mark.parametrize(("fields", "missing"), [({"latitude": 50.8}, "longitude"), ({"longitude": 4.3}, "latitude")])
def test_half_a_coordinate_is_refused(db, fields, missing):
    with pytest.raises(ValidationError) as raised:
        OrganisationProfilePage(title="De Zaal", slug="de-zaal", **fields).clean()

    assert list(raised.value.message_dict) == [missing]


def test_hub_shows_its_members_meetings_projects_and_articles(client, section):
    hub = make_hub(section, "Podium")
    organisation = make_organisation(section, "De Zaal")
    member = make_mandate(make_person("Amina", "Peeters"), hub, organisation, role="chair")
    make_mandate(make_person(), hub, ends_on=days_from_today(-1))
    soon, later = make_meeting(hub, "Straks"), make_meeting(hub, "Later", starts_at=in_brussels(2099, 1, 1))
    past = make_past_meeting(hub, "Geweest")
    make_meeting(make_hub(section), "Van een ander")
    project = make_project(section, "Samen", workgroup=hub)
    of_project = make_article(section, "Uit het project", project=project)
    of_session = make_article(section, "Uit de sessie", session=past)

    context = get(client, hub).context

    assert list(context["members"]) == [member]
    assert context["members"][0].shown_organisation == organisation
    assert list(context["next_meetings"]) == [soon, later]
    assert list(context["past_meetings"]) == [past]
    assert list(context["projects"]) == [project]
    assert list(context["articles"]) == [of_session, of_project]


@pytest.mark.parametrize(("make", "document_model"), [(make_hub, WorkgroupDocument), (make_article, ArticleDocument)])
def test_documents_of_private_collections_are_not_shown(client, section, make, document_model):
    page = make(section)
    secret = make_private_collection()
    inner = secret.add_child(name="Nog dieper")
    document_model.objects.create(page=page, document=make_document("Open nota"))
    document_model.objects.create(page=page, document=make_document("Geheime nota", collection=secret))
    document_model.objects.create(page=page, document=make_document("Diepe nota", collection=inner))

    body = body_of(client, page)

    assert "Open nota" in body
    assert "Geheime nota" not in body
    assert "Diepe nota" not in body


def test_showcase_shows_who_takes_part_and_the_period(client, section):
    lead, partner = make_organisation(section, "Trekker"), make_organisation(section, "Partner")
    hub = make_hub(section, "Podium")
    project = make_project(
        section,
        lead_organisation=lead,
        partners=[partner],
        workgroup=hub,
        status="looking_for_partners",
        sought="<p>Een zaal</p>",
    )

    response = get(client, project)

    assert response.context["lead"] == lead
    assert [each.shown_organisation for each in response.context["partners"]] == [partner]
    assert response.context["hub"] == hub
    assert project.is_looking_for_partners is True
    assert "Een zaal" in response.content.decode()


@pytest.mark.django_db
def test_project_that_ends_before_it_begins_is_refused():
    project = ProjectShowcasePage(title="Plan", slug="plan", starts_on=days_from_today(1), ends_on=days_from_today(0))

    with pytest.raises(ValidationError) as raised:
        project.clean()

    assert list(raised.value.message_dict) == ["ends_on"]


def test_article_shows_its_card_organisations_project_and_session(client, section):
    organisation, hub = make_organisation(section), make_hub(section)
    project, session = make_project(section), make_past_meeting(hub, "Kennissessie")
    article = make_article(
        section,
        organisations=[organisation],
        project=project,
        session=session,
        obstacles="<p>Te weinig stoelen</p>",
        cost_and_time="€ 1.200 en drie avonden",
    )

    response = get(client, article)
    body = response.content.decode()

    assert list(response.context["organisations"]) == [organisation]
    assert response.context["shown_project"] == project
    assert response.context["shown_session"] == session
    assert "Te weinig stoelen" in body
    assert "€ 1.200 en drie avonden" in body
    assert path_of(section.register) + session.route in body


def test_deleting_what_a_revision_points_to_leaves_the_revision_usable(section):
    organisation, hub = make_organisation(section), make_hub(section)
    gone, session = make_project(section), make_meeting(hub)
    image = make_image()
    project = make_project(section, lead_organisation=organisation, workgroup=hub, partners=[organisation])
    article = make_article(section, project=gone, session=session, organisations=[organisation], image=image)
    revisions = [each.save_revision() for each in (project, article)]

    session.delete()
    for page in (gone, hub, organisation):
        page.delete()
    image.delete()

    project, article = [revision.as_object() for revision in revisions]
    assert (project.lead_organisation, project.workgroup) == (None, None)
    assert (article.project, article.session, article.image) == (None, None, None)
    for revision in revisions:
        revision.publish()
    assert ProjectShowcasePage.objects.get(pk=project.pk).partners.count() == 0
    assert KnowledgeArticlePage.objects.get(pk=article.pk).organisation_links.count() == 0


@pytest.mark.parametrize("name", MAKE)
def test_page_is_previewed_before_it_is_saved(section, name):
    model = type(MAKE[name](section))
    page = model(title="Nog nooit bewaard", slug="nieuw", locale=section.locale)
    page.set_url_path(getattr(section, name))

    response = page.make_preview_request()

    assert response.status_code == 200
    assert "Nog nooit bewaard" in response.render().content.decode()


def test_meetings_of_the_editors_screen_include_drafts(section):
    hub = make_hub(section)
    draft = make_meeting(hub, live=False)

    assert list(WorkgroupHubPage.objects.get(pk=hub.pk).upcoming_meetings()) == [draft]


def test_expired_page_is_gone_from_every_list_before_the_scheduler_runs(section):
    page = make_organisation(section, expire_at=timezone.now() + timedelta(minutes=1))
    lists = OrganisationProfilePage.objects

    assert list(lists.visible(section.scope)) == [page]
    assert list(lists.visible(section.scope, now=timezone.now() + timedelta(minutes=2))) == []
    assert Page.objects.get(pk=page.pk).live is True


def test_meetings_to_come_are_read_page_after_page(client, section, settings):
    settings.CULTUURRAAD_PAGE_SIZE = 2
    hub = make_hub(section)
    for day in range(1, 4):
        make_meeting(hub, f"Zitting {day}", starts_at=timezone.now() + timedelta(days=day))
    first = client.get(section.register.url).content.decode()
    assert "Zitting 2" in first
    assert "Zitting 3" not in first
    assert "?upcoming=2" in first
    assert "Zitting 3" in client.get(section.register.url + "?upcoming=2").content.decode()


def test_list_does_not_tell_of_minutes_in_a_private_collection(client, section):
    hub = make_hub(section)
    document = make_document("Geheim verslag", collection=make_private_collection())
    meeting = make_past_meeting(hub, minutes_document=document)
    assert "Met verslag" not in client.get(section.register.url).content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(minutes_document=make_document("Open verslag"))
    assert "Met verslag" in client.get(section.register.url).content.decode()


def test_body_does_not_name_a_document_of_a_private_collection(client, section):
    closed = make_document("Geheim stuk", collection=make_private_collection())
    shown = make_document("Open stuk")
    hub = make_hub(section, body=[("document", closed), ("document", shown)])
    page = client.get(hub.url).content.decode()
    assert "Open stuk" in page
    assert "Geheim stuk" not in page


def test_sitemap_leaves_out_the_meetings_of_an_expired_register(section):
    make_meeting(make_hub(section), "Zitting")
    assert len(section.register.get_sitemap_urls()) == 2
    section.register.expire_at = timezone.now() - timedelta(minutes=1)
    section.register.expired = True
    section.register.live = False
    section.register.save()
    assert section.register.get_sitemap_urls() == []
