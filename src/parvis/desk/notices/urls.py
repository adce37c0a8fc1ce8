from django.urls import path

from parvis.desk.notices import bell, page, preferences

urlpatterns = [
    path("avis", page.notices, name="notices"),
    path("avis/cloche", bell.bell, name="bell"),
    path("avis/lecture", page.reading, name="notices_reading"),
    path("avis/relire", page.unreading, name="notices_unreading"),
    path("preferences", preferences.preferences, name="preferences"),
]
