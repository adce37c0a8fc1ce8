-- A few cases while somebody types: every word there, the last one perhaps unfinished (« branc » finds « branche »).
-- See search_function.sql for why the owner's function looks them up, and for what the reader's arrays are.
--
-- The start of a word may be that of many: the last cases of each sector are looked through first, which is all it takes for
-- what is frequent; what is not found among them is rare, and is gathered by its index, up to a bound of what may be the
-- reader's: what others hold takes none of it. The whole search, on Enter, has no bound.
CREATE OR REPLACE FUNCTION case_suggest(
    p_words text[], p_sectors bigint[], p_assigned bigint[], p_addressed bigint[], p_agent bigint, p_limit integer
) RETURNS TABLE (id bigint, received_at timestamptz) LANGUAGE plpgsql STABLE ROWS 10
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    t bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    q tsquery := ''::tsquery;
    word text;
    hits bigint[];
BEGIN
    IF t IS NULL THEN
        RETURN;
    END IF;
    FOREACH word IN ARRAY p_words LOOP
        q := q && to_tsquery('public.parvis_fr',
            quote_literal(word) || CASE WHEN word = p_words[cardinality(p_words)] THEN ':*' ELSE '' END);
    END LOOP;
    IF numnode(q) = 0 THEN
        RETURN;
    END IF;
    hits := ARRAY(
        SELECT last.id FROM unnest(p_sectors) AS mine(sector) CROSS JOIN LATERAL (
            SELECT c.id, c.search, c.received_at FROM cases_case c
                WHERE c.tenant_id = t AND c.sector_id = mine.sector
                ORDER BY c.received_at DESC LIMIT 100 + 1400 / greatest(1, cardinality(p_sectors))
        ) AS last WHERE last.search @@ q ORDER BY last.received_at DESC LIMIT p_limit
    );
    IF cardinality(hits) < p_limit THEN
        WITH found AS MATERIALIZED (
            SELECT c.id FROM cases_case c
                WHERE c.tenant_id = t AND c.search @@ q
                  AND (c.sector_id = ANY (p_sectors || p_assigned || p_addressed) OR c.opened_by_id = p_agent)
                LIMIT 2000
        )
        SELECT hits || coalesce(array_agg(f.id), '{}') INTO hits FROM found f;
    END IF;
    RETURN QUERY
    SELECT c.id, c.received_at FROM cases_case c
        WHERE c.tenant_id = t AND c.id = ANY (hits)
          AND (c.sector_id = ANY (p_sectors)
               OR (c.state = 'received' AND c.assignee_id IS NULL AND c.opened_by_id = p_agent)
               OR (c.assignee_id = p_agent AND c.sector_id = ANY (p_assigned))
               OR (c.addressed_to_id = p_agent AND c.sector_id = ANY (p_addressed)))
        ORDER BY c.received_at DESC, c.id DESC
        LIMIT least(p_limit, 50);
END $$;
