"""The environment in which tests run; loaded as a pytest plugin before the settings are read."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-0123456789-0123456789-0123456789")
os.environ["HTTPS"] = "off"
os.environ["DEBUG"] = "off"
os.environ["DEMO"] = "off"
os.environ["STATIC_MANIFEST"] = "off"
os.environ["PORT_SUFFIX"] = os.environ["ADMIN_HOST"] = ""
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="tuyengiao-tests-")
