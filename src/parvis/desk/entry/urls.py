from django.urls import path

from parvis.desk.entry import fragments, new, spot, taken

urlpatterns = [
    path("new", new.new_case, name="new_case"),
    path("new/details", fragments.details, name="entry_details"),
    path("new/recent", fragments.recent, name="entry_recent"),
    path("new/<str:reference>", taken.taken, name="taken"),
    path("new/<str:reference>/taking-back", spot.taking_back, name="spot_taking_back"),
    path("persons", fragments.persons, name="persons"),
    path("types", fragments.types, name="types"),
    path("neighbours", fragments.near, name="neighbours"),
]
