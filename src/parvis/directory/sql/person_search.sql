-- Who bears this name, this phone, this e-mail? Under row-level security PostgreSQL uses no index for LIKE (it is not
-- leakproof): as case_search, the owner's function filters by itself, on the tenant of the transaction and on the sectors
-- the reader reads. Never FORCE row-level security on the tables it reads.
--
-- p_words      words of a name, unaccented and lower case; each must be there. With p_inside anywhere in the name, else at
--              the start of one of its words. Those whose name starts with one of them come first, by their index: a
--              short start of a name is borne by thousands, of whom a screen shows ten.
-- p_phone      whole, normalised; p_phone_part: digits of it; p_email: whole; p_email_start: its first letters.
--
-- At most p_limit by name and p_limit by contact point; the caller orders them.
CREATE OR REPLACE FUNCTION person_search(
    p_words text[], p_inside boolean, p_phone text, p_phone_part text, p_email text, p_email_start text,
    p_sectors bigint[], p_limit integer
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 10
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    t bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    -- Against ' ' || sort_name, so that the first word of a name starts like the others.
    patterns text[] := ARRAY(
        SELECT CASE WHEN p_inside THEN '%' ELSE '% ' END || regexp_replace(w, '([\\%_])', '\\\1', 'g') || '%'
            FROM unnest(p_words) AS w WHERE w <> '' ORDER BY length(w) DESC
    );
    word text;
    found bigint[] := '{}';
BEGIN
    IF t IS NULL THEN
        RETURN;
    END IF;
    FOREACH word IN ARRAY p_words LOOP
        found := found || ARRAY(
            SELECT p.id FROM directory_person p
                WHERE p.tenant_id = t AND p.sectors && p_sectors
                  AND p.sort_name >= word AND p.sort_name < word || chr(1114111)
                  AND (' ' || p.sort_name) LIKE ALL (patterns)
                ORDER BY p.sort_name, p.id LIMIT p_limit
        );
    END LOOP;
    IF cardinality(patterns) > 0 AND cardinality(found) < p_limit THEN
        found := found || ARRAY(
            SELECT p.id FROM directory_person p
                WHERE p.tenant_id = t AND p.sectors && p_sectors
                  AND p.sort_name LIKE patterns[1] AND p.sort_name LIKE ALL (patterns)
                ORDER BY p.sort_name, p.id LIMIT p_limit
        );
    END IF;
    RETURN QUERY SELECT unnest(found);
    IF p_phone <> '' OR p_email <> '' THEN
        RETURN QUERY SELECT c.person_id FROM directory_contactpoint c
            WHERE c.tenant_id = t AND c.sectors && p_sectors
              AND (c.kind, c.value) IN (('phone', p_phone), ('email', p_email)) LIMIT p_limit;
    END IF;
    IF p_phone_part <> '' OR p_email_start <> '' THEN
        -- By trigrams rather than by the index on values, whose order is another on a server of another locale.
        RETURN QUERY SELECT c.person_id FROM directory_contactpoint c
            WHERE c.tenant_id = t AND c.sectors && p_sectors AND c.kind <> 'postal'
              AND c.kind = CASE WHEN p_email_start <> '' THEN 'email' ELSE 'phone' END
              AND c.value LIKE CASE WHEN p_email_start <> '' THEN '' ELSE '%' END
                  || regexp_replace(p_phone_part || p_email_start, '([\\%_])', '\\\1', 'g') || '%'
            LIMIT p_limit;
    END IF;
END $$;
