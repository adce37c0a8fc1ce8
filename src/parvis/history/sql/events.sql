-- Events are append-only for everyone, the owner included. The two exits below leave a row in history_exit for the
-- length of their own transaction; nobody but the owner can write there, and no foreign key reaches the event table,
-- so that no cascade can borrow the owner's rights.
CREATE TABLE history_exit (
    txid xid8 NOT NULL,
    tenant_id bigint NOT NULL,
    verb text NOT NULL CHECK (verb IN ('erase', 'undo')),
    warrant_id bigint NOT NULL,
    PRIMARY KEY (txid, verb)
);
REVOKE ALL ON history_exit FROM PUBLIC;

CREATE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    warrant history_exit;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO warrant FROM history_exit
        WHERE txid = pg_current_xact_id() AND tenant_id = OLD.tenant_id
          AND verb = CASE TG_OP WHEN 'UPDATE' THEN 'erase' ELSE 'undo' END;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.batch_id IS DISTINCT FROM warrant.warrant_id THEN
            RAISE EXCEPTION 'this event does not belong to the import' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER history_event_append_only BEFORE UPDATE OR DELETE ON history_event
    FOR EACH ROW EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_event_no_truncate BEFORE TRUNCATE ON history_event
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();

-- First exit: blank the personal keys of one event, on the warrant of a recorded erasure.
CREATE FUNCTION erase_event(p_event bigint, p_erasure bigint, p_keys text[]) RETURNS boolean LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p_tenant bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    done boolean;
BEGIN
    IF p_tenant IS NULL THEN
        RAISE EXCEPTION 'no tenant' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM history_erasure WHERE tenant_id = p_tenant AND id = p_erasure;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no erasure is recorded under %', p_erasure USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO history_exit VALUES (pg_current_xact_id(), p_tenant, 'erase', p_erasure);
    UPDATE history_event SET data = data - p_keys, erasure_id = p_erasure,
           actor_label = CASE WHEN actor_kind = 'person' THEN '' ELSE actor_label END
        WHERE tenant_id = p_tenant AND id = p_event;
    done := FOUND;
    IF done THEN
        INSERT INTO history_tombstone (tenant_id, warrant_kind, warrant_id, event_id, events, at)
            VALUES (p_tenant, 'erasure', p_erasure, p_event, 1, now());
    END IF;
    DELETE FROM history_exit WHERE txid = pg_current_xact_id() AND verb = 'erase';
    RETURN done;
END $$;

-- Second exit: delete the events of one import, on the warrant of its batch being undone.
CREATE FUNCTION undo_import(p_batch bigint) RETURNS bigint LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p_tenant bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    gone bigint;
BEGIN
    IF p_tenant IS NULL THEN
        RAISE EXCEPTION 'no tenant' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM history_importbatch WHERE tenant_id = p_tenant AND id = p_batch AND state = 'undoing';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'import % is not being undone', p_batch USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO history_exit VALUES (pg_current_xact_id(), p_tenant, 'undo', p_batch);
    DELETE FROM history_event WHERE tenant_id = p_tenant AND batch_id = p_batch;
    GET DIAGNOSTICS gone = ROW_COUNT;
    INSERT INTO history_tombstone (tenant_id, warrant_kind, warrant_id, event_id, events, at)
        VALUES (p_tenant, 'import', p_batch, NULL, gone, now());
    DELETE FROM history_exit WHERE txid = pg_current_xact_id() AND verb = 'undo';
    RETURN gone;
END $$;

-- Live: what happened is told in the same transaction, with no further round trip. Imported history stays silent.
CREATE FUNCTION history_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':case:' || NEW.case_id || ':' || NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER history_event_tell AFTER INSERT ON history_event
    FOR EACH ROW WHEN (NEW.batch_id IS NULL AND NEW.case_id IS NOT NULL) EXECUTE FUNCTION history_tell();
