"""Every address, by audience. Slices add their own ``urls.py``."""

import importlib.util

from django.urls import include, path

# The public site comes last: it owns the root.
_SLICES = (
    ("", "parvis.ops.urls"),
    ("", "parvis.ui.urls"),
    ("", "parvis.organisation.urls"),
    ("api/v1/", "parvis.api.urls"),
    ("desk/", "parvis.desk.urls"),
    ("pilotage/", "parvis.insights.urls"),
    ("administration/", "parvis.desk.administration.urls"),
    ("administration/reprises/", "parvis.intake.urls"),
    ("administration/orientation/", "parvis.routing.urls"),
    ("administration/etapes/", "parvis.catalog.urls"),
    ("administration/reponses/", "parvis.replies.urls"),
    ("", "parvis.files.urls"),
    ("", "parvis.portal.urls"),
)
urlpatterns = [path(prefix, include(name)) for prefix, name in _SLICES if importlib.util.find_spec(name)]

handler400 = "parvis.config.errors.bad_request"
handler403 = "parvis.config.errors.forbidden"
handler404 = "parvis.config.errors.not_found"
handler500 = "parvis.config.errors.failed"
