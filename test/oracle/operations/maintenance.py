"""Maintenance."""

from ..work import operation


@operation("maintenance: request")
def create(work):
    work.env["maintenance.request"].create(
        {
            "name": work.word("Leak"),
            "equipment_id": work.one("maintenance.equipment").id,
            "priority": work.rng.choice("0123"),
            "description": "<p>oil</p>",
        }
    )


@operation("maintenance: next stage")
def stage(work):
    work.one("maintenance.request").stage_id = work.one("maintenance.stage")


@operation("maintenance: close several requests")
def close(work):
    done = work.env["maintenance.stage"].search([("done", "=", True)], limit=1)
    work.some("maintenance.request", most=3).write({"stage_id": done.id, "kanban_state": "done"})


@operation("maintenance: archive and reopen requests")
def archive(work):
    request = work.one("maintenance.request")
    request.reset_equipment_request() if request.archive else request.archive_equipment_request()


@operation("maintenance: new equipment")
def equipment(work):
    work.env["maintenance.equipment"].create(
        {
            "name": work.word("Lathe"),
            "serial_no": work.word("S"),
            "category_id": work.one("maintenance.equipment.category").id,
            "cost": work.amount(),
        }
    )


@operation("maintenance: equipment changes")
def change(work):
    work.one("maintenance.equipment").write(
        {"model": work.word("M"), "cost": work.amount(), "note": "<p>moved</p>", "warranty_date": "2027-01-31"}
    )


@operation("maintenance: delete equipment's requests")
def delete(work):
    work.one("maintenance.request", [("name", "=like", "Leak%")]).unlink()


@operation("maintenance: move requests to other equipment")
def move(work):
    work.some("maintenance.request", most=3).equipment_id = work.one("maintenance.equipment")
