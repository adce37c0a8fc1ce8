-- An account that an import of agents made goes with it, unless somebody signs in by it or another town knows it: whoever
-- undoes an import does not see the other towns. Says what was done: removed, signed_in, elsewhere.
CREATE FUNCTION forget_account(p_batch bigint, p_account bigint) RETURNS text LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p_tenant bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    signed_in timestamptz;
BEGIN
    IF p_tenant IS NULL THEN
        RAISE EXCEPTION 'no tenant' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM history_importbatch WHERE tenant_id = p_tenant AND id = p_batch AND state = 'undoing';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'import % is not being undone', p_batch USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Before looking: a town that invites this person at the same moment waits.
    SELECT last_login INTO signed_in FROM organisation_account WHERE id = p_account FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'removed';
    END IF;
    IF signed_in IS NOT NULL THEN
        RETURN 'signed_in';
    END IF;
    IF EXISTS (SELECT FROM organisation_agent WHERE account_id = p_account) THEN
        RETURN 'elsewhere';
    END IF;
    DELETE FROM organisation_account WHERE id = p_account;
    RETURN 'removed';
END $$;
