from importlib.util import module_from_spec, spec_from_file_location

from odoo.tests import tagged
from odoo.tools import file_path

from ..capture import triggers
from .capture_case import CaptureCase

# As 19.0.1.1.0 had it, for the table of partners.
_BEFORE = """
DROP EXTENSION hstore; CREATE EXTENSION hstore SCHEMA public;
ALTER TABLE bridge_touch ALTER COLUMN old TYPE hstore USING NULL, ALTER COLUMN new TYPE hstore USING NULL;
CREATE FUNCTION nats_bridge_touch_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    links text[] := string_to_array(TG_ARGV[1], ',');
    kept text[] := string_to_array(TG_ARGV[0], ',') || links;
BEGIN
    INSERT INTO bridge_touch (table_name, row_id, op, old, new)
    SELECT TG_TABLE_NAME, n.id, 'update', (o.v - n.v) || slice(o.v, links), (n.v - o.v) || slice(n.v, links)
      FROM (SELECT r.id, slice(hstore(r), kept) AS v FROM stale r) o
      JOIN (SELECT r.id, slice(hstore(r), kept) AS v FROM fresh r) n ON n.id = o.id
     WHERE o.v IS DISTINCT FROM n.v;
    RETURN NULL;
END $$;
CREATE FUNCTION nats_bridge_touch_pairs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER nats_bridge_row_update AFTER UPDATE ON res_partner REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
       FOR EACH STATEMENT EXECUTE FUNCTION nats_bridge_touch_rows('name,ref', 'parent_id');
"""


@tagged("post_install", "-at_install")
class TestCaptureUpgrade(CaptureCase):
    """A database whose capture was version 19.0.1.1.0 until now."""

    def setUp(self):
        super().setUp()
        self.next_transaction()
        triggers.drop_all(self.env.cr)
        self.env.cr.execute(_BEFORE)

    def migrate(self):
        path = file_path("nats_bridge/migrations/19.0.1.2.0/pre-migrate.py")
        spec = spec_from_file_location("pre_migrate", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.1.0")

    def test_what_was_noted_before_and_what_is_noted_after_are_both_told(self):
        self.env.cr.execute("UPDATE res_partner SET ref = 'before' WHERE id = %s", (self.company.id,))
        self.migrate()
        self.env.cr.execute("UPDATE res_partner SET name = 'After' WHERE id = %s", (self.company.id,))
        change = self.only(self.company)
        self.assertEqual(change["fields"], ["name", "ref"])
        self.assertEqual((change["snapshot"]["ref"], change["snapshot"]["name"]), ("before", "After"))

    def test_columns_and_links_stay_those_of_before_until_the_watches_are_seen_to(self):
        self.migrate()
        self.assertEqual(triggers.installed(self.env.cr)["res_partner", "row"], ("{name,parent_id,ref}", "{parent_id}"))

    def test_hstore_no_longer_makes_odoos_sql_ambiguous(self):
        self.migrate()
        self.env.cr.execute("""SELECT '{"12": 395}' ? key FROM (VALUES ('12'::text)) AS keys (key)""")
        self.assertTrue(self.env.cr.fetchone()[0])
        self.env.cr.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'nats_bridge_touch%'")
        self.assertEqual(self.env.cr.fetchone()[0], 0)
