-- A copied database must never publish: its changes would look like the original's.
INSERT INTO ir_config_parameter (key, value)
VALUES ('nats_bridge.neutralized', 'True')
    ON CONFLICT (key) DO UPDATE SET value = 'True';

UPDATE bridge_watch SET active = false;

DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT tgname, tgrelid::regclass AS relation
          FROM pg_trigger
         WHERE tgname LIKE 'nats\_bridge\_%' AND NOT tgisinternal
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', found.tgname, found.relation);
    END LOOP;
END $$;

DELETE FROM bridge_touch;
