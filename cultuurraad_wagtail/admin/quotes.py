"""What people wrote in a round, a page at a time; an editor ticks what is quoted."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from ..evaluation.quoting import (
    choose_quotes,
    find_quotes,
    id_of,
    language_of,
    open_questions,
    quotes_by_id,
    texts_of,
    words_of,
)
from ..evaluation.rounds import NotAllowed
from ..snippets.translations import content_languages
from .rounds import APP, RoundBase

NAME = "cultuurraad_quotes"
PER_PAGE = 50
#: In the place of the key of a question: what is quoted, of all of them.
QUOTED = "quoted"
#: What the name of a field with the language of a text begins with; its id follows.
LANGUAGE = "language-"


@dataclass
class Ticks:
    """What was ticked, unticked and said and is not stored yet; it goes along in the form from page to page."""

    ticked: set = field(default_factory=set)
    unticked: set = field(default_factory=set)
    #: The language of a text, by its id.
    languages: dict = field(default_factory=dict)

    @classmethod
    def of(cls, data):
        """Those of a posted page: ``shown`` stood on it, ``stored`` of these was quoted, ``quote`` is ticked now."""
        ticked, unticked, shown, stored = (
            set(data.get(name, "").split()) for name in ("ticked", "unticked", "shown", "stored")
        )
        now = set(data.getlist("quote"))
        languages = dict(each.rsplit(":", 1) for each in data.get("languages", "").split() if ":" in each)
        languages |= {name.removeprefix(LANGUAGE): data[name] for name in data if name.startswith(LANGUAGE)}
        return cls((ticked - shown) | (now - stored), (unticked - shown) | (stored - now), languages)

    def has(self, id_, stored):
        """Whether the box of ``id_`` is ticked, where ``stored`` are the ids that are quoted."""
        return id_ in self.ticked or (id_ in stored and id_ not in self.unticked)

    def number(self, languages):
        """How many choices are not stored, where ``languages`` are those of the texts that are quoted, by id."""
        changed = sum(code != languages[id_] for id_, code in self.languages.items() if id_ in languages)
        return len(self.ticked) + len(self.unticked) + changed


class QuotesView(RoundBase):
    """The answers to one open question, or what is quoted of all of them. Going on keeps what is ticked."""

    template_name = "cultuurraad_wagtail/admin/rounds/quotes.html"
    page_title = _("In free words")
    permissions = (f"{APP}.view_response",)
    ticks = Ticks()

    @property
    def may_choose(self):
        return self.may("change_evaluationround", "publish_feedbackform")

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.round.is_closed else self.back()

    def post(self, request, *args, **kwargs):
        if request.POST.get("deed") == "quote":
            return self.store()
        self.ticks = Ticks.of(request.POST) if self.may_choose else Ticks()
        return self.get(request, *args, **kwargs)

    def store(self):
        if not self.may_choose:
            raise PermissionDenied
        ticks = Ticks.of(self.request.POST)
        try:
            number = choose_quotes(evaluation_round=self.round, **vars(ticks))
        except NotAllowed as refusal:
            messages.error(self.request, str(refusal))
            return self.back()
        log(instance=self.round, action="cultuurraad.quote_answers", user=self.request.user)
        told = ngettext("%(count)s answer is quoted.", "%(count)s answers are quoted.", number)
        messages.success(self.request, told % {"count": number})
        return redirect(self.request.get_full_path())

    def get_breadcrumbs_items(self):
        *others, last = super().get_breadcrumbs_items()
        back = {"url": reverse("cultuurraad_rounds:round", args=[self.round.pk]), "label": last["label"]}
        return [*others, back, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        questions = open_questions(self.round, get_language())
        stored = quotes_by_id(self.round)
        quoted = stored | find_quotes(self.round, self.ticks.ticked)
        labels = words_of(self.round, get_language())
        keys = [each["key"] for each in questions]
        key = self.request.GET.get("show", "")
        key = key if key in [*keys, QUOTED] else next(iter(keys), QUOTED)
        page = Paginator(list(quoted.values()) if key == QUOTED else texts_of(self.round, key), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        quotes = page.object_list if key == QUOTED else [{"key": key, "text": text} for text in page.object_list]
        rows = [self._row(quote, stored, labels if key == QUOTED else {}) for quote in quotes]
        views = [(each["key"], each["question"], each["number"], each["key"] == key) for each in questions]
        languages = list(content_languages().items())
        number_quoted = sum(self.ticks.has(each, stored) for each in quoted)
        own = {
            "views": [*views, (QUOTED, gettext("Quoted"), number_quoted, key == QUOTED)],
            "shown": key,
            "heading": labels.get(key, gettext("Quoted")),
            "rows": rows,
            "page_obj": page,
            "kept": self._kept([each["id"] for each in rows], stored),
            "unstored": self.ticks.number({id_: language_of(self.round, each) for id_, each in stored.items()}),
            "languages": languages if key == QUOTED and self.may_choose and len(languages) > 1 else [],
            "may_choose": self.may_choose,
            "form_media": "",
        }
        return {**super().get_context_data(**kwargs), **own}

    def _row(self, quote, stored, questions):
        id_ = id_of(quote["key"], quote["text"])
        question = questions.get(quote["key"], "")
        language = self.ticks.languages.get(id_) or language_of(self.round, quote)
        row = {"id": id_, "text": quote["text"], "question": question, "language": language}
        return row | {"is_ticked": self.ticks.has(id_, stored)}

    def _kept(self, shown, stored):
        """The hidden fields: what ``Ticks.of`` reads beside the boxes."""
        ids = {
            "shown": shown,
            "stored": [each for each in shown if each in stored],
            "ticked": sorted(self.ticks.ticked),
            "unticked": sorted(self.ticks.unticked),
            "languages": [f"{id_}:{code}" for id_, code in self.ticks.languages.items()],
        }
        return {name: " ".join(each) for name, each in ids.items()}


def urls():
    """For ``register_admin_urls``."""
    return [path("cultuurraad/rounds/<int:pk>/quotes/", QuotesView.as_view(), name=NAME)]
