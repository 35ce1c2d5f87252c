"""Where an older version of a page names a profile that was merged since, it names the one that is left."""

from typing import NamedTuple

from .organisations import OrganisationProfilePage


class Partner(NamedTuple):
    """One partner of a project: its organisation, its role, and the row that says so."""

    organisation: int
    role: str
    row: object


def heirs_of(pks) -> dict[int, int]:
    """Of the profiles ``pks``, those that were merged → the profile that is left of them in the end.

    One query where none was merged.
    """
    next_of, asked = {}, {pk for pk in pks if pk}
    while asked:
        merged = OrganisationProfilePage.objects.filter(pk__in=asked, merged_into__isnull=False)
        next_of |= merged.values_list("pk", "merged_into")
        asked = {next_of[pk] for pk in asked if pk in next_of} - next_of.keys()
    return {pk: _last(pk, next_of) for pk in pks if pk in next_of}


def _last(pk, next_of):
    passed = set()
    while pk in next_of and pk not in passed:
        passed.add(pk)
        pk = next_of[pk]
    return pk


def merged_partners(lead: int | None, partners: list[Partner], heirs: dict[int, int]) -> list[Partner]:
    """``partners`` as ``heirs`` (profile → the one it became) make them: none twice.

    Who leads the project is a partner too only where the project said so before.
    """
    was_both = lead in {partner.organisation for partner in partners}
    left = {}
    for partner in partners:
        organisation = heirs.get(partner.organisation, partner.organisation)
        if organisation == heirs.get(lead, lead) and not was_both:
            continue
        first = left.setdefault(organisation, partner._replace(organisation=organisation))
        left[organisation] = first._replace(role=first.role or partner.role)
    return list(left.values())


def project_content(content: dict) -> dict:
    """A project's revision, with the profiles that are left."""
    lead, rows = content.get("lead_organisation"), content.get("partners") or []
    heirs = heirs_of({lead, *(row.get("organisation") for row in rows)})
    if not heirs:
        return content
    partners = [Partner(row.get("organisation"), row.get("role", ""), row) for row in rows]
    left = [
        {**partner.row, "organisation": partner.organisation, "role": partner.role}
        for partner in merged_partners(lead, partners, heirs)
    ]
    return {**content, "lead_organisation": heirs.get(lead, lead), "partners": left}


def article_content(content: dict) -> dict:
    """An article's revision, with the profiles that are left, each once."""
    rows = content.get("organisation_links") or []
    heirs = heirs_of({row.get("organisation") for row in rows})
    if not heirs:
        return content
    left = {}
    for row in rows:
        organisation = heirs.get(row.get("organisation"), row.get("organisation"))
        left.setdefault(organisation, {**row, "organisation": organisation})
    return {**content, "organisation_links": list(left.values())}
