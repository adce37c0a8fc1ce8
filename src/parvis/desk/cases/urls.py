from django.urls import path

from parvis.desk.cases import act, page, task_acts

urlpatterns = [
    path("cases/<str:reference>", page.case_page, name="case"),
    path("cases/<str:reference>/<slug:noun>", act.act_page, name="act"),
    path("cases/<str:reference>/tasks/<int:pk>/<slug:noun>", task_acts.task_act_page, name="task_act"),
]
