from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "parvis.surveys"
    label = "surveys"
