from django.urls import path

from parvis.desk.administration import index

app_name = "administration"
urlpatterns = [path("", index.index, name="index")]
