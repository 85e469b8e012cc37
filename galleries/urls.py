"""Addresses of the albums of a site."""

from django.urls import path

from . import views

app_name = "galleries"
urlpatterns = [
    path("album/", views.albums, name="albums"),
    path("album/<str:slug>-<int:pk>.html", views.album, name="album"),
    path("album/<int:pk>.html", views.album, {"slug": ""}),
]
