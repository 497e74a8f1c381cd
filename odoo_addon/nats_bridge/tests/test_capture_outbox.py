from odoo.exceptions import AccessError
from odoo.tests import tagged

from .capture_case import CaptureCase


@tagged("post_install", "-at_install")
class TestCaptureOutbox(CaptureCase):
    """The outbox is evidence, and says of each row whether it is published."""

    def setUp(self):
        super().setUp()
        self.company.ref = "first"
        self.env.cr.flush()
        self.row = self.env["bridge.outbox"].search([], limit=1)

    def test_nobody_edits_it(self):
        admin = self.env.ref("base.user_admin")
        values = {"model": "res.partner", "record_id": 1, "change_id": "forged", "op": "update", "payload": {}}
        for row in (self.row.with_user(admin), self.row.sudo(), self.row.with_context(bridge_evidence_key=True)):
            for attempt in (
                lambda row=row: row.write({"payload": {}}),
                lambda row=row: row.unlink(),
                lambda row=row: row.create(values),
                lambda row=row: row.copy(),
                lambda row=row: row.web_save({"login": "me"}, {}),
            ):
                with self.assertRaises(AccessError):
                    attempt()
            self.assertFalse(row.load(["model", "change_id"], [["res.partner", "forged"]])["ids"])
        self.env.invalidate_all()
        self.assertEqual(self.row.payload["rows"][0]["new"], {"ref": "first"})

    def test_no_model_opens_the_capture_tables(self):
        tables = {self.env[name]._table for name in self.env}
        self.assertFalse(tables & {"bridge_touch", "bridge_version", "bridge_relay_progress"})

    def test_published_is_what_the_relays_windows_cover(self):
        self.env.cr.execute("SELECT pg_current_xact_id()::text")
        own = int(self.env.cr.fetchone()[0])
        for window_from, window_to, last_id, state in (
            (None, None, None, "waiting"),  # the relay has not run
            ((own + 1, ()), (own + 1, ()), 0, "published"),  # before the last window
            ((own + 2, (own,)), (own + 2, (own,)), 0, "waiting"),  # was open then and still was in the last window
            ((own + 2, (own,)), (own + 2, ()), self.row.id, "published"),  # in the last window, reached
            ((own + 2, (own,)), (own + 2, ()), self.row.id - 1, "waiting"),  # in the last window, not reached
            ((own, ()), (own, ()), self.row.id, "waiting"),  # began after the window
        ):
            with self.subTest(window_from=window_from, window_to=window_to, last_id=last_id):
                self._relay_stands_at(window_from, window_to, last_id)
                self.env.invalidate_all()
                self.assertEqual(self.row.state, state)
                rows = self.env["bridge.outbox"].search([("state", "=", state)])
                self.assertIn(self.row, rows)
                rows = self.env["bridge.outbox"].search([("state", "!=", state)])
                self.assertNotIn(self.row, rows)

    def _relay_stands_at(self, window_from, window_to, last_id):
        """Each window is (next transaction id, open transaction ids)."""
        self.env.cr.execute("DELETE FROM bridge_relay_progress")
        self.env.cr.execute(
            "INSERT INTO bridge_relay_progress (window_from, window_to, last_id) VALUES (%s, %s, %s)",
            (self._snapshot(window_from), self._snapshot(window_to), last_id),
        )

    def _snapshot(self, window):
        if window is None:
            return None
        xmax, open_ids = window
        return f"{min((xmax, *open_ids))}:{xmax}:{','.join(map(str, open_ids))}"
