"""Projects, tasks, timesheets."""

from odoo import Command, fields

from ..work import operation

_OPEN = [("project_id", "!=", False), ("is_closed", "=", False), ("has_template_ancestor", "=", False)]


@operation("project: create a project with tasks")
def create(work):
    work.env["project.project"].create(
        {
            "name": work.word("Site"),
            "partner_id": work.partner().id,
            "allow_timesheets": True,
            "task_ids": [
                Command.create({"name": work.word("Dig"), "tag_ids": [Command.set(work.some("project.tags").ids)]})
                for _ in range(work.number(1, 3))
            ],
        }
    )


@operation("project: task with users and tags")
def task(work):
    work.env["project.task"].create(
        {
            "name": work.word("Task"),
            "project_id": work.one("project.project", [("allow_timesheets", "=", True)]).id,
            "user_ids": [Command.set(work.some("res.users", [("share", "=", False)], most=2).ids)],
            "tag_ids": [Command.set(work.some("project.tags", most=3).ids)],
        }
    )


@operation("project: assign other users")
def assign(work):
    work.some("project.task", _OPEN).user_ids = [
        Command.set(work.some("res.users", [("share", "=", False)], most=3).ids)
    ]


@operation("project: tags from the task's and the tag's side")
def tags(work):
    work.one("project.task", _OPEN).tag_ids = [Command.create({"name": work.word("Tag")})]
    work.one("project.tags").task_ids = [Command.set(work.some("project.task", _OPEN, most=4).ids)]


@operation("project: delete a tag")
def delete_tag(work):
    work.one("project.tags").unlink()


@operation("project: subtasks")
def subtasks(work):
    work.one("project.task", _OPEN).child_ids = [Command.create({"name": work.word("Sub")}) for _ in range(2)]


@operation("project: task changes project")
def move(work):
    work.one("project.task", [*_OPEN, ("parent_id", "=", False)]).project_id = work.one("project.project")


@operation("project: task done")
def done(work):
    work.some("project.task", _OPEN).state = "1_done"


@operation("project: task stage")
def stage(work):
    work.one("project.task", _OPEN).stage_id = work.one("project.task.type", [("user_id", "=", False)])


@operation("project: delete a task with subtasks")
def delete(work):
    work.one("project.task", [*_OPEN, ("timesheet_ids", "=", False)]).unlink()


@operation("project: archive a project with its tasks")
def archive(work):
    work.one("project.project", [("name", "=like", "Site%")]).action_archive()


@operation("project: dependency between tasks")
def depend(work):
    one, other = work.some("project.task", _OPEN, least=2, most=2)
    one.depend_on_ids = [Command.link(other.id)]


@operation("timesheet: enter hours")
def hours(work):
    task = work.one("project.task", [*_OPEN, ("allow_timesheets", "=", True)])
    work.env["account.analytic.line"].create(
        [
            {
                "name": work.word("Work"),
                "project_id": task.project_id.id,
                "task_id": task.id,
                "unit_amount": work.number(1, 8) / 2,
                "date": fields.Date.today(),
                "employee_id": work.one("hr.employee", [("company_id", "=", work.env.company.id)]).id,
            }
            for _ in range(work.number(1, 3))
        ]
    )


@operation("timesheet: correct hours")
def correct(work):
    line = work.one("account.analytic.line", [("project_id", "!=", False)])
    line.unit_amount = work.number(1, 16) / 4


@operation("timesheet: delete hours")
def delete_hours(work):
    work.one("account.analytic.line", [("project_id", "!=", False)]).unlink()
