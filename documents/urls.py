"""Addresses of the library of documents of a site."""

from django.urls import path

from . import api, feeds, views

app_name = "documents"
urlpatterns = [
    path("api/documents/", api.documents, name="api_documents"),
    path("api/documents/<int:pk>/", api.document, name="api_document"),
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/rss.xml", feeds.feed, name="feed"),
    path("van-ban/<str:slug>-<int:pk>.html", views.document, name="document"),
]
