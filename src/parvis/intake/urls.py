from django.urls import path

from parvis.intake.screens import (
    acts,
    columns,
    listing,
    mappings,
    preview,
    rejects,
    run,
    undoing,
    upload,
    values,
)

app_name = "intake"
urlpatterns = [
    path("", listing.imports, name="imports"),
    # config/asgi.py lets larger bodies in at this address.
    path("fichier", upload.upload, name="upload"),
    path("<int:run_id>", run.run, name="run"),
    path("<int:run_id>/colonnes", columns.columns, name="columns"),
    path("<int:run_id>/valeurs", values.values, name="values"),
    path("<int:run_id>/apercu", preview.preview, name="preview"),
    path("<int:run_id>/correspondance", mappings.choose, name="choose_mapping"),
    path("<int:run_id>/correspondance.toml", mappings.export_run, name="run_mapping"),
    path("<int:run_id>/enregistrement", mappings.save, name="save_mapping"),
    path("<int:run_id>/essai", acts.check, name="check"),
    path("<int:run_id>/reprise", acts.confirm, name="confirm"),
    path("<int:run_id>/relance", acts.resume, name="resume"),
    path("<int:run_id>/arret", acts.stop, name="stop"),
    path("<int:run_id>/abandon", acts.drop, name="drop"),
    path("<int:run_id>/annulation", undoing.undoing, name="undo"),
    path("<int:run_id>/refus.csv", rejects.rejects, name="rejects"),
    path("correspondances/<int:mapping_id>.toml", mappings.export, name="mapping"),
    path("correspondances/<int:mapping_id>/suppression", mappings.remove, name="remove_mapping"),
]
