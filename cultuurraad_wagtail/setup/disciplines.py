"""The disciplines a council starts with, and the UiTdatabank themes that belong to each.

Source of the theme ids: the public term list of the UiTdatabank (2021).
"""

from wagtail.models import Locale

from ..snippets.disciplines import Discipline

# code: (nl, fr, en, theme ids)
DISCIPLINES = {
    "theatre": (
        "Theater",
        "Théâtre",
        "Theatre",
        ["1.3.1.0.0", "1.3.4.0.0", "1.3.5.0.0", "1.3.10.0.0", "1.4.0.0.0"],
    ),
    "music": (
        "Muziek",
        "Musique",
        "Music",
        [
            "1.5.0.0.0",
            "1.8.1.0.0",
            "1.8.2.0.0",
            "1.8.3.1.0",
            "1.8.3.2.0",
            "1.8.3.3.0",
            "1.8.3.5.0",
            "1.8.4.0.0",
        ],
    ),
    "visual-arts": (
        "Beeldende kunst",
        "Arts plastiques",
        "Visual arts",
        ["1.0.1.0.0", "1.0.2.0.0", "1.0.3.0.0", "1.0.4.0.0", "1.0.5.0.0", "1.1.0.0.0"],
    ),
    "literature": (
        "Letteren",
        "Lettres",
        "Literature",
        ["1.10.0.0.0", "1.10.5.0.0", "1.10.8.0.0", "1.10.11.0.0", "1.10.12.0.0"],
    ),
    "dance": ("Dans", "Danse", "Dance", ["1.9.1.0.0", "1.9.2.0.0", "1.9.3.0.0", "1.9.5.0.0"]),
    "film": (
        "Film",
        "Cinéma",
        "Film",
        [
            *(f"1.7.{number}.0.0" for number in (1, 2, 3, 4, 6, 7, 8)),
            *(f"1.7.{number}.0.0" for number in (10, 11, 12, 13, 14, 15)),
        ],
    ),
    "heritage": ("Erfgoed", "Patrimoine", "Heritage", ["1.11.0.0.0", "1.40.0.0.0"]),
    "circus": ("Circus", "Cirque", "Circus", ["0.52.0.0.0"]),
    "architecture-design": (
        "Architectuur en vormgeving",
        "Architecture et design",
        "Architecture and design",
        ["1.2.1.0.0", "1.2.2.0.0", "1.49.0.0.0"],
    ),
    "photography": ("Fotografie", "Photographie", "Photography", ["1.0.6.0.0"]),
    "socio-cultural": (
        "Sociaal-cultureel werk",
        "Socioculturel",
        "Socio-cultural work",
        ["1.37.2.0.0", "1.43.0.0.0", "1.52.0.0.0"],
    ),
    "arts-education": ("Kunsteducatie", "Éducation artistique", "Arts education", ["1.41.0.0.0", "1.42.0.0.0"]),
    "multidisciplinary": ("Multidisciplinair", "Pluridisciplinaire", "Multidisciplinary", ["1.0.9.0.0"]),
}
LANGUAGES = ("nl", "fr", "en")


def seed_disciplines():
    """Add the disciplines that are missing in the site's Dutch, French and English locales.

    Returns the names of the new ones by language code.
    """
    locales = {locale.language_code.split("-")[0]: locale for locale in Locale.objects.all()}
    new = {}
    for position, (code, words) in enumerate(DISCIPLINES.items()):
        siblings = {each.locale_id: each for each in Discipline.objects.filter(code=code)}
        for language, name in zip(LANGUAGES, words, strict=False):
            locale = locales.get(language)
            if locale is None or locale.pk in siblings:
                continue
            discipline = Discipline(
                locale=locale, name=name, code=code, uit_theme_ids=words[3], sort_order=position * 10
            )
            if siblings:
                discipline.translation_key = next(iter(siblings.values())).translation_key
            discipline.slug = discipline.free_slug()
            discipline.save()
            siblings[locale.pk] = discipline
            new.setdefault(locale.language_code, []).append(name)
    return new
