-- Search. Under row-level security PostgreSQL does not use a GIN index for @@ and LIKE (they are not leakproof), so the
-- owner's function below filters by itself: on the tenant of the transaction, on what the reader may read, and on the
-- cursor, all before LIMIT. Never FORCE row-level security on the tables it reads.
--
-- The reader, as in cases/abilities.py: sectors read whole, those where a case in their charge is read, those where one
-- addressed to them is. Whoever took a request sees it until it is claimed.
-- Last come the sealed cases that they opened in emergency, one by one.
--
-- Words that are frequent among what the reader reads are found fastest by walking back from the most recent case, rare
-- ones by their index: each would be slow with the other's way, and no estimate tells well which it is. So we count.
CREATE OR REPLACE FUNCTION case_search(
    p_query text, p_reference text, p_phone text, p_name text,
    p_sectors bigint[], p_assigned bigint[], p_addressed bigint[], p_agent bigint,
    p_before_at timestamptz, p_before_id bigint, p_limit integer, p_emergencies bigint[] DEFAULT '{}'
) RETURNS TABLE (id bigint, received_at timestamptz) LANGUAGE plpgsql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    t bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    known bigint[] := p_sectors || p_assigned || p_addressed;
    q tsquery := websearch_to_tsquery('public.parvis_fr', coalesce(p_query, ''));
    names text[] := ARRAY(
        SELECT '%' || w || '%' FROM unnest(string_to_array(coalesce(p_name, ''), ' ')) AS w WHERE w <> ''
            ORDER BY length(w) DESC
    );
    people bigint[];
    hits bigint[];
    frequent boolean;
BEGIN
    IF t IS NULL THEN
        RETURN;
    END IF;
    people := ARRAY(
        (SELECT p.id FROM directory_person p
            WHERE p.tenant_id = t AND p.sectors && known AND cardinality(names) > 0
              AND p.sort_name LIKE names[1] AND p.sort_name LIKE ALL (names) LIMIT 500)
        UNION
        SELECT c.person_id FROM directory_contactpoint c
            WHERE c.tenant_id = t AND c.kind = 'phone' AND c.value = p_phone AND c.sectors && known
        LIMIT 500
    );
    WITH found AS MATERIALIZED (
        SELECT c.sector_id FROM cases_case c WHERE c.tenant_id = t AND numnode(q) > 0 AND c.search @@ q
    )
    SELECT count(*) = 1500 INTO frequent
        FROM (SELECT FROM found f WHERE f.sector_id = ANY (p_sectors) LIMIT 1500) AS readable;
    IF NOT frequent THEN
        hits := ARRAY(
            SELECT c.id FROM cases_case c
                -- Wider than what is readable, which the last statement alone decides.
                WHERE c.tenant_id = t AND numnode(q) > 0 AND c.search @@ q
                  AND (c.sector_id = ANY (known) OR c.opened_by_id = p_agent OR c.id = ANY (p_emergencies))
            UNION
            SELECT c.id FROM cases_case c
                WHERE c.tenant_id = t AND c.reference = p_reference
            UNION
            SELECT c.id FROM cases_case c
                WHERE c.tenant_id = t AND c.person_id = ANY (people)
        );
    END IF;
    RETURN QUERY
    SELECT c.id, c.received_at FROM cases_case c
        WHERE c.tenant_id = t
          AND (c.sector_id = ANY (p_sectors)
               OR (c.state = 'received' AND c.assignee_id IS NULL AND c.opened_by_id = p_agent)
               OR (c.assignee_id = p_agent AND c.sector_id = ANY (p_assigned))
               OR (c.addressed_to_id = p_agent AND c.sector_id = ANY (p_addressed))
               OR c.id = ANY (p_emergencies))
          AND (p_before_at IS NULL OR (c.received_at, c.id) < (p_before_at, p_before_id))
          AND (c.id = ANY (hits)
               OR (frequent AND (c.search @@ q OR c.reference = p_reference OR c.person_id = ANY (people))))
        ORDER BY c.received_at DESC, c.id DESC
        LIMIT least(p_limit, 200);
END $$;
