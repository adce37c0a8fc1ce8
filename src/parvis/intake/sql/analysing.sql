-- Only the owner of a table may analyse it. Whoever calls this learns nothing: no row is read for them.
CREATE FUNCTION intake_analyse(p_directory_only boolean) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    ANALYZE public.directory_person;
    ANALYZE public.directory_contactpoint;
    IF NOT p_directory_only THEN
        ANALYZE public.cases_case;
        ANALYZE public.history_event;
    END IF;
END $$;
