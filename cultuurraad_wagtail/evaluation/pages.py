"""What a page of results shows, drawn once: what a closed round counted does not change any more."""

from django.utils.safestring import mark_safe

from .. import charts
from ..snippets.evaluations import EvaluationRound
from ..wording import Words
from .figures import figures_of
from .keeping import kept
from .quoting import language_of
from .report import Report, report_of


def results_context(evaluation_round: EvaluationRound, language: str, *, is_public: bool) -> dict:
    """The context of ``evaluation/results.html`` and of the same in the admin."""
    report = report_of(evaluation_round, language, is_public=is_public)
    return {
        "evaluation_round": evaluation_round,
        "words": {name: evaluation_round.words(name, language) for name in evaluation_round.WORDED},
        "responses": report.results["responses"] if report.is_told else None,
        "lacks_network": report.lacks_network,
        "asks_others": len({each.audience for each in report.rounds}) > 1,
        "sections": _drawn(report),
        "quotes": _quotes(report),
        "earlier": [
            {"title": title, "url": each.results_address(language)}
            for each, title in zip(report.rounds[1:], report.titles[1:], strict=True)
        ],
        "result_languages": evaluation_round.languages(),
    }


def _drawn(report: Report) -> list[dict]:
    """Headings and figures with their pictures as SVG, from the site's cache where they were drawn before."""
    drawn = kept(report, "figures", lambda: _draw(report))
    for section in drawn:
        for figure in section["figures"]:
            # Drawn by ``charts``, which escapes every word.
            figure["pictures"] = {name: mark_safe(svg) for name, svg in figure["pictures"].items()}
    return drawn


def _draw(report):
    return [{"heading": str(heading), "figures": _placed(figures)} for heading, figures in figures_of(report)]


def _placed(figures):
    """Two stand beside each other; one that is left has a row of its own, and room for its numbers."""
    drawn = [_with_pictures(figure) for figure in figures]
    drawn[-1]["opened"] = len(figures) % 2 == 1 and not figures[-1].long
    return drawn


def _with_pictures(figure):
    return {
        "id": figure.id,
        "title": figure.title,
        "table": figure.numbers.table,
        "facts": figure.facts,
        "notes": figure.notes,
        "broad": figure.broad,
        "long": figure.long,
        "pictures": {
            name: charts.as_svg(figure.draw(width), f"chart-{figure.id}-{name}")
            for name, width in figure.widths.items()
        },
    }


def _quotes(report):
    """What editors chose to quote, under the question it answers."""
    labels = {question["key"]: report.says(question["label"]) for question in report.results["questions"]}
    quoted = {}
    for quote in report.round.quotes:
        if quote["key"] in labels:
            language = language_of(report.round, quote)
            said = Words(quote["text"], language if language != report.language else "")
            quoted.setdefault(quote["key"], []).append(said)
    return [{"question": labels[key], "texts": texts} for key, texts in quoted.items()]
