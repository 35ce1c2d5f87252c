"""The columns of a list: one word for one field, in every language, and known again when a list comes back."""

import pytest
from django.utils.translation import override

from cultuurraad_wagtail.inventory.columns import COLUMNS, guess_columns
from cultuurraad_wagtail.models import OrganisationProfilePage

#: Wagtail's own word for the name of a page; the two columns that are one of several links; one that is no field.
OTHERWISE = {"title", "facebook", "instagram", "key"}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_column_is_called_what_the_field_is_called(language):
    with override(language):
        labels = {column.field: str(column.label) for column in COLUMNS if column.field not in OTHERWISE}
        fields = {name: str(OrganisationProfilePage._meta.get_field(name).verbose_name) for name in labels}

        assert {name: label.casefold() for name, label in labels.items()} == fields
        assert guess_columns(list(labels.values())) == {label: name for name, label in labels.items()}


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Publiek telefoonnummer", "phone"),
        ("Openbaar telefoonnummer", "phone"),
        ("Publiek e-mailadres", "email"),
        ("Lopende projecten", "ongoing_projects"),
        ("Toegankelijkheid", "accessibility"),
        ("Accessibilité", "accessibility"),
    ],
)
def test_list_of_before_is_still_known(head, field):
    assert guess_columns([head]) == {head: field}
