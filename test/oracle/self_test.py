"""A check that cannot fail is worth nothing: each verdict is provoked once, by breaking the capture or its evidence."""

from .commands import begin

_TRIGGER = "nats_bridge_row_update"


def self_test(stage, judge, log):
    """[what was not noticed]."""
    judge.judge()
    unnoticed = []
    # a partner for each, as a tampered row also breaks the count of its record's versions
    partners = stage.ids("res.partner", [("is_company", "=", True)], most=len(_DEEDS))
    for partner, (name, verdict, deed) in zip(partners, _DEEDS, strict=True):
        deed(log, lambda *commands, partner=partner: _write(stage, partner, *commands))
        found = [divergence.verdict for divergence in judge.judge()]
        if set(found) != set(filter(None, [verdict])):
            unnoticed.append(f"self-test: {name} gave {found} instead of {verdict}")
    return unnoticed


def _write(stage, partner, *commands):
    def touch(work):
        for command in commands[:-1]:
            begin(work.env.cr, command)
            work.env["res.partner"].create({"name": work.word("Of another command")})
            work.env.flush_all()
        if commands:
            begin(work.env.cr, commands[-1])
        work.env["res.partner"].browse(partner).city = work.word("City")

    stage.transact(touch)


def _without_trigger(log, write):
    log.execute(f"ALTER TABLE res_partner DISABLE TRIGGER {_TRIGGER}")
    try:
        write()
    finally:
        log.execute(f"ALTER TABLE res_partner ENABLE TRIGGER {_TRIGGER}")


_LAST = "id = (SELECT max(id) FROM bridge_outbox)"


def _tampering(change):
    def tamper(log, write):
        write()
        log.execute(f"UPDATE bridge_outbox SET {change} WHERE {_LAST}")

    return tamper


def _removed(log, write):
    write()
    log.execute(f"DELETE FROM bridge_outbox WHERE {_LAST}")


def _invention(record, op, more):
    """Beside the true row one about a record that does not exist."""

    def invent(log, write):
        write()
        log.execute(
            f"""INSERT INTO bridge_outbox (change_id, model, record_id, op, version, occurred_at, origin, lane, payload, xid)
                SELECT 'invented', model, {record}, {op}, 1, occurred_at, origin, lane,
                       payload || '{more}' || jsonb_build_object(
                           'op', {op}, 'record_id', {record}, 'version', 1, 'snapshot', NULL), xid
                  FROM bridge_outbox WHERE {_LAST}"""
        )

    return invent


_invented = _invention(0, "op", "{}")
_date_that_nobody_waits_for = _invention(
    -1, "'passed'", '{"fields": [], "rows": [], "passed": {"moment": "invented", "dates": ["2020-01-01"]}}'
)

_other_old_value = _tampering("""payload = jsonb_set(payload, '{rows,0,old,city}', '"tampered"')""")
_field_left_out = _tampering("payload = jsonb_set(payload, '{fields}', '[]')")
_other_snapshot = _tampering("""payload = jsonb_set(payload, '{snapshot,city}', '"tampered"')""")
_other_version = _tampering("version = version + 5, payload = payload || jsonb_build_object('version', version + 5)")

_other_actor = _tampering("payload = jsonb_set(payload, '{actor,user_id}', '4711')")
_other_command = _tampering("""payload = jsonb_set(payload, '{command_id}', '"tampered"')""")



def _other_command_of_the_transaction(log, write):
    """Two commands share a transaction, and the record that the first created is told of the second."""
    write("first", "second")
    log.execute(f"""UPDATE bridge_outbox SET payload = jsonb_set(payload, '{{command_id}}', '"second"') WHERE {_LAST}""")


_DEEDS = (
    ("a disabled trigger", "missed", _without_trigger),
    ("an outbox row that disappeared", "missed", _removed),
    ("an outbox row for a record that did not change", "spurious", _invented),
    ("a date that passed for nobody", "spurious", _date_that_nobody_waits_for),
    ("another old value", "wrong", _other_old_value),
    ("a field left out", "wrong", _field_left_out),
    ("another snapshot", "wrong", _other_snapshot),
    ("a version left out", "wrong", _other_version),
    ("another actor", "wrong", _other_actor),
    ("another command", "wrong", _other_command),
    ("another command of the same transaction", "wrong", _other_command_of_the_transaction),
    ("an untouched change", None, lambda _log, write: write()),
)
