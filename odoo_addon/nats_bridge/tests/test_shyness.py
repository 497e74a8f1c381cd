from odoo.tests import BaseCase, tagged

from ..apply.shyness import Shyness


@tagged("post_install", "-at_install")
class TestShyness(BaseCase):
    """How long a kind of command that broke a shared transaction goes alone."""

    def alone(self, shyness, kind):
        count = 0
        while shyness.takes_one_alone(kind):
            count += 1
        return count

    def test_each_break_doubles_it_until_one_goes_well(self):
        shyness = Shyness()
        self.assertEqual(self.alone(shyness, "a"), 0)
        lengths = []
        for _ in range(3):
            shyness.broke({"a", "b"})
            lengths.append(self.alone(shyness, "a"))
        self.assertEqual(lengths, [10, 20, 40])
        shyness.went_well({"a"})
        shyness.broke({"a"})
        self.assertEqual(self.alone(shyness, "a"), 10)
        self.assertTrue(shyness.of("b"))
        self.assertFalse(shyness.of("a"))

    def test_it_has_bounds(self):
        shyness = Shyness()
        for _ in range(20):
            shyness.broke({"a"})
        self.assertEqual(self.alone(shyness, "a"), 1280)
        for number in range(3000):
            shyness.broke({number})
        known = sum(shyness.of(number) for number in range(3000))
        self.assertLess(known, 1100)
        self.assertTrue(shyness.of(2999))
