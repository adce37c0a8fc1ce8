CREATE SEQUENCE configuration_stamps;

CREATE FUNCTION configuration_moved() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    t bigint;
BEGIN
    FOR t IN EXECUTE format('SELECT DISTINCT tenant_id FROM %s', CASE TG_OP WHEN 'DELETE' THEN 'old_rows' ELSE 'new_rows' END)
    LOOP
        INSERT INTO tenancy_configurationstamp (tenant_id, stamp) VALUES (t, nextval('configuration_stamps'))
            ON CONFLICT (tenant_id) DO UPDATE SET stamp = excluded.stamp;
    END LOOP;
    RETURN NULL;
END $$;

-- Called by the migration of each slice that holds configuration.
CREATE FUNCTION watch_configuration(p_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER configuration_inserted AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION configuration_moved()', p_table);
    EXECUTE format('CREATE TRIGGER configuration_updated AFTER UPDATE ON %s REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION configuration_moved()', p_table);
    EXECUTE format('CREATE TRIGGER configuration_deleted AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION configuration_moved()', p_table);
END $$;
