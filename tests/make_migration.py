"""Write 0001 anew: ``python -m tests.make_migration`` (before 1.0 there is one; run it on the lowest Wagtail).

Django writes down the image and document models of whoever runs makemigrations. A site may have its own,
so this puts Wagtail's own look-ups in their place.
"""

import re
from pathlib import Path

import cultuurraad_wagtail

MIGRATION = Path(cultuurraad_wagtail.__file__).parent / "migrations" / "0001_initial.py"


def make_swappable(source):
    """The text of a migration with its image, document and page dependencies made independent of the host."""
    source = source.replace("'wagtailimages.image'", "get_image_model_string()")
    source = source.replace("'wagtaildocs.document'", "get_document_model_string()")
    source = re.sub(
        r"        \('wagtaildocs', '\w+'\),\n        \('wagtailimages', '\w+'\),\n",
        "        migrations.swappable_dependency(get_document_model_string()),\n"
        "        migrations.swappable_dependency(get_image_model_string()),\n",
        source,
    )
    return source.replace(
        "from django.db import migrations, models\n",
        "from django.db import migrations, models\n"
        "from wagtail.documents import get_document_model_string\n"
        "from wagtail.images import get_image_model_string\n",
    )


def main():
    import django
    from django.core.management import call_command

    MIGRATION.unlink(missing_ok=True)
    django.setup()
    call_command("makemigrations", "cultuurraad_wagtail", name="initial", verbosity=1)
    MIGRATION.write_text(make_swappable(MIGRATION.read_text()))


if __name__ == "__main__":
    main()
