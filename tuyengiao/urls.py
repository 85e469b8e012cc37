"""Public addresses of every site, after host, site prefix and language have been taken off by `provinces.hosts`."""

from django.urls import include, path, re_path

from provinces import api

from . import directory, media, sitemaps, views

urlpatterns = [
    re_path(r"^tep/(?P<name>(?s:.*))\Z", media.serve, name="media"),
    path("", views.home, name="home"),
    path("xem-truoc-trang-chu/", views.home_preview, name="home_preview"),
    path("lien-he/", directory.contact, name="contact"),
    path("so-do/", directory.site_map, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-trang.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-tin-moi.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<yyyy:year>-<mm:number>.xml", sitemaps.month, name="sitemap_month"),
    path("api/", api.index, name="api"),
    path("api/sites/", api.sites, name="api_sites"),
    path("", include("provinces.urls")),
    path("", include("search.urls")),
    path("", include("galleries.urls")),
    path("", include("visits.urls")),
    path("", include("documents.urls")),
    path("", include("feedback.urls")),
    path("", include("articles.urls")),
    re_path(r"^api/(?P<rest>(?s:.+))\Z", api.unknown, name="api_unknown"),
]

handler404 = "articles.redirects.not_found"
handler500 = "tuyengiao.away.server_error"
