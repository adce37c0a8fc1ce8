from django.urls import path

from parvis.desk.cases import act, calls, contributor_acts, following, page, reading, task_acts, tie_acts

urlpatterns = [
    path("cases/<str:reference>", page.case_page, name="case"),
    path("cases/<str:reference>/reading", reading.reading, name="reading"),
    path("cases/<str:reference>/following", following.following, name="following"),
    path("cases/<str:reference>/calls", calls.callable_names, name="calls"),
    path("cases/<str:reference>/<slug:noun>", act.act_page, name="act"),
    path("cases/<str:reference>/tasks/<int:pk>/<slug:noun>", task_acts.task_act_page, name="task_act"),
    path("cases/<str:reference>/ties/<int:pk>/<slug:noun>", tie_acts.tie_act_page, name="tie_act"),
    path(
        "cases/<str:reference>/contributors/<int:pk>/<slug:noun>",
        contributor_acts.contributor_act_page,
        name="contributor_act",
    ),
]
