def pre_init_hook(env):
    """Nothing yet."""


def uninstall_hook(env):
    """Nothing yet."""
