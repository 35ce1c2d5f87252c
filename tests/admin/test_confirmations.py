"""The yearly round in the admin: who may ask, what is shown, links withdrawn, proposals settled."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from cultuurraad_wagtail.inventory.rounds import confirmation, proposals
from cultuurraad_wagtail.models import ConfirmationRequest, OrganisationProfilePage, OutboxMail, ProfileProposal
from cultuurraad_wagtail.setup import set_up_section
from tests.factories import make_organisation, make_section

pytestmark = pytest.mark.django_db
INDEX = "/admin/cultuurraad/confirmations/"


@pytest.fixture
def house(section):
    return make_organisation(section, "Huis", contact_email="bestuur@huis.be", summary="Wij dansen.")


def propose(page, **values):
    confirmation.run_round(older_than=365)
    asked = ConfirmationRequest.objects.get(organisation=page)
    return proposals.propose_changes(request=asked, values=values, note="Met dank")


def test_round_is_begun_and_goes_on(editor_client, house, section):
    page = editor_client.get(INDEX).content.decode()
    assert "De ronde beginnen" in page

    assert editor_client.post(INDEX, {"older_than": "365"})["Location"] == INDEX
    assert [asked.organisation for asked in ConfirmationRequest.objects.all()] == [house]

    make_organisation(section, "Buren", contact_email="info@buren.be")
    assert "Nog 1 organisatie vragen, de andere herinneren" in editor_client.get(INDEX).content.decode()
    editor_client.post(INDEX, {"older_than": "365"})
    assert ConfirmationRequest.objects.count() == 2


def test_profile_that_cannot_be_asked_is_pointed_out(editor_client, section):
    make_organisation(section, "Huis")

    assert "1 organisatie heeft geen privé contactadres" in editor_client.get(INDEX).content.decode()


def test_number_of_days_that_is_none_is_refused(editor_client, house):
    response = editor_client.post(INDEX, {"older_than": "0"})

    assert "older_than" in response.context["form"].errors
    assert ConfirmationRequest.objects.count() == 0


def test_link_is_withdrawn(editor_client, client, house):
    confirmation.run_round(older_than=365)
    asked = ConfirmationRequest.objects.get()
    link = reverse("cultuurraad_wagtail:confirm", args=[confirmation.token_of(asked)])
    assert editor_client.get(link).status_code == 200

    editor_client.post(f"{INDEX}{asked.pk}/withdraw/")

    assert editor_client.get(link).status_code == 404


def test_proposal_is_shown_with_its_differences(editor_client, house):
    propose(house, summary="Wij zingen.")

    page = editor_client.get(INDEX).content.decode()

    assert "<del>Wij dansen.</del>" in page
    assert "<ins>Wij zingen.</ins>" in page
    assert "Met dank" in page


@pytest.mark.parametrize(("button", "outcome"), [("accept", "accepted"), ("reject", "rejected")])
def test_proposal_is_settled_by_hand_and_told(editor_client, house, button, outcome):
    proposal = propose(house, summary="Wij zingen.")
    OrganisationProfilePage.objects.filter(pk=house.pk).update(summary="Wij zingen.")

    editor_client.post(f"{INDEX}{proposal.pk}/settle/", {button: "1", "comment": "Graag korter."})

    proposal.refresh_from_db()
    assert proposal.outcome == outcome
    assert "Graag korter." in OutboxMail.objects.first().body
    assert "Wij zingen." not in editor_client.get(INDEX).content.decode()


def test_proposal_that_is_not_on_the_site_is_not_said_to_be(editor_client, house):
    proposal = propose(house, summary="Wij zingen.")
    told = OutboxMail.objects.count()

    page = editor_client.post(f"{INDEX}{proposal.pk}/settle/", {"accept": "1"}, follow=True).content.decode()

    proposal.refresh_from_db()
    assert (proposal.outcome, OutboxMail.objects.count()) == ("waiting", told)
    assert "nog niet" in page


def test_proposal_shows_what_was_typed(editor_client, house):
    propose(house, summary="Wij <b>zingen</b>.")

    assert "<ins>Wij &lt;b&gt;zingen&lt;/b&gt;.</ins>" in editor_client.get(INDEX).content.decode()


def member(name):
    user = get_user_model().objects.create_user(username="lid", email="lid@example.org", password="geheim")
    user.groups.add(Group.objects.get(name=name))
    return user


def test_organisations_may_not_see_the_round(client, house, section):
    set_up_section(parent=section.home, language_code="nl")
    proposal = propose(house, summary="Wij zingen.")
    client.force_login(member("Cultuurraad organisaties"))

    assert client.get(INDEX)["Location"] == "/admin/"
    for address in (INDEX, f"{INDEX}{proposal.request_id}/withdraw/", f"{INDEX}{proposal.pk}/settle/"):
        assert client.post(address, {"older_than": "1", "accept": "1"})["Location"] == "/admin/"
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.request.revoked_at) == ("waiting", None)


def test_editor_of_one_directory_reaches_no_other(client, house, section):
    set_up_section(parent=section.home, language_code="nl")
    elsewhere = make_organisation(make_section("nl", hostname="elders.be"), "Elders", contact_email="x@elders.be")
    proposal = propose(elsewhere, summary="Geheim")
    ConfirmationRequest.objects.exclude(organisation=elsewhere).delete()
    client.force_login(member("Cultuurraad redactie"))

    page = client.get(INDEX).content.decode()
    assert "Elders" not in page
    assert "Geheim" not in page
    assert client.post(f"{INDEX}{proposal.pk}/settle/", {"accept": "1"}).status_code == 404
    assert client.post(f"{INDEX}{proposal.request_id}/withdraw/").status_code == 404
    client.post(INDEX, {"older_than": "365"})
    assert sorted(str(asked.organisation) for asked in ConfirmationRequest.objects.all()) == ["Elders", "Huis"]
    assert ProfileProposal.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_screen_needs_the_same_queries_for_any_number_of_rows(
    editor_client, section, count, django_assert_max_num_queries
):
    for number in range(count):
        propose(make_organisation(section, f"Huis {number}", contact_email="a@b.be"), summary="Nieuw")
    editor_client.get(INDEX)

    with django_assert_max_num_queries(100) as captured:
        editor_client.get(INDEX)

    assert len(captured) == 26
