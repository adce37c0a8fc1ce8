from django.urls import path

from parvis.desk.lists import my_day, queue, search, tasks, writing

urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("queue", queue.queue, name="queue"),
    path("taches", tasks.tasks, name="tasks"),
    path("ecrits", writing.writing, name="writing"),
    path("search", search.search, name="search"),
]
