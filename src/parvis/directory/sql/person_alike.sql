-- Whose name is near these words, when nobody's is these words: « Lefevre Odile », « Quilivere ». As person_search, the
-- owner's function, because under row-level security no index is used for trigrams; on the same tenant and sectors.
-- Words alone are compared, in any order; the nearest first. Called only when person_search found nobody.
CREATE OR REPLACE FUNCTION person_alike(p_name text, p_sectors bigint[], p_limit integer)
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 10
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    t bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
BEGIN
    IF t IS NULL OR length(p_name) < 4 THEN
        RETURN;
    END IF;
    IF position(' ' IN p_name) = 0 THEN
        -- One word: near one of those of the name, « dupond » for « dupont marie ».
        RETURN QUERY SELECT p.id FROM directory_person p
            WHERE p.tenant_id = t AND p.sectors && p_sectors AND p_name <% p.sort_name
            ORDER BY word_similarity(p_name, p.sort_name) DESC, p.sort_name, p.id LIMIT p_limit;
        RETURN;
    END IF;
    RETURN QUERY SELECT p.id FROM directory_person p
        WHERE p.tenant_id = t AND p.sectors && p_sectors AND p.sort_name % p_name
          AND similarity(p.sort_name, p_name) >= 0.45
        ORDER BY similarity(p.sort_name, p_name) DESC, p.sort_name, p.id LIMIT p_limit;
END $$;
