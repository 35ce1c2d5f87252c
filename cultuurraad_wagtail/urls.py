"""The package's own addresses; a site includes them once, under a prefix of its choice."""

from django.urls import path

from .views import (
    actions,
    agenda_requests,
    calendars,
    confirmations,
    evaluations,
    feedback,
    open_data,
    registrations,
    remarks,
    results,
)

app_name = "cultuurraad_wagtail"
urlpatterns = [
    path("action/<str:token>/", actions.ActionView.as_view(), name="action"),
    path("calendar/<slug:language_code>.ics", calendars.site, name="site_ics"),
    path("calendar/personal/<slug:token>.ics", calendars.personal, name="personal_ics"),
    path("profile/link/", confirmations.LinkView.as_view(), name="ask_link"),
    path("profile/<str:token>/", confirmations.ConfirmView.as_view(), name="confirm"),
    path("profile/<str:token>/change/", confirmations.ChangeView.as_view(), name="confirm_change"),
    path("evaluation/<str:token>/", evaluations.InviteeView.as_view(), name="evaluation"),
    path("rounds/<slug:language_code>/<slug:slug>/", evaluations.PublicRoundView.as_view(), name="round"),
    path(
        "rounds/<slug:language_code>/<slug:slug>/thanks/", evaluations.PublicThanksView.as_view(), name="round_thanks"
    ),
    path("results/<slug:language_code>/", results.IndexView.as_view(), name="all_results"),
    path("results/<slug:language_code>/<slug:slug>/", results.ResultsView.as_view(), name="results"),
    path(
        "results/<slug:language_code>/<slug:slug>/<slug:chart>.<slug:kind>",
        results.ChartView.as_view(),
        name="results_chart",
    ),
    path("feedback/<slug:language_code>/<slug:slug>/", feedback.AnswerView.as_view(), name="feedback_form"),
    path(
        "feedback/<slug:language_code>/<slug:slug>/continue/<str:nonce>/",
        feedback.ContinueView.as_view(),
        name="feedback_continue",
    ),
    path(
        "feedback/<slug:language_code>/<slug:slug>/paused/<str:nonce>/",
        feedback.PausedView.as_view(),
        name="feedback_paused",
    ),
    path("feedback/<slug:language_code>/<slug:slug>/thanks/", feedback.ThanksView.as_view(), name="feedback_thanks"),
    path("meetings/<slug:language_code>/<uuid:translation_key>.ics", calendars.meeting, name="meeting_ics"),
    path(
        "meetings/<slug:language_code>/<uuid:translation_key>/register/",
        registrations.RegisterView.as_view(),
        name="register",
    ),
    path("registration/<str:token>/", registrations.AnswerView.as_view(), name="registration"),
    path("registration/<str:token>/agenda/", agenda_requests.AgendaRequestView.as_view(), name="ask_agenda"),
    path("registration/<str:token>/calendar/", agenda_requests.RenewCalendarView.as_view(), name="renew_calendar"),
    path("registration/<str:token>/minutes/", remarks.RemarksView.as_view(), name="minutes_remarks"),
    path("open-data/<slug:language_code>/organisations.<slug:kind>", open_data.organisations, name="open_data"),
    path("workgroups/<int:pk>.ics", calendars.workgroup, name="workgroup_ics"),
]
