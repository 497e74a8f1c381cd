"""Binds a new record to the key that its sender's system knows it by, and finds the record by that key.

A binding is one of Odoo's own external ids (``ir.model.data``, decision 0028): Odoo removes it with the record, moves it when
partners are merged, and shows it. It is written here as superuser; service users have no right on that table.

Its module can be no installed one, whose upgrade or uninstallation deletes records; as Odoo's own ``__export__`` it stands for none.
"""

import re

from odoo.tools import SQL

from .refusal import Refusal

# characters: at most 1,200 bytes of a name, and an entry of its unique index may have 2,704
LONGEST_KEY = 100

_PLAIN = re.compile(rb"[^A-Za-z0-9_-]")


def module_of(system):
    return f"__bridge_{system}__"


def name_of(model, key):
    """``maintenance-request/WO%201``: no two of (model, key) share one, as neither side of the first ``/`` can hold another.

    A model's name has no ``-``. Keys are compared byte by byte: upper and lower case, composed and decomposed differ.
    """
    encoded = _PLAIN.sub(lambda match: b"%%%02X" % match[0][0], key.encode())
    return f"{model.replace('.', '-')}/{encoded.decode()}"


def create(records, values, system, key):
    """The record of ``values``, bound to ``key``; raises Refusal when another has it, before anything is made."""
    binding = _claim(records, system, key)
    record = records.create(values)
    records.env.cr.execute(SQL("UPDATE ir_model_data SET res_id = %s WHERE id = %s", record.id, binding))
    return record


def condition(records, system, key):
    """A domain for the record of ``key``, or for none: searched as any other, so with the caller's rights and record rules."""
    found = _bound(records, system, key)
    return [("id", "=", found[1] if found else 0)]


def _claim(records, system, key):
    """First, so that whoever comes too late has used no number of a sequence."""
    binding = _insert(records, system, key)
    if binding is None:
        _release_stale(records, system, key)
        binding = _insert(records, system, key)
    if binding is None:
        raise Refusal("external-id-taken", f"Another {records._name} has this key of the system {system}.")
    return binding


def _insert(records, system, key):
    """None when it is there. One that commits after our snapshot is a serialization failure: the next try sees it."""
    cr = records.env.cr
    cr.execute(
        SQL(
            """
            INSERT INTO ir_model_data (module, name, model, noupdate, create_uid, write_uid, create_date, write_date)
            VALUES (%s, %s, %s, true, %s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
            ON CONFLICT (module, name) DO NOTHING
            RETURNING id
            """,
            module_of(system),
            name_of(records._name, key),
            records._name,
            records.env.uid,
            records.env.uid,
        ),
        log_exceptions=False,  # a rival with the same key is no error
    )
    row = cr.fetchone()
    return row[0] if row else None


def _release_stale(records, system, key):
    """A record that SQL deleted, a cascade as a rule, leaves its external id behind."""
    found = _bound(records, system, key)
    if found and not records.browse(found[1] or ()).exists():
        records.env["ir.model.data"].sudo().browse(found[0]).unlink()


def _bound(records, system, key):
    """(id of the binding, id of the record), or None."""
    cr = records.env.cr
    cr.execute(
        SQL(
            "SELECT id, res_id FROM ir_model_data WHERE module = %s AND name = %s AND model = %s",
            module_of(system),
            name_of(records._name, key),
            records._name,
        )
    )
    return cr.fetchone()
