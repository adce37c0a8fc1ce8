-- The second exit, part by part: the events of one import that tell of these cases, or of these persons outside any case.
-- One tombstone per import counts them all.
CREATE FUNCTION undo_import(p_batch bigint, p_cases bigint[], p_persons bigint[]) RETURNS bigint LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p_tenant bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    gone bigint;
    of_persons bigint := 0;
BEGIN
    IF p_tenant IS NULL THEN
        RAISE EXCEPTION 'no tenant' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM history_importbatch WHERE tenant_id = p_tenant AND id = p_batch AND state = 'undoing';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'import % is not being undone', p_batch USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO history_exit VALUES (pg_current_xact_id(), p_tenant, 'undo', p_batch);
    DELETE FROM history_event
        WHERE tenant_id = p_tenant AND batch_id = p_batch AND case_id = ANY (p_cases);
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF cardinality(p_persons) > 0 THEN
        DELETE FROM history_event
            WHERE tenant_id = p_tenant AND batch_id = p_batch AND case_id IS NULL AND person_id = ANY (p_persons);
        GET DIAGNOSTICS of_persons = ROW_COUNT;
    END IF;
    gone := gone + of_persons;
    UPDATE history_tombstone SET events = events + gone, at = now()
        WHERE tenant_id = p_tenant AND warrant_kind = 'import' AND warrant_id = p_batch;
    IF NOT FOUND THEN
        INSERT INTO history_tombstone (tenant_id, warrant_kind, warrant_id, event_id, events, at)
            VALUES (p_tenant, 'import', p_batch, NULL, gone, now());
    END IF;
    DELETE FROM history_exit WHERE txid = pg_current_xact_id() AND verb = 'undo';
    RETURN gone;
END $$;
