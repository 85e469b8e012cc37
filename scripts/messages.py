"""Bring the message catalogues up to date, or with --check say what is wrong with them.

Source strings are English. `locale/<language>/` holds what is extracted from our code, `locale/packages/<language>/`
what packages leave untranslated, kept by hand. Entries are sorted and carry neither dates nor places, so that two
branches merge. The compiled files are written here, not by msgfmt: only the extraction needs GNU gettext.
"""

import contextlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("vi", "km")
DOMAINS = ("django", "djangojs")
NOT_OURS = (".venv", "var", "tests", "benchmarks", "build", "docs", "locale")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = {
    "Project-Id-Version": "Tuyengiao",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def key(entry: polib.POEntry) -> tuple[str, str]:
    """Return what an entry is found by: its text and its context."""
    return entry.msgid, entry.msgctxt or ""


def can_extract() -> bool:
    """Return whether GNU gettext is on this machine."""
    return shutil.which("xgettext") is not None


def extracted(domain: str) -> polib.POFile:
    """Return the messages of our code and templates, without a translation; nothing in the tree is written."""
    import django
    from django.core.management import call_command
    from django.core.management.commands import makemessages

    template = polib.POFile()

    class Extraction(makemessages.Command):
        """Django's extraction, which hands the messages over instead of merging them into files."""

        def find_files(self, root: str) -> list[makemessages.TranslatableFile]:
            self.locale_paths, self.default_locale_path = [folder], folder
            return super().find_files(root)

        def write_po_file(self, potfile: str, locale: str) -> None:
            template.extend(polib.pofile(potfile))

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuyengiao.settings")
    django.setup()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(ROOT):
        options = {"no_location": True, "no_wrap": True, "ignore_patterns": list(NOT_OURS), "verbosity": 0}
        call_command(Extraction(), locale=["vi"], domain=domain, **options)
    return template


def merged(path: Path, template: polib.POFile) -> polib.POFile:
    """Return the messages of `template` with the translations that the catalogue at `path` has."""
    known = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    result = polib.POFile(wrapwidth=0)
    for entry in sorted(template, key=key):
        old = known.get(key(entry), polib.POEntry())
        plural = {0: old.msgstr_plural.get(0, "")} if entry.msgid_plural else {}
        result.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgctxt=entry.msgctxt,
                msgstr=old.msgstr,
                msgstr_plural=plural,
                comment=entry.comment,
                flags=[flag for flag in entry.flags if flag.endswith("-format")],
            )
        )
    return result


def write(path: Path, catalogue: polib.POFile) -> None:
    """Write a catalogue and its compiled file, if they would change."""
    catalogue.metadata = {**HEADER, "Language": path.parts[-3]}
    path.parent.mkdir(parents=True, exist_ok=True)
    for file, content in ((path, f"{catalogue}\n".encode()), (path.with_suffix(".mo"), catalogue.to_binary())):
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)


def catalogues() -> list[Path]:
    """Return every catalogue: the extracted ones and those for packages."""
    return sorted([*ROOT.glob("locale/*/LC_MESSAGES/*.po"), *ROOT.glob("locale/packages/*/LC_MESSAGES/*.po")])


def problems(path: Path) -> Iterator[str]:
    """Yield what is wrong with a catalogue, a line each: fuzzy or obsolete entries, other placeholders, a stale .mo."""
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        place = f"{path.relative_to(ROOT)}:{entry.linenum}"
        if entry.fuzzy or entry.obsolete:
            yield f"{place}: fuzzy or obsolete: {entry.msgid!r}"
        for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            sources = [entry.msgid, entry.msgid_plural or entry.msgid]
            if sorted(PLACEHOLDER.findall(text)) not in [sorted(PLACEHOLDER.findall(source)) for source in sources]:
                yield f"{place}: other placeholders: {entry.msgid!r}"
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        yield f"{compiled.relative_to(ROOT)}: not fresh; run: make messages"


def not_extracted() -> Iterator[str]:
    """Yield what `make messages` would add to the catalogues or take out of them, a line each."""
    for domain in DOMAINS:
        wanted = {key(entry) for entry in extracted(domain)}
        for language in LANGUAGES:
            path = ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
            present = {key(entry) for entry in polib.pofile(str(path))}
            yield from (f"{path.relative_to(ROOT)}: not there yet: {text!r}" for text, _ in sorted(wanted - present))
            yield from (f"{path.relative_to(ROOT)}: no longer used: {text!r}" for text, _ in sorted(present - wanted))


def update() -> None:
    """Extract where gettext is installed, and compile every catalogue."""
    if can_extract():
        for domain in DOMAINS:
            template = extracted(domain)
            for language in LANGUAGES:
                path = ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
                write(path, merged(path, template))
    else:
        sys.stdout.write("xgettext was not found (Debian, Ubuntu: sudo apt install gettext): compiled only.\n")
    for path in catalogues():
        catalogue = polib.pofile(str(path), wrapwidth=0)
        write(path, catalogue)
        untranslated = len(catalogue.untranslated_entries())
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(catalogue)} messages, {untranslated} untranslated\n")


def main() -> int:
    """Update, or check; return the exit code."""
    if "--check" not in sys.argv[1:]:
        update()
        return 0
    found = [line for path in catalogues() for line in problems(path)]
    if can_extract():
        found += not_extracted()
    else:
        sys.stdout.write("xgettext was not found: whether every string is in the catalogues was not checked.\n")
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
