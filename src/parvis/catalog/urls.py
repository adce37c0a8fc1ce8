from django.urls import path

from parvis.catalog.screens import steps

app_name = "catalog"
urlpatterns = [
    path("", steps.types, name="types"),
    path("<str:code>", steps.steps, name="steps"),
]
