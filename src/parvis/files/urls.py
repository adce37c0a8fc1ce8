from django.urls import path

from parvis.files.screens import download

app_name = "files"
urlpatterns = [path("fichiers/<int:pk>/", download.download, name="download")]
