"""The screens of a meeting's paper trail as a browser has them: what it gets, and what it sends back."""

import re

from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from cultuurraad_wagtail.models import Meeting
from tests.factories import days_from_today


def step(name, meeting):
    return reverse(f"cultuurraad_trail:{name}", args=[meeting.pk])


def filled(response):
    """What a browser would send back of the forms of the minutes."""
    page = response.content.decode()
    data = {"seen": re.search(r'name="seen" value="(\d*)"', page)[1]}
    forms = [form for part in response.context["parts"] for form in (part["form"], *part["follow_up"])]
    for field in (field for form in (*forms, response.context["new_items"]) for field in form):
        value = field.value()
        data[field.html_name] = rich_text(value or "") if field.name == "minutes" else str(value or "")
        if f'name="{field.html_initial_name}"' in page:
            data[field.html_initial_name] = str(field.initial or "")
    return data


def says(response, words):
    """Whether a message of the admin says ``words``."""
    return any(words in str(message) for message in response.context["messages"])


def write(client, meeting, title, publish=True, **values):
    """Report on the item ``title`` as an editor would."""
    data = filled(client.get(step("minutes", meeting)))
    newest = Meeting.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    item = next(each for each in newest.agenda_items.all() if each.title == title)
    for name, value in values.items():
        data[f"item-{item.key}-{name}"] = rich_text(value) if name == "minutes" else value
    return client.post(step("minutes", meeting), data | ({"publish": "yes"} if publish else {}))


def sent(response, **values):
    """What a browser would send back of the list, the rows with the name of a key of ``values`` changed."""
    forms = response.context["forms"]
    data = {field.html_name: field.value() for form in forms for field in form} | {"others": ""}
    changed = {form.add_prefix("status"): values[form.instance.name] for form in forms if form.instance.name in values}
    return data | changed


def send(client, meeting, until=None, seen=""):
    until = until or days_from_today(14)
    data = {"deed": "send", "until": until.isoformat(), "seen": seen}
    return client.post(step("approval", meeting), data)
