"""The screens for duplicate profiles: the list of pairs, side by side, merged, told apart."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse

from cultuurraad_wagtail.inventory.duplicates.finding import tell_apart
from cultuurraad_wagtail.models import DistinctProfiles, OrganisationProfilePage
from cultuurraad_wagtail.setup.groups import EDITORS, ORGANISATIONS, set_up_groups
from tests.factories import make_article, make_hub, make_mandate, make_organisation, make_person, make_project
from tests.pages.test_query_counts import queries_of

pytestmark = pytest.mark.django_db

INDEX = "/admin/cultuurraad/duplicates/"


def compare(kept, other):
    return reverse("cultuurraad_duplicates:compare", args=[kept.pk, other.pk])


def again(page):
    return type(page).objects.get(pk=page.pk)


def pairs(response):
    return [(pair.first.title, pair.second.title) for pair in response.context["page_obj"]]


def data_of(response, **choices):
    """What the form posts when an editor changes nothing but ``choices``."""
    form = response.context["form"]
    proposed = {each.aspect.name: each.proposal for each in form.differences}
    return {"versions": form["versions"].value(), **proposed, **choices}


def message_of(response):
    return " ".join(str(each) for each in get_messages(response.wsgi_request))


def log_in(client, section, group):
    set_up_groups(section.index_pages)
    user = get_user_model().objects.create_user(f"lid van {group}", password="geheim")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


@pytest.fixture
def pair(section):
    kept = make_organisation(section, "Zinneke", summary="Onze woorden.", municipality="Brussel")
    other = make_organisation(section, "ZINNEKE vzw", summary="Hun woorden.", phone="02 123 45 67")
    return kept, other


def test_list_shows_pairs_with_the_reason(editor_client, pair):
    make = editor_client.get(INDEX)

    assert pairs(make) == [("Zinneke", "ZINNEKE vzw")]
    assert compare(*pair) in make.content.decode()


def test_list_says_so_when_there_are_none(editor_client, section):
    make_organisation(section)

    assert pairs(editor_client.get(INDEX)) == []


def test_list_stands_in_our_menu_and_among_the_reports(editor_client, section):
    assert editor_client.get(reverse("wagtailadmin_home")).content.decode().count(f'"url": "{INDEX}"') == 2


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_needs_one_number_of_queries(editor_client, section, editor, item_count):
    for number in range(item_count):
        make_organisation(section, f"Huis {number}")
        make_organisation(section, f"Huis {number}")
        tell_apart(
            first=make_organisation(section, f"Zaal {number}"),
            second=make_organisation(section, f"Zaal {number}"),
            user=editor,
        )

    assert queries_of(editor_client, INDEX) == 17


def test_pairs_with_a_profile_of_others_are_not_shown(client, sections):
    dutch, french = sections
    log_in(client, french, EDITORS)
    for _ in range(2):
        make_organisation(dutch, "Huis")
        make_organisation(french, "Maison")

    assert pairs(client.get(INDEX)) == [("Maison", "Maison")]


def test_organisations_do_not_merge(client, section, pair):
    log_in(client, section, ORGANISATIONS)
    addresses = [INDEX, compare(*pair)]

    assert [client.get(address).status_code for address in addresses] == [302, 302]
    assert client.post(compare(*pair), {}).status_code == 302
    assert INDEX not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("name", ["compare", "tell_apart"])
def test_profiles_of_others_are_closed(client, sections, name):
    dutch, french = sections
    log_in(client, french, EDITORS)
    mine = make_organisation(french, "Maison")
    theirs = make_organisation(dutch, "Geheim huis", live=False, summary="Nog niet bekend")
    for pks in ([mine.pk, theirs.pk], [theirs.pk, mine.pk]):
        response = client.post(reverse(f"cultuurraad_duplicates:{name}", args=pks), {})
        assert response.status_code == 302
        assert "Nog niet bekend" not in response.content.decode()

    assert DistinctProfiles.objects.count() == 0
    assert client.get(compare(mine, theirs)).status_code == 302


def test_profile_that_is_not_there_is_not_found(editor_client, pair):
    address = reverse("cultuurraad_duplicates:compare", args=[pair[0].pk, 999999])

    assert editor_client.get(address).status_code == 404


def test_compare_shows_what_differs_with_a_proposal(editor_client, section, pair):
    kept, other = pair
    make_mandate(make_person(), make_hub(section), other)
    make_project(section, lead_organisation=other, partners=[other])
    make_article(section, organisations=[other])
    response = editor_client.get(compare(kept, other))
    form = response.context["form"]

    assert [(each.aspect.name, each.proposal) for each in form.differences] == [
        ("title", "kept"),
        ("summary", "kept"),
        ("address", "kept"),
        ("phone", "other"),
    ]
    assert [count for _label, count in response.context["moving"]] == [1, 1, 1]
    assert "Hun woorden." in response.content.decode()


def test_compare_reads_drafts(editor_client, pair):
    kept, other = pair
    other.website = "https://zinneke.org/"
    other.save_revision()

    assert "https://zinneke.org/" in editor_client.get(compare(kept, other)).content.decode()


def test_merging_takes_the_proposal_and_the_choices(editor_client, pair):
    kept, other = pair
    response = editor_client.get(compare(kept, other))
    merged = editor_client.post(compare(kept, other), data_of(response, summary="other"))

    assert merged["Location"] == INDEX
    kept = again(kept)
    assert (kept.title, kept.summary, kept.municipality, kept.phone) == (
        "Zinneke",
        "Hun woorden.",
        "Brussel",
        "02 123 45 67",
    )
    assert (again(other).live, again(other).merged_into_id) == (False, kept.pk)
    assert pairs(editor_client.get(INDEX)) == []


def test_other_one_can_be_kept_instead(editor_client, pair):
    kept, other = pair
    assert compare(other, kept) in editor_client.get(compare(kept, other)).content.decode()
    editor_client.post(compare(other, kept), data_of(editor_client.get(compare(other, kept))))

    assert again(kept).merged_into_id == other.pk
    assert (again(other).title, again(other).municipality) == ("ZINNEKE vzw", "Brussel")


@pytest.mark.parametrize("change", [{"summary": ""}, {"summary": "somebody"}])
def test_form_without_a_choice_merges_nothing(editor_client, pair, change):
    data = data_of(editor_client.get(compare(*pair)), **change)
    response = editor_client.post(compare(*pair), data)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["summary"]
    assert again(pair[1]).live is True


def test_profile_that_changed_meanwhile_is_shown_again(editor_client, pair):
    data = data_of(editor_client.get(compare(*pair)))
    pair[1].summary = "Nieuwer."
    pair[1].save_revision().publish()
    response = editor_client.post(compare(*pair), data)

    assert response["Location"] == compare(*pair)
    assert again(pair[1]).live is True


def test_locked_profile_is_refused_with_the_reason(client, section, pair):
    log_in(client, section, EDITORS)
    data = data_of(client.get(compare(*pair)))
    OrganisationProfilePage.objects.filter(pk=pair[1].pk).update(locked=True)
    response = client.post(compare(*pair), data)

    assert "ZINNEKE vzw" in message_of(response)
    assert response.context["refusal"] != ""
    assert again(pair[1]).live is True


def test_pair_is_told_apart_and_put_back(editor_client, pair):
    editor_client.post(reverse("cultuurraad_duplicates:tell_apart", args=[pair[1].pk, pair[0].pk]))
    assert pairs(editor_client.get(INDEX)) == []
    record = DistinctProfiles.objects.get()
    assert record.user.username == "redacteur"

    editor_client.post(reverse("cultuurraad_duplicates:put_back", args=[record.pk]))
    assert pairs(editor_client.get(INDEX)) == [("Zinneke", "ZINNEKE vzw")]


def test_reading_an_address_tells_nothing_apart(editor_client, pair):
    address = reverse("cultuurraad_duplicates:tell_apart", args=[pair[0].pk, pair[1].pk])

    assert editor_client.get(address).status_code == 405
    assert DistinctProfiles.objects.count() == 0


def test_editor_of_a_merged_profile_reads_where_it_went(editor_client, pair):
    kept, other = pair
    editor_client.post(compare(kept, other), data_of(editor_client.get(compare(kept, other))))
    page = editor_client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).content.decode()

    assert reverse("wagtailadmin_pages:edit", args=[kept.pk]) in page


def test_history_of_both_tells_of_the_merger(editor_client, pair):
    kept, other = pair
    editor_client.post(compare(kept, other), data_of(editor_client.get(compare(kept, other))))
    histories = [
        editor_client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode() for page in pair
    ]

    assert "“ZINNEKE vzw”" in histories[0]
    assert "“Zinneke”" in histories[1]
