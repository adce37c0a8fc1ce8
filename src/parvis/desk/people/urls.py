from django.urls import path

from parvis.desk.people import person

urlpatterns = [path("persons/<int:person_id>", person.person_page, name="person")]
