from django.urls import path

from parvis.organisation.screens import choose_password, forgotten, sign_in

app_name = "organisation"
urlpatterns = [
    path("connexion", sign_in.sign_in, name="sign_in"),
    path("deconnexion", sign_in.sign_out, name="sign_out"),
    path("mot-de-passe/oublie", forgotten.forgotten, name="forgotten"),
    path("mot-de-passe/envoye", forgotten.forgotten_sent, name="forgotten_sent"),
    path("mot-de-passe/changer", choose_password.change_password, name="change_password"),
    path("mot-de-passe/<str:uid>/<str:token>", choose_password.choose_password, name="choose_password"),
]
