"""The published results of rounds: a page for everybody, its pictures as files, a list of all of them."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import override
from django.views import View
from wagtail.models import Site

from ..conf import layout_context
from ..evaluation.figures import figure_of
from ..evaluation.files import KINDS, as_file
from ..evaluation.pages import results_context
from ..evaluation.report import report_of
from ..snippets.evaluations import EvaluationRound
from ..snippets.translations import content_languages


class ResultsBase(View):
    http_method_names = ["get", "head"]

    def dispatch(self, request, language_code, **kwargs):
        if language_code not in content_languages():
            raise Http404
        self.language = language_code
        site = Site.find_for_request(request)
        self.rounds = EvaluationRound.objects.published(site).select_related("site")
        with override(language_code):
            return super().dispatch(request, **kwargs)

    def find(self, slug):
        found = self.rounds.filter(slug=slug).first()
        if found is None:
            raise Http404
        return found

    def show(self, template, **context):
        everything = {**layout_context(), "shown_language": self.language, **context}
        return render(self.request, f"cultuurraad_wagtail/evaluation/{template}.html", everything)


class IndexView(ResultsBase):
    """All rounds with published results, the newest first."""

    def get(self, request):
        return self.show("index", rounds=[each.listing(self.language) for each in self.rounds.for_listing()])


class ResultsView(ResultsBase):
    """The results of one round, beside those of the earlier ones."""

    def get(self, request, slug):
        found = self.find(slug)
        context = results_context(found, self.language, is_public=True)
        files_at = found.results_address(self.language)
        return self.show("results", **context, files_at=files_at, file_kinds=list(KINDS), links_earlier=True)


class ChartView(ResultsBase):
    """One picture as SVG or PNG, or its numbers as CSV."""

    def get(self, request, slug, chart, kind):
        if kind not in KINDS:
            raise Http404
        # Whether it is published is asked first: who may not see it gets nothing of what is kept.
        report = report_of(self.find(slug), self.language, is_public=True)
        figure = figure_of(report, chart)
        if figure is None:
            raise Http404
        return as_file(figure, kind, report)
