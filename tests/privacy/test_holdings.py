"""The table of what is kept of people has every model with people in it."""

import pytest
from django.apps import apps
from django.db import models

from cultuurraad_wagtail.models import CouncilSettings, Person
from cultuurraad_wagtail.privacy.holdings import HOLDINGS, OF_NOBODY
from cultuurraad_wagtail.privacy.retention import RULES

MODELS = list(apps.get_app_config("cultuurraad_wagtail").get_models())
#: What a field that names somebody is called, or ends in.
NAMES = ("name", "substitute", "represented_by", "presenter", "recipient", "reply_to", "phone", "consent_text")


def names_somebody(field):
    is_text = isinstance(field, models.CharField | models.TextField)
    is_called_so = is_text and (field.name in NAMES or field.name.endswith("_name"))
    return isinstance(field, models.EmailField) or is_called_so or field.related_model is Person


@pytest.mark.parametrize("model", MODELS, ids=lambda each: each.__name__)
def test_model_with_people_in_it_is_in_the_table(model):
    naming = {field.name for field in model._meta.local_concrete_fields if names_somebody(field)}
    listed = {name for each in HOLDINGS if each.model is model for name in each.personal}

    assert sorted(naming - listed - set(OF_NOBODY.get(model.__name__, ()))) == []


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda each: each.kind)
def test_fields_of_the_table_exist(holding):
    for name in (*holding.personal, *holding.told, *holding.of_others):
        assert holding.model._meta.get_field(name).concrete


def test_what_is_of_nobody_exists():
    for name, fields in OF_NOBODY.items():
        for field in fields:
            assert apps.get_model("cultuurraad_wagtail", name)._meta.get_field(field)


def test_every_time_of_the_settings_is_kept():
    settings = {each.name for each in CouncilSettings._meta.fields if each.name.startswith("keep_")}

    assert {each.field for each in RULES if each.field} == settings
    assert {each.kept for each in HOLDINGS if each.kept} == settings


def test_table_and_rules_say_the_same():
    """What hangs on something else goes with it: a proposal with its request."""
    by_kind = {each.kind: each.field for each in RULES if each.field}

    assert {each.kind: each.kept for each in HOLDINGS if each.kept} == {
        **by_kind,
        "profileproposal": "keep_confirmations",
    }
