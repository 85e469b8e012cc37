"""Backup and restore: a whole installation, or one site of it, in one archive with checksums."""


class BackupRefused(Exception):
    """An archive or a place that cannot be used; the message says why, for the operator."""
