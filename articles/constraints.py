"""The invariant that Django's constraints cannot say: an article and its category belong to one site.

PostgreSQL gets a foreign key over both columns. SQLite cannot add one, so triggers refuse the write there. Both are
put in place after every migration, because Django rebuilds SQLite tables and drops their triggers with them.
"""

from typing import Any

from django.db import connections

FOREIGN_KEY = "article_category_same_site"

POSTGRESQL = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{FOREIGN_KEY}') THEN
    ALTER TABLE articles_article ADD CONSTRAINT {FOREIGN_KEY}
      FOREIGN KEY (category_id, site_id) REFERENCES articles_category (id, site_id) DEFERRABLE INITIALLY DEFERRED;
  END IF;
END $$;
"""  # noqa: S608 - built from constants only

_REFUSE = f"BEGIN SELECT RAISE(ABORT, '{FOREIGN_KEY}'); END"
_OTHER_SITE = "(SELECT site_id FROM articles_category WHERE id = NEW.category_id) <> NEW.site_id"
_HAS_ARTICLES = "EXISTS (SELECT 1 FROM articles_article WHERE category_id = NEW.id)"
SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {FOREIGN_KEY}_insert BEFORE INSERT ON articles_article WHEN {_OTHER_SITE} {_REFUSE}",
    f"CREATE TRIGGER IF NOT EXISTS {FOREIGN_KEY}_update BEFORE UPDATE OF category_id, site_id ON articles_article "
    f"WHEN {_OTHER_SITE} {_REFUSE}",
    f"CREATE TRIGGER IF NOT EXISTS {FOREIGN_KEY}_move BEFORE UPDATE OF site_id ON articles_category "
    f"WHEN NEW.site_id <> OLD.site_id AND {_HAS_ARTICLES} {_REFUSE}",
]


def install(using: str = "default", **kwargs: Any) -> None:
    """Put the invariant in place in the database `using`, if its tables are there; safe to run again."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    if not {"articles_article", "articles_category"} <= set(tables):
        return
    with connection.cursor() as cursor:
        for statement in [POSTGRESQL] if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)
