from django.urls import path

from parvis.desk.emergency import opening

urlpatterns = [path("urgence", opening.emergency, name="emergency")]
