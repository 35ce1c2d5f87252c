"""The addresses of a meeting's paper trail."""

from django.urls import include, path

from .approval import ApprovalView
from .attendance import AttendanceView
from .minutes import MinutesView

NAME = "cultuurraad_trail"


def urls():
    """For ``register_admin_urls``; below the list of meetings, so that Wagtail's menu marks where one is."""
    views = [
        path("<int:pk>/attendance/", AttendanceView.as_view(), name="attendance"),
        path("<int:pk>/minutes/", MinutesView.as_view(), name="minutes"),
        path("<int:pk>/approval/", ApprovalView.as_view(), name="approval"),
    ]
    return [path("cultuurraad/meetings/", include((views, NAME)))]
