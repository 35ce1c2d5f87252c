"""What editors do with a round of evaluation by a button: each is one verb, and a message of what came of it."""

from django.utils.translation import gettext, ngettext

from ..evaluation.rounds import NotAllowed, close_round, publish_results, remind, start_round


def _start(found, request):
    if found.has_started:
        raise NotAllowed(gettext("The round has started already."))
    number = start_round(evaluation_round=found)
    if found.is_for_everybody:
        return gettext("The round is open: give people its address.")
    told = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", number)
    return told % {"count": number}


def _remind(found, request):
    number = remind(evaluation_round=found)
    if not number:
        raise NotAllowed(
            gettext("Nobody is reminded: who has not answered was invited or reminded less than a day ago.")
        )
    return ngettext("%(count)s reminder is on its way.", "%(count)s reminders are on their way.", number) % {
        "count": number
    }


def _close(found, request):
    if not found.has_started:
        raise NotAllowed(gettext("Start the round first."))
    close_round(evaluation_round=found)
    return gettext("The round is closed and its answers are counted.")


def _publish(found, request):
    publish_results(evaluation_round=found, is_public=True)
    return gettext("Everybody can read the results now.")


def _unpublish(found, request):
    publish_results(evaluation_round=found, is_public=False)
    return gettext("Only editors read the results now.")


class Deed:
    """``do`` gives the message; ``log_action`` goes into the history; ``permissions`` are those it needs."""

    def __init__(self, do, log_action, *permissions):
        self.do, self.log_action = do, log_action
        self.permissions = ("change_evaluationround", *permissions)


DEEDS = {
    "start": Deed(_start, "cultuurraad.start_round"),
    "remind": Deed(_remind, "cultuurraad.remind_round"),
    "close": Deed(_close, "cultuurraad.close_round"),
    "publish": Deed(_publish, "cultuurraad.publish_results", "publish_feedbackform"),
    "unpublish": Deed(_unpublish, "cultuurraad.unpublish_results", "publish_feedbackform"),
}
