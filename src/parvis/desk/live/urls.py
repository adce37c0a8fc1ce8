from django.urls import path

from parvis.desk.live import missed, presence, rows

urlpatterns = [
    path("live/rows", rows.rows, name="live_rows"),
    path("live/missed", missed.missed, name="live_missed"),
    path("live/presence", presence.presence, name="live_presence"),
]
