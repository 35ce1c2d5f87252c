"""Fills a profile from the organisation's own page: give the page, choose what is right, get a draft."""

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..inventory.websites.fetching import NotFetched, fetch_page
from ..inventory.websites.filling import NOT_FILLED_IN, fill_in, has_already
from ..inventory.websites.prefill import FIELDS, Proposal, find_proposals
from ..models import OrganisationProfilePage
from ..pages.prefill_panel import may_fill_in
from .prefill_form import SourceForm
from .prefill_table import SEVERAL, errors_by_field, label_of, table

SALT = "cultuurraad_wagtail.prefill"
HOUR = 60 * 60


class PrefillView(WagtailAdminTemplateMixin, View):
    """Three steps at one address: the form, the proposals, the draft. What is proposed travels signed."""

    template_name = "cultuurraad_wagtail/admin/prefill.html"
    page_title = gettext_lazy("Fill in from their website")
    header_icon = "download"

    def dispatch(self, request, page_id):
        self.profile = get_object_or_404(OrganisationProfilePage, pk=page_id)
        if not may_fill_in(self.profile, request.user):
            raise PermissionDenied
        return super().dispatch(request, page_id)

    def get(self, request, page_id):
        return self.show_form(SourceForm(initial={"address": self.draft.website}))

    def post(self, request, page_id):
        if "proposals" in request.POST:
            return self.take_over(request.POST["proposals"])
        form = SourceForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show_form(form)
        try:
            found = self.look_up(form.cleaned_data)
        except NotFetched as error:
            form.add_error("address", str(error))
            return self.show_form(form)
        new = [each for each in found if each.field in NOT_FILLED_IN or not has_already(self.draft, each)]
        if not new:
            form.add_error(None, _("Nothing was found that the profile does not have. Try another page of theirs."))
            return self.show_form(form)
        return self.show_proposals(new, self.sign(new))

    @cached_property
    def draft(self):
        return self.profile.get_latest_revision_as_object()

    @property
    def salt(self):
        return f"{SALT}.{self.profile.pk}"

    def sign(self, proposals):
        rows = [[each.field, each.value, str(each.source), each.is_doubtful] for each in proposals]
        return signing.dumps(rows, salt=self.salt, compress=True)

    def look_up(self, data):
        """The proposals of the page that the form names or holds; only its own address is ever fetched."""
        content, address, charset = data["html"], data.get("address") or self.draft.website, ""
        if data["file"]:
            content = data["file"].read()
        elif not content.strip():
            page = fetch_page(address)
            content, address, charset = page.content, page.address, page.charset
        return find_proposals(content, address=address, charset=charset, name=self.draft.title)

    def take_over(self, signed):
        try:
            rows = signing.loads(signed, salt=self.salt, max_age=HOUR)
        except signing.BadSignature:
            messages.error(
                self.request, _("These proposals are more than an hour old, or damaged. Look them up again.")
            )
            return redirect("cultuurraad_prefill", self.profile.pk)
        proposals = [Proposal(*row) for row in rows]
        try:
            chosen = self.chosen(proposals)
            fill_in(page=self.profile, proposals=chosen, user=self.request.user)
        except ValidationError as error:
            return self.show_proposals(proposals, signed, errors=error)
        self.tell(chosen)
        return redirect("wagtailadmin_pages:edit", self.profile.pk)

    def chosen(self, proposals):
        """What the editor ticked, of what was proposed; ValidationError for nothing, or two for one field."""
        ticked = {(field, index) for field in FIELDS for index in self.request.POST.getlist(f"choice-{field}")}
        chosen = [
            each
            for index, each in enumerate(proposals)
            if (each.field, str(index)) in ticked and each.field not in NOT_FILLED_IN
        ]
        if not chosen:
            raise ValidationError(_("Tick what is to be taken over."))
        fields = [each.field for each in chosen if each.field not in SEVERAL]
        if len(fields) > len(set(fields)):
            raise ValidationError(_("Choose one proposal for each field."))
        return chosen

    def tell(self, chosen):
        labels = list(dict.fromkeys(label_of(each.field) for each in chosen))
        text = ngettext(
            "%(count)s field was filled in: %(fields)s. Check and publish it; visitors do not see it yet.",
            "%(count)s fields were filled in: %(fields)s. Check and publish them; visitors do not see them yet.",
            len(labels),
        )
        messages.success(self.request, text % {"count": len(labels), "fields": ", ".join(labels)})

    def show_form(self, form):
        return self.render_to_response(self.get_context_data(form=form, media=form.media, form_is_multipart=True))

    def show_proposals(self, proposals, signed, errors=None):
        self.template_name = "cultuurraad_wagtail/admin/prefill_proposals.html"
        by_field, general = errors_by_field(errors)
        rows = table(self.draft, proposals, errors=by_field, posted=self.request.POST if errors else None)
        elsewhere = by_field.keys() - {row["field"] for row in rows}
        general += [f"{label_of(field)}: {text}" for field in sorted(elsewhere) for text in by_field[field]]
        return self.render_to_response(self.get_context_data(rows=rows, signed=signed, general_errors=general))

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.profile.pk])
        own = [{"url": edit, "label": self.draft.get_admin_display_title()}, {"url": "", "label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *own]

    def get_page_subtitle(self):
        return self.draft.get_admin_display_title()

    def get_context_data(self, **kwargs):
        address = reverse("cultuurraad_prefill", args=[self.profile.pk])
        return super().get_context_data(profile=self.profile, action_url=address, **kwargs)


def urls():
    """For ``register_admin_urls``."""
    return [
        path("cultuurraad/organisations/<int:page_id>/fill-in/", PrefillView.as_view(), name="cultuurraad_prefill")
    ]
