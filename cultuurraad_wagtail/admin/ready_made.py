"""Ready-made feedback forms: what there is, and a draft of the one that an editor chooses."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from ..feedback.ready_made import READY_MADE, make_ready_made, ready_made_forms
from ..models import FeedbackForm

NAME = "cultuurraad_ready_made"


def may_make_forms(user):
    """Whether ``user`` may make feedback forms."""
    return user.has_perm("cultuurraad_wagtail.add_feedbackform")


def header_button():
    """Beside “add”, on the list of feedback forms."""
    return HeaderButton(gettext_lazy("Ready-made"), url=reverse(f"{NAME}:index"), icon_name="copy")


class ReadyMadeView(WagtailAdminTemplateMixin, TemplateView):
    """The forms to choose from; its button makes a draft and opens it."""

    template_name = "cultuurraad_wagtail/admin/feedback/ready_made.html"
    page_title = gettext_lazy("Ready-made forms")
    header_icon = "form"

    def dispatch(self, request):
        if not may_make_forms(request.user):
            raise PermissionDenied
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        viewset = FeedbackForm.snippet_viewset
        listing = {"url": reverse(viewset.get_url_name("list")), "label": viewset.menu_label}
        return [*super().get_breadcrumbs_items(), listing, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "ready_made_forms": ready_made_forms(get_language())}

    def post(self, request):
        name = request.POST.get("name", "")
        if name not in READY_MADE:
            raise Http404
        form = make_ready_made(name=name, user=request.user)
        viewset = FeedbackForm.snippet_viewset
        words = _(
            "“%(title)s” is a draft. Read the questions and change the words as you like; delete a question that you "
            "do not want. Then publish the form: only then can visitors answer it."
        )
        messages.success(request, words % {"title": form.title})
        # Who may add forms but not change them is led back to the list.
        if request.user.has_perm("cultuurraad_wagtail.change_feedbackform"):
            return redirect(viewset.get_url_name("edit"), form.pk)
        return redirect(viewset.get_url_name("list"))


def urls():
    """For ``register_admin_urls``."""
    views = [path("", ReadyMadeView.as_view(), name="index")]
    return [path("cultuurraad/ready-made/", include((views, NAME)))]
