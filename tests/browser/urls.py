from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from django.views.static import serve

from tests.urls import urlpatterns as host_urlpatterns

urlpatterns = [
    path("favicon.ico", lambda request: HttpResponse(status=204)),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    *host_urlpatterns,
]
