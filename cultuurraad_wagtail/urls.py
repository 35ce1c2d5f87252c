"""The package's own addresses; a site includes them once, under a prefix of its choice."""

from django.urls import path

from .views import calendars, feedback

app_name = "cultuurraad_wagtail"
urlpatterns = [
    path("feedback/<slug:language_code>/<slug:slug>/", feedback.answer, name="feedback_form"),
    path("feedback/<slug:language_code>/<slug:slug>/thanks/", feedback.thanks, name="feedback_thanks"),
    path("meetings/<slug:language_code>/<uuid:translation_key>.ics", calendars.meeting, name="meeting_ics"),
    path("workgroups/<int:pk>.ics", calendars.workgroup, name="workgroup_ics"),
]
