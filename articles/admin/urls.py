"""What the editor's script and the text care ask the server for, below `/quan-tri/<site>/soan-thao/`."""

from django.contrib import admin
from django.urls import path

from . import asking, care

urlpatterns = [
    path("lien-ket/", admin.site.admin_view(asking.link_targets), name="editor-links"),
    path("nhung/", admin.site.admin_view(asking.embed_targets), name="editor-embeds"),
    path("tai-anh/", admin.site.admin_view(asking.upload), name="editor-upload"),
    path("kiem-tra/", admin.site.admin_view(care.check), name="editor-check"),
    path("chap-nhan/", admin.site.admin_view(care.accept), name="editor-accept"),
    path("chuyen-ma/", admin.site.admin_view(asking.convert), name="editor-convert"),
]
