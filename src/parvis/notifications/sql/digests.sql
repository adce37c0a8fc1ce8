-- Whose digests are due, over all towns. Tells numbers only; what they hold is read in the tenant, under row-level security.
CREATE FUNCTION digests_due(p_at timestamptz, p_limit integer) RETURNS TABLE (tenant_id bigint, agent_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT n.tenant_id, n.agent_id FROM notifications_agentnotice n
        WHERE n.digest_at <= p_at
        GROUP BY n.tenant_id, n.agent_id
        ORDER BY min(n.digest_at), n.tenant_id, n.agent_id
        LIMIT least(p_limit, 1000)
$$;
