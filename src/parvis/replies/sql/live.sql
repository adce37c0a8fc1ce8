-- Live: that somebody began a text, submitted it, planned it or threw it away shows on the pages of its case; what they
-- type does not. The case alone is told.
CREATE FUNCTION replies_tell() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    draft replies_draft := coalesce(NEW, OLD);
BEGIN
    PERFORM pg_notify('parvis_live', draft.tenant_id || ':touched:' || draft.case_id);
    RETURN NULL;
END $$;
CREATE TRIGGER replies_draft_made_tell AFTER INSERT ON replies_draft
    FOR EACH ROW WHEN (coalesce(current_setting('parvis.loading', true), '') = '') EXECUTE FUNCTION replies_tell();
CREATE TRIGGER replies_draft_gone_tell AFTER DELETE ON replies_draft
    FOR EACH ROW WHEN (OLD.state <> 'left') EXECUTE FUNCTION replies_tell();
CREATE TRIGGER replies_draft_moved_tell AFTER UPDATE ON replies_draft
    FOR EACH ROW WHEN ((OLD.state, OLD.agent_id, OLD.leaves_at) IS DISTINCT FROM (NEW.state, NEW.agent_id, NEW.leaves_at))
    EXECUTE FUNCTION replies_tell();
