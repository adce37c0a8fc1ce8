from django.urls import path

from parvis.desk.palette import pages

urlpatterns = [
    path("palette", pages.palette, name="palette"),
    path("suggestions", pages.suggestions, name="suggestions"),
]
