"""Where the screens of a round are."""

from django.urls import reverse


def screen(evaluation_round):
    return reverse("cultuurraad_rounds:round", args=[evaluation_round.pk])


def export(evaluation_round, kind="csv", query=""):
    return reverse("cultuurraad_rounds:export", args=[evaluation_round.pk, kind]) + query
