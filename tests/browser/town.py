"""The towns of the browser tests, made by a command of their own: ``python -m tests.browser.town``."""

from parvis.ops.session import database_session

PASSWORD = "un mot de passe de test 2026"
#: Requests of the town whose lists are full.
FULL = 55


def main() -> None:
    with database_session("owner", migrated=False):
        from parvis.directory.matching import Identity
        from parvis.intake.submission import Place
        from parvis.kit import clock
        from parvis.kit.tenant import activate
        from parvis.ops.founding import found
        from parvis.tenancy.models import Collectivity
        from tests.factories import agent, case

        town = Collectivity(
            slug="ville", name="Ville-sur-Test", insee="28134", population=12000, address="1 place de la Mairie",
            phone="01 99 00 12 34", latitude="48.73", longitude="1.36", created_at=clock.now(),
        )  # fmt: skip
        found(town, hosts=["localhost", "127.0.0.1"], mail_domain="ville.example")
        with activate(town.pk):
            agent("Camille Martin", ("case_worker", "VOI"))
            agent("Gaëlle Morvan", ("case_worker", "ESV"), email="gaelle.morvan@mairie.test")
            agent("Nadia Perrin", ("front_desk", "ACC"))
            agent("Paul Legrand", ("manager", "VOI"), ("dispatcher", "ACC"))
            agent("Sylvie Morel", ("administrator", None), "executive")
            agent("Denis Robin", "dpo")
        other = Collectivity(slug="autre", name="Autreville", created_at=clock.now())
        found(other, hosts=["autre.localhost"])
        full = Collectivity(slug="pleine", name="Ville-pleine", created_at=clock.now())
        found(full, hosts=["pleine.localhost"])
        with activate(full.pk):
            agent("Lise Barbier", ("case_worker", "VOI"), "executive")
            for n in range(FULL):
                case(
                    description=f"Un trou dans la chaussée devant le {n}, il faut passer sur le trottoir.",
                    person=Identity(
                        given_names="Odile", family_name=f"Lefebvre {n}", email=f"o{n}@example.org"
                    ),
                    place=Place(address=f"{n} rue des Lilas"),
                )


if __name__ == "__main__":
    main()
