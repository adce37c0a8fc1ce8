from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("parvis.desk.lists.urls")),
    path("", include("parvis.desk.saved.urls")),
    path("", include("parvis.desk.bulk.urls")),
    path("", include("parvis.desk.palette.urls")),
    path("", include("parvis.desk.cases.urls")),
    path("", include("parvis.desk.entry.urls")),
    path("", include("parvis.desk.people.urls")),
    path("", include("parvis.desk.guide.urls")),
]
