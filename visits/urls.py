"""Addresses of the numbers of a site and of its articles."""

from django.urls import path

from . import views

app_name = "visits"
urlpatterns = [
    path("thong-ke.json", views.numbers, name="numbers"),
    path("thong-ke/<int:pk>.json", views.article, name="article"),
]
