from . import test_apply_http
from . import test_apply_once
from . import test_apply_operations
from . import test_apply_permission
