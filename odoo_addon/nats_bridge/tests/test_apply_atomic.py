from operator import methodcaller
from unittest.mock import patch

from odoo.tests import tagged

from ..apply.atomic import atomic
from ..apply.refusal import Refusal
from .apply_case import ApplyCase


@tagged("post_install", "-at_install")
class TestApplyAtomic(ApplyCase):
    """A method of Odoo that would end the transaction of its command."""

    def setUp(self):
        super().setUp()
        self.allow("res.partner", "write", fields=["name"])
        self.rename = {"op": "write", "on": "partner", "values": {"name": "Renamed"}}

    def write_and(self, end):
        write = self.registry["res.partner"].write

        def writing(records, values):
            done = write(records, values)
            end(records.env.cr)
            return done

        return patch.object(self.registry["res.partner"], "write", writing)

    def test_it_is_refused_and_undone(self):
        for number, end in enumerate(("commit", "rollback")):
            with self.write_and(methodcaller(end)):
                reply = self.apply(self.find_partner(), self.rename, command_id=f"c-{number}")
            self.assert_refused(reply, "not-atomic")
            self.assertEqual(self.partner.name, "Acme")
        self.assertEqual(self.apply(self.find_partner(), self.rename, command_id="c-9")["outcome"], "applied")

    def test_the_transaction_can_end_afterwards(self):
        cr = self.env.cr
        own_before = {name: cr.__dict__.get(name) for name in ("commit", "rollback")}
        with self.assertRaises(Refusal), atomic(cr):
            methodcaller("commit")(cr)
        self.assertEqual({name: cr.__dict__.get(name) for name in own_before}, own_before)
