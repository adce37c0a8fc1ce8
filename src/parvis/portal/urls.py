from django.urls import path

from parvis.portal import (
    addresses,
    asking,
    choosing,
    contributor,
    follow,
    home,
    language,
    pages,
    private_link,
    sent,
    town_stylesheet,
)

app_name = "portal"
LINK = "suivi/<str:reference>/<str:token>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("demande/", choosing.choosing, name="request"),
    path("demande/<str:code>/", asking.asking, name="request_type"),
    path(LINK, follow.follow, name="follow"),
    path(f"{LINK}recue/", sent.sent, name="sent"),
    path(f"{LINK}messages/", follow.message, name="message"),
    path(f"{LINK}reouverture/", follow.reopening, name="reopening"),
    path(f"{LINK}avis/", follow.rating, name="rating"),
    path(f"{LINK}fichiers/<int:pk>/", follow.file, name="file"),
    path("tache/<str:token>/", contributor.task, name="task"),
    path("tache/<str:token>/reponse/", contributor.answering, name="task_answer"),
    path("tache/<str:token>/etapes/", contributor.ticking, name="task_steps"),
    path("tache/<str:token>/refus/", contributor.declining, name="task_refusal"),
    path("tache/<str:token>/fichiers/<int:pk>/", contributor.file, name="task_file"),
    path("suivi/", private_link.lost),
    path("suivi/<path:rest>/", private_link.lost),
    path("adresses", addresses.addresses, name="addresses"),
    path("town.css", town_stylesheet.town_stylesheet, name="town_stylesheet"),
    path("langue/<str:code>/", language.language, name="language"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("mentions-legales/", pages.legal, name="legal"),
    path("donnees-personnelles/", pages.privacy, name="privacy"),
    path("robots.txt", pages.robots, name="robots"),
]
