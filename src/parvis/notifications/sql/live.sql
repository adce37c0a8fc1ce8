-- Live: that a mail left, or did not, shows on the pages of its case. The case alone is told.
CREATE FUNCTION notifications_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':touched:' || NEW.case_id);
    RETURN NULL;
END $$;
CREATE TRIGGER notifications_delivery_tell AFTER UPDATE OF state ON notifications_delivery
    FOR EACH ROW WHEN (NEW.case_id IS NOT NULL AND OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION notifications_tell();
