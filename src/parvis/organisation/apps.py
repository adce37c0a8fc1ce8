from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "parvis.organisation"
    label = "organisation"
