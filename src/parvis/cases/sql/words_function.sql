-- The cases that hold some words, for the filter of a list, which narrows them further and sorts them its own way: see
-- search_function.sql for why the owner's function looks them up.
--
-- What is open is found whole, up to p_open. What is closed may be a good part of ten years: up to p_closed, the most
-- recent if p_recent (they are shown), whichever come first if not (they are counted). « more » says that closed ones were
-- left out.
--
-- Walking back from the most recent case meets p_closed of them after p_closed / share cases; gathering them by their
-- index reads share × all, each three times as dear. The last two thousand cases say the share well enough to choose.
CREATE OR REPLACE FUNCTION case_words(
    p_query text, p_reference text, p_sectors bigint[], p_agent bigint, p_open integer, p_closed integer, p_recent boolean
) RETURNS TABLE (ids bigint[], more boolean) LANGUAGE plpgsql STABLE ROWS 1
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    t bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    q tsquery := websearch_to_tsquery('public.parvis_fr', coalesce(p_query, ''));
    opened bigint[];
    closed bigint[];
    share float;
    every float;
    walked boolean := false;
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
    IF p_recent AND numnode(q) > 0 THEN
        SELECT coalesce(sum(r.last), 0) INTO every FROM cases_referencecounter r WHERE r.tenant_id = t;
        SELECT count(*) FILTER (WHERE last.search @@ q AND last.sector_id = ANY (p_sectors)) / 2000.0 INTO share
            FROM (SELECT c.search, c.sector_id FROM cases_case c
                    WHERE c.tenant_id = t ORDER BY c.received_at DESC, c.id DESC LIMIT 2000) AS last;
        walked := share > 0 AND p_closed / share < 3 * share * every;
    END IF;
    IF walked THEN
        closed := ARRAY(
            -- OFFSET 0 keeps the conditions out of the walk, for which the planner would rather read all and sort.
            SELECT w.id FROM (
                SELECT c.id, c.search, c.state, c.sector_id FROM cases_case c
                    WHERE c.tenant_id = t ORDER BY c.received_at DESC, c.id DESC OFFSET 0
            ) AS w WHERE w.search @@ q AND w.state = 'closed' AND w.sector_id = ANY (p_sectors) LIMIT p_closed + 1
        );
    ELSE
        WITH found AS MATERIALIZED (
            SELECT c.id, c.received_at FROM cases_case c
                WHERE c.tenant_id = t AND numnode(q) > 0 AND c.search @@ q
                  AND c.state = 'closed' AND c.sector_id = ANY (p_sectors)
                LIMIT CASE WHEN NOT p_recent THEN p_closed + 1 END
        )
        SELECT coalesce(array_agg(f.id ORDER BY f.received_at DESC, f.id DESC), '{}') INTO closed FROM found f;
    END IF;
    RETURN QUERY SELECT
        opened || closed[1:p_closed] || ARRAY(
            SELECT c.id FROM cases_case c WHERE c.tenant_id = t AND c.reference = p_reference
        ),
        cardinality(closed) > p_closed;
END $$;
