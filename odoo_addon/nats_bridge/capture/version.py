"""The version of an aggregate: how many changes of it were told, counted per record."""


def current_version(cr, model, record_id):
    """The version the last change of this record carried; 0 when none was ever told."""
    cr.execute("SELECT version FROM bridge_version WHERE model = %s AND record_id = %s", (model, record_id))
    found = cr.fetchone()
    return found[0] if found else 0
