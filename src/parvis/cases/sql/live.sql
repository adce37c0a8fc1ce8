-- Live: each act on a case is told once, at its commit, with what decides who may read the case and whose counts move,
-- before and after. Identifiers and states only: nothing personal. Whoever listens needs no query to know whom to tell,
-- and can tell those who lose sight of the case. The imported past stays silent, and so does a town that arrives.
CREATE FUNCTION cases_told(c cases_case) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT concat_ws(',', c.state, c.sector_id, c.department_id, coalesce(c.assignee_id, 0),
        coalesce(c.opened_by_id, 0), coalesce(c.addressed_to_id, 0), c.request_type_id, coalesce(c.district_id, 0),
        c.priority, c.channel)
$$;

CREATE FUNCTION cases_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':case:' || concat_ws('|', NEW.id, NEW.reference, NEW.version,
        cases_told(NEW), CASE TG_OP WHEN 'UPDATE' THEN cases_told(OLD) END));
    RETURN NULL;
END $$;
CREATE TRIGGER cases_case_opened_tell AFTER INSERT ON cases_case
    FOR EACH ROW WHEN (NEW.batch_id IS NULL AND coalesce(current_setting('parvis.loading', true), '') = '')
    EXECUTE FUNCTION cases_tell();
CREATE TRIGGER cases_case_changed_tell AFTER UPDATE ON cases_case
    FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION cases_tell();

-- A task is told before the act on its case is, in the same commit: who may hear of it is known from the case.
CREATE FUNCTION cases_task_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':task:' || concat_ws(',', NEW.case_id, NEW.department_id,
        coalesce(NEW.owner_id, 0), CASE TG_OP WHEN 'UPDATE' THEN coalesce(OLD.owner_id, 0) ELSE 0 END));
    RETURN NULL;
END $$;
CREATE TRIGGER cases_task_tell AFTER INSERT OR UPDATE ON cases_task
    FOR EACH ROW WHEN (NEW.batch_id IS NULL AND coalesce(current_setting('parvis.loading', true), '') = '')
    EXECUTE FUNCTION cases_task_tell();
