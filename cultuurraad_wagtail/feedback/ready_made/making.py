"""Makes a draft of a ready-made form, in the languages of the site."""

from django.db import transaction
from django.utils.translation import override
from wagtail.log_actions import log

from ...choices import QuestionType
from ...snippets.feedback import FeedbackForm
from ...snippets.question_forms import YES_NO
from ...snippets.questions import FeedbackQuestion
from ...snippets.translations import content_languages, first_language
from .shelf import READY_MADE

#: The order of the words of a text.
LANGUAGES = ("nl", "fr", "en")
ENGLISH = LANGUAGES.index("en")


@transaction.atomic
def make_ready_made(*, name: str, user=None) -> FeedbackForm:
    """A draft of the ready-made form ``name``, for an editor to look at, change and publish."""
    said, languages = READY_MADE[name], _site_languages()
    said = {**said, "title": _free_title(said["title"], languages)}
    form = FeedbackForm(
        live=False,
        has_unpublished_changes=True,
        language=next(iter(languages)),
        may_pause=said.get("may_pause", False),
        **_words(FeedbackForm, said, languages),
    )
    form.questions = [_question(each, place, languages) for place, each in enumerate(said["questions"])]
    form.save()
    revision = form.save_revision(user=user)
    log(instance=form, action="wagtail.create", revision=revision, user=user, content_changed=True)
    return form


def ready_made_forms(language: str) -> list[dict]:
    """What an editor who reads ``language`` chooses from: name, title, use, questions, minutes, languages."""
    place = _place(language)
    known = content_languages()
    return [
        {
            "name": name,
            "title": said["title"][place],
            "use": said["use"][place],
            "minutes": said["minutes"],
            "questions": [each["label"][place] for each in _asked(said)],
            "languages": [known[code] for code in _site_languages()],
        }
        for name, said in READY_MADE.items()
    ]


def _asked(said):
    return [each for each in said["questions"] if each["field_type"] != QuestionType.SECTION]


def _place(language):
    code = language.split("-")[0]
    return LANGUAGES.index(code) if code in LANGUAGES else ENGLISH


def _site_languages():
    """For each language of the site that a form has its place in a text; Dutch first, it is what was written first.

    A site that has none of them gets the English words, to be translated by its editors.
    """
    found = {code: _place(code) for code in content_languages() if code.split("-")[0] in LANGUAGES}
    return dict(sorted(found.items(), key=lambda pair: pair[1])) or {first_language(): ENGLISH}


def _words(model, said, languages):
    """The fields of ``model`` that are worded in several languages, as it keeps them."""
    texts = {field: said[field] for field in model.WORDED if field in said}
    source, *others = languages
    translations = {code: {field: text[languages[code]] for field, text in texts.items()} for code in others}
    return {**{field: text[languages[source]] for field, text in texts.items()}, "translations": translations}


def _free_title(title, languages):
    """``title``, with a number behind it where forms have it already."""
    place = next(iter(languages.values()))
    taken = set(FeedbackForm.objects.filter(title__startswith=title[place]).values_list("title", flat=True))
    number = 1
    while _numbered(title[place], number) in taken:
        number += 1
    return tuple(_numbered(words, number) for words in title)


def _numbered(words, number):
    return f"{words} ({number})" if number > 1 else words


def _question(said, place, languages):
    own = {field: said[field] for field in ("key", "field_type", "required", "has_na", "tells_party") if field in said}
    question = FeedbackQuestion(sort_order=place, **own, **_words(FeedbackQuestion, said, languages))
    if "only_if" in said:
        question.only_if, answer = said["only_if"]
        with override(next(iter(languages))):
            question.only_if_answers = str(YES_NO[answer])
    return question
