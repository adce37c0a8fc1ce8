from django.urls import path

from parvis.desk.bulk import new, printing, run

urlpatterns = [
    path("lots", run.runs, name="bulk_runs"),
    path("lots/nouveau", new.new_bulk, name="new_bulk"),
    path("lots/impression", printing.printed_cases, name="printed_cases"),
    path("lots/<int:run_id>", run.run, name="bulk_run"),
    path("lots/<int:run_id>/confirmation", run.confirm, name="confirm_bulk"),
    path("lots/<int:run_id>/arret", run.stop, name="stop_bulk"),
    path("lots/<int:run_id>/relance", run.resume, name="resume_bulk"),
    path("lots/<int:run_id>/annulation", run.undo, name="undo_bulk"),
    path("lots/<int:run_id>/abandon", run.drop, name="drop_bulk"),
]
