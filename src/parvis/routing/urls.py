from django.urls import path

from parvis.routing.screens import lessons, phrase, rule, rules, trial

app_name = "routing"
urlpatterns = [
    path("", rules.rules, name="rules"),
    path("nouvelle", rule.new_rule, name="new_rule"),
    path("essai", trial.trial, name="trial"),
    path("essai/demandes", trial.trial_cases, name="trial_cases"),
    path("transferts", lessons.hand_overs, name="hand_overs"),
    path("phrase", phrase.phrase, name="phrase"),
    path("retablissement/<int:event>", rules.restore, name="restore"),
    path("<int:pk>", rule.change_rule, name="change_rule"),
    path("<int:pk>/place", rules.move, name="move"),
    path("<int:pk>/activite", rules.switch, name="switch"),
    path("<int:pk>/suppression", rules.deletion, name="deletion"),
]
