import json
import logging
from functools import partial
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError
from odoo.tools import SQL

from ..apply import execution, turns
from ..apply.refusal import MalformedCommand
from ..apply.request import parse
from ..capture import echo

_logger = logging.getLogger(__name__)

_STORED = SQL("type, digest, user_id, outcome, answer, refusal_code, refusal_message, applied_at, transaction_id")


class Caller(NamedTuple):
    """What a service user may do, and in which surroundings its commands run; read once for all commands of a call."""

    allowances: list
    context: dict


class BridgeCommand(models.Model):
    """What each command did: written in the transaction of its effects, never changed after."""

    _name = "bridge.command"
    _inherit = "bridge.evidence"
    _description = "Bridge Command"
    _order = "id desc"
    _rec_name = "command_id"
    _log_access = False
    _allow_sudo_commands = False

    command_id = fields.Char(
        "Command Id", required=True, readonly=True, help="Chosen by the bridge; the same id is applied only once."
    )
    type = fields.Char(required=True, readonly=True, help="The contract, with its major version.")
    digest = fields.Char(required=True, readonly=True, help="SHA-256 of what was asked")
    actor = fields.Char(required=True, readonly=True, help="Who sent it to the bridge")
    user_id = fields.Many2one(
        "res.users",
        "Service user",
        required=True,
        readonly=True,
        ondelete="restrict",
        help="With whose rights it was applied: one user per domain.",
    )
    correlation_id = fields.Char(
        "Correlation Id", readonly=True, index=True, help="Joins all that belongs to one story, across systems."
    )
    outcome = fields.Selection(
        [("applied", "Applied"), ("refused", "Refused")],
        readonly=True,
        index=True,
        help="Applied: all its effects are in Odoo. Refused: nothing was changed.",
    )
    answer = fields.Json(readonly=True)
    answer_text = fields.Text("Answer (JSON)", compute="_compute_answer_text")
    refusal_code = fields.Char(readonly=True, help="The reason, as the sender was told it.")
    refusal_message = fields.Text(readonly=True)
    subject_model = fields.Char("Record model", readonly=True, help="Of the record that the command is about.")
    subject_id = fields.Many2oneReference(
        "Record",
        model_field="subject_model",
        readonly=True,
        aggregator=None,
        help="The record that the command is about.",
    )
    transaction_id = fields.Char(
        "Transaction Id", readonly=True, index=True, help="PostgreSQL's number of the transaction of its effects."
    )
    applied_at = fields.Datetime("When", readonly=True, help="When it was applied or refused.")

    _command_id_unique = models.Constraint("UNIQUE (command_id)", "A command is recorded only once.")
    # bigint, as the timeline lists commands beside changes, whose record ids are bigint
    _subject_index = models.Index("(subject_model, (subject_id::bigint))")

    @api.depends("answer")
    def _compute_answer_text(self):
        for command in self:
            command.answer_text = json.dumps(command.answer, indent=2, ensure_ascii=False)

    @api.model
    def apply(self, command):
        """Apply ``command`` once, in this transaction, and remember the answer with it.

        :param dict command: command_id, type, digest, actor, correlation_id,
            expect (optional) and operations; see ``apply/request.py``
        :return: command_id, outcome (applied or refused), replayed, answer or
            None, refusal ({code, message}) or None, applied_at, transaction_id
        :raise ValidationError: the request is malformed; nothing is stored
        :raise AccessError: the caller is no command applier
        """
        self._require_applier()
        return self._apply(command)

    @api.model
    def apply_many(self, commands):
        """Apply each of ``commands`` as ``apply`` does, each as if it were alone; see ``apply/turns.py``.

        :param list commands: at most 20
        :return: in their order, for each what ``apply`` returns, or command_id and
            error ({status, name, message} as of a call for it alone; None when
            the call's time was over before its turn: ask again)
        :raise ValidationError: no list, or too long
        :raise AccessError: the caller is no command applier
        """
        self._require_applier()
        if not isinstance(commands, list) or not 0 < len(commands) <= turns.MOST_COMMANDS:
            raise MalformedCommand(f"commands must be a list of 1 to {turns.MOST_COMMANDS}")
        # A right that is taken away meanwhile counts from the next call on, as Odoo's own rights do: a call's last
        # command begins within a second of its first.
        apply = partial(self._apply, caller=self._caller())
        return turns.take_in_turn(self.env, commands, apply)

    @api.model
    def _apply(self, command, caller=None, lock_wait_ms=None):
        request = parse(command)
        if not self._claim(request, lock_wait_ms):
            return self._replay(request)
        allowances, context = caller or self._caller()
        outcome = execution.execute(self.env(context=context, su=False), request, allowances)
        return self._settle(request, outcome)

    @api.model
    def _require_applier(self):
        if not self.env.user.has_group("nats_bridge.group_command_applier"):
            raise AccessError(self.env._("Only a command applier may apply commands."))

    @api.model
    def _caller(self):
        """Fixed surroundings: what a request's context says is not used."""
        user = self.env.user
        companies = user.company_id | user.company_ids
        context = {"lang": "en_US", "tz": "UTC", "allowed_company_ids": companies.ids}
        return Caller(self.env["bridge.allowance"]._of_user(user), context)

    @api.model
    def _claim(self, request, lock_wait_ms=None):
        """True when this transaction is the one that executes the command; its changes carry the command's id then.

        An equal call that runs at the same time waits here for the first one's
        commit and then gets no row, or a serialization failure that Odoo retries.
        """
        settings = [echo.marking(request.command_id)]
        if lock_wait_ms is not None:
            settings.append(SQL("set_config('lock_timeout', %s, true)", f"{lock_wait_ms}ms"))
        # both statements in one round trip: each costs Odoo and Postgres together half a millisecond
        self.env.cr.execute(
            SQL(
                """
            SELECT %s;
            INSERT INTO bridge_command (command_id, type, digest, actor, user_id,
                                        correlation_id, transaction_id)
            VALUES (%s, %s, %s, %s, %s, %s, pg_current_xact_id()::text)
            ON CONFLICT (command_id) DO NOTHING
            RETURNING id
            """,
                SQL(", ").join(settings),
                request.command_id,
                request.type,
                request.digest,
                request.actor,
                self.env.uid,
                request.correlation_id,
            ),
            log_exceptions=False,  # an equal call at the same time is no error
        )
        return self.env.cr.fetchone() is not None

    @api.model
    def _replay(self, request):
        stored = self._stored(request.command_id)
        if stored is None:
            # committed after our snapshot: visible to the next try
            raise ConcurrencyError(f"Command {request.command_id} is being applied")
        asked = (request.type, request.digest, self.env.uid)
        if asked != (stored["type"], stored["digest"], stored["user_id"]):
            return {
                "command_id": request.command_id,
                "outcome": "refused",
                "replayed": False,
                "answer": None,
                "refusal": {
                    "code": "command-id-conflict",
                    "message": "This command id was used for another command.",
                },
                "applied_at": None,
                "transaction_id": None,
            }
        return {**stored["reply"], "replayed": True}

    @api.model
    def _settle(self, request, outcome):
        """Keeps the outcome and returns what the caller is told of it."""
        refusal, subject = outcome.refusal, outcome.subject or (None, None)
        self.env.cr.execute(
            SQL(
                """
            UPDATE bridge_command
               SET outcome = %s, answer = %s, refusal_code = %s, refusal_message = %s,
                   subject_model = %s, subject_id = %s,
                   applied_at = clock_timestamp() AT TIME ZONE 'UTC'
             WHERE command_id = %s
            RETURNING %s
            """,
                "refused" if refusal else "applied",
                None if refusal else json.dumps(outcome.answer),
                refusal and refusal.code,
                refusal and refusal.message,
                *subject,
                request.command_id,
                _STORED,
            )
        )
        reply = _reply(request.command_id, self.env.cr.dictfetchone())
        # behind the commit: what is undone and done again is told once
        self.env.cr.postcommit.add(partial(_log, request, refusal))
        return reply

    @api.model
    def _stored(self, command_id):
        """The visible row as {type, digest, user_id, reply}, or None."""
        self.env.cr.execute(
            SQL("SELECT %s FROM bridge_command WHERE command_id = %s AND outcome IS NOT NULL", _STORED, command_id)
        )
        row = self.env.cr.dictfetchone()
        if row is not None:
            row["reply"] = _reply(command_id, row)
        return row


def _log(request, refusal):
    outcome = f"refused, {refusal.code}" if refusal else "applied"
    _logger.info("command %s (%s) for %s: %s", request.command_id, request.type, request.actor, outcome)


def _reply(command_id, row):
    refusal = {"code": row["refusal_code"], "message": row["refusal_message"]}
    return {
        "command_id": command_id,
        "outcome": row["outcome"],
        "replayed": False,
        "answer": row["answer"],
        "refusal": refusal if row["refusal_code"] else None,
        "applied_at": row["applied_at"].isoformat(timespec="microseconds") + "Z",
        "transaction_id": row["transaction_id"],
    }
