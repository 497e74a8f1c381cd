"""The version of an aggregate: how many changes of it were told, counted per record."""


def current_version(cr, model, record_id):
    """The version the last change of this record carried; 0 when none was ever told."""
    cr.execute("SELECT version FROM bridge_version WHERE model = %s AND record_id = %s", (model, record_id))
    found = cr.fetchone()
    return found[0] if found else 0


def tells_changes_of(env, model, record_id):
    """Whether a watch that is neither inactive nor paused tells each change of this record, so that its version moves."""
    cr = env.cr
    cr.execute("SELECT domain FROM bridge_watch WHERE model = %s AND active AND paused IS NOT TRUE", (model,))
    found = cr.fetchone()
    if found is None:
        return False
    records = env[model].sudo().with_context(active_test=False)
    return bool(records.search_count([*(found[0] or []), ("id", "=", record_id)]))
