"""Addresses of the numbers of a site."""

from django.urls import path

from . import views

app_name = "visits"
urlpatterns = [path("thong-ke.json", views.numbers, name="numbers")]
