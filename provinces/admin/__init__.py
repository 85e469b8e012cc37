"""The admin of what belongs to a site's frame, and the base classes on which every room builds its own admin.

Importing this package registers nothing: the admin site itself builds on `base`. `ProvincesConfig.ready()` registers.
"""
