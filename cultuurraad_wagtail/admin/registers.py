"""Read-only registers: what visitors sent in, and the mail that left."""

from django.contrib import messages
from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import DeleteView, IndexView, InspectView

from ..choices import Anonymity
from ..feedback import answers_in_words, codebook, first_answer, partners_named_in, responses_as_table
from ..models import OutboxMail, Response
from ..notifications import retry, without_links
from ..privacy.deeds import delete_responses
from ..spreadsheets import write_xlsx
from .exports import SafeExportMixin

# Of Django's own list filters on a choice, a date and a foreign key.
FILTER_SUFFIXES = ("__exact", "__id__exact", "__gte", "__lt", "__isnull")


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


class RegisterIndexView(IndexView):
    """Filters by what the register offers and by nothing else: other lookups could guess at private columns."""

    queryset = None

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (IncorrectLookupParameters, ValueError, OverflowError):
            return redirect(self.index_url)

    def get_queryset(self, request=None):
        """Made once: each time the filters are made they ask the database for their choices."""
        return super().get_queryset(request) if self.queryset is None else self.queryset

    def get_filters_params(self, params=None):
        names = [each[0] if isinstance(each, tuple) else each for each in self.model_admin.list_filter]
        offered = {f"{name}{suffix}" for name in names for suffix in FILTER_SUFFIXES}
        return {key: value for key, value in super().get_filters_params(params).items() if key in offered}


class NumberedMixin:
    """An address with something else than a number is not found."""

    def __init__(self, model_admin, instance_pk):
        if not instance_pk.isdecimal():
            raise Http404
        super().__init__(model_admin, instance_pk)


class RegisterInspectView(NumberedMixin, InspectView):
    pass


class Register(ModelAdmin):
    permission_helper_class = ReadOnlyPermissionHelper
    index_view_class = RegisterIndexView
    inspect_view_class = RegisterInspectView
    inspect_view_enabled = True
    history_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class ResponseIndexView(SafeExportMixin, RegisterIndexView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        # Once for all rows; the cells of a register see one row each.
        partners = partners_named_in(context["object_list"])
        for response in context["object_list"]:
            response.partners = partners
        return context

    def get_sheet(self, queryset):
        return responses_as_table(queryset)

    def write_xlsx(self, queryset, output):
        book = [(gettext("Codebook"), *codebook(queryset))]
        write_xlsx(*self.get_sheet(queryset), output, book, title=gettext("Answers"))


class ListedMixin:
    """What the list leaves out cannot be opened by its number either."""

    def dispatch(self, request, *args, **kwargs):
        if not self.model_admin.get_queryset(request).filter(pk=self.instance.pk).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ResponseInspectView(ListedMixin, RegisterInspectView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"answers": answers_in_words(self.instance)}


class ResponseDeleteView(ListedMixin, NumberedMixin, DeleteView):
    """Erases an answer, and what was quoted of it."""

    def delete_instance(self):
        delete_responses(Response.objects.filter(pk=self.instance.pk))


class NamedRoundFilter(RelatedFieldListFilter):
    """Without anonymous rounds, whose answers are not in the register."""

    def field_choices(self, field, request, model_admin):
        return field.get_choices(include_blank=False, limit_choices_to={"anonymity": Anonymity.NAMED})


class ResponseRegister(Register):
    model = Response
    menu_icon = "list-ul"
    menu_label = _("Responses")
    base_url_path = "cultuurraad/responses"
    list_display = ("sent_at", "form", "who", "first_answer")
    list_filter = ("submitted_at", "form", ("round", NamedRoundFilter))
    list_select_related = ("form", "version", "invitee")
    # Switches the export on; what it holds is the index view's table.
    list_export = ("submitted_at",)
    export_filename = "responses"
    index_view_class = ResponseIndexView
    inspect_view_class = ResponseInspectView
    delete_view_class = ResponseDeleteView
    inspect_view_fields = ("sent_at", "form", "round", "invitee", "page")
    inspect_template_name = "cultuurraad_wagtail/admin/response_inspect.html"

    def get_queryset(self, request):
        """Answers of an anonymous round are read together, on its own page: here they would be watched coming in."""
        responses = super().get_queryset(request)
        return responses.exclude(round__anonymity=Anonymity.ANONYMOUS).exclude(submitted_at=None)

    def first_answer(self, response):
        return first_answer(response, getattr(response, "partners", None))

    def who(self, response):
        return response.invitee.name if response.invitee else "–"

    who.short_description = _("who")

    first_answer.short_description = _("first answer")


class MailInspectView(RegisterInspectView):
    """One mail; for those who may change mail, a button that sends a failed one again."""

    @property
    def can_retry(self):
        user = self.request.user
        return self.instance.is_failed and self.permission_helper.user_can_retry(user)

    def get_field_display_value(self, field_name, field=None):
        value = super().get_field_display_value(field_name, field)
        return without_links(value) if field_name == "body" else value

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"can_retry": self.can_retry}

    def post(self, request, *args, **kwargs):
        if not self.can_retry:
            raise PermissionDenied
        retry(mails=OutboxMail.objects.filter(pk=self.instance.pk))
        messages.success(request, _("The mail waits in the queue again and leaves with the next round."))
        return redirect(self.index_url)


class MailPermissionHelper(ReadOnlyPermissionHelper):
    def user_can_retry(self, user):
        return self._may(user, "change")


class MailRegister(Register):
    model = OutboxMail
    permission_helper_class = MailPermissionHelper
    inspect_view_class = MailInspectView
    inspect_template_name = "cultuurraad_wagtail/admin/mail_inspect.html"
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
