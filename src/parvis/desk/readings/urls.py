from django.urls import path

from parvis.desk.readings import listing

urlpatterns = [path("consultations", listing.readings, name="readings")]
