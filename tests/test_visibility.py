"""What a visitor may see, as the one queryset behind every list decides it."""

from cultuurraad_wagtail.models import OrganisationProfilePage
from tests.factories import make_organisation


def test_visible_pages_of_a_translated_tree_are_those_of_the_language_asked(sections):
    dutch, french = sections
    make_organisation(dutch, "De Nieuwe Zaal")
    make_organisation(french, "La Nouvelle Salle")

    shown = OrganisationProfilePage.objects.visible(french.scope)

    assert [page.title for page in shown] == ["La Nouvelle Salle"]
