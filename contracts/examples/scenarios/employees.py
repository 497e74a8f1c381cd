"""Somebody joins, changes the department, and leaves."""


def play(stage):
    workshop = stage.env["hr.department"].create({"name": "Workshop"})
    office = stage.env["hr.department"].create({"name": "Office"})
    stage.settle()
    values = {"name": "Ada Stahl", "department_id": workshop.id, "job_title": "Fitter", "work_email": "ada@example.org"}
    employee = stage.env["hr.employee"].create({**values, "barcode": "0417", "hourly_cost": 42.5})
    stage.record({"hr.employee create": "employee-joined"})
    employee.write({"department_id": office.id, "job_title": "Planner"})
    stage.record({"hr.employee update": "employee-moved"})
    employee.active = False
    stage.record({"hr.employee update": "employee-left"})
