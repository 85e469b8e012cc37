"""Departments and provinces on every site, and the style sheet of its colours."""

from django.urls import path

from . import views

app_name = "provinces"
urlpatterns = [
    path("mau/<int:brand>-<int:accent>-<slug:digest>.css", views.colours_sheet, name="colours"),
    path("mau/xam-<slug:digest>.css", views.grey_sheet, name="grey"),
    path("co-quan/", views.departments, name="departments"),
    path("co-quan/<slug:slug>/", views.department, name="department"),
    path("tinh/<slug:slug>/", views.province, name="province"),
]
