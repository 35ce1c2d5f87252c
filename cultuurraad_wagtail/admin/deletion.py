"""Nothing that is in use disappears: the editor is told what uses it, and where to mend that."""

from django.conf import settings
from django.contrib import messages
from django.db.models import ForeignKey
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from ..choices import RegistrationStatus
from ..models import (
    ErasedResponses,
    EvaluationRound,
    FeedbackForm,
    FormVersion,
    Mandate,
    Meeting,
    OrganisationProfilePage,
    ProjectShowcasePage,
    Registration,
    Response,
    UnfinishedResponse,
    WorkgroupHubPage,
)

PAGES_IN_USE = (OrganisationProfilePage, WorkgroupHubPage, ProjectShowcasePage)
SNIPPETS_IN_USE = (Meeting, FeedbackForm)
#: What goes with a form, and that no editor knows.
KEPT_BY_THE_MACHINE = (FormVersion, ErasedResponses, UnfinishedResponse)
SHOWN = 8


def uses_of(objects, limit=SHOWN + 1):
    """What keeps ``objects`` (instances of one kind, or pages) in use: objects an editor knows, at most ``limit``.

    What would be deleted along with them does not count as a use.
    """
    if objects and isinstance(objects[0], Page):
        return _uses_of_pages(objects)[:limit]
    return [
        use for model in SNIPPETS_IN_USE for use in _references(model, [o for o in objects if isinstance(o, model)])
    ][:limit]


def _uses_of_pages(pages):
    doomed = set()
    for page in pages:
        doomed.update(Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True))
    uses = []
    for model in PAGES_IN_USE:
        uses += _references(model, list(model.objects.filter(pk__in=doomed)))
    return [use for use in uses if not (isinstance(use, Page) and use.pk in doomed)]


def _references(model, objects):
    """The owners of foreign keys of ours to ``objects``, each once."""
    if not objects:
        return []
    owners = {}
    for relation in model._meta.related_objects:
        field = relation.field
        if not isinstance(field, ForeignKey) or isinstance(field, ParentalKey) or relation.parent_link:
            continue
        if field.model._meta.app_label != model._meta.app_label or field.model in KEPT_BY_THE_MACHINE:
            continue
        rows = field.model._default_manager.filter(**{f"{field.name}__in": objects})
        if field.model is Response:
            rows = rows.select_related("round").defer("round__results", "round__quotes")
        for row in rows[: SHOWN * 4]:
            owner = _owner(row)
            owners[type(owner), owner.pk] = owner
    return list(owners.values())


def _owner(row):
    """The object that an editor opens to change ``row``: the person of a mandate, the round of an answer."""
    if isinstance(row, Mandate):
        return row.person
    if isinstance(row, Response) and row.round:
        return row.round
    parental = next((field for field in row._meta.fields if isinstance(field, ParentalKey)), None)
    return getattr(row, parental.name) if parental else row


def refuse_page_in_use(request, page):
    """For ``before_delete_page``: a redirect with the reasons, or None to go on."""
    return _refusal(request, [page, *_carried_along([page])], "wagtailadmin_explore", page.get_parent().pk)


