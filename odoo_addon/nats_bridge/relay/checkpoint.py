"""Where publishing stands, and the message that says so."""

import json
from dataclasses import dataclass, field, replace

STREAM = "ODOO_CHANGES"


@dataclass(frozen=True)
class Position:
    """Everything visible in ``window_from`` is published, and of what is visible in
    ``window_to`` beyond that, the rows up to ``last_id``.

    Snapshots are texts of Postgres' type pg_snapshot. No ``window_from`` means
    from the beginning, no ``window_to`` that no window is open.
    """

    relay_seq: int = 0
    window_from: str | None = None
    window_to: str | None = None
    last_id: int = 0

    def next_window(self, snapshot):
        return Position(self.relay_seq, self.window_to, snapshot, 0)


@dataclass(frozen=True)
class Identity:
    """Which database this is. Transaction ids compare only within one cluster, row ids only
    within one database."""

    database_uuid: str
    system_identifier: str
    database_oid: int


@dataclass(frozen=True)
class Checkpoint:
    """One page: the position after it, and from where it starts.

    ``after_seq`` and ``after_id`` are the relay number and row id before the
    page; ``stuck`` the ids of its rows that were passed over. With them a page
    that is only partly on the stream can be completed exactly.
    """

    position: Position
    after_seq: int
    after_id: int
    identity: Identity
    writer: str
    highest_id: int = 0
    stuck: tuple = ()
    stream_seq: int = field(default=0, compare=False)

    @property
    def closed(self):
        """The same position with nothing left to complete."""
        return replace(
            self,
            after_seq=self.position.relay_seq,
            after_id=self.position.last_id,
            stuck=(),
        )

    def to_json(self):
        position, identity = self.position, self.identity
        return json.dumps(
            {
                "relay_seq": position.relay_seq,
                "from": position.window_from,
                "to": position.window_to,
                "last_id": position.last_id,
                "after_seq": self.after_seq,
                "after_id": self.after_id,
                "highest_id": self.highest_id,
                "stuck": list(self.stuck),
                "database_uuid": identity.database_uuid,
                "system_identifier": identity.system_identifier,
                "database_oid": identity.database_oid,
                "writer": self.writer,
            }
        ).encode()

    @classmethod
    def from_json(cls, payload, stream_seq):
        data = json.loads(payload)
        return cls(
            Position(data["relay_seq"], data["from"], data["to"], data["last_id"]),
            data["after_seq"],
            data["after_id"],
            Identity(data["database_uuid"], data["system_identifier"], data["database_oid"]),
            data["writer"],
            data["highest_id"],
            tuple(data["stuck"]),
            stream_seq,
        )


def subject_token(database):
    """A database's name as one token of a subject."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "_" for c in database)


def checkpoint_subject(database):
    return f"odoo.checkpoint.{subject_token(database)}"


def change_subject(database, model, op):
    return f"odoo.change.{subject_token(database)}.{model.replace('.', '-')}.{op}"


def all_changes_subject(database):
    return f"odoo.change.{subject_token(database)}.>"
