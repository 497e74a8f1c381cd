"""Work that is rolled back in part or in whole, done twice, or done at the same time as other work."""

import threading

from odoo.service.model import retrying

from ..stage import sign
from ..work import Work, operation, scenario


class Abandoned(Exception):
    """Raised to have a savepoint rolled back."""


def _savepoint(flush):
    def abandon(work, action):
        try:
            with work.env.cr.savepoint(flush=flush):
                action(work)
                work.env.flush_all()
                raise Abandoned
        except Abandoned:
            work.env.invalidate_all(flush=False)

    return abandon


def _kept(work):
    work.one("res.partner", [("user_ids", "=", False)]).street2 = work.word("Kept")


@scenario("interrupted: rolled back as a whole")
def rolled_back(stage):
    with stage.environment() as env:
        work = Work(env, stage.rng)
        stage.operation()(work)
        env.cr.flush()
        env.cr.rollback()
    stage.transact(_kept)


@scenario("interrupted: savepoint rolled back after a flush")
def flushing(stage):
    action, abandon = stage.operation(), _savepoint(True)
    stage.transact(_kept, lambda work: abandon(work, action), _kept)


@scenario("interrupted: savepoint without flush rolled back")
def not_flushing(stage):
    abandon = _savepoint(False)

    def change(work):
        work.one("purchase.order", [("state", "=", "draft")]).partner_ref = work.word("Ghost")

    stage.transact(_kept, lambda work: work.env.flush_all(), lambda work: abandon(work, change), _kept)


@scenario("interrupted: savepoints inside savepoints")
def nested(stage):
    inner, outer = _savepoint(True), _savepoint(True)

    def middle(work):
        _kept(work)
        inner(work, _kept)
        with work.env.cr.savepoint():
            _kept(work)

    stage.transact(lambda work: outer(work, middle), middle)


@scenario("interrupted: an error after half of the work")
def failing(stage):
    with stage.environment() as env:
        try:
            retrying(lambda: _fail(Work(env, stage.rng)), env)
        except Abandoned:
            env.cr.rollback()
    stage.transact(_kept)


def _fail(work):
    _kept(work)
    work.env.flush_all()
    work.env.cr.flush()
    raise Abandoned


@scenario("interrupted: the same aggregate written by two at once")
def at_once(stage):
    [order] = stage.ids("purchase.order", [("state", "=", "draft"), ("order_line.product_id", "!=", False)])
    _race(stage, lambda env, name: _write_line(env, order, name))


def _write_line(env, order, name):
    order = env["purchase.order"].browse(order)
    if name == "first":
        order.order_line[0].name = f"By the {name}"
    else:
        product = order.order_line.product_id[:1]
        values = {"product_id": product.id, "name": f"By the {name}", "price_unit": 1, "product_qty": 1}
        order.order_line = [(0, 0, values)]


@scenario("interrupted: the same record written by two at once")
def same_record(stage):
    [partner] = stage.ids("res.partner", [("is_company", "=", True)])

    def write(env, name):
        env["res.partner"].browse(partner).write({"city": f"By the {name}", "ref": name})

    _race(stage, write)


@scenario("interrupted: parent and child written by two at once")
def parent_and_child(stage):
    [contact] = stage.ids("res.partner", [("parent_id", "!=", False), ("user_ids", "=", False)])

    def write(env, name):
        record = env["res.partner"].browse(contact)
        (record.parent_id if name == "first" else record).write({"email": f"{name}@example.com"})

    _race(stage, write)


def _race(stage, action):
    """Two of Odoo's requests: the second reads before the first commits, so it has to be done again."""
    failures = []
    read, committed = threading.Event(), threading.Event()

    def second():
        try:
            with stage.registry.cursor() as cr:
                env = first_env(cr=cr)
                sign(cr, env.uid, env.company.id)
                retrying(lambda: late(env), env)
        except Exception as error:  # noqa: BLE001  told in the main thread
            failures.append(error)
        finally:
            read.set()

    def late(env):
        env.cr.execute("SELECT count(*) FROM res_partner")  # takes the transaction's snapshot
        read.set()
        stage.retried += committed.is_set()
        committed.wait(30)
        action(env, "second")

    with stage.environment() as first_env:
        thread = threading.Thread(target=second)
        retrying(
            lambda: action(first_env, "first") or first_env.flush_all() or thread.start() or read.wait(30), first_env
        )
        committed.set()
        thread.join(60)
    if thread.is_alive():
        raise AssertionError("the second of two requests does not end")
    if failures:
        raise failures[0]


@operation("folded several times in one transaction")
def several_folds(work):
    partner = work.one("res.partner", [("user_ids", "=", False)])
    for _ in range(3):
        partner.city = work.word("City")
        partner.category_id = [(6, 0, work.some("res.partner.category", most=2).ids)]
        work.env.cr.flush()
    made = work.env["res.partner"].create({"name": work.word("Seen by one fold"), "parent_id": partner.id})
    work.env.cr.flush()
    made.unlink()


@operation("folded several times, children moving between")
def moving_folds(work):
    source, target = work.partner(), work.partner()
    contact = work.env["res.partner"].create({"name": work.word("Mover"), "parent_id": source.id})
    work.env.cr.flush()
    contact.parent_id = target
    work.env.cr.flush()
    contact.email = "m@example.com"
    if work.number(0, 1):
        work.env.cr.flush()
        contact.parent_id = False


@operation("made and removed in one transaction")
def short_lived(work):
    partner = work.env["res.partner"].create({"name": work.word("Short"), "child_ids": [(0, 0, {"name": "Child"})]})
    work.env.flush_all()
    (partner.child_ids + partner).unlink()
    _kept(work)


@operation("there and back in one transaction")
def there_and_back(work):
    partner, order = (
        work.one("res.partner", [("user_ids", "=", False)]),
        work.one("purchase.order", [("state", "=", "draft")]),
    )
    before = partner.city, order.partner_ref
    partner.city, order.partner_ref = work.word("A"), work.word("B")
    work.env.flush_all()
    partner.city, order.partner_ref = before


@operation("a line passes through three orders")
def passing_through(work):
    orders = work.some(
        "purchase.order", [("state", "=", "draft"), ("company_id", "=", work.env.company.id)], least=3, most=3
    )
    line = orders.order_line[:1]
    for order in orders:
        line.order_id = order
        work.env.flush_all()
