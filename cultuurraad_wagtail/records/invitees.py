"""Who is asked in a round of evaluation."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .nonces import new_nonce


class Invitee(models.Model):
    """One who is asked in a round. Whether they answered is kept, and what they answered is not, when anonymous.

    In an anonymous round nothing joins this row to a response: no key, no moment, no order. The link's secret is here;
    an answer is written without it.
    """

    round = models.ForeignKey(
        "cultuurraad_wagtail.EvaluationRound",
        verbose_name=_("round"),
        on_delete=models.CASCADE,
        related_name="invitees",
    )
    person = models.ForeignKey(
        "cultuurraad_wagtail.Person",
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        "cultuurraad_wagtail.OrganisationProfilePage",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=255)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10)
    #: By which the response rate is told: the group, the first discipline, member or guest.
    group = models.CharField(_("group"), max_length=255, blank=True)
    nonce = models.CharField(max_length=43, default=new_nonce, unique=True, editable=False)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    has_answered = models.BooleanField(_("has answered"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitee of a round")
        verbose_name_plural = _("invitees of rounds")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("round", Lower("email"), name="%(app_label)s_invited_once")]

    def __str__(self):
        return self.name
