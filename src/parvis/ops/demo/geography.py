"""Two communes that do not exist: identity, districts, streets. Drawn in kilometres around a centre."""

import math
import random
from dataclasses import dataclass
from functools import cache

from parvis.ops.demo.plan import District, Identity, Location, Size, Street

TOWN = Identity(
    size="town", name="Aubremont-sur-Vaudre", of_name="d'Aubremont-sur-Vaudre", insee="28901",
    siren="212809016", postcode="28990", population=12_084, hall_address="1 place de la Halle",
    phone="+33261910000", email_domain="aubremont.example", mayor="Hélène Kervadec",
    mayor_vocative="Madame la Maire", centre=(48.3712, 1.2146),
)  # fmt: skip
VILLAGE = Identity(
    size="village", name="Saint-Firmin-des-Haies", of_name="de Saint-Firmin-des-Haies", insee="28902",
    siren="212809024", postcode="28991", population=3_027, hall_address="4 place de l'Église",
    phone="+33261910500", email_domain="saint-firmin.example", mayor="Gérard Lhuillier",
    mayor_vocative="Monsieur le Maire", centre=(48.2931, 1.0874),
)  # fmt: skip

# name → corners (km east, km north of the centre); neighbours share corners, so that nothing falls between.
TOWN_DISTRICTS: dict[str, tuple[str, list[tuple[float, float]], list[str]]] = {
    "centre": ("Centre ancien", [(-0.7, -0.4), (0.1, -0.6), (0.8, -0.2), (0.7, 0.5), (0.0, 0.7), (-0.8, 0.4)], [
        "place de la Halle", "rue du Pont-aux-Ânes", "rue des Tisserands", "rue de l'Échaudé", "rue Saint-Lubin",
        "rue du Vieux-Marché", "place du Champ-de-Foire", "ruelle des Lavandières", "rue de la Poterne",
        "rue du Collège", "impasse du Puits", "rue Marie-Curie"]),
    "tanneries": ("Les Tanneries", [(-0.7, -0.4), (-0.8, 0.4), (-2.0, 0.9), (-2.3, -0.6), (-1.2, -1.2)], [
        "quai des Tanneurs", "rue de la Vaudre", "rue du Moulin-à-Tan", "chemin du Halage", "rue des Corroyeurs",
        "allée des Saules", "rue du Gué", "rue Germaine-Tillion", "impasse de l'Écluse"]),
    "gare": ("Gare - Faubourg", [(0.8, -0.2), (0.1, -0.6), (0.3, -1.7), (1.6, -1.6), (2.2, -0.5)], [
        "avenue de la Gare", "rue du Faubourg-Neuf", "boulevard Jean-Jaurès", "rue des Cheminots",
        "rue de la Filature", "passage du Tunnel", "rue Émile-Zola", "rue du Dépôt", "place de la Gare"]),
    "bellevue": ("Hauts de Bellevue", [(0.0, 0.7), (0.7, 0.5), (1.9, 1.0), (1.6, 2.2), (0.2, 2.0)], [
        "avenue de Bellevue", "allée des Acacias", "allée des Bouleaux", "square Louise-Michel",
        "rue Salvador-Allende", "rue Jacques-Prévert", "allée des Érables", "place des Quatre-Vents",
        "rue Rosa-Parks", "rue Anatole-France"]),
    "clos": ("Clos-Fleuri", [(-0.8, 0.4), (0.0, 0.7), (0.2, 2.0), (-1.4, 2.1), (-2.0, 0.9)], [
        "rue des Lilas", "rue des Glycines", "allée des Camélias", "rue des Pervenches", "rue du Clos-Fleuri",
        "impasse des Églantines", "rue des Rossignols", "rue du Verger", "chemin des Vignes", "rue Colette",
        "rue des Primevères"]),
    "longs-champs": ("Longs-Champs - Saint-Aubin", [
        (0.7, 0.5), (0.8, -0.2), (2.2, -0.5), (3.1, 0.3), (2.9, 1.6), (1.9, 1.0)], [
        "rue des Longs-Champs", "rue de l'Industrie", "avenue de l'Europe", "rue Denis-Papin",
        "chemin de Saint-Aubin", "rue du Lavoir", "route de la Ferme-Blanche", "rue des Artisans",
        "allée du Bois-Joli"]),
}  # fmt: skip
VILLAGE_DISTRICTS: dict[str, tuple[str, list[tuple[float, float]], list[str]]] = {
    "bourg": ("Le Bourg", [(-0.5, -0.4), (0.5, -0.5), (0.6, 0.4), (-0.4, 0.5)], [
        "place de l'Église", "Grande-Rue", "rue du Four-à-Pain", "rue de l'Abreuvoir", "rue des Écoles",
        "impasse du Presbytère", "rue de la Forge"]),
    "haies": ("Les Haies", [(-0.5, -0.4), (-0.4, 0.5), (-1.5, 1.0), (-1.7, -0.6)], [
        "chemin des Haies", "rue des Noisetiers", "rue des Mésanges", "allée des Prunus", "route du Plessis"]),
    "coteau": ("Le Coteau", [(-0.4, 0.5), (0.6, 0.4), (1.3, 1.4), (-1.5, 1.0)], [
        "rue du Coteau", "rue des Genêts", "chemin du Moulin", "allée des Tilleuls"]),
    "hameaux": ("Hameaux du sud", [(-0.5, -0.4), (-1.7, -0.6), (-0.6, -1.6), (1.4, -1.3), (0.5, -0.5)], [
        "route de la Perrière", "chemin de la Mare", "hameau de Grandval", "chemin des Étangs"]),
}  # fmt: skip

