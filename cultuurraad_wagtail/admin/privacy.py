"""Privacy in the admin: what is kept of an address, told and erased; what is over time.

An address stands in the body of a request only: not in its own address, not in a message, not in a log.
"""

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogFormatter, log

from ..models import CouncilSettings, Registration
from ..privacy import as_json, erase, expire, export, file_name, found
from ..privacy.holdings import HOLDINGS
from ..privacy.retention import RULES, Limits

NAME = "cultuurraad_privacy"
#: Whoever erases an address deletes people, registrations and answers: they need the right to each of these.
PERMISSIONS = tuple(f"cultuurraad_wagtail.delete_{model}" for model in ("person", "registration", "response"))
KINDS = {each.kind: each.model._meta.verbose_name_plural for each in (*HOLDINGS, *RULES)}


def may_erase(user) -> bool:
    """Whether ``user`` may see and erase what is kept of people."""
    return user.has_perms(PERMISSIONS)


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Of whoever asks. Make sure first that it is theirs, for example by answering to it."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )


class EraseForm(forms.Form):
    address = forms.EmailField(widget=forms.HiddenInput)
    again = forms.EmailField(
        label=gettext_lazy("The e-mail address again"),
        help_text=gettext_lazy("Erasing cannot be undone."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def clean(self):
        cleaned = super().clean()
        address, again = cleaned.get("address", ""), cleaned.get("again")
        if again is not None and again.casefold() != address.casefold():
            self.add_error("again", _("This is another address than the one above. Type it once more."))
        return cleaned


@method_decorator([never_cache, sensitive_post_parameters("address", "again")], name="dispatch")
class PrivacyView(WagtailAdminTemplateMixin, TemplateView):
    """For who may delete people, registrations and answers."""

    page_title = pgettext_lazy("personal data", "Privacy")
    header_icon = "lock"
    template_name = "cultuurraad_wagtail/admin/privacy/index.html"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        if not may_erase(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": reverse(f"{NAME}:index"), "label": self.page_title}]

    def get(self, request):
        """To where an address is typed: what was found of one, or done with it, has no address to come back to."""
        return redirect(f"{NAME}:index")

    def note(self, action, counts):
        """In the history: what was done and how much, never of whom."""
        settings = CouncilSettings.for_request(self.request)
        log(instance=settings, action=f"cultuurraad.privacy_{action}", user=self.request.user, data={"counts": counts})

    def show(self, template, **context):
        self.template_name = f"cultuurraad_wagtail/admin/privacy/{template}.html"
        return self.render_to_response(self.get_context_data(**context))

    def show_index(self, form):
        rules = rules_in_words(timezone.now())
        return self.show("index", form=form, rules=rules, over_time=sum(rule["count"] for rule in rules))

    def show_found(self, address, form=None):
        told = found(address=address)
        form = form or EraseForm(initial={"address": address})
        return self.show("found", address=address, form=form, counts=in_words(told), **self.left(told.left))

    def left(self, left):
        """What erasing leaves: texts with a link for who may open them, accounts, the council's own address."""
        finder = AdminURLFinder(self.request.user)
        texts = [{"kind": each.kind, "title": each, "url": finder.get_edit_url(each.object)} for each in left.texts]
        facts = {"accounts": left.accounts, "is_councils": bool(left.sites), "running_rounds": left.running_rounds}
        return {"texts": texts, **facts}


def in_words(counts) -> list[tuple[str, int]]:
    """What the kinds are called, with how many there are."""
    return [(capfirst(str(KINDS[kind])), count) for kind, count in counts.items()]


class IndexView(PrivacyView):
    """A field for an address, and what is over time."""

    http_method_names = ["get", "head"]

    def get(self, request):
        return self.show_index(AddressForm())


def rules_in_words(now) -> list[dict]:
    """Each rule: what it is about, how long that is kept, how many rows are over time."""
    return [
        {
            "what": capfirst(str(KINDS[rule.kind])),
            "months": Limits(rule.field, now).months_by_site if rule.field else None,
            "count": rule.over_time(now).count(),
        }
        for rule in RULES
    ]


class FindView(PrivacyView):
    """How much is kept of an address; not what."""

    def post(self, request):
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.show_index(form)
        address = form.cleaned_data["address"]
        self.note("find", dict(found(address=address)))
        return self.show_found(address)


class ExportView(PrivacyView):
    """Everything that is kept of an address, as a file for its owner."""

    def post(self, request):
        form = AddressForm(request.POST)
        if not form.is_valid():
            return redirect(f"{NAME}:index")
        address = form.cleaned_data["address"]
        records = export(address=address)
        self.note("export", {})
        response = HttpResponse(as_json(records, address=address), content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, file_name())
        return response


class EraseView(PrivacyView):
    """Erase an address that was typed twice."""

    def post(self, request):
        form = EraseForm(request.POST)
        if not form.is_valid():
            address = form.cleaned_data.get("address")
            return self.show_found(address, form) if address else redirect(f"{NAME}:index")
        erasure = erase(address=form.cleaned_data["address"])
        self.note("erase", dict(erasure))
        return self.show("erased", counts=in_words(erasure), **self.left(erasure.left))


class ExpireView(PrivacyView):
    """Erase what is over time now, and not tonight."""

    def post(self, request):
        counts = expire()
        self.note("expire", counts)
        count = sum(counts.values())
        text = ngettext(
            "%(count)s record was over time and is erased.", "%(count)s records were over time and are erased.", count
        )
        messages.success(request, text % {"count": count})
        return redirect(f"{NAME}:index")


class PrivacyMenuItem(MenuItem):
    def is_shown(self, request):
        return may_erase(request.user)


def menu_item():
    """For the menu of the council."""
    return PrivacyMenuItem(pgettext("personal data", "Privacy"), reverse(f"{NAME}:index"), icon_name="lock")


def permissions():
    """For ``register_permissions``: the one right of the three that no screen of ours offers yet."""
    options = Registration._meta
    return Permission.objects.filter(
        content_type__app_label=options.app_label,
        content_type__model=options.model_name,
        codename=f"delete_{options.model_name}",
    )


def log_actions(actions):
    """For ``register_log_actions``."""

    class CountedFormatter(LogFormatter):
        def format_message(self, log_entry):
            counts = log_entry.data.get("counts", {})
            told = ", ".join(f"{KINDS.get(kind, kind)}: {count}" for kind, count in counts.items())
            return f"{self.label} ({told})" if told else self.label

    @actions.register_action("cultuurraad.privacy_find")
    class FindFormatter(CountedFormatter):
        label = gettext_lazy("Look what is kept of an address")

    @actions.register_action("cultuurraad.privacy_export")
    class ExportFormatter(CountedFormatter):
        label = gettext_lazy("Export what is kept of an address")

    @actions.register_action("cultuurraad.privacy_erase")
    class EraseFormatter(CountedFormatter):
        label = gettext_lazy("Erase what is kept of an address")

    @actions.register_action("cultuurraad.privacy_expire")
    class ExpireFormatter(CountedFormatter):
        label = gettext_lazy("Erase what is over time")


def urls():
    """For ``register_admin_urls``."""
    views = [
        path("", IndexView.as_view(), name="index"),
        path("find/", FindView.as_view(), name="find"),
        path("export/", ExportView.as_view(), name="export"),
        path("erase/", EraseView.as_view(), name="erase"),
        path("expire/", ExpireView.as_view(), name="expire"),
    ]
    return [path("cultuurraad/privacy/", include((views, NAME)))]
