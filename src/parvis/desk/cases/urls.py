from django.urls import path

from parvis.desk.cases import act, calls, following, page, reading, task_acts

urlpatterns = [
    path("cases/<str:reference>", page.case_page, name="case"),
    path("cases/<str:reference>/reading", reading.reading, name="reading"),
    path("cases/<str:reference>/following", following.following, name="following"),
    path("cases/<str:reference>/calls", calls.callable_names, name="calls"),
    path("cases/<str:reference>/<slug:noun>", act.act_page, name="act"),
    path("cases/<str:reference>/tasks/<int:pk>/<slug:noun>", task_acts.task_act_page, name="task_act"),
]
