"""Addresses in the wrong order: Wagtail's line takes every address before ours is asked."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [
    path("", include(wagtail_urls)),
    path("cultuurraad/", include("cultuurraad_wagtail.urls")),
]
