"""Found a town: the collectivity, its host names, and the reference configuration as its own rows."""

import re
from collections.abc import Sequence

from django.db import transaction

from parvis.kit import clock
from parvis.kit.names import sort_name
from parvis.kit.tenant import activate
from parvis.ops.seeds.planting import plant
from parvis.tenancy.communes import Commune, find_commune
from parvis.tenancy.models import Collectivity, HostName

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\Z")


class CannotFound(Exception):
    """The town cannot be created; the message says why."""


def found_commune(insee: str, *, hosts: Sequence[str], slug: str = "", mail_domain: str = "") -> Collectivity:
    """A commune from the official geographic code. Runs as the owner; all or nothing."""
    commune = find_commune(insee)
    return found(
        commune_row(commune, slug or default_slug(commune.name)), hosts=hosts, mail_domain=mail_domain
    )


def commune_row(commune: Commune, slug: str) -> Collectivity:
    return Collectivity(
        slug=slug,
        kind=Collectivity.Kind.COMMUNE,
        name=commune.name,
        insee=commune.code,
        siren=commune.siren,
        postcodes=list(commune.postcodes),
        population=commune.population,
        time_zone=commune.time_zone,
        holiday_zone=commune.holiday_zone,
        created_at=clock.now(),
    )


def found(town: Collectivity, *, hosts: Sequence[str], mail_domain: str = "") -> Collectivity:
    names = [host.strip().lower().rstrip(".") for host in hosts]
    for name in names:
        if not is_host(name):
            raise CannotFound(f"« {name} » n'est pas un nom d'hôte (sans http:// ni port).")
    with transaction.atomic():
        if Collectivity.objects.filter(slug=town.slug).exists():
            raise CannotFound(f"Une collectivité porte déjà l'identifiant « {town.slug} » : donnez --slug.")
        taken = HostName.objects.filter(name__in=names).values_list("name", flat=True).first()
        if taken:
            raise CannotFound(f"L'hôte {taken} est déjà celui d'une collectivité.")
        town.save(force_insert=True)
        HostName.objects.bulk_create(
            HostName(name=name, collectivity=town, is_main=position == 0)
            for position, name in enumerate(dict.fromkeys(names))
        )
        with activate(town.pk):
            plant(mail_domain=mail_domain)
    return town


def is_host(name: str) -> bool:
    return _HOST.match(name) is not None


def default_slug(name: str) -> str:
    return sort_name(name).replace(" ", "-")[:50] or "ville"
