"""Read-only registers: what visitors sent in, and the mail that left."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from ..feedback import responses_as_table
from ..models import OutboxMail, Response
from .exports import SafeExportMixin


class ReadOnlyPermissionHelper(PermissionHelper):
    """Nobody adds or changes a record here; deleting one, to erase personal data, is for those who may."""

    def user_can_list(self, user):
        return self._may(user, "view")

    def user_can_inspect_obj(self, user, obj):
        return self._may(user, "view")

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def _may(self, user, action):
        return self.user_has_specific_permission(user, self.get_perm_codename(action))


class Register(ModelAdmin):
    permission_helper_class = ReadOnlyPermissionHelper
    inspect_view_enabled = True
    history_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class ResponseIndexView(SafeExportMixin, IndexView):
    list_export = ("submitted_at",)

    def get_table(self, queryset):
        return responses_as_table(queryset)


class ResponseInspectView(InspectView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"answers": self.instance.answers_in_words()}


class ResponseRegister(Register):
    model = Response
    menu_icon = "mail"
    menu_label = _("Responses")
    base_url_path = "cultuurraad/responses"
    list_display = ("submitted_at", "form", "first_answer")
    list_filter = ("submitted_at", "form")
    list_select_related = ("form",)
    list_export = ("submitted_at",)
    export_filename = "responses"
    index_view_class = ResponseIndexView
    inspect_view_class = ResponseInspectView
    inspect_view_fields = ("submitted_at", "form", "page")
    inspect_template_name = "cultuurraad_wagtail/admin/response_inspect.html"


class MailRegister(Register):
    model = OutboxMail
    menu_icon = "mail"
    menu_label = _("Mail")
    base_url_path = "cultuurraad/mail"
    list_display = ("created_at", "recipient", "subject", "status", "sent_at")
    list_filter = ("status", "created_at")
    inspect_view_fields = (
        "recipient",
        "subject",
        "body",
        "status",
        "attempts",
        "last_error",
        "created_at",
        "next_attempt_at",
        "sent_at",
    )
