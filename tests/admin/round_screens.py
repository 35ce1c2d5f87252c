"""Where the screens of a round are, and what stands on them."""

from bs4 import BeautifulSoup
from django.urls import reverse


def screen(evaluation_round):
    return reverse("cultuurraad_rounds:round", args=[evaluation_round.pk])


def export(evaluation_round, kind="csv", query=""):
    return reverse("cultuurraad_rounds:export", args=[evaluation_round.pk, kind]) + query


def confirm(evaluation_round, deed):
    return reverse(f"cultuurraad_rounds:{deed}", args=[evaluation_round.pk])


def buttons(response):
    page = BeautifulSoup(response.content, "html.parser")
    return {button["value"] for button in page.select("button[name=deed]")}


def told(client, address, deed):
    """What the editor reads after pressing the button of ``deed``."""
    return [str(message) for message in client.post(address, {"deed": deed}, follow=True).context["messages"]]
