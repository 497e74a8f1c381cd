import base64
import hashlib
import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import TransactionCase

from ..capture import triggers
from .capture_case import CaptureCase

RED, BLUE = (
    f'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="{color}" width="1" height="1"/></svg>'.encode()
    for color in ("red", "blue")
)
_WATCH = {
    "model": "res.partner",
    "spec": {"ref": {}, "image_1920": {}, "child_ids": {"fields": {"name": {}, "image_1920": {}}}},
}


def sha1(content):
    return hashlib.sha1(content).hexdigest()


@tagged("post_install", "-at_install")
class TestCaptureFiles(CaptureCase):
    """A contract that names a file is told that it changed and what it is, never what is in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.push(_WATCH)
        cls.env.cr.flush()

    def setUp(self):
        super().setUp()
        self.next_transaction()

    def show(self, partner, content):
        partner.image_1920 = content and base64.b64encode(content)

    def file_of(self, partner):
        domain = [("res_model", "=", "res.partner"), ("res_id", "=", partner.id), ("res_field", "=", "image_1920")]
        return self.env["ir.attachment"].search(domain)

    def only_file_row(self, record):
        change = self.only(record)
        self.assertEqual(change["fields"], ["image_1920"])
        [row] = change["rows"]
        self.assertEqual((row["model"], row["path"]), ("ir.attachment", "image_1920"))
        return row

    def test_a_file_is_told_by_reference(self):
        self.show(self.company, RED)
        row = self.only_file_row(self.company)
        file = self.file_of(self.company)
        self.assertEqual((row["id"], row["op"], row["old"]), (file.id, "create", None))
        told = {"checksum": sha1(RED), "file_size": len(RED), "mimetype": "image/svg+xml", "res_id": self.company.id}
        self.assertEqual(row["new"], told)
        self.assertEqual(
            self.only(self.company)["snapshot"]["image_1920"],
            {"id": file.id, "size": len(RED), "checksum": sha1(RED), "mimetype": "image/svg+xml"},
        )

    def test_the_content_is_nowhere(self):
        self.show(self.company, RED)
        self.company.ref = "with a picture"
        text = json.dumps(self.only(self.company))
        self.assertIn(sha1(RED), text)
        for form in (RED.decode(), base64.b64encode(RED).decode(), RED.hex()):
            self.assertNotIn(form[20:60], text)

    def test_replaced_and_removed(self):
        self.show(self.company, RED)
        self.next_transaction()
        self.show(self.company, BLUE)
        row = self.only_file_row(self.company)
        self.assertEqual(
            (row["op"], row["old"]["checksum"], row["new"]["checksum"]), ("update", sha1(RED), sha1(BLUE))
        )
        self.next_transaction()
        self.show(self.company, False)
        self.assertEqual(self.only_file_row(self.company)["op"], "delete")
        self.assertIsNone(self.only(self.company)["snapshot"]["image_1920"])

    def test_there_and_back_is_nothing(self):
        self.show(self.company, RED)
        self.next_transaction()
        for content in (BLUE, RED):
            self.show(self.company, content)
            self.env.flush_all()
        self.assertNothingTold()

    def test_a_file_of_a_child_is_told_with_the_root(self):
        self.show(self.contact, RED)
        told = self.told()
        # the contact is a root too
        self.assertEqual(set(told), {self.company.id, self.contact.id})
        change = told[self.company.id]
        self.assertEqual([row["path"] for row in change["rows"]], ["child_ids.image_1920"])
        self.assertEqual(change["snapshot"]["child_ids"][0]["image_1920"]["checksum"], sha1(RED))

    def test_a_file_that_moves_changes_both_records(self):
        self.show(self.company, RED)
        self.next_transaction()
        # as Odoo does when contacts are merged
        self.file_of(self.company).with_context(skip_res_field_check=True).res_id = self.other.id
        told = self.told()
        self.assertEqual(set(told), {self.company.id, self.other.id})
        self.assertIsNone(told[self.company.id]["snapshot"]["image_1920"])
        self.assertEqual(told[self.other.id]["snapshot"]["image_1920"]["checksum"], sha1(RED))

    def test_other_files_are_not_told(self):
        for values in (
            {"res_model": "res.partner", "res_id": self.company.id},
            {"res_model": "res.company", "res_id": self.company.id, "res_field": "image_1920"},
            {"res_model": "res.partner", "res_id": self.company.id, "res_field": "another"},
            {},
        ):
            self.env["ir.attachment"].create({"name": "other", "raw": BLUE, **values})
        self.assertNothingTold()

    def test_a_record_comes_and_goes_with_its_file(self):
        partner = self.Partner.create({"name": "Pictured", "image_1920": base64.b64encode(RED)})
        change = self.only(partner)
        self.assertEqual(
            [(row["path"], row["op"]) for row in change["rows"]], [("", "create"), ("image_1920", "create")]
        )
        self.next_transaction()
        id_ = partner.id
        partner.unlink()
        change = self.told()[id_]
        self.assertEqual(
            [(row["path"], row["op"]) for row in change["rows"]], [("", "delete"), ("image_1920", "delete")]
        )

    def test_nobody_listens_to_files_that_no_contract_names(self):
        self.assertIn(("ir_attachment", "row"), triggers.installed(self.env.cr))
        self.push({"model": "res.partner", "spec": {"ref": {}}})
        self.assertNotIn(("ir_attachment", "row"), triggers.installed(self.env.cr))


@tagged("post_install", "-at_install")
class TestFetchFiles(HttpCase, TransactionCase):
    """A reference is fetched from Odoo, with the rights of who asks."""

    def test_whoever_may_read_the_record_fetches_the_file(self):
        reader = new_test_user(self.env, "bridge-reader", "base.group_user")
        stranger = new_test_user(self.env, "bridge-stranger", "base.group_portal")
        partner = self.env["res.partner"].create({"name": "Pictured", "image_1920": base64.b64encode(RED)})
        domain = [("res_model", "=", "res.partner"), ("res_id", "=", partner.id), ("res_field", "=", "image_1920")]
        path = f"/web/content/{self.env['ir.attachment'].search(domain).id}"
        self.authenticate("bridge-reader", "bridge-reader")
        self.assertEqual(self.url_open(path).content, RED)
        self.authenticate(None, None)
        answer = self.read_with_key(reader, partner)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(base64.b64decode(answer.json()[0]["image_1920"]), RED)
        self.assertEqual(self.read_with_key(stranger, partner).status_code, 403)

    def read_with_key(self, user, partner):
        key = self.env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "t", datetime.now() + timedelta(1))
        return self.url_open(
            "/json/2/res.partner/read",
            data=json.dumps({"ids": partner.ids, "fields": ["image_1920"]}),
            headers={"Authorization": f"bearer {key}", "Content-Type": "application/json"},
        )
