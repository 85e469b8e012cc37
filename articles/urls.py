"""Addresses of what a site publishes. Included last: a category may have any name that nothing else uses."""

from django.urls import path

from . import api, archives, feeds, previews, views

app_name = "articles"
urlpatterns = [
    path("gioi-thieu/<slug:slug>/", views.page, name="page"),
    path("tu-khoa/<str:slug>-<int:pk>/", views.tag, name="tag"),
    path("luu-tru/", archives.archive, name="archive"),
    path("luu-tru/<yyyy:year>/<mm:number>/", archives.month, name="month"),
    path("tac-gia/<str:slug>-<int:pk>/", archives.contributor, name="contributor"),
    path("chu-de/<slug:slug>/", archives.topic, name="topic"),
    path("rss/", feeds.directory, name="feeds"),
    path("rss.xml", feeds.site_feed, name="feed"),
    path("rss/tu-khoa-<int:pk>.xml", feeds.tag_feed, name="tag_feed"),
    path("rss/<slug:slug>.xml", feeds.category_feed, name="category_feed"),
    path("xem-truoc/<str:token>/", previews.preview, name="preview"),
    path("anh-chia-se/<int:pk>-<slug:digest>.png", views.drawn_picture, name="drawn"),
    path("api/categories/", api.categories, name="api_categories"),
    path("api/articles/", api.articles, name="api_articles"),
    path("api/articles/<int:pk>/", api.article, name="api_article"),
    path("<str:category>/<str:name>.html", views.article, name="article"),
    path("<slug:slug>/", views.category, name="category"),
]
