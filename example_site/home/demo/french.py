"""A third of the content in French, by the Dutch title. What is not here has no French page."""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

GROUPS = {
    "Cultuurraad": (
        "Conseil culturel",
        "Seize représentants du secteur culturel néerlandophone conseillent la Ville, à sa demande ou d’initiative.",
        "<p>Le conseil culturel rend des avis sur la politique culturelle. Ses membres sont élus pour trois ans par l’assemblée générale.</p>",
    ),
    "Dagelijks bestuur": (
        "Bureau",
        "Prépare les réunions et assure le suivi des décisions.",
        "<p>Le bureau se réunit chaque mois. Il fixe l’ordre du jour et suit le budget.</p>",
    ),
    "Cultuurplatform": (
        "Plateforme culture",
        "Deux fois par an, toutes les organisations se réunissent. Tout le monde est bienvenu.",
        "<p>La plateforme est ouverte à chaque organisation et à chaque habitant.</p>",
    ),
    "Werkgroep Ruimte en ateliers": (
        "Groupe de travail Espaces et ateliers",
        "Cherche des lieux de travail, des salles de répétition et des espaces de stockage à partager.",
        "<p>L’espace est rare et cher. Le groupe fait l’inventaire de ce qui existe et de ce qui manque.</p>",
    ),
    "Werkgroep Toegankelijk voor iedereen": (
        "Groupe de travail Accessible à tous",
        "Pendant deux ans, quinze organisations s’attaquent aux seuils qui retiennent le public.",
        "<p>Escaliers, prix, langue, habitudes : le groupe teste avec le public ce qui aide vraiment.</p>",
    ),
}

ORGANISATIONS = {
    "Theater De Sluis": (
        "Une maison de théâtre au bord du canal, qui crée avec des habitants de seize à quatre-vingts ans.",
        "Theater De Sluis porte à la scène les récits du canal. Artistes et habitants créent ensemble trois spectacles par an.",
    ),
    "Klankhuis Anneessens": (
        "Un laboratoire musical avec quatre studios où les jeunes répètent et enregistrent pour cinq euros l’heure.",
        "Faire de la musique ne devrait pas demander des parents riches. Nous offrons un lieu, des instruments et un accompagnement.",
    ),
    "Het Letterdok": (
        "Une maison littéraire pour auteurs et lecteurs : groupes de lecture, nuits de la traduction, chambre d’écriture.",
        "Het Letterdok réunit sur papier les langues de Bruxelles.",
    ),
    "Danshal Vorst": (
        "Une ancienne imprimerie, deux planchers de danse, un entraînement ouvert chaque matin.",
        "Un bon plancher, de la chaleur et du temps : il n’en faut pas plus pour que quelque chose naisse.",
    ),
    "Circus Zonder Kap": (
        "Une école de cirque où les enfants tombent, se relèvent et montent un spectacle ensemble.",
        "Le cirque est pour tous ceux qui veulent s’exercer. Nous donnons cours dans quatre quartiers.",
    ),
    "Ontmoetingshuis De Linde": (
        "Une maison de quartier avec une cuisine, une salle et une scène ; qui a une idée reçoit la clé.",
        "De Linde réunit des gens qui ne se croiseraient pas autrement.",
    ),
    "Koor De Nachtzwaluw": (
        "Quatre-vingts voix sans audition, treize langues, un concert par saison.",
        "Chanter est le plus court chemin vers un inconnu.",
    ),
    "Textielhuis Draad": (
        "Métiers à tisser, tables de couture et jardin tinctorial, portés par les femmes du quartier.",
        "À Draad, le textile est une langue que chacune apprend de l’autre.",
    ),
}

