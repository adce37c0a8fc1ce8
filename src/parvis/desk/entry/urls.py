from django.urls import path

from parvis.desk.entry import fragments, new, taken

urlpatterns = [
    path("new", new.new_case, name="new_case"),
    path("new/details", fragments.details, name="entry_details"),
    path("new/<str:reference>", taken.taken, name="taken"),
    path("persons", fragments.persons, name="persons"),
    path("types", fragments.types, name="types"),
    path("neighbours", fragments.near, name="neighbours"),
]
