from django.urls import path

from parvis.replies.screens import rules, templates

app_name = "replies"
urlpatterns = [
    path("modeles", templates.templates, name="templates"),
    path("modeles/nouveau", templates.new_template, name="new_template"),
    path("modeles/fournis", templates.add_ready_ones, name="add_ready"),
    path("modeles/<int:pk>", templates.change_template, name="change_template"),
    path("modeles/<int:pk>/activite", templates.switch, name="switch_template"),
    path("modeles/<int:pk>/retour", templates.bring_version_back, name="bring_version_back"),
    path("validation", rules.rules, name="rules"),
    path("validation/nouvelle", rules.new_rule, name="new_rule"),
    path("validation/<int:pk>", rules.change_rule, name="change_rule"),
    path("validation/<int:pk>/activite", rules.switch, name="switch_rule"),
]
