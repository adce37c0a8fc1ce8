"""One mapping for each kind, as docs/reprise.md gives them."""

PERSONS = """
imports = "persons"
source = "usagers"
[name]
column = "Usager"
[email]
column = "Mail"
[phone]
column = "Tél"
separator = "/"
[address]
column = "Adresse"
"""
DEPARTMENTS = """
imports = "departments"
source = "organigramme"
[code]
column = "Code"
[name]
column = "Nom"
[parent]
column = "Direction"
[email]
column = "Mail"
"""
AGENTS = """
imports = "agents"
source = "annuaire"
[email]
column = "Mail"
[name]
column = "NOM Prénom"
[role]
column = "Rôle"
separator = ","
[role.values]
"instructeur" = "case_worker"
"DGS" = "executive"
[department]
column = "Service"
separator = ";"
"""
TYPES = """
imports = "request_types"
source = "catalogue"
[code]
column = "Code"
[label]
column = "Libellé"
[department]
column = "Service"
[kind]
constant = "report"
[delay]
column = "Délai"
[keywords]
column = "Mots"
separator = ","
[active]
column = "Actif"
"""
