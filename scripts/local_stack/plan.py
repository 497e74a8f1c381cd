"""What a command would do, for --dry-run. Looks, and changes nothing."""

from local_stack import instance as instances
from local_stack import lifecycle, postgres, programs, services


def show(steps: list[str]) -> None:
    """Print the steps of a plan."""
    print("would do:" if steps else "nothing to do")
    for step in steps:
        print(f"  - {step}")


def install(asked: set[str]) -> list[str]:
    """Programs that would be installed."""
    return [f"install {program.name} from {program.source}" for program in programs.missing(asked)]


def up(name: str, only: list[str] | None, with_addon: bool) -> list[str]:
    """Steps of `up`."""
    asked = set(only or services.ORDER) - (set() if with_addon else {"provision", "relay", "bridge"})
    if asked & lifecycle.NEEDS_ODOO_DATABASE:
        asked.add("postgres")
    instance = instances.load(name)
    steps = install(asked)
    if not instance.exists:
        steps.append(f"choose ports and make secrets for the instance {name}")
        if asked & lifecycle.NEEDS_ODOO_DATABASE:
            steps.append(f"copy Odoo's template (built first when it is missing) to the database {name}")
    elif asked & lifecycle.NEEDS_ODOO_DATABASE:
        steps.append(f"install what the database {name} lacks of ODOO_MODULES")
    for service in services.ORDER:
        if service == "provision" and service in asked:
            steps.append("make the bridge's service users in Odoo, unless they are up to date")
        elif service in asked and services.process_of(instance, service).pid is None:
            steps.append(f"start {service}")
    return steps


def down(names: list[str]) -> list[str]:
    """Steps of `down`."""
    steps = [f"stop {service} of {name} (pid {pid})" for name in names for service in reversed(services.ORDER)
             if service in services.SERVICES and (pid := instances.load(name).process(service).pid)]
    if postgres.PROCESS.pid:
        steps.append(f"stop postgres (pid {postgres.PROCESS.pid}) when no other instance uses it")
    return steps


def reset(names: list[str], everything: bool) -> list[str]:
    """Steps of `reset`."""
    steps = down(names)
    for name in names:
        instance = instances.load(name)
        steps += [f"drop the databases {instance.database} and {instance.bridge_database}",
                  f"remove {instance.places.folder}"]
    return steps + (["remove the Postgres cluster and the templates"] if everything else [])
