from django.urls import path

from parvis.desk.guide import visit

urlpatterns = [
    path("visite", visit.visit, name="guide"),
    path("visite/fin", visit.seen, name="guide_seen"),
    path("visite/<slug:role>/<int:number>", visit.step, name="guide_step"),
]
