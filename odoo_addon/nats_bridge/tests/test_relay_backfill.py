from odoo.tests import tagged

from ..relay.backfill import NotWatched, append_snapshots
from .capture_case import CaptureCase


@tagged("post_install", "-at_install")
class TestRelayBackfill(CaptureCase):
    """A watch's existing records, told as they are."""

    def snapshots(self):
        self.env.cr.execute("SELECT record_id, payload FROM bridge_outbox WHERE op = 'snapshot' ORDER BY id")
        return dict(self.env.cr.fetchall())

    def test_every_record_is_told_once_behind_the_live_ones(self):
        self.env.cr.flush()
        wanted = self.Partner.with_context(active_test=False).search([], order="id").ids
        after, told = 0, []
        while ids := append_snapshots(self.env.cr, "res.partner", after, limit=7):
            told += ids
            after = ids[-1]
        self.assertEqual(told, wanted)
        snapshots = self.snapshots()
        self.assertEqual(sorted(snapshots), wanted)
        acme = snapshots[self.company.id]
        self.assertEqual((acme["lane"], acme["fields"], acme["rows"]), ("bulk", [], []))
        self.assertEqual(acme["snapshot"]["name"], "Acme")
        self.assertEqual([child["name"] for child in acme["snapshot"]["child_ids"]], ["Ann"])

    def test_the_next_change_has_the_next_version(self):
        append_snapshots(self.env.cr, "res.partner", self.company.id - 1, limit=1)
        version = self.snapshots()[self.company.id]["version"]
        self.next_transaction()
        self.company.ref = "newer"
        self.assertEqual(self.only(self.company)["version"], version + 1)

    def test_a_model_that_nobody_watches_is_refused(self):
        with self.assertRaises(NotWatched):
            append_snapshots(self.env.cr, "res.country")