PROJECTS = {
    "Kaaiverhalen": (
        "Récits du quai",
        "Un parcours sonore le long du canal, raconté par celles et ceux qui y vivent. Nous cherchons encore des voix.",
        "<ul><li>Trois conteurs en arabe, en turc ou en polonais</li><li>Un imprimeur pour la carte</li></ul>",
        "<p>Douze lieux, douze voix. Les enregistrements restent libres d’écoute.</p>",
    ),
    "Ateliers op doortocht": (
        "Ateliers de passage",
        "Des postes de travail mobiles pour artistes, dans des bâtiments en attente.",
        "",
        "<p>Chaque établi tient dans une camionnette.</p>",
    ),
    "Nacht van de open vloer": (
        "La nuit du plancher ouvert",
        "Danser du coucher au lever du soleil dans une ancienne imprimerie.",
        "<p>Des chœurs ou des fanfares pour l’heure entre trois et quatre.</p>",
        "<p>Douze heures, douze groupes, sans pause.</p>",
    ),
}

ARTICLES = {
    "Repetitiezaal delen zonder ruzie": (
        "Partager une salle de répétition sans disputes",
        "Deux maisons partagent une salle depuis un an. Trois accords font la différence.",
        "<p>Une salle vide en journée d’un côté, un manque de place de l’autre.</p>",
        "<p>Un seul calendrier partagé, avec une seule responsable.</p>",
        "<p>L’assurance ne couvrait pas l’usage par des tiers.</p>",
        "<p>Appelez d’abord l’assureur, puis écrivez les accords sur une page.</p>",
        "350 € par an et deux heures de concertation par mois",
    ),
    "Eenvoudige taal op je affiche": (
        "Une affiche en langage simple",
        "Une liste d’une page pour tester chaque affiche en dix minutes.",
        "<p>Huit organisations ont fait lire leurs affiches par des apprenants.</p>",
        "<p>D’abord qui, quoi, où, quand et combien. La belle phrase vient après.</p>",
        "<p>Le plus dur : lâcher son propre titre.</p>",
        "<p>Faites lire à voix haute. Là où l’on s’arrête est le problème.</p>",
        "Gratuit, une soirée par organisation",
    ),
    "Sociaal tarief zonder papierwerk": (
        "Un tarif social sans paperasse",
        "Plus d’attestations : les parents choisissent parmi trois prix. Les recettes n’ont pas bougé.",
        "<p>Trois cents enfants par semaine, dans quatre quartiers.</p>",
        "<p>Trois prix, et ce que chacun rend possible.</p>",
        "<p>Le conseil craignait les abus. Un essai d’une saison a suffi.</p>",
        "<p>La confiance coûte moins cher que le contrôle.</p>",
        "Rien ; cinq heures gagnées par semaine",
    ),
    "Oude geluiden, nieuwe rechten": (
        "Vieux sons, nouveaux droits",
        "À qui appartient l’enregistrement d’un marchand de 1974 ?",
        "<p>Huit mille enregistrements, dont six sur dix sans nom.</p>",
        "<p>Publier d’abord ce qui est sûr ; lancer un appel pour le reste.</p>",
        "<p>Le conseil juridique était cher et prudent.</p>",
        "<p>Faites signer une feuille, en trois langues.</p>",
        "900 € de conseil et quarante heures de recherche",
    ),
}

MEETINGS = {
    "Algemene vergadering: jaarverslag en rekening": "Assemblée générale : rapport annuel et comptes",
    "Cultuurplatform: wat leeft er in de wijken?": "Plateforme culture : que se passe-t-il dans les quartiers ?",
    "Samenwerkingsplan: stand van zaken": "Plan de collaboration : où en sommes-nous ?",
    "Charter voor een warm onthaal": "Charte pour un accueil chaleureux",
    "Cultuurplatform: samen het seizoen plannen": "Plateforme culture : planifier la saison ensemble",
    "Modelovereenkomst voor tijdelijk gebruik": "Convention type d’occupation temporaire",
    "Advies over het cultuurbeleidsplan": "Avis sur le plan de politique culturelle",
    "Kennissessie: ontspannen voorstellingen": "Partage de connaissances : spectacles Relax",
    "Algemene vergadering: nieuwe leden": "Assemblée générale : nouveaux membres",
    "Cultuurplatform: de lenteronde": "Plateforme culture : le tour de printemps",
}
INTRODUCTION = "<p>La réunion est publique. Des interprètes sont présents sur demande.</p>"
