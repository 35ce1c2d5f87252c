"""A feedback form at its own address, and the thanks after it."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from ..conf import layout_context, setting
from ..feedback import store_response
from ..snippets.feedback import FeedbackForm
from ..throttle import TooManyAnswers, count_answer
from ..visibility import scope_for, visible_pages


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, language_code, slug):
    """Show the form; take its answers, however it was reached, and lead on to the thanks."""
    feedback_form = _find(language_code, slug)
    page = _page_of(request, request.POST.get("page") or request.GET.get("page"))
    is_open = feedback_form.takes_answer(request.POST.get("token", ""))
    with override(language_code):
        form = feedback_form.answer_form(request.POST if request.method == "POST" else None) if is_open else None
        context = {
            **layout_context(),
            "feedback_form": feedback_form,
            "form": form,
            "is_yet_to_open": feedback_form.is_yet_to_open(),
            "origin": page,
        }
        status = 200
        if form and form.is_bound and form.is_valid():
            try:
                count_answer(address=request.META.get(setting("CLIENT_ADDRESS_HEADER"), ""))
            except TooManyAnswers as refusal:
                form.add_error(None, refusal.message)
                status = 429
            else:
                visitor = request.META.get("CSRF_COOKIE", "")
                store_response(feedback_form=feedback_form, form=form, page=page, visitor=visitor)
                return redirect(_thanks_url(feedback_form, page))
        return render(request, "cultuurraad_wagtail/feedback/form.html", context, status=status)


@require_safe
def thanks(request, language_code, slug):
    """What a visitor reads after answering, with the way back to where they were."""
    feedback_form = _find(language_code, slug)
    page = _page_of(request, request.GET.get("page"))
    context = {**layout_context(), "feedback_form": feedback_form, "origin": page}
    with override(language_code):
        return render(request, "cultuurraad_wagtail/feedback/thanks.html", context)


def _find(language_code, slug):
    found = FeedbackForm.objects.visible().filter(locale__language_code=language_code, slug=slug).first()
    if found is None:
        raise Http404
    return found


def _page_of(request, pk):
    """The page on which the visitor found the form, in whichever language, if visitors of this site may see it."""
    if not (pk or "").isdecimal() or len(pk) > 18:
        return None
    page = Page.objects.select_related("locale").filter(pk=pk).first()
    return page and visible_pages(Page.objects.all(), scope_for(request, page.locale)).filter(pk=pk).first()


def _thanks_url(feedback_form, page):
    url = feedback_form.get_absolute_url() + "thanks/"
    return f"{url}?{urlencode({'page': page.pk})}" if page else url
