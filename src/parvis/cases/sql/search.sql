-- Search. Under row-level security PostgreSQL does not use a GIN index for @@ and LIKE (they are not leakproof), so the
-- owner's function below filters by itself: on the tenant of the transaction, on what the reader may read, and on the
-- cursor, all before LIMIT. Never FORCE row-level security on the tables it reads.
CREATE FUNCTION case_search_vector(p_reference text, p_description text, p_address text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public AS $$
    SELECT setweight(to_tsvector('simple', coalesce(p_reference, '')), 'A')
        || setweight(to_tsvector('public.parvis_fr', coalesce(p_address, '')), 'B')
        || to_tsvector('public.parvis_fr', left(coalesce(p_description, ''), 200000))
$$;

CREATE FUNCTION case_set_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := case_search_vector(NEW.reference, NEW.description, NEW.address);
    RETURN NEW;
END $$;
CREATE TRIGGER case_search BEFORE INSERT OR UPDATE OF reference, description, address ON cases_case
    FOR EACH ROW EXECUTE FUNCTION case_set_search();

-- The reader, as in cases/abilities.py: sectors read whole, those where a case in their charge is read, those where one
-- addressed to them is. Whoever took a request sees it until it is claimed.
CREATE FUNCTION case_search(
    p_query text, p_reference text, p_phone text, p_name text,
    p_sectors bigint[], p_assigned bigint[], p_addressed bigint[], p_agent bigint,
    p_before_at timestamptz, p_before_id bigint, p_limit integer
) RETURNS TABLE (id bigint, received_at timestamptz) LANGUAGE plpgsql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    t bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    known bigint[] := p_sectors || p_assigned || p_addressed;
    q tsquery := websearch_to_tsquery('public.parvis_fr', coalesce(p_query, ''));
BEGIN
    IF t IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH people AS MATERIALIZED (
        SELECT p.id FROM directory_person p
            WHERE p.tenant_id = t AND p.sectors && known AND coalesce(p_name, '') <> ''
              AND p.sort_name LIKE '%' || p_name || '%'
        UNION
        SELECT c.person_id FROM directory_contactpoint c
            WHERE c.tenant_id = t AND c.kind = 'phone' AND c.value = p_phone AND c.sectors && known
        LIMIT 500
    ), hits AS (
        SELECT c.id FROM cases_case c
            WHERE c.tenant_id = t AND numnode(q) > 0 AND c.search @@ q
        UNION
        SELECT c.id FROM cases_case c
            WHERE c.tenant_id = t AND c.reference = p_reference
        UNION
        SELECT c.id FROM cases_case c JOIN people ON people.id = c.person_id
            WHERE c.tenant_id = t
    )
    SELECT c.id, c.received_at FROM cases_case c JOIN hits h ON h.id = c.id
        WHERE c.tenant_id = t
          AND (c.sector_id = ANY (p_sectors)
               OR (c.state = 'received' AND c.assignee_id IS NULL AND c.opened_by_id = p_agent)
               OR (c.assignee_id = p_agent AND c.sector_id = ANY (p_assigned))
               OR (c.addressed_to_id = p_agent AND c.sector_id = ANY (p_addressed)))
          AND (p_before_at IS NULL OR (c.received_at, c.id) < (p_before_at, p_before_id))
        ORDER BY c.received_at DESC, c.id DESC
        LIMIT least(p_limit, 200);
END $$;
