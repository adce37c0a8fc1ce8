from django.urls import path

from parvis.desk.cases import act, autosave, draft_acts, page, preview, task_acts, template_picker

urlpatterns = [
    path("cases/<str:reference>", page.case_page, name="case"),
    path("cases/<str:reference>/draft", autosave.draft_saving, name="draft_saving"),
    path("cases/<str:reference>/preview", preview.preview_page, name="preview"),
    path("cases/<str:reference>/templates", template_picker.templates_page, name="templates"),
    path("cases/<str:reference>/templates/<int:pk>", template_picker.template_use, name="template_use"),
    path("cases/<str:reference>/<slug:noun>", act.act_page, name="act"),
    path("cases/<str:reference>/drafts/<int:pk>", draft_acts.draft_page, name="draft"),
    path("cases/<str:reference>/drafts/<int:pk>/<slug:noun>", draft_acts.draft_act_page, name="draft_act"),
    path("cases/<str:reference>/tasks/<int:pk>/<slug:noun>", task_acts.task_act_page, name="task_act"),
]
