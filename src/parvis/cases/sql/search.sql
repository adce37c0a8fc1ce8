-- What search reads; search_function.sql is what asks.
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
