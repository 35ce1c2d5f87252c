"""Names of organisations: what two spellings share, and cells that hold two names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.inventory.names import name_key, other_names, split_names, words_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Amusea ASBL", "amusea"),
        ("Amusea a.s.b.l.", "AMUSEA"),
        ("Géopolis", "geopolis"),
        ("Huis  van de Dans vzw", "huis van de dans"),
        ("Vzw De Buren", "de buren"),
        ("C.I.F.A.S", "CIFAS"),
        ("ceci & sons", "ceci sons"),
    ],
)
def test_spellings_of_one_name_share_a_key(first, second):
    assert name_key(first) == name_key(second)


@pytest.mark.parametrize(("first", "second"), [("De Buren", "De Boeren"), ("Huis 1", "Huis 2"), ("vzw", "asbl")])
def test_different_names_have_different_keys(first, second):
    assert name_key(first) != name_key(second)


def test_words_key_knows_no_order():
    assert words_key("Huis van de Dans") == words_key("Dans, Huis van de")


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1))
def test_key_of_a_name_with_letters_is_never_empty(name):
    assert name_key(name)
    assert name_key(f"  {name} ") == name_key(name)


@pytest.mark.parametrize(
    ("cell", "language", "split"),
    [
        ("Brufête / Brufeest", "nl", ("Brufête", "Brufeest")),
        (
            "Les Amis du Théâtre / De Vrienden van het Theater",
            "nl",
            ("De Vrienden van het Theater", "Les Amis du Théâtre"),
        ),
        (
            "De Vrienden van het Theater / Les Amis du Théâtre",
            "fr",
            ("Les Amis du Théâtre", "De Vrienden van het Theater"),
        ),
        ("Foire du Livre de Bruxelles en abrégé FLB", "nl", ("Foire du Livre de Bruxelles", "FLB")),
        ("Brussels Major Events, en abrégé BME", "nl", ("Brussels Major Events", "BME")),
        ("Cultureel Centrum Beurs afgekort Beurs", "nl", ("Cultureel Centrum Beurs", "Beurs")),
        ("Vereniging voor Documentatie(ABD/BVD)", "nl", ("Vereniging voor Documentatie", "ABD/BVD")),
        ("Société d'Archéologie (SRAB)", "nl", ("Société d'Archéologie", "SRAB")),
        (
            "Comité de Musique en abrégé CM / Comité van Muziek afgekort CM vzw",
            "nl",
            ("Comité van Muziek", "Comité de Musique; CM"),
        ),
        (
            "Parc des Expositions / Tentoonstellingspark van Brussel / Exhibition Centre",
            "nl",
            ("Tentoonstellingspark van Brussel", "Parc des Expositions; Exhibition Centre"),
        ),
    ],
)
def test_two_names_in_one_cell_are_parted(cell, language, split):
    assert split_names(cell, language) == split


@pytest.mark.parametrize(
    "cell",
    [
        "Huis van de Dans",
        "AC/DC",
        "Open 24/7",
        "Musées Conseil / Conseil Musées",
        "Emilie(s)",
        "",
    ],
)
def test_plain_name_is_left_whole(cell):
    assert split_names(cell) is None


def test_other_names_are_parted_by_semicolons_and_keep_their_commas():
    assert other_names("Culture, Tourisme; CT ;") == ["Culture, Tourisme", "CT"]
