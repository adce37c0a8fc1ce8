from django.urls import path

from parvis.desk.saved import pages

urlpatterns = [
    path("vues", pages.views, name="views"),
    path("vues/barre", pages.bar, name="views_bar"),
    path("vues/nouvelle", pages.new_view, name="new_view"),
    path("vues/<int:view_id>/modification", pages.view_changes, name="view_changes"),
    path("vues/<int:view_id>/<slug:act>", pages.place, name="place_view"),
    path("colonnes", pages.columns, name="columns"),
]