LANDMARKS = {
    "town": (
        "devant la boulangerie", "en face de l'arrêt de bus", "juste après le rond-point", "au niveau du feu",
        "devant la pharmacie", "à côté du transformateur", "à l'entrée du parking", "près du passage piéton",
        "devant le portail de l'immeuble", "à hauteur du laboratoire", "au bout de la rue, côté impair",
        "juste avant le virage", "devant le salon de coiffure", "à côté des conteneurs à verre",
        "au pied de la résidence", "sur le trottoir d'en face", "devant le garage", "près du local à vélos",
    ),
    "village": (
        "devant l'église", "en face de l'école", "à côté du lavoir", "près de l'abribus", "devant la salle des fêtes",
        "à l'entrée du hameau", "juste avant le virage", "devant la ferme", "près du terrain de boules",
        "à côté du point tri", "devant le café", "au bout du chemin",
    ),
}  # fmt: skip
PLACES = {
    "town": {
        "ecole": ("école Jean-Macé", "école des Tanneries", "école Louise-Michel", "école maternelle du Clos-Fleuri"),
        "salle": ("salle des Tilleuls", "salle de la Filature", "salle polyvalente de Bellevue"),
        "gymnase": ("gymnase Alice-Milliat", "gymnase des Longs-Champs", "complexe sportif du Gué"),
        "parc": ("parc de la Filature", "jardin de la Poterne", "parc des Quatre-Vents", "jardin du Presbytère"),
        "creche": ("crèche Les Petits Pas", "crèche Pomme d'api"),
        "commune_voisine": ("Villemarne", "Courvaude", "Bellevaude", "Pontverre"),
        "mediatheque": ("médiathèque Colette",),
    },
    "village": {
        "ecole": ("école du Bourg",),
        "salle": ("salle des fêtes", "petite salle de la mairie"),
        "gymnase": ("terrain multisport", "stade municipal"),
        "parc": ("jardin du lavoir", "terrain de jeux du Coteau"),
        "creche": ("micro-crèche Les Mésanges",),
        "commune_voisine": ("Aubremont-sur-Vaudre", "Courvaude", "Pontverre"),
        "mediatheque": ("bibliothèque municipale",),
    },
}  # fmt: skip

KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Geography:
    identity: Identity
    districts: tuple[District, ...]
    streets: tuple[Street, ...]

    def spot(self, rng: random.Random, street: Street | None = None) -> Location:
        """An address: odd numbers on one side, even ones on the other."""
        street = street or rng.choice(self.streets)
        number = rng.randint(1, street.last_number)
        share = number / (street.last_number + 1)
        lat = street.start[0] + (street.end[0] - street.start[0]) * share
        lon = street.start[1] + (street.end[1] - street.start[1]) * share
        side = 0.00007 if number % 2 else -0.00007
        text = f"{number} {street.name}"
        return Location(text=text, lat=round(lat + side, 6), lon=round(lon, 6), district=street.district)


def _inside(x: float, y: float, ring: list[tuple[float, float]]) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _street(
    rng: random.Random, name: str, code: str, ring: list[tuple[float, float]], centre: tuple[float, float]
) -> Street:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    short = name.startswith(("impasse", "place", "square", "ruelle", "passage"))
    for _ in range(4000):
        x, y = rng.uniform(min(xs), max(xs)), rng.uniform(min(ys), max(ys))
        angle = math.radians(rng.choice((12, 15, 100, 104, 58)))
        half = rng.uniform(0.03, 0.08) if short else rng.uniform(0.09, 0.32)
        dx, dy = half * math.cos(angle), half * math.sin(angle)
        if all(_inside(x + k * dx, y + k * dy, ring) for k in (-1.25, 0, 1.25)):
            break
    number = max(6, int(half * 2000 / 14))
    return Street(
        name, code, _degrees(x - dx, y - dy, centre), _degrees(x + dx, y + dy, centre), number
    )  # fmt: skip


def _degrees(x: float, y: float, centre: tuple[float, float]) -> tuple[float, float]:
    lat = centre[0] + y / KM_PER_DEGREE
    return round(lat, 6), round(centre[1] + x / (KM_PER_DEGREE * math.cos(math.radians(centre[0]))), 6)


@cache
def geography(size: Size) -> Geography:
    """The same on every machine and for every seed: a town does not move."""
    identity, table = (TOWN, TOWN_DISTRICTS) if size == "town" else (VILLAGE, VILLAGE_DISTRICTS)
    rng = random.Random(f"streets of {identity.name}")
    districts, streets = [], []
    for code, (name, ring, street_names) in table.items():
        corners = [_degrees(x, y, identity.centre) for x, y in [*ring, ring[0]]]
        geometry = {"type": "Polygon", "coordinates": [[[lon, lat] for lat, lon in corners]]}
        districts.append(District(code, name, geometry))
        streets += [_street(rng, street, code, ring, identity.centre) for street in street_names]
    return Geography(identity, tuple(districts), tuple(streets))
