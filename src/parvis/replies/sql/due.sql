-- Which replies are due, over all towns: the minute's round cannot ask 35,000 tenants one by one. Tells numbers only;
-- what they hold is read in the tenant, under row-level security.
CREATE FUNCTION reply_due(p_at timestamptz, p_limit integer) RETURNS TABLE (tenant_id bigint, id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.tenant_id, d.id FROM replies_draft d
        WHERE d.state = 'leaving' AND d.leaves_at <= p_at
        ORDER BY d.leaves_at, d.id
        LIMIT least(p_limit, 1000)
$$;
