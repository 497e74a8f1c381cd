from odoo.tests import tagged

from .capture_case import PARTNER_WATCH, CaptureCase


@tagged("post_install", "-at_install")
class TestCaptureChanges(CaptureCase):
    """Whoever changes a watched row, the root's change is told once and truthfully."""

    def test_a_created_record_is_told_with_its_values(self):
        partner = self.Partner.create({"name": "New", "active": False})
        change = self.only(partner)
        self.assertEqual((change["spec"], change["op"], change["version"]), ("odoo-change/1", "create", 1))
        [row] = change["rows"]
        self.assertEqual((row["model"], row["id"], row["path"], row["op"]), ("res.partner", partner.id, "", "create"))
        self.assertIsNone(row["old"])
        self.assertIs(row["new"]["active"], False)
        self.assertIsNone(row["new"]["ref"])
        self.assertEqual(change["snapshot"]["name"], "New")
        self.assertIsNone(change["snapshot"]["country_id"])
        self.assertEqual(change["snapshot"]["child_ids"], [])

    def test_an_update_tells_only_what_differs(self):
        self.company.partner_latitude = 0.25
        self.next_transaction()
        self.company.write({"name": "Acme 2", "ref": "A1", "partner_latitude": 1.5})
        change = self.only(self.company)
        self.assertEqual((change["op"], change["fields"]), ("update", ["name", "partner_latitude"]))
        [row] = change["rows"]
        self.assertEqual(row["old"], {"name": "Acme", "partner_latitude": 0.25})
        self.assertEqual(row["new"], {"name": "Acme 2", "partner_latitude": 1.5})

    def test_a_deleted_record_is_told_with_its_last_values(self):
        id_ = self.other.id
        self.other.unlink()
        change = self.told()[id_]
        self.assertEqual((change["op"], change["snapshot"]), ("delete", None))
        self.assertEqual(change["rows"][0]["old"]["name"], "Bolt")
        self.assertIsNone(change["rows"][0]["new"])

    def test_a_child_is_told_with_its_root(self):
        self.contact.email = "ann@example.com"
        told = self.told()
        # a contact is itself a partner, but nothing watched of the contact as a root changed
        self.assertEqual(list(told), [self.company.id])
        change = told[self.company.id]
        self.assertEqual((change["op"], change["fields"]), ("update", ["child_ids"]))
        [row] = change["rows"]
        self.assertEqual((row["path"], row["id"]), ("child_ids", self.contact.id))
        self.assertEqual(row["new"], {"email": "ann@example.com"})
        self.assertEqual(change["snapshot"]["child_ids"][0]["email"], "ann@example.com")

    def test_a_child_that_moves_changes_both_roots(self):
        self.contact.parent_id = self.other
        told = self.told()
        self.assertLessEqual({self.company.id, self.other.id}, set(told))
        for root in (self.company, self.other):
            [row] = [row for row in told[root.id]["rows"] if row["path"] == "child_ids"]
            self.assertEqual(row["old"]["parent_id"], self.company.id)
            self.assertEqual(row["new"]["parent_id"], self.other.id)
        self.assertEqual(told[self.company.id]["snapshot"]["child_ids"], [])

    def test_a_deleted_child_is_told_with_its_root(self):
        self.contact.unlink()
        change = self.told()[self.company.id]
        self.assertEqual([(r["path"], r["op"]) for r in change["rows"]], [("child_ids", "delete")])

    def test_a_relation_is_told_from_either_side(self):
        self.company.category_id = self.red
        change = self.only(self.company)
        self.assertEqual(change["fields"], ["category_id"])
        [row] = change["rows"]
        self.assertEqual(
            (row["model"], row["id"], row["op"]), ("res_partner_res_partner_category_rel", None, "create")
        )
        self.assertEqual(row["new"], {"partner_id": self.company.id, "category_id": self.red.id})
        self.assertEqual(change["snapshot"]["category_id"], [{"id": self.red.id, "name": "Red"}])
        self.next_transaction()
        self.blue.partner_ids = self.company
        self.assertEqual(self.only(self.company)["version"], 2)

    def test_a_relation_of_a_child_is_told_with_the_root(self):
        self.red.partner_ids = self.contact
        change = self.told()[self.company.id]
        self.assertEqual(change["fields"], ["child_ids"])
        self.assertEqual([row["path"] for row in change["rows"]], ["child_ids.category_id"])

    def test_a_cascade_in_the_database_is_told(self):
        self.company.category_id = self.red + self.blue
        self.next_transaction()
        self.env.cr.execute("DELETE FROM res_partner_category WHERE id = %s", (self.red.id,))
        change = self.only(self.company)
        self.assertEqual([(row["op"], row["new"]) for row in change["rows"]], [("delete", None)])
        self.assertEqual([node["id"] for node in change["snapshot"]["category_id"]], [self.blue.id])

    def test_a_moved_relation_row_is_told_to_both(self):
        self.company.category_id = self.red
        self.next_transaction()
        self.env.cr.execute(
            "UPDATE res_partner_res_partner_category_rel SET partner_id = %s WHERE partner_id = %s",
            (self.other.id, self.company.id),
        )
        told = self.told()
        self.assertEqual(told[self.company.id]["rows"][0]["op"], "delete")
        self.assertEqual(told[self.other.id]["rows"][0]["op"], "create")

    def test_a_stored_computed_field_of_another_record_is_told(self):
        self.company.write({"is_company": False, "parent_id": self.other.id})
        told = self.told()
        [row] = [r for r in told[self.contact.id]["rows"] if r["path"] == ""]
        self.assertEqual(set(row["new"]), {"commercial_partner_id"})

    def test_sql_in_a_cursor_is_told(self):
        self.env.cr.execute("UPDATE res_partner SET name = 'By SQL' WHERE id = %s", (self.company.id,))
        change = self.only(self.company)
        self.assertEqual((change["origin"], change["snapshot"]["name"]), ("orm", "By SQL"))

    def test_an_emptied_table_is_told(self):
        self.company.category_id = self.red
        self.next_transaction()
        self.env.cr.execute("TRUNCATE res_partner_res_partner_category_rel")
        self.assertEqual(self.told()[self.company.id]["rows"][0]["op"], "delete")

    def test_an_unwatched_column_tells_nothing(self):
        self.company.write({"comment": "x", "street": "y"})
        self.env.cr.execute("SELECT count(*) FROM bridge_touch")
        self.assertEqual(self.env.cr.fetchone()[0], 0)
        self.assertNothingTold()

    def test_a_rolled_back_savepoint_tells_nothing(self):
        for flush in (True, False):
            with self.subTest(flush=flush):
                savepoint = self.env.cr.savepoint(flush=flush)
                self.company.ref = "gone"
                self.env.flush_all()
                savepoint.close(rollback=True)
                self.env.invalidate_all(flush=False)
                self.assertEqual(self.told(), {})
        self.assertNothingTold()

    def test_a_fold_inside_a_rolled_back_savepoint_tells_nothing(self):
        self.company.ref = "kept"
        self.env.cr.flush()
        savepoint = self.env.cr.savepoint(flush=False)
        self.company.name = "gone"
        self.env.cr.flush()
        savepoint.close(rollback=True)
        self.env.invalidate_all(flush=False)
        self.assertEqual(self.only(self.company)["fields"], ["ref"])

    def test_a_released_savepoint_is_told_once(self):
        with self.env.cr.savepoint():
            self.company.ref = "inside"
        self.assertEqual(self.only(self.company)["rows"][0]["new"], {"ref": "inside"})

    def test_there_and_back_is_nothing(self):
        self.company.ref = "X"
        self.env.flush_all()
        self.company.ref = "A1"
        self.env.flush_all()
        self.Partner.create({"name": "Short-lived"}).unlink()
        self.assertNothingTold()

    def test_several_writes_are_first_old_and_last_new(self):
        for ref in ("B", "C"):
            self.company.ref = ref
            self.env.flush_all()
        [row] = self.only(self.company)["rows"]
        self.assertEqual((row["old"], row["new"]), ({"ref": "A1"}, {"ref": "C"}))

    def test_two_folds_of_one_transaction_are_one_change(self):
        self.company.ref = "B"
        first = self.only(self.company)
        self.company.write({"ref": "C", "category_id": self.red.ids})
        second = self.only(self.company)
        self.assertEqual((second["version"], second["change_id"]), (first["version"], first["change_id"]))
        self.assertEqual(second["fields"], ["category_id", "ref"])
        root = next(row for row in second["rows"] if row["path"] == "")
        self.assertEqual((root["old"], root["new"]), ({"ref": "A1"}, {"ref": "C"}))
        self.assertEqual(second["snapshot"]["ref"], "C")

    def test_two_folds_that_come_to_nothing_take_their_version_back(self):
        self.company.ref = "B"
        self.only(self.company)
        self.company.ref = "A1"
        self.assertEqual(self.told(), {})
        self.company.ref = "D"
        self.assertEqual(self.only(self.company)["version"], 1)
        partner = self.Partner.create({"name": "Seen by one fold"})
        self.assertIn(partner.id, self.told())
        partner.unlink()
        self.assertEqual(list(self.told()), [self.company.id])

    def test_versions_count_per_record(self):
        for version in (1, 2, 3):
            self.company.ref = f"v{version}"
            self.assertEqual(self.only(self.company)["version"], version)
            self.next_transaction()
        self.other.ref = "v1"
        self.assertEqual(self.only(self.other)["version"], 1)

    def test_a_filter_hides_what_does_not_match(self):
        self.push({**PARTNER_WATCH, "domain": [["is_company", "=", True]]})
        self.contact.ref = "hidden"
        hidden = self.Partner.create({"name": "Hidden"})
        self.assertNotIn(hidden.id, self.told())
        hidden.unlink()
        self.assertNothingTold()

    def test_a_filtered_record_told_of_before_is_told_when_deleted(self):
        self.push({**PARTNER_WATCH, "domain": [["is_company", "=", True]]})
        self.other.ref = "seen"
        self.next_transaction()
        id_ = self.other.id
        self.other.unlink()
        self.assertEqual(self.told()[id_]["op"], "delete")

    def test_a_large_transaction_travels_in_bulk_and_few_queries(self):
        values = [{"name": f"Many {n}", "category_id": self.red.ids} for n in range(1000)]
        partners = self.Partner.create(values)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        told = self.told()
        self.assertLess(self.env.cr.sql_log_count - before, 30)
        self.assertEqual(set(told), set(partners.ids))
        self.assertEqual({change["lane"] for change in told.values()}, {"bulk"})
        self.next_transaction()
        self.company.ref = "one"
        self.assertEqual(self.only(self.company)["lane"], "live")
