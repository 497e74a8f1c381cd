from odoo.tests import BaseCase, tagged

from ..capture.merge import Step, merge
from ..capture.values import from_column, from_orm, from_text


@tagged("post_install", "-at_install")
class TestCaptureValues(BaseCase):
    """The wire's value rules, and the rule that makes one change of several."""

    def test_text_from_a_trigger_gets_its_type_back(self):
        for kind, text, value in (
            ("boolean", "t", True),
            ("boolean", None, False),
            ("integer", "7", 7),
            ("integer", None, None),
            ("float", "3", 3.0),
            ("one", "42", 42),
            ("date", "2026-02-03", "2026-02-03"),
            ("datetime", "2026-02-03 04:05:06.789", "2026-02-03T04:05:06Z"),
            ("text", "", None),
            ("text", "a", "a"),
            ("translated", '{"en_US": "Red", "fr_FR": "Rouge"}', "Red"),
            ("per_company", '{"1": 5}', {"1": 5}),
            ("json", "[1, null]", [1, None]),
        ):
            with self.subTest(kind=kind, text=text):
                self.assertEqual(from_text(kind, text), value)
                self.assertIs(type(from_text(kind, text)), type(value))

    def test_a_column_says_the_same_in_a_snapshot_as_the_field_does(self):
        for kind, text, orm in (
            ("integer", None, 0),
            ("float", None, 0.0),
            ("float", "2.50", 2.5),
            ("boolean", None, False),
            ("one", None, False),
            ("one", "42", 42),
            ("text", "", False),
            ("translated", '{"fr_FR": "Rouge"}', False),
            ("json", "{}", {}),
            ("date", None, False),
        ):
            with self.subTest(kind=kind, text=text):
                self.assertEqual(from_column(kind, text), from_orm(kind, orm))
                self.assertIs(type(from_column(kind, text)), type(from_orm(kind, orm)))

    def test_empty_is_null_except_booleans_and_numbers(self):
        for kind, value, expected in (
            ("text", False, None),
            ("one", False, None),
            ("date", False, None),
            ("datetime", False, None),
            ("boolean", None, False),
            ("float", 0.0, 0.0),
            ("many", (3, 1), [1, 3]),
        ):
            with self.subTest(kind=kind):
                self.assertEqual(from_orm(kind, value), expected)

    def test_steps_merge_into_first_old_and_last_new(self):
        create = Step("create", None, {"a": "1", "b": "1"})
        update = Step("update", {"a": "1"}, {"a": "2"})
        back = Step("update", {"a": "2"}, {"a": "1"})
        other = Step("update", {"b": "1"}, {"b": "2"})
        delete = Step("delete", {"a": "2", "b": "1"}, None)
        for steps, expected in (
            ([create], create),
            ([create, update], Step("create", None, {"a": "2", "b": "1"})),
            ([create, update, delete], None),
            ([update, back], None),
            ([update, other], Step("update", {"a": "1", "b": "1"}, {"a": "2", "b": "2"})),
            ([update, delete], Step("delete", {"a": "1", "b": "1"}, None)),
            ([delete, create], Step("update", {"a": "2"}, {"a": "1"})),
        ):
            with self.subTest(steps=steps):
                self.assertEqual(merge(steps), expected)
