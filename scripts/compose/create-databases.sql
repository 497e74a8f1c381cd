-- Run once by the image of Postgres when its data folder is empty: the roles and databases that scripts/stack makes too.
\getenv odoo_password ODOO_DB_PASSWORD
\getenv bridge_password BRIDGE_DB_PASSWORD
\getenv bridge_owner_password BRIDGE_OWNER_DB_PASSWORD
\getenv odoo_database ODOO_DATABASE
\set bridge_database :odoo_database _bridge
CREATE ROLE odoo LOGIN PASSWORD :'odoo_password';
CREATE ROLE bridge LOGIN PASSWORD :'bridge_password';
CREATE ROLE bridge_owner LOGIN PASSWORD :'bridge_owner_password';
GRANT bridge TO bridge_owner;
CREATE DATABASE :"odoo_database" OWNER odoo TEMPLATE template0;
CREATE DATABASE :"bridge_database" OWNER bridge_owner;
