-- The cases that hold some words, for the filter of a list, which narrows them further and sorts them its own way: see
-- search_function.sql for why the owner's function looks them up.
--
-- What is open is found whole, up to p_open. What is closed may be a good part of ten years: up to p_closed, the most
-- recent if p_recent (they are shown), whichever come first if not (they are counted). Frequent words are walked to from
-- the most recent case, others gathered by their index. « more » says that closed ones were left out.
CREATE OR REPLACE FUNCTION case_words(
    p_query text, p_reference text, p_sectors bigint[], p_agent bigint, p_open integer, p_closed integer, p_recent boolean
) RETURNS TABLE (ids bigint[], more boolean) LANGUAGE plpgsql STABLE ROWS 1
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    t bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    q tsquery := websearch_to_tsquery('public.parvis_fr', coalesce(p_query, ''));
    opened bigint[];
    closed bigint[];
    gathered integer := CASE WHEN p_recent THEN 15000 ELSE p_closed END;
BEGIN
    IF t IS NULL THEN
        RETURN;
    END IF;
    opened := ARRAY(
        SELECT c.id FROM cases_case c
            WHERE c.tenant_id = t AND NOT c.state = 'closed' AND numnode(q) > 0 AND c.search @@ q
              AND (c.sector_id = ANY (p_sectors) OR c.opened_by_id = p_agent)
            LIMIT p_open
    );
    WITH found AS MATERIALIZED (
        SELECT c.id, c.received_at FROM cases_case c
            WHERE c.tenant_id = t AND numnode(q) > 0 AND c.search @@ q AND c.state = 'closed' AND c.sector_id = ANY (p_sectors)
            LIMIT gathered + 1
    )
    SELECT array_agg(f.id ORDER BY f.received_at DESC, f.id DESC) INTO closed FROM found f;
    closed := coalesce(closed, '{}');
    IF p_recent AND cardinality(closed) > gathered THEN
        closed := ARRAY(
            SELECT c.id FROM cases_case c
                WHERE c.tenant_id = t AND c.search @@ q AND c.state = 'closed' AND c.sector_id = ANY (p_sectors)
                ORDER BY c.received_at DESC, c.id DESC LIMIT p_closed + 1
        );
    END IF;
    RETURN QUERY SELECT
        opened || closed[1:p_closed] || ARRAY(
            SELECT c.id FROM cases_case c WHERE c.tenant_id = t AND c.reference = p_reference
        ),
        cardinality(closed) > p_closed;
END $$;
