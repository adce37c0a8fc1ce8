-- A town moves: its history is loaded as it was, in silence, and goes out with it when it is removed.

-- Loaded history stays silent as imported history does: nobody watches a town that is not here yet.
CREATE OR REPLACE TRIGGER history_event_tell AFTER INSERT ON history_event
    FOR EACH ROW WHEN (NEW.batch_id IS NULL AND NEW.case_id IS NOT NULL
        AND coalesce(current_setting('parvis.loading', true), '') = '')
    EXECUTE FUNCTION history_tell();

ALTER TABLE history_exit DROP CONSTRAINT history_exit_verb_check;
ALTER TABLE history_exit ADD CONSTRAINT history_exit_verb_check CHECK (verb IN ('erase', 'undo', 'remove'));

CREATE OR REPLACE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    warrant history_exit;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO warrant FROM history_exit
        WHERE txid = pg_current_xact_id() AND tenant_id = OLD.tenant_id
          AND verb = ANY (CASE TG_OP WHEN 'UPDATE' THEN '{erase}' ELSE '{undo,remove}' END::text[]);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF warrant.verb = 'undo' AND OLD.batch_id IS DISTINCT FROM warrant.warrant_id THEN
            RAISE EXCEPTION 'this event does not belong to the import' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;

-- Third exit: delete the whole history of a town that leaves, on the warrant of its recorded departure. The town must no
-- longer be served. No tombstone stays, which would be a row of the town: the departure is what is left.
CREATE FUNCTION remove_town_events(p_departure bigint) RETURNS bigint LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p_tenant bigint;
    gone bigint;
BEGIN
    SELECT former_id INTO p_tenant FROM tenancy_departure WHERE id = p_departure AND removed_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no departure is recorded under %', p_departure USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM tenancy_hostname WHERE collectivity_id = p_tenant;
    IF FOUND THEN
        RAISE EXCEPTION 'town % is still served', p_tenant USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO history_exit VALUES (pg_current_xact_id(), p_tenant, 'remove', p_departure);
    DELETE FROM history_event WHERE tenant_id = p_tenant;
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM history_exit WHERE txid = pg_current_xact_id() AND verb = 'remove';
    RETURN gone;
END $$;
-- The application has no use for it.
REVOKE ALL ON FUNCTION remove_town_events(bigint) FROM PUBLIC;
