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
    path("", include("parvis.desk.notices.urls")),
    path("", include("parvis.desk.guide.urls")),
    path("", include("parvis.desk.emergency.urls")),
    path("", include("parvis.desk.readings.urls")),
    path("", include("parvis.desk.live.urls")),
]
