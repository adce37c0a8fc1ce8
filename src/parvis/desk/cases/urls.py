from django.urls import path

from parvis.desk.cases import act, page

urlpatterns = [
    path("cases/<str:reference>", page.case_page, name="case"),
    path("cases/<str:reference>/<slug:noun>", act.act_page, name="act"),
]
