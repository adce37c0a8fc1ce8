-- Live: what one may read changes at once on the pages that are open. Nothing here tells who or what, only whose rights
-- are to be read again; of a session, its digest.
CREATE FUNCTION organisation_agent_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':access:' || NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER organisation_agent_tell AFTER UPDATE ON organisation_agent
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION organisation_agent_tell();

CREATE FUNCTION organisation_membership_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('parvis_live', OLD.tenant_id || ':access:' || OLD.agent_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('parvis_live', NEW.tenant_id || ':access:' || NEW.agent_id);
    END IF;
    RETURN NULL;
END $$;
-- A town that arrives is silent: nobody has a page open there yet.
CREATE TRIGGER organisation_membership_tell AFTER INSERT OR UPDATE OR DELETE ON organisation_membership
    FOR EACH ROW WHEN (coalesce(current_setting('parvis.loading', true), '') = '')
    EXECUTE FUNCTION organisation_membership_tell();

-- Agent 0: everybody of the town.
CREATE FUNCTION organisation_walls_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':access:0');
    RETURN NULL;
END $$;
CREATE TRIGGER organisation_sector_tell AFTER UPDATE ON organisation_sector
    FOR EACH ROW WHEN (OLD.sealed IS DISTINCT FROM NEW.sealed) EXECUTE FUNCTION organisation_walls_tell();
CREATE TRIGGER organisation_department_tell AFTER UPDATE ON organisation_department
    FOR EACH ROW WHEN (OLD.sector_id IS DISTINCT FROM NEW.sector_id OR OLD.also_sectors IS DISTINCT FROM NEW.also_sectors)
    EXECUTE FUNCTION organisation_walls_tell();

CREATE FUNCTION organisation_account_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parvis_live', '0:account:' || NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER organisation_account_tell AFTER UPDATE ON organisation_account
    FOR EACH ROW WHEN (OLD.password IS DISTINCT FROM NEW.password OR OLD.is_active IS DISTINCT FROM NEW.is_active)
    EXECUTE FUNCTION organisation_account_tell();

CREATE FUNCTION organisation_session_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parvis_live', '0:session:' || encode(sha256(convert_to(OLD.session_key, 'UTF8')), 'hex'));
    RETURN NULL;
END $$;
CREATE TRIGGER organisation_session_tell AFTER DELETE ON django_session
    FOR EACH ROW WHEN (OLD.expire_date > now()) EXECUTE FUNCTION organisation_session_tell();
