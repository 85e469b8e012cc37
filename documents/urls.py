"""Addresses of the library of documents of a site."""

from django.urls import path

from . import feeds, views

app_name = "documents"
urlpatterns = [
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/rss.xml", feeds.feed, name="feed"),
    path("van-ban/<str:slug>-<int:pk>.html", views.document, name="document"),
]
