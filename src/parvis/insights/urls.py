from django.urls import path

from parvis.insights.dashboards import DASHBOARDS
from parvis.insights.screens import dashboard, index

app_name = "insights"
urlpatterns = [path("", index.index, name="index")]
for _one in DASHBOARDS.values():
    urlpatterns += [
        path(_one.path, dashboard.dashboard, {"name": _one.name}, name=_one.name),
        path(f"{_one.path}.csv", dashboard.export_csv, {"name": _one.name}, name=f"{_one.name}-csv"),
        path(f"{_one.path}.json", dashboard.export_json, {"name": _one.name}, name=f"{_one.name}-json"),
    ]
