from django.urls import path

from parvis.ui.screens import components

urlpatterns = [
    path("ui/components", components.living_page, name="ui-components"),
    path("ui/components/portal", components.portal_page, name="ui-components-portal"),
]
