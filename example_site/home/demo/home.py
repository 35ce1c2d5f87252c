"""The texts of the home page and of “Over ons”, in three languages."""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

HOME = {
    "nl": {
        "title": "Cultuurraad Brussel",
        "heading": "Cultuur maken we samen.",
        "introduction": "<p>Vierentwintig organisaties, vijf groepen, één stad. Ontmoet elkaar, deel ruimte en kennis, en praat mee.</p>",
        "search_description": "De Cultuurraad brengt de culturele organisaties van Brussel samen.",
        "meetings": "Kom langs",
        "call": (
            "Iedereen is welkom op het Cultuurplatform",
            "<p>Twee keer per jaar zitten alle organisaties aan tafel. Er is soep, er zijn tolken, en er is plaats voor uw vraag.</p>",
            "Bekijk de vergaderingen",
        ),
        "projects": "Samen bezig",
        "organisations": "Ontdek de organisaties",
        "articles": "Leer van elkaar",
    },
    "fr": {
        "title": "Conseil culturel de Bruxelles",
        "heading": "La culture se fait ensemble.",
        "introduction": "<p>Des organisations, des groupes de travail, une ville. Rencontrez-vous, partagez des lieux et des savoirs, prenez la parole.</p>",
        "search_description": "Le conseil culturel rassemble les organisations culturelles de Bruxelles.",
        "meetings": "Venez nous voir",
        "call": (
            "La plateforme culture est ouverte à tout le monde",
            "<p>Deux fois par an, toutes les organisations se mettent à table. Il y a de la soupe, des interprètes et une place pour votre question.</p>",
            "Voir les réunions",
        ),
        "projects": "Projets communs",
        "organisations": "Découvrez les organisations",
        "articles": "Apprendre les uns des autres",
    },
    "en": {
        "title": "Brussels Culture Council",
        "heading": "Culture is made together.",
        "introduction": "<p>The council brings together the Dutch-speaking culture organisations of Brussels. Most of this site is in Dutch; part of it is in French.</p>",
        "search_description": "The council brings together the culture organisations of Brussels.",
        "text": "<h2>Would you like to take part?</h2><p>Everyone is welcome at the open meetings of the culture platform. "
        "Interpreters are present. Choose NL or FR above to see the organisations, the meetings and the projects.</p>",
    },
}

ABOUT = {
    "nl": (
        "Over ons",
        "<p>De Cultuurraad is de adviesraad van de culturele organisaties. We geven advies, brengen mensen samen en delen wat we leren.</p>",
        "<h2>Wat we doen</h2><p>We komen samen in open vergaderingen, werken in werkgroepen en publiceren onze verslagen. "
        "Elke organisatie met een culturele werking in Brussel kan zich aansluiten.</p><h2>Meedoen</h2><p>Wilt u dat uw organisatie in de "
        "inventaris staat? Kom naar een bijeenkomst of spreek een lid van het bestuur aan.</p>",
    ),
    "fr": (
        "À propos",
        "<p>Le conseil culturel est l’organe consultatif des organisations culturelles. Il rend des avis, réunit les gens et partage ce qu’il apprend.</p>",
        "<h2>Ce que nous faisons</h2><p>Nos réunions sont ouvertes, nos procès-verbaux sont publics. Toute organisation active à Bruxelles peut nous rejoindre.</p>",
    ),
}

OPINION = (
    "Uw mening",
    "<p>Wat u ons vertelt, bepaalt wat we volgend seizoen doen. Antwoorden kan zonder account en zonder naam.</p>",
    '<p>Elk jaar vragen we hoe de samenwerking loopt: <a href="{address}">{title}</a></p>',
    "Wat eruit kwam",
)
