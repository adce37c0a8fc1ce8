from django.urls import path

from parvis.desk.cases import (
    act,
    autosave,
    calls,
    contributor_acts,
    draft_acts,
    following,
    page,
    preview,
    reading,
    task_acts,
    task_steps,
    template_picker,
    tie_acts,
)

urlpatterns = [
    path("cases/<str:reference>", page.case_page, name="case"),
    path("cases/<str:reference>/reading", reading.reading, name="reading"),
    path("cases/<str:reference>/following", following.following, name="following"),
    path(
        "cases/<str:reference>/following/departments/<int:pk>/removal",
        following.department_following_removal,
        name="department_following_removal",
    ),
    path("cases/<str:reference>/calls", calls.callable_names, name="calls"),
    path("cases/<str:reference>/draft", autosave.draft_saving, name="draft_saving"),
    path("cases/<str:reference>/preview", preview.preview_page, name="preview"),
    path("cases/<str:reference>/templates", template_picker.templates_page, name="templates"),
    path("cases/<str:reference>/templates/<int:pk>", template_picker.template_use, name="template_use"),
    path("cases/<str:reference>/<slug:noun>", act.act_page, name="act"),
    path("cases/<str:reference>/drafts/<int:pk>", draft_acts.draft_page, name="draft"),
    path("cases/<str:reference>/drafts/<int:pk>/<slug:noun>", draft_acts.draft_act_page, name="draft_act"),
    path("cases/<str:reference>/tasks/<int:pk>/<slug:noun>", task_acts.task_act_page, name="task_act"),
    path("cases/<str:reference>/tasks/<int:pk>/steps/", task_steps.task_steps, name="task_steps"),
    path("cases/<str:reference>/ties/<int:pk>/<slug:noun>", tie_acts.tie_act_page, name="tie_act"),
    path(
        "cases/<str:reference>/contributors/<int:pk>/<slug:noun>",
        contributor_acts.contributor_act_page,
        name="contributor_act",
    ),
]
