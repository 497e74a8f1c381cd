{
    "name": "NATS Bridge",
    "summary": "Every committed change as an event, every command once",
    "version": "19.0.1.7.0",
    "category": "Technical",
    "license": "LGPL-3",
    "author": "Odoo NATS Bridge contributors",
    # base_setup has the Settings page;
    # rpc serves /json/2, through which the bridge pushes watches and commands
    "depends": ["base", "base_setup", "web", "rpc"],
    # for the relay; nkeys beside it when a credentials file is used
    "external_dependencies": {"python": ["nats-py"]},
    "data": [
        "security/bridge_groups.xml",
        "security/ir.model.access.csv",
        "data/ir_cron.xml",
        "views/bridge_menus.xml",
        "views/bridge_watch_views.xml",
        "views/bridge_outbox_views.xml",
        "views/bridge_stuck_views.xml",
        "views/bridge_command_views.xml",
        "views/bridge_allowance_views.xml",
        "views/bridge_health_views.xml",
        "views/bridge_timeline_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "pre_init_hook": "pre_init_hook",
    "uninstall_hook": "uninstall_hook",
    "application": True,
}
