"""Addresses of feedback on every site."""

from django.urls import path

from . import article_views, views

app_name = "feedback"
urlpatterns = [
    path("phan-hoi/", views.feedback, name="feedback"),
    path("phan-hoi/gui/", views.write, name="write"),
    path("phan-hoi/da-nhan/<str:ticket>/", views.received, name="received"),
    path("phan-hoi/tra-cuu/", views.look_up, name="look_up"),
    path("phan-hoi/du-lieu-ca-nhan/", views.notice, name="notice"),
    path("phan-hoi/bao-loi/<int:pk>/", article_views.report, name="report"),
    path("phan-hoi/danh-gia/<int:pk>/", article_views.useful, name="useful"),
    path("phan-hoi/tra-loi-<int:pk>.html", views.answer, name="answer"),
]
