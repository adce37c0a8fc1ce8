from django.urls import path

from parvis.desk.lists import my_day, queue, search

urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("queue", queue.queue, name="queue"),
    path("search", search.search, name="search"),
]
