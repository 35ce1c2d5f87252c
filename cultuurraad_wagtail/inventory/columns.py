"""The columns of a list of organisations: which field each is, and the heads it goes by in nl, fr and en."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..text import searchable


@dataclass(frozen=True)
class Column:
    """One field of a profile as a column; ``heads``, with commas between, are as ``head_key`` makes them.

    The first three heads are the label in nl, fr and en, so that an export in any of them can come in again.
    """

    field: str
    label: str
    heads: str
    is_public: bool = True


COLUMNS = (
    Column(
        "title",
        _("Name"),
        "naam, nom, name, organisatie, organisation, vereniging, association, benaming, denomination, "
        "begunstigde, beneficiaire, beneficiary, instelling, institution, aanvrager, demandeur, titel, "
        "titre, title, structure, naam organisatie, naam van de organisatie, naam vereniging, "
        "naam van de vereniging, nom de l organisation, nom de l association, nom association, "
        "organisation name, maatschappelijke benaming, denomination sociale, naam begunstigde, "
        "nom du beneficiaire",
    ),
    Column(
        "other_names",
        _("Other names"),
        "andere namen, autres noms, other names, afkorting, abreviation, abbreviation, acroniem, "
        "acronyme, acronym, alias, letterwoord, sigle",
    ),
    Column(
        "enterprise_number",
        _("Enterprise number"),
        "ondernemingsnummer, numero d entreprise, enterprise number, kbo, bce, kbonummer, btwnummer, "
        "vat, cbe, ondernemingsnr, kbo nummer, kbo nr, numero bce, n bce, no bce, nr bce, btw nummer, "
        "btw nr, numero tva, n entreprise, n d entreprise, company number, vat number, kbo bce",
    ),
    Column(
        "summary",
        pgettext_lazy("of an organisation", "Summary"),
        "samenvatting, resume, summary, omschrijving, beschrijving, description, korte, "
        "korte omschrijving, korte beschrijving, description courte, short description",
    ),
    Column(
        "mission",
        _("Mission"),
        "missie, mission, mission statement, werking, activites",
    ),
    Column(
        "goals",
        _("Goals"),
        "doelstellingen, objectifs, goals, doelstelling, objectives",
    ),
    Column(
        "ongoing_projects",
        _("Other ongoing projects"),
        "andere lopende projecten, autres projets en cours, other ongoing projects, lopende projecten, "
        "projets en cours, ongoing projects, projecten, projets, projects",
    ),
    Column(
        "disciplines",
        _("Disciplines"),
        "disciplines, discipline, sector, secteur, domein, domaine, kunstvorm, categorie",
    ),
    Column(
        "languages",
        _("Languages"),
        "talen, langues, languages, taal, langue, language, taalgroep",
    ),
    Column(
        "street",
        _("Street and number"),
        "straat en nummer, rue et numero, street and number, adres, adresse, address, straat, rue, street",
    ),
    Column(
        "postcode",
        _("Postcode"),
        "postcode, code postal, postal code, zip, cp, postnummer, zip code",
    ),
    Column(
        "municipality",
        _("Municipality"),
        "gemeente, commune, municipality, plaats, stad, ville, city, localite, woonplaats",
    ),
    Column(
        "latitude",
        _("Latitude"),
        "breedtegraad, latitude, lat",
    ),
    Column(
        "longitude",
        _("Longitude"),
        "lengtegraad, longitude, lon, lng, long",
    ),
    Column(
        "email",
        _("Public e-mail address"),
        "openbaar e mailadres, adresse e mail publique, public e mail address, publiek e mailadres, "
        "email, mail, courriel, "
        "emailadres, mailadres, e mail, e mailadres, adresse e mail, adresse mail, e mail address, "
        "email address, algemeen e mailadres, e mail organisatie, e mail general",
    ),
    Column(
        "phone",
        _("Public phone number"),
        "openbaar telefoonnummer, numero de telephone public, public phone number, publiek telefoonnummer, "
        "telefoon, telephone, phone, tel, telefoonnummer, tel nr, numero de telephone, phone number, n tel, "
        "telefoonnr",
    ),
    Column(
        "website",
        _("Website"),
        "website, site web, web site, site, web, url, webadres, webpagina, site internet, www",
    ),
    Column(
        "facebook",
        _("Facebook"),
        "facebook, facebookpagina, page facebook",
    ),
    Column(
        "instagram",
        _("Instagram"),
        "instagram, insta",
    ),
    Column(
        "accessibility",
        _("Accessibility of the venue"),
        "toegankelijkheid van de locatie, accessibilite du lieu, accessibility of the venue, toegankelijkheid, "
        "accessibilite, accessibility",
    ),
    Column(
        "contact_email",
        _("Private contact address"),
        "prive contactadres, adresse de contact privee, private contact address, "
        "e mail contactpersoon, email contactpersoon, e mail verantwoordelijke, mail contactpersoon, "
        "e mail personne de contact, email contact, e mail contact, mail contact, contact e mail, "
        "e mail responsable, contact email, contactadres, email personne de contact",
        is_public=False,
    ),
    Column(
        "tags",
        pgettext_lazy("keywords", "Tags"),
        "trefwoorden, mots cles, tags, labels, etiquettes, keywords",
    ),
    # Which profile a row of our own list is about; never written.
    Column(
        "key",
        _("Profile key"),
        "profielsleutel, cle du profil, profile key",
        is_public=False,
    ),
)
BY_FIELD = {column.field: column for column in COLUMNS}


def head_key(head: str) -> str:
    """``head`` without accents, case and punctuation: ``E-mail (algemeen)`` is ``e mail algemeen``."""
    return " ".join(re.sub(r"[\W_]+", " ", searchable(head)).split())


def guess_columns(heads: list[str]) -> dict[str, str]:
    """Head → field for the heads that are known, each field once. A column with "private" words is never public."""
    known = {key: column.field for column in COLUMNS for key in column.heads.split(", ")}
    guessed = {}
    for head in heads:
        field = known.get(head_key(head))
        if field and field not in guessed.values():
            guessed[head] = field
    return guessed
