"""A mail greets once: what an agent wrote often begins with « Bonjour, » though the mail says it already."""

import re

#: A line that holds a greeting and nothing else: « Bonjour, », « Madame, Monsieur, », « Bonjour Madame Durand ! ».
_GREETING = re.compile(
    r"\s*(?=\w)(?i:bonjour|bonsoir)?"
    r"(?:[ \u00a0,]*(?i:\b(?:et|chers?|chères?|madame|monsieur|mesdames|messieurs|mme|mlle|mr|m\.)(?!\w)))*"
    r"(?<=\S)(?:(?:[ \u00a0]+[A-ZÀ-Þ][\w'’-]*){1,3}[ \u00a0]*[,!]|[ \u00a0]*[,.!]?)[ \u00a0\t\r]*\n\s*"
)
_FIRST = re.compile(
    r"\s*(?i:bonjour|bonsoir|madame|monsieur|mesdames|messieurs|ch[eè]re?s?|mme|mlle|mr|m\.)(?!\w)"
)


def without_greeting(text: str) -> str:
    """``text`` without its first line when that only greets and something follows; as it is otherwise."""
    found = _GREETING.match(text) if _FIRST.match(text) else None
    return text[found.end() :] if found and text[found.end() :].strip() else text
