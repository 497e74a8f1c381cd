from . import models
from .capture.flush import patch_flush
from .hooks import pre_init_hook, uninstall_hook

patch_flush()
