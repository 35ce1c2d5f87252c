"""In which languages somebody reads a page of theirs: labels in their own, the council's words as it wrote them."""


def shown_in(language, meeting):
    """For the context: ``shown_language``, of labels and messages, and ``text_language``, of the words of ``meeting``.

    The latter is "" where both are the same, so that nothing needs to be marked.
    """
    code = meeting.locale.language_code if meeting else language
    return {"shown_language": language, "text_language": "" if code[:2] == language else code}
