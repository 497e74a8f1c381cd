"""Where publishing stands, and the message that says so."""

import json
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache

STREAM = "ODOO_CHANGES"


@dataclass(frozen=True)
class Lane:
    """Everything of this lane that is visible in ``window_from`` is published, and of what is
    visible in ``window_to`` beyond that, the rows up to ``last_id``.

    Snapshots are texts of Postgres' type pg_snapshot. No ``window_from`` means
    from the beginning, no ``window_to`` that no window is open.
    """

    window_from: str | None = None
    window_to: str | None = None
    last_id: int = 0

    def next_window(self, snapshot):
        return Lane(self.window_to, snapshot, 0)


@dataclass(frozen=True)
class Position:
    """How far both lanes are published, and how many messages that took.

    ``ahead`` are ids of bulk rows that went before their turn, because a live change
    of the same record needed them before itself. ``recovered_to`` is the stream's
    sequence up to which the stream itself was read to find what is published,
    because its checkpoint was missing. ``again`` is the last request to publish
    a range again that was begun, and ``again_id`` how far it is done.
    """

    relay_seq: int = 0
    live: Lane = Lane()
    bulk: Lane = Lane()
    ahead: tuple = ()
    recovered_to: int = 0
    again: int = 0
    again_id: int = 0

    @property
    def is_recovering(self):
        """Whether rows of the first windows may be on the stream already."""
        return bool(self.recovered_to) and (self.live.window_from is None or self.bulk.window_from is None)


@dataclass(frozen=True)
class Identity:
    """Which database this is. Transaction ids compare only within one cluster, row ids only
    within one database."""

    database_uuid: str
    system_identifier: str
    database_oid: int


@dataclass(frozen=True)
class Checkpoint:
    """One page: the position after it, and the ids of its rows in their order.

    ``after_seq`` is the relay number before the page. With them a page that is only
    partly on the stream can be completed exactly. ``again`` is the request that the
    page answers, 0 for rows that are published for the first time.
    """

    position: Position
    after_seq: int
    page: tuple
    identity: Identity
    writer: str
    highest_id: int = 0
    again: int = 0
    stream_seq: int = field(default=0, compare=False)

    @property
    def closed(self):
        """The same position with nothing left to complete."""
        return replace(self, after_seq=self.position.relay_seq, page=())

    def to_json(self):
        return json.dumps(
            {
                **asdict(self.position),
                "after_seq": self.after_seq,
                "page": self.page,
                "page_again": self.again,
                "highest_id": self.highest_id,
                **asdict(self.identity),
                "writer": self.writer,
            }
        ).encode()

    @classmethod
    def from_json(cls, payload, stream_seq):
        data = json.loads(payload)
        identity = Identity(data["database_uuid"], data["system_identifier"], data["database_oid"])
        if "live" not in data:
            return cls._of_one_lane(data, identity, stream_seq)
        return cls(
            Position(
                data["relay_seq"],
                Lane(**data["live"]),
                Lane(**data["bulk"]),
                tuple(data["ahead"]),
                data["recovered_to"],
                data["again"],
                data["again_id"],
            ),
            data["after_seq"],
            tuple(data["page"]),
            identity,
            data["writer"],
            data["highest_id"],
            data["page_again"],
            stream_seq,
        )

    @classmethod
    def _of_one_lane(cls, data, identity, stream_seq):
        """Written by version 19.0.1.0.0, which published both lanes as one."""
        lane = Lane(data["from"], data["to"], data["last_id"])
        position = Position(data["relay_seq"], lane, lane)
        return cls(position, data["after_seq"], (), identity, data["writer"], data["highest_id"], 0, stream_seq)


def subject_token(database):
    """A database's name as one token of a subject."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "_" for c in database)


def checkpoint_subject(database):
    return f"odoo.checkpoint.{subject_token(database)}"


@lru_cache(1000)  # one per model and operation, asked for by every change
def change_subject(database, model, op):
    return f"odoo.change.{subject_token(database)}.{model.replace('.', '-')}.{op}"


def all_changes_subject(database):
    return f"odoo.change.{subject_token(database)}.>"