def _carried_along(pages):
    """The translations and aliases that Wagtail deletes with ``pages``, where the site keeps its trees in step."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    found = [hook(pages, "delete") or {} for hook in hooks.get_hooks("construct_translated_pages_to_cascade_actions")]
    return [page for by_page in found for several in by_page.values() for page in several]


def refuse_snippets_in_use(request, instances):
    """For ``before_delete_snippet``: a redirect with the reasons, or None to go on."""
    instances = list(instances)
    if instances and isinstance(instances[0], EvaluationRound):
        return _part_with_answers(request, instances)
    if not instances or not isinstance(instances[0], SNIPPETS_IN_USE):
        return None
    return _refusal(request, instances, instances[0].snippet_viewset.get_url_name("list"))


def refuse_bulk_of_pages_in_use(request, action_type, objects, action_class_instance):
    """For ``before_bulk_action``: the same for several pages at once."""
    objects = list(objects)
    if action_type != "delete" or not objects or not isinstance(objects[0], Page):
        return None
    return _refusal(request, [*objects, *_carried_along(objects)], "wagtailadmin_explore", objects[0].get_parent().pk)


def _refusal(request, objects, url_name, *url_args):
    if expected := _expected_at(objects):
        return _keep_meeting(request, expected, url_name)
    uses = uses_of(objects)
    if not uses:
        return None
    answered = [use for use in uses if isinstance(use, Response)]
    if answered:
        return _keep_answers(request, objects, url_name)
    finder = AdminURLFinder(request.user)
    named = dict.fromkeys(_named(use, finder.get_edit_url(use)) for use in uses[:SHOWN])
    links = format_html_join(", ", "{}", ((name,) for name in named))
    names = ", ".join(f"“{each}”" for each in objects[:3])
    text = _("%(names)s is still in use, so nothing was deleted. Change or delete these first:") % {"names": names}
    parts = (text, links, "…" if len(uses) > SHOWN else "", _advice(objects))
    messages.error(request, format_html_join(" ", "{}", ((part,) for part in parts if part)))
    return redirect(url_name, *url_args)


def _advice(objects):
    """What to do with an organisation instead of deleting it; empty for anything else."""
    if not any(isinstance(each, Page) and each.specific_class is OrganisationProfilePage for each in objects):
        return ""
    return _(
        "Has the organisation stopped? Give the day under “stopped on” in its profile: it leaves the "
        "directory's list and keeps its page. Is it there twice? Merge the two profiles."
    )


def _expected_at(objects):
    """How many people registered for those of ``objects`` that are meetings, and would stand before a closed door."""
    meetings = [each for each in objects if isinstance(each, Meeting) and not each.is_past() and not each.is_off]
    keys = {each.translation_key for each in meetings}
    registered = Registration.objects.filter(sitting__key__in=keys) if keys else Registration.objects.none()
    return registered.exclude(status=RegistrationStatus.DECLINED).count()


def _keep_meeting(request, count, url_name):
    text = ngettext(
        "%(count)s person was asked or registered, so nothing was deleted. Cancel the meeting: they hear of it.",
        "%(count)s people were asked or registered, so nothing was deleted. Cancel the meeting: they hear of it.",
        count,
    )
    messages.error(request, text % {"count": count})
    return redirect(url_name)


def _keep_answers(request, objects, url_name):
    """One sentence for a form's answers, not a line for each; they are erased in their own register."""
    count = Response.objects.filter(form__in=objects).count()
    text = ngettext(
        "%(count)s answer came in, so nothing was deleted. Unpublish the form, or have a moderator erase it:",
        "%(count)s answers came in, so nothing was deleted. Unpublish the form, or have a moderator erase them:",
        count,
    ) % {"count": count}
    link = f"{reverse('cultuurraad_responses_modeladmin_index')}?form__id__exact={objects[0].pk}"
    messages.error(request, format_html('{} <a href="{}">{}</a>', text, link, _("Responses")))
    return redirect(url_name)


def _part_with_answers(request, rounds):
    """Answers go with their round: only who may erase them deletes it, and is told so while they can still go back."""
    count = Response.objects.filter(round__in=rounds).count()
    is_published = any(each.is_published() for each in rounds)
    if is_published and not request.user.has_perm("cultuurraad_wagtail.publish_feedbackform"):
        messages.error(request, _("Everybody reads the results, so nothing was deleted: stop publishing them first."))
        return redirect(EvaluationRound.snippet_viewset.get_url_name("list"))
    if not count:
        if request.method == "GET" and any(each.is_closed for each in rounds):
            messages.warning(request, _("What was counted goes too. The answers themselves were erased before."))
        return None
    if not request.user.has_perm("cultuurraad_wagtail.delete_response"):
        text = ngettext(
            "%(count)s answer came in, so nothing was deleted: whoever deletes a round with answers must have the "
            "right to erase answers.",
            "%(count)s answers came in, so nothing was deleted: whoever deletes a round with answers must have the "
            "right to erase answers.",
            count,
        )
        messages.error(request, text % {"count": count})
        return redirect(EvaluationRound.snippet_viewset.get_url_name("list"))
    if request.method == "GET":
        text = ngettext(
            "%(count)s answer goes too, and so does what was counted and published of it.",
            "%(count)s answers go too, and so does what was counted and published of them.",
            count,
        )
        messages.warning(request, text % {"count": count})
    return None


def _named(use, url):
    """A link for who may open ``use``; for others only what it is, since its name may be a draft's or a person's."""
    return format_html('<a href="{}">{} ({})</a>', url, use, _kind(use)) if url else _kind(use)


def _kind(use):
    specific = use.specific_class if isinstance(use, Page) else type(use)
    return capfirst(str(specific._meta.verbose_name))
