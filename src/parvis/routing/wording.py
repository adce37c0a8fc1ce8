"""A rule as a French sentence: « Si le quartier est Centre et que le texte contient « rat », alors Propreté. »"""

from parvis.routing.models import Rule


def sentence(rule: Rule) -> str:
    """The rule's relations must be at hand (``rules_in_order``)."""
    return f"{condition(rule)} {consequence(rule)}."


def condition(rule: Rule) -> str:
    found = _conditions(rule)
    if not found:
        return "Dans tous les cas :"
    last = f" et {_that(found[-1])}" if len(found) > 1 else ""
    middle = "".join(f", {_that(one)}" for one in found[1:-1])
    return f"{_if(found[0])}{middle}{last}, alors"


def consequence(rule: Rule) -> str:
    return (
        f"{rule.department.name}, confiée à {rule.agent.display_name}" if rule.agent else rule.department.name
    )


def _conditions(rule: Rule) -> list[str]:
    found = []
    if rule.request_type:
        found.append(f"le type est « {rule.request_type.label} »")
    if rule.sector:
        found.append(f"le secteur est {rule.sector.name}")
    if rule.district:
        found.append(f"le quartier est {rule.district.name}")
    if rule.channel:
        found.append(f"l'origine est {rule.get_channel_display()}")
    if rule.words:
        quoted = [f"« {word} »" for word in rule.words]
        said = f"{', '.join(quoted[:-1])} ou {quoted[-1]}" if len(quoted) > 1 else quoted[0]
        found.append(f"le texte contient {said}")
    if rule.when != Rule.When.ALWAYS:
        hours = f"des heures « {rule.calendar.name} »" if rule.calendar else "des heures du service"
        found.append(f"elle arrive {'pendant' if rule.when == Rule.When.OPEN else 'en dehors'} {hours}")
    return found


def _if(text: str) -> str:
    return f"Si {text}"


def _that(text: str) -> str:
    return f"qu'{text}" if text.startswith("elle") else f"que {text}"
