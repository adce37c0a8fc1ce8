from django.urls import path

from parvis.desk.lists import my_day, queue, search, tasks

urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("queue", queue.queue, name="queue"),
    path("taches", tasks.tasks, name="tasks"),
    path("search", search.search, name="search"),
]
