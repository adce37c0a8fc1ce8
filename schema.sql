CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public.case_search(p_query text, p_reference text, p_phone text, p_name text, p_sectors bigint[], p_assigned bigint[], p_addressed bigint[], p_agent bigint, p_before_at timestamp with time zone, p_before_id bigint, p_limit integer, p_emergencies bigint[] DEFAULT '{}'::bigint[]) RETURNS TABLE(id bigint, received_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
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

CREATE FUNCTION public.case_search_vector(p_reference text, p_description text, p_address text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public'
    AS $$
    SELECT setweight(to_tsvector('simple', coalesce(p_reference, '')), 'A')
        || setweight(to_tsvector('public.parvis_fr', coalesce(p_address, '')), 'B')
        || to_tsvector('public.parvis_fr', left(coalesce(p_description, ''), 200000))
$$;

CREATE FUNCTION public.case_set_search() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.search := case_search_vector(NEW.reference, NEW.description, NEW.address);
    RETURN NEW;
END $$;

CREATE FUNCTION public.case_suggest(p_words text[], p_sectors bigint[], p_assigned bigint[], p_addressed bigint[], p_agent bigint, p_limit integer) RETURNS TABLE(id bigint, received_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
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

CREATE FUNCTION public.case_words(p_query text, p_reference text, p_sectors bigint[], p_agent bigint, p_open integer, p_closed integer, p_recent boolean) RETURNS TABLE(ids bigint[], more boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
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

CREATE FUNCTION public.cases_task_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':task:' || concat_ws(',', NEW.case_id, NEW.department_id,
        coalesce(NEW.owner_id, 0), CASE TG_OP WHEN 'UPDATE' THEN coalesce(OLD.owner_id, 0) ELSE 0 END));
    RETURN NULL;
END $$;

CREATE FUNCTION public.cases_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':case:' || concat_ws('|', NEW.id, NEW.reference, NEW.version,
        cases_told(NEW), CASE TG_OP WHEN 'UPDATE' THEN cases_told(OLD) END));
    RETURN NULL;
END $$;

CREATE TABLE public.cases_case (
    id bigint NOT NULL,
    reference character varying(20) NOT NULL,
    version integer NOT NULL,
    state character varying(12) NOT NULL,
    outcome character varying(12) NOT NULL,
    closing_text text NOT NULL,
    kind character varying(12) NOT NULL,
    priority smallint NOT NULL,
    channel character varying(10) NOT NULL,
    other_channels character varying(10)[] NOT NULL,
    anonymous boolean NOT NULL,
    description text NOT NULL,
    answers jsonb NOT NULL,
    address character varying(300) NOT NULL,
    latitude numeric(9,6),
    longitude numeric(9,6),
    sent_at timestamp with time zone,
    received_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    first_act_at timestamp with time zone,
    first_reply_at timestamp with time zone,
    due_at timestamp with time zone,
    waiting_for character varying(12) NOT NULL,
    waiting_since timestamp with time zone,
    scheduled_on date,
    closed_at timestamp with time zone,
    reopened smallint NOT NULL,
    hand_overs smallint NOT NULL,
    last_activity_at timestamp with time zone NOT NULL,
    follow_nonce character varying(32) NOT NULL,
    routing jsonb NOT NULL,
    external_source character varying(60) NOT NULL,
    external_id character varying(120) NOT NULL,
    search tsvector,
    addressed_to_id bigint,
    assignee_id bigint,
    batch_id bigint,
    department_id bigint NOT NULL,
    district_id bigint,
    opened_by_id bigint,
    person_id bigint,
    request_type_id bigint NOT NULL,
    sector_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    closing_unknown boolean NOT NULL,
    on_behalf_of character varying(200) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT case_closed_has_outcome CHECK (((((state)::text = 'closed'::text) AND (NOT ((outcome)::text = ''::text)) AND (closed_at IS NOT NULL)) OR ((NOT ((state)::text = 'closed'::text)) AND ((outcome)::text = ''::text) AND (closed_at IS NULL)))),
    CONSTRAINT case_closing_unknown_is_closed CHECK (((NOT closing_unknown) OR ((state)::text = 'closed'::text))),
    CONSTRAINT case_point_on_earth CHECK ((((latitude IS NULL) AND (longitude IS NULL)) OR ((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric) AND (longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric)))),
    CONSTRAINT case_priority_known CHECK (((priority >= 1) AND (priority <= 4))),
    CONSTRAINT case_received_at_plausible CHECK (((received_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (received_at < '2200-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT case_scheduled_has_day CHECK ((((scheduled_on IS NOT NULL) AND ((state)::text = 'scheduled'::text)) OR ((NOT ((state)::text = 'scheduled'::text)) AND (scheduled_on IS NULL)))),
    CONSTRAINT case_waiting_for_someone CHECK (((((state)::text = 'waiting'::text) AND (NOT ((waiting_for)::text = ''::text))) OR ((NOT ((state)::text = 'waiting'::text)) AND ((waiting_for)::text = ''::text)))),
    CONSTRAINT cases_case_hand_overs_check CHECK ((hand_overs >= 0)),
    CONSTRAINT cases_case_priority_check CHECK ((priority >= 0)),
    CONSTRAINT cases_case_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT cases_case_version_check CHECK ((version >= 0))
);

CREATE FUNCTION public.cases_told(c public.cases_case) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT concat_ws(',', c.state, c.sector_id, c.department_id, coalesce(c.assignee_id, 0),
        coalesce(c.opened_by_id, 0), coalesce(c.addressed_to_id, 0), c.request_type_id, coalesce(c.district_id, 0),
        c.priority, c.channel)
$$;

CREATE FUNCTION public.configuration_moved() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    t bigint;
BEGIN
    FOR t IN EXECUTE format('SELECT DISTINCT tenant_id FROM %s', CASE TG_OP WHEN 'DELETE' THEN 'old_rows' ELSE 'new_rows' END)
    LOOP
        INSERT INTO tenancy_configurationstamp (tenant_id, stamp) VALUES (t, nextval('configuration_stamps'))
            ON CONFLICT (tenant_id) DO UPDATE SET stamp = excluded.stamp;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION public.delivery_due(p_at timestamp with time zone, p_limit integer) RETURNS TABLE(tenant_id bigint, id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT d.tenant_id, d.id FROM notifications_delivery d
        WHERE d.state IN ('queued', 'sending') AND d.next_try_at <= p_at
        ORDER BY d.next_try_at, d.id
        LIMIT least(p_limit, 1000)
$$;

CREATE FUNCTION public.digests_due(p_at timestamp with time zone, p_limit integer) RETURNS TABLE(tenant_id bigint, agent_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT n.tenant_id, n.agent_id FROM notifications_agentnotice n
        WHERE n.digest_at <= p_at
        GROUP BY n.tenant_id, n.agent_id
        ORDER BY min(n.digest_at), n.tenant_id, n.agent_id
        LIMIT least(p_limit, 1000)
$$;

CREATE FUNCTION public.erase_event(p_event bigint, p_erasure bigint, p_keys text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    p_tenant bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    done boolean;
BEGIN
    IF p_tenant IS NULL THEN
        RAISE EXCEPTION 'no tenant' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM history_erasure WHERE tenant_id = p_tenant AND id = p_erasure;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no erasure is recorded under %', p_erasure USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO history_exit VALUES (pg_current_xact_id(), p_tenant, 'erase', p_erasure);
    UPDATE history_event SET data = data - p_keys, erasure_id = p_erasure,
           actor_label = CASE WHEN actor_kind = 'person' THEN '' ELSE actor_label END
        WHERE tenant_id = p_tenant AND id = p_event;
    done := FOUND;
    IF done THEN
        INSERT INTO history_tombstone (tenant_id, warrant_kind, warrant_id, event_id, events, at)
            VALUES (p_tenant, 'erasure', p_erasure, p_event, 1, now());
    END IF;
    DELETE FROM history_exit WHERE txid = pg_current_xact_id() AND verb = 'erase';
    RETURN done;
END $$;

CREATE FUNCTION public.forget_account(p_batch bigint, p_account bigint) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    p_tenant bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    signed_in timestamptz;
BEGIN
    IF p_tenant IS NULL THEN
        RAISE EXCEPTION 'no tenant' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM history_importbatch WHERE tenant_id = p_tenant AND id = p_batch AND state = 'undoing';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'import % is not being undone', p_batch USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Before looking: a town that invites this person at the same moment waits.
    SELECT last_login INTO signed_in FROM organisation_account WHERE id = p_account FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'removed';
    END IF;
    IF signed_in IS NOT NULL THEN
        RETURN 'signed_in';
    END IF;
    IF EXISTS (SELECT FROM organisation_agent WHERE account_id = p_account) THEN
        RETURN 'elsewhere';
    END IF;
    DELETE FROM organisation_account WHERE id = p_account;
    RETURN 'removed';
END $$;

CREATE FUNCTION public.history_refuse() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    warrant history_exit;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO warrant FROM history_exit
        WHERE txid = pg_current_xact_id() AND tenant_id = OLD.tenant_id
          AND verb = ANY (CASE TG_OP WHEN 'UPDATE' THEN '{erase}' ELSE '{undo,remove}' END::text[]);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF warrant.verb = 'undo' AND OLD.batch_id IS DISTINCT FROM warrant.warrant_id THEN
            RAISE EXCEPTION 'this event does not belong to the import' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.intake_analyse(p_brought bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    one regclass;
BEGIN
    FOREACH one IN ARRAY ARRAY[
        'public.directory_person', 'public.directory_contactpoint', 'public.cases_case', 'public.history_event'
    ]::regclass[] LOOP
        IF (SELECT reltuples FROM pg_class WHERE oid = one) < 5 * p_brought THEN
            EXECUTE format('ANALYZE %s', one);
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION public.name_words(p_letter text, p_least integer, p_most integer) RETURNS SETOF text
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    t bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    past text := p_letter;
    word text;
    walked integer := 0;
BEGIN
    IF t IS NULL OR length(p_letter) <> 1 THEN
        RETURN;
    END IF;
    LOOP
        SELECT split_part(p.sort_name, ' ', 1) INTO word FROM directory_person p
            WHERE p.tenant_id = t AND p.sort_name >= past COLLATE "C"
            ORDER BY p.sort_name, p.id LIMIT 1;
        walked := walked + 1;
        EXIT WHEN word IS NULL OR left(word, 1) <> p_letter OR walked > 10000;
        IF length(word) BETWEEN p_least AND p_most THEN
            RETURN NEXT word;
        END IF;
        past := word || '!';
    END LOOP;
END $$;

CREATE FUNCTION public.notifications_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':touched:' || NEW.case_id);
    RETURN NULL;
END $$;

CREATE FUNCTION public.organisation_account_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('parvis_live', '0:account:' || NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION public.organisation_agent_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':access:' || NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION public.organisation_membership_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('parvis_live', OLD.tenant_id || ':access:' || OLD.agent_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('parvis_live', NEW.tenant_id || ':access:' || NEW.agent_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.organisation_session_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('parvis_live', '0:session:' || encode(sha256(convert_to(OLD.session_key, 'UTF8')), 'hex'));
    RETURN NULL;
END $$;

CREATE FUNCTION public.organisation_walls_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('parvis_live', NEW.tenant_id || ':access:0');
    RETURN NULL;
END $$;

CREATE FUNCTION public.person_alike(p_name text, p_sectors bigint[], p_limit integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
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

CREATE FUNCTION public.person_search(p_words text[], p_inside boolean, p_phone text, p_phone_part text, p_email text, p_email_start text, p_sectors bigint[], p_limit integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
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

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.remove_town_events(p_departure bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    p_tenant bigint;
    gone bigint;
BEGIN
    SELECT former_id INTO p_tenant FROM tenancy_departure WHERE id = p_departure AND removed_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no departure is recorded under %', p_departure USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM tenancy_hostname WHERE collectivity_id = p_tenant;
    IF FOUND THEN
        RAISE EXCEPTION 'town % is still served', p_tenant USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO history_exit VALUES (pg_current_xact_id(), p_tenant, 'remove', p_departure);
    DELETE FROM history_event WHERE tenant_id = p_tenant;
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM history_exit WHERE txid = pg_current_xact_id() AND verb = 'remove';
    RETURN gone;
END $$;

CREATE FUNCTION public.replies_tell() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    draft replies_draft := coalesce(NEW, OLD);
BEGIN
    PERFORM pg_notify('parvis_live', draft.tenant_id || ':touched:' || draft.case_id);
    RETURN NULL;
END $$;

CREATE FUNCTION public.reply_due(p_at timestamp with time zone, p_limit integer) RETURNS TABLE(tenant_id bigint, id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT d.tenant_id, d.id FROM replies_draft d
        WHERE d.state = 'leaving' AND d.leaves_at <= p_at
        ORDER BY d.leaves_at, d.id
        LIMIT least(p_limit, 1000)
$$;

CREATE FUNCTION public.undo_import(p_batch bigint, p_cases bigint[], p_persons bigint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    p_tenant bigint := nullif(current_setting('parvis.tenant', true), '')::bigint;
    gone bigint;
    of_persons bigint := 0;
BEGIN
    IF p_tenant IS NULL THEN
        RAISE EXCEPTION 'no tenant' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM history_importbatch WHERE tenant_id = p_tenant AND id = p_batch AND state = 'undoing';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'import % is not being undone', p_batch USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO history_exit VALUES (pg_current_xact_id(), p_tenant, 'undo', p_batch);
    DELETE FROM history_event
        WHERE tenant_id = p_tenant AND batch_id = p_batch AND case_id = ANY (p_cases);
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF cardinality(p_persons) > 0 THEN
        DELETE FROM history_event
            WHERE tenant_id = p_tenant AND batch_id = p_batch AND case_id IS NULL AND person_id = ANY (p_persons);
        GET DIAGNOSTICS of_persons = ROW_COUNT;
    END IF;
    gone := gone + of_persons;
    UPDATE history_tombstone SET events = events + gone, at = now()
        WHERE tenant_id = p_tenant AND warrant_kind = 'import' AND warrant_id = p_batch;
    IF NOT FOUND THEN
        INSERT INTO history_tombstone (tenant_id, warrant_kind, warrant_id, event_id, events, at)
            VALUES (p_tenant, 'import', p_batch, NULL, gone, now());
    END IF;
    DELETE FROM history_exit WHERE txid = pg_current_xact_id() AND verb = 'undo';
    RETURN gone;
END $$;

CREATE FUNCTION public.watch_configuration(p_table regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER configuration_inserted AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION configuration_moved()', p_table);
    EXECUTE format('CREATE TRIGGER configuration_updated AFTER UPDATE ON %s REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION configuration_moved()', p_table);
    EXECUTE format('CREATE TRIGGER configuration_deleted AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION configuration_moved()', p_table);
END $$;

CREATE TEXT SEARCH CONFIGURATION public.parvis_fr (
    PARSER = pg_catalog."default" );

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR asciiword WITH french_stem;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR word WITH public.unaccent, french_stem;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR numword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR email WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR url WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR host WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR sfloat WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR version WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR hword_numpart WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR hword_part WITH public.unaccent, french_stem;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR hword_asciipart WITH french_stem;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR numhword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR asciihword WITH french_stem;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR hword WITH public.unaccent, french_stem;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR url_path WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR file WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR "float" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR "int" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.parvis_fr
    ADD MAPPING FOR uint WITH simple;

CREATE TABLE public.api_token (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    prefix character varying(12) NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.api_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.cases_case ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_caseattachment (
    id bigint NOT NULL,
    is_public boolean NOT NULL,
    by_person boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    attachment_id bigint NOT NULL,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    message_id bigint
);

ALTER TABLE public.cases_caseattachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_caseattachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_caselink (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    created_by_label character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    source_id bigint NOT NULL,
    target_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT caselink_of_two_cases CHECK ((NOT (source_id = target_id)))
);

ALTER TABLE public.cases_caselink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_caselink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_contributor (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    organisation character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    shows_person boolean NOT NULL,
    files bigint[] NOT NULL,
    nonce character varying(32) NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_as character varying(10) NOT NULL,
    end_reason text NOT NULL,
    created_by_id bigint,
    task_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.cases_contributor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_contributor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_emergencyreading (
    id bigint NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    agent_id bigint NOT NULL,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT emergencyreading_says_why_and_ends CHECK (((NOT (reason = ''::text)) AND (until > at)))
);

ALTER TABLE public.cases_emergencyreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_emergencyreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_follow (
    id bigint NOT NULL,
    following boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    agent_id bigint,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    department_id bigint,
    CONSTRAINT follow_is_of_one CHECK ((((agent_id IS NOT NULL) AND (department_id IS NULL)) OR ((agent_id IS NULL) AND (department_id IS NOT NULL))))
);

ALTER TABLE public.cases_follow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_follow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_formerlink (
    id bigint NOT NULL,
    nonce character varying(32) NOT NULL,
    digest character varying(64) NOT NULL,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.cases_formerlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_formerlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_mention (
    id bigint NOT NULL,
    written character varying(250) NOT NULL,
    agent_id bigint,
    department_id bigint,
    note_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT mention_calls_one CHECK ((((agent_id IS NOT NULL) AND (department_id IS NULL)) OR ((agent_id IS NULL) AND (department_id IS NOT NULL))))
);

ALTER TABLE public.cases_mention ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_mention_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_message (
    id bigint NOT NULL,
    direction character varying(3) NOT NULL,
    body text NOT NULL,
    author_label character varying(200) NOT NULL,
    channel character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    automatic boolean NOT NULL,
    author_id bigint,
    batch_id bigint,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.cases_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_note (
    id bigint NOT NULL,
    body text NOT NULL,
    author_label character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    author_id bigint,
    batch_id bigint,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.cases_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_referencecounter (
    id bigint NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT cases_referencecounter_last_check CHECK ((last >= 0)),
    CONSTRAINT cases_referencecounter_year_check CHECK ((year >= 0))
);

ALTER TABLE public.cases_referencecounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_referencecounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_task (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    instructions text NOT NULL,
    due_on date,
    state character varying(10) NOT NULL,
    created_by_label character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_by_label character varying(200) NOT NULL,
    ended_at timestamp with time zone,
    result text NOT NULL,
    batch_id bigint,
    case_id bigint NOT NULL,
    created_by_id bigint,
    department_id bigint NOT NULL,
    ended_by_id bigint,
    owner_id bigint,
    tenant_id bigint NOT NULL,
    unticked_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT task_ended_has_day CHECK ((((ended_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (ended_at IS NOT NULL)))),
    CONSTRAINT task_says_what CHECK ((NOT ((title)::text = ''::text)))
);

ALTER TABLE public.cases_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_taskstep (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    text character varying(200) NOT NULL,
    done_at timestamp with time zone,
    done_by_label character varying(200) NOT NULL,
    done_by_id bigint,
    task_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT cases_taskstep_position_check CHECK (("position" >= 0)),
    CONSTRAINT taskstep_says_what CHECK ((NOT ((text)::text = ''::text))),
    CONSTRAINT taskstep_ticked_at_a_time CHECK (((done_at IS NOT NULL) OR ((done_by_id IS NULL) AND ((done_by_label)::text = ''::text))))
);

ALTER TABLE public.cases_taskstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_taskstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalog_calendar (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    hours jsonb NOT NULL,
    holidays boolean NOT NULL,
    is_default boolean NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.catalog_calendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_calendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalog_closure (
    id bigint NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    label character varying(100) NOT NULL,
    calendar_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT closure_ends_after_start CHECK ((last_day >= first_day))
);

ALTER TABLE public.catalog_closure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_closure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalog_departmentcalendar (
    id bigint NOT NULL,
    calendar_id bigint NOT NULL,
    department_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.catalog_departmentcalendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_departmentcalendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalog_learnedword (
    id bigint NOT NULL,
    stem character varying(40) NOT NULL,
    cases integer NOT NULL,
    share smallint NOT NULL,
    request_type_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT catalog_learnedword_cases_check CHECK ((cases >= 0)),
    CONSTRAINT catalog_learnedword_share_check CHECK ((share >= 0)),
    CONSTRAINT learnedword_share_in_hundredths CHECK (((share >= 1) AND (share <= 100)))
);

ALTER TABLE public.catalog_learnedword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_learnedword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalog_requesttype (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    label character varying(150) NOT NULL,
    kind character varying(12) NOT NULL,
    priority smallint NOT NULL,
    delay integer NOT NULL,
    delay_unit character varying(12) NOT NULL,
    location_rule character varying(10) NOT NULL,
    on_public_map boolean NOT NULL,
    identification character varying(12) NOT NULL,
    regime character varying(20) NOT NULL,
    silence_months smallint NOT NULL,
    competent_body character varying(150) NOT NULL,
    confidential boolean NOT NULL,
    keywords character varying(80)[] NOT NULL,
    help_text character varying(300) NOT NULL,
    form jsonb NOT NULL,
    on_web boolean NOT NULL,
    active boolean NOT NULL,
    calendar_id bigint,
    department_id bigint NOT NULL,
    sector_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    checklist jsonb NOT NULL,
    checklist_automatic boolean NOT NULL,
    CONSTRAINT catalog_requesttype_delay_check CHECK ((delay >= 0)),
    CONSTRAINT catalog_requesttype_priority_check CHECK ((priority >= 0)),
    CONSTRAINT catalog_requesttype_silence_months_check CHECK ((silence_months >= 0))
);

ALTER TABLE public.catalog_requesttype ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_requesttype_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.configuration_stamps
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.desk_bulkitem (
    id bigint NOT NULL,
    version integer NOT NULL,
    state character varying(8) NOT NULL,
    reason character varying(300) NOT NULL,
    before jsonb NOT NULL,
    version_after integer,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT desk_bulkitem_version_after_check CHECK ((version_after >= 0)),
    CONSTRAINT desk_bulkitem_version_check CHECK ((version >= 0))
);

ALTER TABLE public.desk_bulkitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_bulkitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_bulkrun (
    id bigint NOT NULL,
    act character varying(20) NOT NULL,
    parameters jsonb NOT NULL,
    selection text NOT NULL,
    summary text NOT NULL,
    state character varying(10) NOT NULL,
    problem text NOT NULL,
    mails integer NOT NULL,
    attempt integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    beat_at timestamp with time zone,
    ended_at timestamp with time zone,
    by_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT desk_bulkrun_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT desk_bulkrun_mails_check CHECK ((mails >= 0))
);

ALTER TABLE public.desk_bulkrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_bulkrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_guidevisit (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    agent_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.desk_guidevisit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_guidevisit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_listpreference (
    id bigint NOT NULL,
    columns character varying(20)[] NOT NULL,
    sort character varying(20) NOT NULL,
    agent_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.desk_listpreference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_listpreference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_savedview (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    query text NOT NULL,
    columns character varying(20)[] NOT NULL,
    audience character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    department_id bigint,
    owner_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT savedview_shared_with_a_department CHECK (((((audience)::text = 'department'::text) AND (department_id IS NOT NULL)) OR ((NOT ((audience)::text = 'department'::text)) AND (department_id IS NULL))))
);

ALTER TABLE public.desk_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.desk_viewplacement (
    id bigint NOT NULL,
    pinned boolean NOT NULL,
    hidden boolean NOT NULL,
    "position" smallint NOT NULL,
    agent_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    view_id bigint NOT NULL,
    CONSTRAINT desk_viewplacement_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.desk_viewplacement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_viewplacement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_contactpoint (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    value character varying(300) NOT NULL,
    display character varying(300) NOT NULL,
    verified_at timestamp with time zone,
    sectors bigint[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    batch_id bigint,
    CONSTRAINT contactpoint_not_empty CHECK ((NOT ((value)::text = ''::text)))
);

ALTER TABLE public.directory_contactpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_contactpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_person (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(20) NOT NULL,
    given_names character varying(150) NOT NULL,
    birth_name character varying(150) NOT NULL,
    usage_name character varying(150) NOT NULL,
    usage_name_opt_in boolean NOT NULL,
    organisation_name character varying(200) NOT NULL,
    registration character varying(20) NOT NULL,
    sort_name character varying(400) NOT NULL COLLATE pg_catalog."C",
    sectors bigint[] NOT NULL,
    no_electronic boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    batch_id bigint,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.directory_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.files_attachment (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    thumbnail_key character varying(200) NOT NULL,
    name character varying(200) NOT NULL,
    content_type character varying(100) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    width integer,
    height integer,
    created_at timestamp with time zone NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT files_attachment_height_check CHECK ((height >= 0)),
    CONSTRAINT files_attachment_size_check CHECK ((size >= 0)),
    CONSTRAINT files_attachment_width_check CHECK ((width >= 0))
);

ALTER TABLE public.files_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.history_accesslog (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id bigint NOT NULL,
    actor_label character varying(200) NOT NULL,
    object_kind character varying(20) NOT NULL,
    object_id bigint NOT NULL,
    reason character varying(200) NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.history_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.history_accesslog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.history_erasure (
    id bigint NOT NULL,
    ground text NOT NULL,
    decided_by character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.history_erasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.history_erasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.history_event (
    id bigint NOT NULL,
    case_id bigint,
    person_id bigint,
    type character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor_kind character varying(10) NOT NULL,
    actor_id bigint,
    actor_label character varying(200) NOT NULL,
    channel character varying(20) NOT NULL,
    is_public boolean NOT NULL,
    case_version integer,
    batch_id bigint,
    data jsonb NOT NULL,
    erasure_id bigint,
    tenant_id bigint NOT NULL,
    CONSTRAINT history_event_case_version_check CHECK ((case_version >= 0))
);

ALTER TABLE public.history_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.history_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.history_exit (
    txid xid8 NOT NULL,
    tenant_id bigint NOT NULL,
    verb text NOT NULL,
    warrant_id bigint NOT NULL,
    CONSTRAINT history_exit_verb_check CHECK ((verb = ANY (ARRAY['erase'::text, 'undo'::text, 'remove'::text])))
);

CREATE TABLE public.history_importbatch (
    id bigint NOT NULL,
    source character varying(200) NOT NULL,
    mapping character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    rows_read integer NOT NULL,
    created integer NOT NULL,
    known integer NOT NULL,
    refused integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    tenant_id bigint NOT NULL,
    CONSTRAINT history_importbatch_created_check CHECK ((created >= 0)),
    CONSTRAINT history_importbatch_known_check CHECK ((known >= 0)),
    CONSTRAINT history_importbatch_refused_check CHECK ((refused >= 0)),
    CONSTRAINT history_importbatch_rows_read_check CHECK ((rows_read >= 0))
);

ALTER TABLE public.history_importbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.history_importbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.history_tombstone (
    id bigint NOT NULL,
    warrant_kind character varying(10) NOT NULL,
    warrant_id bigint NOT NULL,
    event_id bigint,
    events integer NOT NULL,
    at timestamp with time zone NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT history_tombstone_events_check CHECK ((events >= 0))
);

ALTER TABLE public.history_tombstone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.history_tombstone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.intake_idempotencykey (
    id bigint NOT NULL,
    scope character varying(40) NOT NULL,
    key character varying(100) NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id bigint,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.intake_idempotencykey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.intake_idempotencykey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.intake_importedrow (
    id bigint NOT NULL,
    source character varying(60) NOT NULL,
    external_id character varying(120) NOT NULL,
    model character varying(20) NOT NULL,
    row_id bigint NOT NULL,
    created boolean NOT NULL,
    digest character varying(32) NOT NULL,
    batch_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.intake_importedrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.intake_importedrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.intake_importrun (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    state character varying(10) NOT NULL,
    problem text NOT NULL,
    file_name character varying(200) NOT NULL,
    file_key character varying(200) NOT NULL,
    file_size bigint NOT NULL,
    rejects_key character varying(200) NOT NULL,
    profile jsonb NOT NULL,
    mapping text NOT NULL,
    mapping_name character varying(100) NOT NULL,
    attempt integer NOT NULL,
    bytes_read bigint NOT NULL,
    rows_read bigint NOT NULL,
    beat_at timestamp with time zone,
    checked jsonb NOT NULL,
    written jsonb NOT NULL,
    undone jsonb NOT NULL,
    by_id bigint,
    by_label character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    confirmed_by character varying(200) NOT NULL,
    confirmed_at timestamp with time zone,
    undone_by character varying(200) NOT NULL,
    import_batch_id bigint,
    tenant_id bigint NOT NULL,
    led_by_id bigint,
    digest character varying(64) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT intake_importrun_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT intake_importrun_bytes_read_check CHECK ((bytes_read >= 0)),
    CONSTRAINT intake_importrun_file_size_check CHECK ((file_size >= 0)),
    CONSTRAINT intake_importrun_rows_read_check CHECK ((rows_read >= 0))
);

ALTER TABLE public.intake_importrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.intake_importrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.intake_savedmapping (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    kind character varying(20) NOT NULL,
    content text NOT NULL,
    by_label character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.intake_savedmapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.intake_savedmapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_agentnotice (
    id bigint NOT NULL,
    reason character varying(12) NOT NULL,
    key character varying(80) NOT NULL,
    event_id bigint,
    event_type character varying(60) NOT NULL,
    by_label character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    digest_at timestamp with time zone,
    agent_id bigint NOT NULL,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT agentnotice_read_waits_for_no_digest CHECK (((seen_at IS NULL) OR (digest_at IS NULL)))
);

ALTER TABLE public.notifications_agentnotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_agentnotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_agentpreference (
    id bigint NOT NULL,
    levels jsonb NOT NULL,
    rhythm character varying(8) NOT NULL,
    hour smallint NOT NULL,
    weekdays smallint[] NOT NULL,
    holidays_too boolean NOT NULL,
    follows_by_itself boolean NOT NULL,
    agent_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT agentpreference_hour CHECK (((hour >= 6) AND (hour <= 12))),
    CONSTRAINT notifications_agentpreference_hour_check CHECK ((hour >= 0))
);

ALTER TABLE public.notifications_agentpreference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_agentpreference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_casereading (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    event_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    agent_id bigint NOT NULL,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.notifications_casereading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_casereading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notifications_delivery (
    id bigint NOT NULL,
    notice character varying(60) NOT NULL,
    event_id bigint,
    recipient character varying(254) NOT NULL,
    reply_to character varying(254) NOT NULL,
    subject character varying(250) NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    last_error character varying(300) NOT NULL,
    mail_id character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_try_at timestamp with time zone,
    sent_at timestamp with time zone,
    case_id bigint,
    message_id bigint,
    tenant_id bigint NOT NULL,
    CONSTRAINT delivery_pending_has_next_try CHECK ((((next_try_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['queued'::character varying, 'sending'::character varying])::text[]))) OR (((state)::text = ANY ((ARRAY['sent'::character varying, 'failed'::character varying])::text[])) AND (next_try_at IS NULL)))),
    CONSTRAINT notifications_delivery_attempts_check CHECK ((attempts >= 0))
);

ALTER TABLE public.notifications_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notifications_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisation_account (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    email character varying(254) NOT NULL,
    name character varying(200) NOT NULL,
    is_active boolean NOT NULL
);

ALTER TABLE public.organisation_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisation_agent (
    id bigint NOT NULL,
    display_name character varying(200) NOT NULL,
    sort_name character varying(200) NOT NULL COLLATE pg_catalog."C",
    title character varying(150) NOT NULL,
    phone character varying(30) NOT NULL,
    anonymous boolean NOT NULL,
    active boolean NOT NULL,
    account_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    emergency_until timestamp with time zone
);

ALTER TABLE public.organisation_agent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_agent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisation_department (
    id bigint NOT NULL,
    code character varying(12) NOT NULL,
    name character varying(150) NOT NULL,
    address text NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(30) NOT NULL,
    is_dispatcher boolean NOT NULL,
    active boolean NOT NULL,
    parent_id bigint,
    tenant_id bigint NOT NULL,
    sector_id bigint NOT NULL,
    also_sectors bigint[] NOT NULL
);

ALTER TABLE public.organisation_department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisation_membership (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    agent_id bigint NOT NULL,
    department_id bigint,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.organisation_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisation_sector (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    sealed boolean NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.organisation_sector ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_sector_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.organisation_signinattempt (
    id bigint NOT NULL,
    purpose character varying(10) NOT NULL,
    account character varying(40) NOT NULL,
    address character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.organisation_signinattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_signinattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.replies_approval (
    id bigint NOT NULL,
    decision character varying(10) NOT NULL,
    before text NOT NULL,
    reason text NOT NULL,
    digest character varying(64) NOT NULL,
    by_label character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    holds boolean NOT NULL,
    by_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    draft_id bigint NOT NULL
);

ALTER TABLE public.replies_approval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.replies_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.replies_approvalrule (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    about character varying(10) NOT NULL,
    kind character varying(12) NOT NULL,
    role character varying(20) NOT NULL,
    then_role character varying(20) NOT NULL,
    author_may_approve boolean NOT NULL,
    active boolean NOT NULL,
    version integer NOT NULL,
    department_id bigint,
    request_type_id bigint,
    sector_id bigint,
    tenant_id bigint NOT NULL,
    CONSTRAINT replies_approvalrule_version_check CHECK ((version >= 0))
);

ALTER TABLE public.replies_approvalrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.replies_approvalrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.replies_draft (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    state character varying(10) NOT NULL,
    body text NOT NULL,
    outcome character varying(12) NOT NULL,
    tasks_reason text NOT NULL,
    parts_reason text NOT NULL,
    writers bigint[] NOT NULL,
    to_duplicates boolean NOT NULL,
    told bigint[] NOT NULL,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    notice text NOT NULL,
    asked_at timestamp with time zone,
    recipient character varying(254) NOT NULL,
    wanted_at timestamp with time zone,
    leaves_at timestamp with time zone,
    rule_version integer NOT NULL,
    step smallint NOT NULL,
    asked_role character varying(20) NOT NULL,
    approved_digest character varying(64) NOT NULL,
    left_at timestamp with time zone,
    agent_id bigint NOT NULL,
    case_id bigint NOT NULL,
    first_author_id bigint,
    message_id bigint,
    rule_id bigint,
    tenant_id bigint NOT NULL,
    template_version_id bigint,
    CONSTRAINT draft_leaving_has_hour CHECK ((((leaves_at IS NOT NULL) AND ((state)::text = 'leaving'::text)) OR ((NOT ((state)::text = 'leaving'::text)) AND (leaves_at IS NULL)))),
    CONSTRAINT draft_submitted_by_rule CHECK ((((rule_id IS NOT NULL) AND ((state)::text = 'submitted'::text)) OR (NOT ((state)::text = 'submitted'::text)))),
    CONSTRAINT replies_draft_rule_version_check CHECK ((rule_version >= 0)),
    CONSTRAINT replies_draft_step_check CHECK ((step >= 0)),
    CONSTRAINT replies_draft_version_check CHECK ((version >= 0))
);

ALTER TABLE public.replies_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.replies_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.replies_draftfile (
    id bigint NOT NULL,
    attachment_id bigint NOT NULL,
    draft_id bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.replies_draftfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.replies_draftfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.replies_replytemplate (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    number integer NOT NULL,
    active boolean NOT NULL,
    department_id bigint,
    request_type_id bigint,
    tenant_id bigint NOT NULL,
    CONSTRAINT replies_replytemplate_number_check CHECK ((number >= 0)),
    CONSTRAINT replytemplate_one_scope CHECK (((request_type_id IS NULL) OR (department_id IS NULL)))
);

ALTER TABLE public.replies_replytemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.replies_replytemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.replies_replytemplateversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    body text NOT NULL,
    by_label character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    template_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT replies_replytemplateversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.replies_replytemplateversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.replies_replytemplateversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.routing_rule (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    name character varying(150) NOT NULL,
    channel character varying(10) NOT NULL,
    words character varying(80)[] NOT NULL,
    "when" character varying(10) NOT NULL,
    partner character varying(100) NOT NULL,
    active boolean NOT NULL,
    agent_id bigint,
    calendar_id bigint,
    department_id bigint NOT NULL,
    district_id bigint,
    request_type_id bigint,
    sector_id bigint,
    tenant_id bigint NOT NULL,
    CONSTRAINT routing_rule_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.routing_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.routing_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.surveys_rating (
    id bigint NOT NULL,
    score smallint NOT NULL,
    comment text NOT NULL,
    channel character varying(10) NOT NULL,
    first_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT rating_in_order CHECK ((at >= first_at)),
    CONSTRAINT rating_score_known CHECK (((score >= 1) AND (score <= 5))),
    CONSTRAINT surveys_rating_score_check CHECK ((score >= 0))
);

ALTER TABLE public.surveys_rating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_rating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tenancy_collectivity (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(200) NOT NULL,
    insee character varying(5) NOT NULL,
    siren character varying(9) NOT NULL,
    postcodes character varying(5)[] NOT NULL,
    population integer,
    time_zone character varying(50) NOT NULL,
    holiday_zone character varying(40) NOT NULL,
    address text NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(30) NOT NULL,
    accent character varying(7) NOT NULL,
    latitude numeric(9,6),
    longitude numeric(9,6),
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT collectivity_accent_is_hex CHECK (((accent)::text ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT tenancy_collectivity_population_check CHECK ((population >= 0))
);

ALTER TABLE public.tenancy_collectivity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tenancy_collectivity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tenancy_configurationstamp (
    id bigint NOT NULL,
    stamp bigint NOT NULL,
    tenant_id bigint NOT NULL
);

ALTER TABLE public.tenancy_configurationstamp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tenancy_configurationstamp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tenancy_departure (
    id bigint NOT NULL,
    former_id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    name character varying(200) NOT NULL,
    insee character varying(5) NOT NULL,
    siren character varying(9) NOT NULL,
    rows jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone
);

ALTER TABLE public.tenancy_departure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tenancy_departure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tenancy_hostname (
    id bigint NOT NULL,
    name character varying(253) NOT NULL,
    is_main boolean NOT NULL,
    collectivity_id bigint NOT NULL,
    CONSTRAINT hostname_is_lowercase CHECK (((name)::text ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'::text))
);

ALTER TABLE public.tenancy_hostname ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tenancy_hostname_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.territory_district (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    geometry jsonb,
    population integer,
    active boolean NOT NULL,
    tenant_id bigint NOT NULL,
    CONSTRAINT territory_district_population_check CHECK ((population >= 0))
);

ALTER TABLE public.territory_district ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.territory_district_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

ALTER TABLE ONLY public.organisation_agent
    ADD CONSTRAINT agent_account_unique UNIQUE (tenant_id, account_id);

ALTER TABLE ONLY public.notifications_agentnotice
    ADD CONSTRAINT agentnotice_once UNIQUE (tenant_id, agent_id, key);

ALTER TABLE ONLY public.notifications_agentpreference
    ADD CONSTRAINT agentpreference_unique UNIQUE (tenant_id, agent_id);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.files_attachment
    ADD CONSTRAINT attachment_key_unique UNIQUE (tenant_id, key);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.desk_bulkitem
    ADD CONSTRAINT bulkitem_unique UNIQUE (tenant_id, run_id, case_id);

ALTER TABLE ONLY public.catalog_calendar
    ADD CONSTRAINT calendar_name_unique UNIQUE (tenant_id, name);

ALTER TABLE ONLY public.cases_caseattachment
    ADD CONSTRAINT case_attachment_unique UNIQUE (tenant_id, case_id, attachment_id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT case_reference_unique UNIQUE (tenant_id, reference);

ALTER TABLE ONLY public.cases_caselink
    ADD CONSTRAINT caselink_said_once UNIQUE (tenant_id, source_id, target_id, kind);

ALTER TABLE ONLY public.notifications_casereading
    ADD CONSTRAINT casereading_unique UNIQUE (tenant_id, agent_id, case_id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_caseattachment
    ADD CONSTRAINT cases_caseattachment_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_caselink
    ADD CONSTRAINT cases_caselink_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_contributor
    ADD CONSTRAINT cases_contributor_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_emergencyreading
    ADD CONSTRAINT cases_emergencyreading_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_follow
    ADD CONSTRAINT cases_follow_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_formerlink
    ADD CONSTRAINT cases_formerlink_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_mention
    ADD CONSTRAINT cases_mention_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_message
    ADD CONSTRAINT cases_message_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_note
    ADD CONSTRAINT cases_note_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_referencecounter
    ADD CONSTRAINT cases_referencecounter_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_taskstep
    ADD CONSTRAINT cases_taskstep_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.catalog_calendar
    ADD CONSTRAINT catalog_calendar_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.catalog_closure
    ADD CONSTRAINT catalog_closure_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.catalog_departmentcalendar
    ADD CONSTRAINT catalog_departmentcalendar_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.catalog_learnedword
    ADD CONSTRAINT catalog_learnedword_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.catalog_requesttype
    ADD CONSTRAINT catalog_requesttype_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.directory_contactpoint
    ADD CONSTRAINT contactpoint_unique UNIQUE (tenant_id, person_id, kind, value);

ALTER TABLE ONLY public.cases_contributor
    ADD CONSTRAINT contributor_digest_unique UNIQUE (tenant_id, digest);

ALTER TABLE ONLY public.organisation_department
    ADD CONSTRAINT department_code_unique UNIQUE (tenant_id, code);

ALTER TABLE ONLY public.desk_bulkitem
    ADD CONSTRAINT desk_bulkitem_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.desk_bulkrun
    ADD CONSTRAINT desk_bulkrun_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.desk_guidevisit
    ADD CONSTRAINT desk_guidevisit_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.desk_listpreference
    ADD CONSTRAINT desk_listpreference_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.desk_savedview
    ADD CONSTRAINT desk_savedview_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.desk_viewplacement
    ADD CONSTRAINT desk_viewplacement_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.directory_contactpoint
    ADD CONSTRAINT directory_contactpoint_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.directory_person
    ADD CONSTRAINT directory_person_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.territory_district
    ADD CONSTRAINT district_code_unique UNIQUE (tenant_id, code);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.replies_draftfile
    ADD CONSTRAINT draftfile_unique UNIQUE (tenant_id, draft_id, attachment_id);

ALTER TABLE ONLY public.files_attachment
    ADD CONSTRAINT files_attachment_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_follow
    ADD CONSTRAINT follow_unique UNIQUE (tenant_id, case_id, agent_id);

ALTER TABLE ONLY public.cases_formerlink
    ADD CONSTRAINT formerlink_unique UNIQUE (tenant_id, case_id, digest);

ALTER TABLE ONLY public.desk_guidevisit
    ADD CONSTRAINT guidevisit_once_per_role UNIQUE (tenant_id, agent_id, role);

ALTER TABLE ONLY public.history_accesslog
    ADD CONSTRAINT history_accesslog_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.history_erasure
    ADD CONSTRAINT history_erasure_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.history_event
    ADD CONSTRAINT history_event_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.history_exit
    ADD CONSTRAINT history_exit_pkey PRIMARY KEY (txid, verb);

ALTER TABLE ONLY public.history_importbatch
    ADD CONSTRAINT history_importbatch_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.history_tombstone
    ADD CONSTRAINT history_tombstone_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.intake_idempotencykey
    ADD CONSTRAINT idempotencykey_unique UNIQUE (tenant_id, scope, key);

ALTER TABLE ONLY public.intake_idempotencykey
    ADD CONSTRAINT intake_idempotencykey_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.intake_importedrow
    ADD CONSTRAINT intake_importedrow_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.intake_importrun
    ADD CONSTRAINT intake_importrun_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.intake_savedmapping
    ADD CONSTRAINT intake_savedmapping_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.catalog_learnedword
    ADD CONSTRAINT learnedword_once_per_type UNIQUE (tenant_id, request_type_id, stem);

ALTER TABLE ONLY public.desk_listpreference
    ADD CONSTRAINT listpreference_unique UNIQUE (tenant_id, agent_id);

ALTER TABLE ONLY public.organisation_membership
    ADD CONSTRAINT membership_unique UNIQUE NULLS NOT DISTINCT (tenant_id, agent_id, department_id, role);

ALTER TABLE ONLY public.notifications_agentnotice
    ADD CONSTRAINT notifications_agentnotice_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.notifications_agentpreference
    ADD CONSTRAINT notifications_agentpreference_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.notifications_casereading
    ADD CONSTRAINT notifications_casereading_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.notifications_delivery
    ADD CONSTRAINT notifications_delivery_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.catalog_departmentcalendar
    ADD CONSTRAINT one_calendar_per_department UNIQUE (tenant_id, department_id);

ALTER TABLE ONLY public.tenancy_configurationstamp
    ADD CONSTRAINT one_configuration_stamp UNIQUE (tenant_id);

ALTER TABLE ONLY public.organisation_account
    ADD CONSTRAINT organisation_account_email_key UNIQUE (email);

ALTER TABLE ONLY public.organisation_account
    ADD CONSTRAINT organisation_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_agent
    ADD CONSTRAINT organisation_agent_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.organisation_department
    ADD CONSTRAINT organisation_department_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.organisation_membership
    ADD CONSTRAINT organisation_membership_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.organisation_sector
    ADD CONSTRAINT organisation_sector_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.organisation_signinattempt
    ADD CONSTRAINT organisation_signinattempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.surveys_rating
    ADD CONSTRAINT rating_case_unique UNIQUE (tenant_id, case_id);

ALTER TABLE ONLY public.cases_referencecounter
    ADD CONSTRAINT referencecounter_year_unique UNIQUE (tenant_id, year);

ALTER TABLE ONLY public.replies_approval
    ADD CONSTRAINT replies_approval_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.replies_approvalrule
    ADD CONSTRAINT replies_approvalrule_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.replies_draft
    ADD CONSTRAINT replies_draft_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.replies_draftfile
    ADD CONSTRAINT replies_draftfile_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.replies_replytemplate
    ADD CONSTRAINT replies_replytemplate_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.replies_replytemplateversion
    ADD CONSTRAINT replies_replytemplateversion_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.replies_replytemplateversion
    ADD CONSTRAINT replytemplateversion_unique UNIQUE (tenant_id, template_id, number);

ALTER TABLE ONLY public.catalog_requesttype
    ADD CONSTRAINT requesttype_code_unique UNIQUE (tenant_id, code);

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT routing_rule_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT rule_position_unique UNIQUE (tenant_id, "position");

ALTER TABLE ONLY public.intake_savedmapping
    ADD CONSTRAINT savedmapping_name_unique UNIQUE (tenant_id, name);

ALTER TABLE ONLY public.desk_savedview
    ADD CONSTRAINT savedview_name_unique UNIQUE (tenant_id, owner_id, name);

ALTER TABLE ONLY public.organisation_sector
    ADD CONSTRAINT sector_code_unique UNIQUE (tenant_id, code);

ALTER TABLE ONLY public.surveys_rating
    ADD CONSTRAINT surveys_rating_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.cases_taskstep
    ADD CONSTRAINT taskstep_position UNIQUE (tenant_id, task_id, "position");

ALTER TABLE ONLY public.tenancy_collectivity
    ADD CONSTRAINT tenancy_collectivity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tenancy_collectivity
    ADD CONSTRAINT tenancy_collectivity_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.tenancy_configurationstamp
    ADD CONSTRAINT tenancy_configurationstamp_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.tenancy_departure
    ADD CONSTRAINT tenancy_departure_former_id_key UNIQUE (former_id);

ALTER TABLE ONLY public.tenancy_departure
    ADD CONSTRAINT tenancy_departure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tenancy_hostname
    ADD CONSTRAINT tenancy_hostname_name_key UNIQUE (name);

ALTER TABLE ONLY public.tenancy_hostname
    ADD CONSTRAINT tenancy_hostname_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.territory_district
    ADD CONSTRAINT territory_district_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT token_digest_unique UNIQUE (tenant_id, digest);

ALTER TABLE ONLY public.desk_viewplacement
    ADD CONSTRAINT viewplacement_unique UNIQUE (tenant_id, agent_id, view_id);

CREATE INDEX accesslog_actor ON public.history_accesslog USING btree (tenant_id, actor_id, object_kind, at);

CREATE INDEX accesslog_object ON public.history_accesslog USING btree (tenant_id, object_kind, object_id, at DESC);

CREATE INDEX accesslog_recent ON public.history_accesslog USING btree (tenant_id, at DESC, id DESC);

CREATE UNIQUE INDEX account_email_unique ON public.organisation_account USING btree (lower((email)::text));

CREATE INDEX agentnotice_digest ON public.notifications_agentnotice USING btree (digest_at, tenant_id, agent_id) WHERE (digest_at IS NOT NULL);

CREATE INDEX agentnotice_recent ON public.notifications_agentnotice USING btree (tenant_id, agent_id, made_at DESC, id DESC);

CREATE INDEX agentnotice_unread ON public.notifications_agentnotice USING btree (tenant_id, agent_id, made_at DESC, id DESC) WHERE (seen_at IS NULL);

CREATE INDEX approval_draft ON public.replies_approval USING btree (tenant_id, draft_id, id);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX bulkitem_case ON public.desk_bulkitem USING btree (tenant_id, case_id);

CREATE INDEX bulkitem_state ON public.desk_bulkitem USING btree (tenant_id, run_id, state, id);

CREATE UNIQUE INDEX bulkrun_one_at_a_time ON public.desk_bulkrun USING btree (tenant_id, by_id) WHERE ((state)::text = ANY ((ARRAY['running'::character varying, 'undoing'::character varying])::text[]));

CREATE INDEX bulkrun_recent ON public.desk_bulkrun USING btree (tenant_id, by_id, id DESC);

CREATE INDEX case_activity ON public.cases_case USING btree (tenant_id, last_activity_at, id);

CREATE INDEX case_closed ON public.cases_case USING btree (tenant_id, closed_at) INCLUDE (sector_id, department_id, request_type_id, district_id, channel, other_channels, batch_id, id);

CREATE INDEX case_department ON public.cases_case USING btree (tenant_id, department_id, received_at DESC, id DESC) INCLUDE (state, sector_id, opened_by_id, assignee_id);

CREATE INDEX case_due ON public.cases_case USING btree (tenant_id, due_at) INCLUDE (state, closed_at, closing_unknown, outcome, waiting_for, sector_id, department_id, request_type_id, district_id, channel, other_channels);

CREATE UNIQUE INDEX case_external_unique ON public.cases_case USING btree (tenant_id, external_source, external_id) WHERE (NOT ((external_id)::text = ''::text));

CREATE INDEX case_figures ON public.cases_case USING btree (tenant_id, received_at) INCLUDE (closed_at, state, sector_id, channel, priority, department_id, request_type_id, district_id, due_at, reopened, closing_unknown, id, outcome, first_reply_at, waiting_for, anonymous, other_channels);

CREATE INDEX case_open_assignee ON public.cases_case USING btree (tenant_id, assignee_id, received_at DESC, id DESC) WHERE (NOT ((state)::text = 'closed'::text));

CREATE INDEX case_open_department ON public.cases_case USING btree (tenant_id, department_id, state, received_at DESC, id DESC) WHERE (NOT ((state)::text = 'closed'::text));

CREATE INDEX case_open_due ON public.cases_case USING btree (tenant_id, due_at, id) WHERE (NOT ((state)::text = 'closed'::text));

CREATE INDEX case_open_priority ON public.cases_case USING btree (tenant_id, priority, received_at DESC, id DESC) WHERE (NOT ((state)::text = 'closed'::text));

CREATE INDEX case_person ON public.cases_case USING btree (tenant_id, person_id, received_at DESC);

CREATE INDEX case_recent ON public.cases_case USING btree (tenant_id, received_at DESC, id DESC);

CREATE INDEX case_reopened ON public.cases_case USING btree (tenant_id, id) INCLUDE (closed_at, batch_id, sector_id, department_id, request_type_id, district_id, channel, other_channels) WHERE (reopened > 0);

CREATE INDEX case_search_gin ON public.cases_case USING gin (tenant_id, search);

CREATE INDEX case_sector ON public.cases_case USING btree (tenant_id, sector_id, received_at);

CREATE INDEX case_untaken ON public.cases_case USING btree (tenant_id, department_id, received_at, id) WHERE ((NOT ((state)::text = 'closed'::text)) AND (assignee_id IS NULL));

CREATE UNIQUE INDEX caselink_one_parent_one_main ON public.cases_caselink USING btree (tenant_id, source_id, kind) WHERE (NOT ((kind)::text = 'related'::text));

CREATE INDEX caselink_target ON public.cases_caselink USING btree (tenant_id, target_id, kind);

CREATE INDEX cases_case_addressed_to_id_tenant ON public.cases_case USING btree (tenant_id, addressed_to_id);

CREATE INDEX cases_case_assignee_id_tenant ON public.cases_case USING btree (tenant_id, assignee_id);

CREATE INDEX cases_case_batch_id_tenant ON public.cases_case USING btree (tenant_id, batch_id);

CREATE INDEX cases_case_district_id_tenant ON public.cases_case USING btree (tenant_id, district_id);

CREATE INDEX cases_case_opened_by_id_tenant ON public.cases_case USING btree (tenant_id, opened_by_id);

CREATE INDEX cases_case_request_type_id_tenant ON public.cases_case USING btree (tenant_id, request_type_id);

CREATE INDEX cases_caseattachment_attachment_id_tenant ON public.cases_caseattachment USING btree (tenant_id, attachment_id);

CREATE INDEX cases_caseattachment_message_id_tenant ON public.cases_caseattachment USING btree (tenant_id, message_id);

CREATE INDEX cases_caselink_created_by_id_tenant ON public.cases_caselink USING btree (tenant_id, created_by_id);

CREATE INDEX cases_contributor_created_by_id_tenant ON public.cases_contributor USING btree (tenant_id, created_by_id);

CREATE INDEX cases_follow_agent_id_tenant ON public.cases_follow USING btree (tenant_id, agent_id);

CREATE INDEX cases_follow_department_id_tenant ON public.cases_follow USING btree (tenant_id, department_id);

CREATE INDEX cases_mention_agent_id_tenant ON public.cases_mention USING btree (tenant_id, agent_id);

CREATE INDEX cases_mention_department_id_tenant ON public.cases_mention USING btree (tenant_id, department_id);

CREATE INDEX cases_mention_note_id_tenant ON public.cases_mention USING btree (tenant_id, note_id);

CREATE INDEX cases_message_author_id_tenant ON public.cases_message USING btree (tenant_id, author_id);

CREATE INDEX cases_message_batch_id_tenant ON public.cases_message USING btree (tenant_id, batch_id);

CREATE INDEX cases_note_author_id_tenant ON public.cases_note USING btree (tenant_id, author_id);

CREATE INDEX cases_note_batch_id_tenant ON public.cases_note USING btree (tenant_id, batch_id);

CREATE INDEX cases_task_batch_id_tenant ON public.cases_task USING btree (tenant_id, batch_id);

CREATE INDEX cases_task_created_by_id_tenant ON public.cases_task USING btree (tenant_id, created_by_id);

CREATE INDEX cases_task_department_id_tenant ON public.cases_task USING btree (tenant_id, department_id);

CREATE INDEX cases_task_ended_by_id_tenant ON public.cases_task USING btree (tenant_id, ended_by_id);

CREATE INDEX cases_task_owner_id_tenant ON public.cases_task USING btree (tenant_id, owner_id);

CREATE INDEX cases_taskstep_done_by_id_tenant ON public.cases_taskstep USING btree (tenant_id, done_by_id);

CREATE INDEX catalog_closure_calendar_id_tenant ON public.catalog_closure USING btree (tenant_id, calendar_id);

CREATE INDEX catalog_departmentcalendar_calendar_id_tenant ON public.catalog_departmentcalendar USING btree (tenant_id, calendar_id);

CREATE INDEX catalog_requesttype_calendar_id_tenant ON public.catalog_requesttype USING btree (tenant_id, calendar_id);

CREATE INDEX catalog_requesttype_department_id_tenant ON public.catalog_requesttype USING btree (tenant_id, department_id);

CREATE INDEX catalog_requesttype_sector_id_tenant ON public.catalog_requesttype USING btree (tenant_id, sector_id);

CREATE INDEX contactpoint_batch ON public.directory_contactpoint USING btree (tenant_id, batch_id, id) WHERE (batch_id IS NOT NULL);

CREATE INDEX contactpoint_trigrams ON public.directory_contactpoint USING gin (tenant_id, value public.gin_trgm_ops) WHERE ((kind)::text <> 'postal'::text);

CREATE INDEX contactpoint_value ON public.directory_contactpoint USING btree (tenant_id, kind, value);

CREATE UNIQUE INDEX contributor_one_at_a_time ON public.cases_contributor USING btree (tenant_id, task_id) WHERE (ended_at IS NULL);

CREATE INDEX contributor_task ON public.cases_contributor USING btree (tenant_id, task_id, id);

CREATE INDEX delivery_case ON public.notifications_delivery USING btree (tenant_id, case_id, created_at);

CREATE UNIQUE INDEX delivery_once_per_event ON public.notifications_delivery USING btree (tenant_id, event_id, notice, recipient) WHERE (event_id IS NOT NULL);

CREATE INDEX delivery_pending ON public.notifications_delivery USING btree (tenant_id, next_try_at) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'sending'::character varying])::text[]));

CREATE INDEX desk_savedview_department_id_tenant ON public.desk_savedview USING btree (tenant_id, department_id);

CREATE INDEX desk_viewplacement_view_id_tenant ON public.desk_viewplacement USING btree (tenant_id, view_id);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX draft_agent ON public.replies_draft USING btree (tenant_id, agent_id, updated_at DESC, id DESC) WHERE (NOT ((state)::text = 'left'::text));

CREATE INDEX draft_case ON public.replies_draft USING btree (tenant_id, case_id, id) WHERE (NOT ((state)::text = 'left'::text));

CREATE INDEX draft_due ON public.replies_draft USING btree (tenant_id, leaves_at) WHERE ((state)::text = 'leaving'::text);

CREATE INDEX draft_message ON public.replies_draft USING btree (tenant_id, message_id) WHERE (message_id IS NOT NULL);

CREATE UNIQUE INDEX draft_one_each ON public.replies_draft USING btree (tenant_id, case_id, kind, agent_id) WHERE ((state)::text = 'writing'::text);

CREATE INDEX draft_submitted ON public.replies_draft USING btree (tenant_id, asked_role, asked_at, id) WHERE ((state)::text = 'submitted'::text);

CREATE INDEX emergencyreading_agent ON public.cases_emergencyreading USING btree (tenant_id, agent_id, until);

CREATE INDEX emergencyreading_case ON public.cases_emergencyreading USING btree (tenant_id, case_id, at);

CREATE INDEX event_batch ON public.history_event USING btree (tenant_id, batch_id) WHERE (batch_id IS NOT NULL);

CREATE INDEX event_case ON public.history_event USING btree (tenant_id, case_id, at, id) WHERE (case_id IS NOT NULL);

CREATE INDEX event_person ON public.history_event USING btree (tenant_id, person_id) WHERE ((case_id IS NULL) AND (person_id IS NOT NULL));

CREATE INDEX event_type ON public.history_event USING btree (tenant_id, type, at) INCLUDE (case_id, batch_id);

CREATE INDEX follow_agent ON public.cases_follow USING btree (tenant_id, agent_id, case_id) WHERE following;

CREATE UNIQUE INDEX follow_department_unique ON public.cases_follow USING btree (tenant_id, case_id, department_id) WHERE (department_id IS NOT NULL);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX importedrow_batch ON public.intake_importedrow USING btree (tenant_id, batch_id, model);

CREATE UNIQUE INDEX importedrow_once ON public.intake_importedrow USING btree (tenant_id, source, model, external_id) WHERE (NOT ((external_id)::text = ''::text));

CREATE INDEX importrun_digest ON public.intake_importrun USING btree (tenant_id, digest) WHERE (NOT ((digest)::text = ''::text));

CREATE INDEX importrun_recent ON public.intake_importrun USING btree (tenant_id, changed_at DESC);

CREATE INDEX intake_idempotencykey_case_id_tenant ON public.intake_idempotencykey USING btree (tenant_id, case_id);

CREATE INDEX intake_importrun_import_batch_id_tenant ON public.intake_importrun USING btree (tenant_id, import_batch_id);

CREATE UNIQUE INDEX mention_agent_unique ON public.cases_mention USING btree (tenant_id, note_id, agent_id) WHERE (agent_id IS NOT NULL);

CREATE UNIQUE INDEX mention_department_unique ON public.cases_mention USING btree (tenant_id, note_id, department_id) WHERE (department_id IS NOT NULL);

CREATE INDEX message_case ON public.cases_message USING btree (tenant_id, case_id, at);

CREATE INDEX note_case ON public.cases_note USING btree (tenant_id, case_id, at);

CREATE INDEX notifications_agentnotice_case_id_tenant ON public.notifications_agentnotice USING btree (tenant_id, case_id);

CREATE INDEX notifications_casereading_case_id_tenant ON public.notifications_casereading USING btree (tenant_id, case_id);

CREATE INDEX notifications_delivery_message_id_tenant ON public.notifications_delivery USING btree (tenant_id, message_id);

CREATE UNIQUE INDEX one_default_calendar ON public.catalog_calendar USING btree (tenant_id) WHERE is_default;

CREATE UNIQUE INDEX one_dispatching_department ON public.organisation_department USING btree (tenant_id) WHERE is_dispatcher;

CREATE UNIQUE INDEX one_main_hostname_per_collectivity ON public.tenancy_hostname USING btree (collectivity_id) WHERE is_main;

CREATE INDEX organisation_account_email_0058e4a8_like ON public.organisation_account USING btree (email varchar_pattern_ops);

CREATE INDEX organisation_agent_account_id_0976ac8b ON public.organisation_agent USING btree (account_id);

CREATE INDEX organisation_department_parent_id_tenant ON public.organisation_department USING btree (tenant_id, parent_id);

CREATE INDEX organisation_department_sector_id_tenant ON public.organisation_department USING btree (tenant_id, sector_id);

CREATE INDEX organisation_membership_department_id_tenant ON public.organisation_membership USING btree (tenant_id, department_id);

CREATE INDEX organisation_sector_code_bd268650 ON public.organisation_sector USING btree (code);

CREATE INDEX organisation_sector_code_bd268650_like ON public.organisation_sector USING btree (code varchar_pattern_ops);

CREATE INDEX person_batch ON public.directory_person USING btree (tenant_id, batch_id, id) WHERE (batch_id IS NOT NULL);

CREATE INDEX person_name_trigrams ON public.directory_person USING gin (tenant_id, sort_name public.gin_trgm_ops);

CREATE INDEX person_sort_name ON public.directory_person USING btree (tenant_id, sort_name, id);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE INDEX rating_day ON public.surveys_rating USING btree (tenant_id, at) INCLUDE (case_id, score);

CREATE INDEX replies_approval_by_id_tenant ON public.replies_approval USING btree (tenant_id, by_id);

CREATE INDEX replies_approvalrule_department_id_tenant ON public.replies_approvalrule USING btree (tenant_id, department_id);

CREATE INDEX replies_approvalrule_request_type_id_tenant ON public.replies_approvalrule USING btree (tenant_id, request_type_id);

CREATE INDEX replies_approvalrule_sector_id_tenant ON public.replies_approvalrule USING btree (tenant_id, sector_id);

CREATE INDEX replies_draft_agent_id_tenant ON public.replies_draft USING btree (tenant_id, agent_id);

CREATE INDEX replies_draft_case_id_tenant ON public.replies_draft USING btree (tenant_id, case_id);

CREATE INDEX replies_draft_first_author_id_tenant ON public.replies_draft USING btree (tenant_id, first_author_id);

CREATE INDEX replies_draft_message_id_tenant ON public.replies_draft USING btree (tenant_id, message_id);

CREATE INDEX replies_draft_rule_id_tenant ON public.replies_draft USING btree (tenant_id, rule_id);

CREATE INDEX replies_draft_template_version_id_tenant ON public.replies_draft USING btree (tenant_id, template_version_id);

CREATE INDEX replies_draftfile_attachment_id_tenant ON public.replies_draftfile USING btree (tenant_id, attachment_id);

CREATE INDEX replies_replytemplate_department_id_tenant ON public.replies_replytemplate USING btree (tenant_id, department_id);

CREATE INDEX replies_replytemplate_request_type_id_tenant ON public.replies_replytemplate USING btree (tenant_id, request_type_id);

CREATE INDEX routing_rule_agent_id_tenant ON public.routing_rule USING btree (tenant_id, agent_id);

CREATE INDEX routing_rule_calendar_id_tenant ON public.routing_rule USING btree (tenant_id, calendar_id);

CREATE INDEX routing_rule_department_id_tenant ON public.routing_rule USING btree (tenant_id, department_id);

CREATE INDEX routing_rule_district_id_tenant ON public.routing_rule USING btree (tenant_id, district_id);

CREATE INDEX routing_rule_request_type_id_tenant ON public.routing_rule USING btree (tenant_id, request_type_id);

CREATE INDEX routing_rule_sector_id_tenant ON public.routing_rule USING btree (tenant_id, sector_id);

CREATE INDEX savedview_audience ON public.desk_savedview USING btree (tenant_id, audience, name);

CREATE INDEX signinattempt_account ON public.organisation_signinattempt USING btree (account, at);

CREATE INDEX signinattempt_address ON public.organisation_signinattempt USING btree (address, at);

CREATE INDEX signinattempt_at ON public.organisation_signinattempt USING btree (at);

CREATE INDEX task_case ON public.cases_task USING btree (tenant_id, case_id, id);

CREATE INDEX task_ended ON public.cases_task USING btree (tenant_id, ended_at DESC, id DESC) WHERE (NOT ((state)::text = 'open'::text));

CREATE INDEX task_open_department ON public.cases_task USING btree (tenant_id, department_id, due_on, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX task_open_owner ON public.cases_task USING btree (tenant_id, owner_id, due_on, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX tenancy_collectivity_slug_ded0dcf4_like ON public.tenancy_collectivity USING btree (slug varchar_pattern_ops);

CREATE INDEX tenancy_departure_slug_b8d5b159 ON public.tenancy_departure USING btree (slug);

CREATE INDEX tenancy_departure_slug_b8d5b159_like ON public.tenancy_departure USING btree (slug varchar_pattern_ops);

CREATE INDEX tenancy_hostname_collectivity_id_9aa4d59f ON public.tenancy_hostname USING btree (collectivity_id);

CREATE INDEX tenancy_hostname_name_8e4c23c5_like ON public.tenancy_hostname USING btree (name varchar_pattern_ops);

CREATE TRIGGER case_search BEFORE INSERT OR UPDATE OF reference, description, address ON public.cases_case FOR EACH ROW EXECUTE FUNCTION public.case_set_search();

CREATE TRIGGER cases_case_changed_tell AFTER UPDATE ON public.cases_case FOR EACH ROW WHEN ((old.version IS DISTINCT FROM new.version)) EXECUTE FUNCTION public.cases_tell();

CREATE TRIGGER cases_case_opened_tell AFTER INSERT ON public.cases_case FOR EACH ROW WHEN (((new.batch_id IS NULL) AND (COALESCE(current_setting('parvis.loading'::text, true), ''::text) = ''::text))) EXECUTE FUNCTION public.cases_tell();

CREATE TRIGGER cases_task_tell AFTER INSERT OR UPDATE ON public.cases_task FOR EACH ROW WHEN (((new.batch_id IS NULL) AND (COALESCE(current_setting('parvis.loading'::text, true), ''::text) = ''::text))) EXECUTE FUNCTION public.cases_task_tell();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.catalog_calendar REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.catalog_closure REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.catalog_departmentcalendar REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.catalog_learnedword REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.catalog_requesttype REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.organisation_department REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.organisation_sector REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.routing_rule REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_deleted AFTER DELETE ON public.territory_district REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.catalog_calendar REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.catalog_closure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.catalog_departmentcalendar REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.catalog_learnedword REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.catalog_requesttype REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.organisation_department REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.organisation_sector REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.routing_rule REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_inserted AFTER INSERT ON public.territory_district REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.catalog_calendar REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.catalog_closure REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.catalog_departmentcalendar REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.catalog_learnedword REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.catalog_requesttype REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.organisation_department REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.organisation_sector REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.routing_rule REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER configuration_updated AFTER UPDATE ON public.territory_district REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.configuration_moved();

CREATE TRIGGER history_event_append_only BEFORE DELETE OR UPDATE ON public.history_event FOR EACH ROW EXECUTE FUNCTION public.history_refuse();

CREATE TRIGGER history_event_no_truncate BEFORE TRUNCATE ON public.history_event FOR EACH STATEMENT EXECUTE FUNCTION public.history_refuse();

CREATE TRIGGER notifications_delivery_tell AFTER UPDATE OF state ON public.notifications_delivery FOR EACH ROW WHEN (((new.case_id IS NOT NULL) AND ((old.state)::text IS DISTINCT FROM (new.state)::text))) EXECUTE FUNCTION public.notifications_tell();

CREATE TRIGGER organisation_account_tell AFTER UPDATE ON public.organisation_account FOR EACH ROW WHEN ((((old.password)::text IS DISTINCT FROM (new.password)::text) OR (old.is_active IS DISTINCT FROM new.is_active))) EXECUTE FUNCTION public.organisation_account_tell();

CREATE TRIGGER organisation_agent_tell AFTER UPDATE ON public.organisation_agent FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.organisation_agent_tell();

CREATE TRIGGER organisation_department_tell AFTER UPDATE ON public.organisation_department FOR EACH ROW WHEN (((old.sector_id IS DISTINCT FROM new.sector_id) OR (old.also_sectors IS DISTINCT FROM new.also_sectors))) EXECUTE FUNCTION public.organisation_walls_tell();

CREATE TRIGGER organisation_membership_tell AFTER INSERT OR DELETE OR UPDATE ON public.organisation_membership FOR EACH ROW WHEN ((COALESCE(current_setting('parvis.loading'::text, true), ''::text) = ''::text)) EXECUTE FUNCTION public.organisation_membership_tell();

CREATE TRIGGER organisation_sector_tell AFTER UPDATE ON public.organisation_sector FOR EACH ROW WHEN ((old.sealed IS DISTINCT FROM new.sealed)) EXECUTE FUNCTION public.organisation_walls_tell();

CREATE TRIGGER organisation_session_tell AFTER DELETE ON public.django_session FOR EACH ROW WHEN ((old.expire_date > now())) EXECUTE FUNCTION public.organisation_session_tell();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

CREATE TRIGGER replies_draft_gone_tell AFTER DELETE ON public.replies_draft FOR EACH ROW WHEN (((old.state)::text <> 'left'::text)) EXECUTE FUNCTION public.replies_tell();

CREATE TRIGGER replies_draft_made_tell AFTER INSERT ON public.replies_draft FOR EACH ROW WHEN ((COALESCE(current_setting('parvis.loading'::text, true), ''::text) = ''::text)) EXECUTE FUNCTION public.replies_tell();

CREATE TRIGGER replies_draft_moved_tell AFTER UPDATE ON public.replies_draft FOR EACH ROW WHEN (((((old.state)::text IS DISTINCT FROM (new.state)::text) OR (old.agent_id IS DISTINCT FROM new.agent_id)) OR (old.leaves_at IS DISTINCT FROM new.leaves_at))) EXECUTE FUNCTION public.replies_tell();

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_tenant_id_d9358731_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_addressed_to_id_tenant_fk FOREIGN KEY (tenant_id, addressed_to_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_assignee_id_tenant_fk FOREIGN KEY (tenant_id, assignee_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_batch_id_tenant_fk FOREIGN KEY (tenant_id, batch_id) REFERENCES public.history_importbatch(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_district_id_tenant_fk FOREIGN KEY (tenant_id, district_id) REFERENCES public.territory_district(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_opened_by_id_tenant_fk FOREIGN KEY (tenant_id, opened_by_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_person_id_tenant_fk FOREIGN KEY (tenant_id, person_id) REFERENCES public.directory_person(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_request_type_id_tenant_fk FOREIGN KEY (tenant_id, request_type_id) REFERENCES public.catalog_requesttype(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_sector_id_tenant_fk FOREIGN KEY (tenant_id, sector_id) REFERENCES public.organisation_sector(tenant_id, id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_tenant_id_7b78e901_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_caseattachment
    ADD CONSTRAINT cases_caseattachment_attachment_id_tenant_fk FOREIGN KEY (tenant_id, attachment_id) REFERENCES public.files_attachment(tenant_id, id);

ALTER TABLE ONLY public.cases_caseattachment
    ADD CONSTRAINT cases_caseattachment_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_caseattachment
    ADD CONSTRAINT cases_caseattachment_message_id_tenant_fk FOREIGN KEY (tenant_id, message_id) REFERENCES public.cases_message(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_caseattachment
    ADD CONSTRAINT cases_caseattachment_tenant_id_4afab961_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_caselink
    ADD CONSTRAINT cases_caselink_created_by_id_tenant_fk FOREIGN KEY (tenant_id, created_by_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_caselink
    ADD CONSTRAINT cases_caselink_source_id_tenant_fk FOREIGN KEY (tenant_id, source_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_caselink
    ADD CONSTRAINT cases_caselink_target_id_tenant_fk FOREIGN KEY (tenant_id, target_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_caselink
    ADD CONSTRAINT cases_caselink_tenant_id_85b708e8_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_contributor
    ADD CONSTRAINT cases_contributor_created_by_id_tenant_fk FOREIGN KEY (tenant_id, created_by_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_contributor
    ADD CONSTRAINT cases_contributor_task_id_tenant_fk FOREIGN KEY (tenant_id, task_id) REFERENCES public.cases_task(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_contributor
    ADD CONSTRAINT cases_contributor_tenant_id_dc71d078_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_emergencyreading
    ADD CONSTRAINT cases_emergencyreadi_tenant_id_d47ba0b9_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_emergencyreading
    ADD CONSTRAINT cases_emergencyreading_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_emergencyreading
    ADD CONSTRAINT cases_emergencyreading_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_follow
    ADD CONSTRAINT cases_follow_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_follow
    ADD CONSTRAINT cases_follow_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_follow
    ADD CONSTRAINT cases_follow_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_follow
    ADD CONSTRAINT cases_follow_tenant_id_d52388da_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_formerlink
    ADD CONSTRAINT cases_formerlink_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_formerlink
    ADD CONSTRAINT cases_formerlink_tenant_id_17e2cad5_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_mention
    ADD CONSTRAINT cases_mention_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_mention
    ADD CONSTRAINT cases_mention_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_mention
    ADD CONSTRAINT cases_mention_note_id_tenant_fk FOREIGN KEY (tenant_id, note_id) REFERENCES public.cases_note(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_mention
    ADD CONSTRAINT cases_mention_tenant_id_eda20278_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_message
    ADD CONSTRAINT cases_message_author_id_tenant_fk FOREIGN KEY (tenant_id, author_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_message
    ADD CONSTRAINT cases_message_batch_id_tenant_fk FOREIGN KEY (tenant_id, batch_id) REFERENCES public.history_importbatch(tenant_id, id);

ALTER TABLE ONLY public.cases_message
    ADD CONSTRAINT cases_message_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_message
    ADD CONSTRAINT cases_message_tenant_id_39282282_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_note
    ADD CONSTRAINT cases_note_author_id_tenant_fk FOREIGN KEY (tenant_id, author_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_note
    ADD CONSTRAINT cases_note_batch_id_tenant_fk FOREIGN KEY (tenant_id, batch_id) REFERENCES public.history_importbatch(tenant_id, id);

ALTER TABLE ONLY public.cases_note
    ADD CONSTRAINT cases_note_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_note
    ADD CONSTRAINT cases_note_tenant_id_455d222a_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_referencecounter
    ADD CONSTRAINT cases_referencecount_tenant_id_934e8382_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_batch_id_tenant_fk FOREIGN KEY (tenant_id, batch_id) REFERENCES public.history_importbatch(tenant_id, id);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_created_by_id_tenant_fk FOREIGN KEY (tenant_id, created_by_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_ended_by_id_tenant_fk FOREIGN KEY (tenant_id, ended_by_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_owner_id_tenant_fk FOREIGN KEY (tenant_id, owner_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_tenant_id_961c46e2_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_taskstep
    ADD CONSTRAINT cases_taskstep_done_by_id_tenant_fk FOREIGN KEY (tenant_id, done_by_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.cases_taskstep
    ADD CONSTRAINT cases_taskstep_task_id_tenant_fk FOREIGN KEY (tenant_id, task_id) REFERENCES public.cases_task(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.cases_taskstep
    ADD CONSTRAINT cases_taskstep_tenant_id_bee5ffe4_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalog_calendar
    ADD CONSTRAINT catalog_calendar_tenant_id_705cb3c6_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalog_closure
    ADD CONSTRAINT catalog_closure_calendar_id_tenant_fk FOREIGN KEY (tenant_id, calendar_id) REFERENCES public.catalog_calendar(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.catalog_closure
    ADD CONSTRAINT catalog_closure_tenant_id_3fd333b6_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalog_departmentcalendar
    ADD CONSTRAINT catalog_departmentca_tenant_id_b15b9948_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalog_departmentcalendar
    ADD CONSTRAINT catalog_departmentcalendar_calendar_id_tenant_fk FOREIGN KEY (tenant_id, calendar_id) REFERENCES public.catalog_calendar(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.catalog_departmentcalendar
    ADD CONSTRAINT catalog_departmentcalendar_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.catalog_learnedword
    ADD CONSTRAINT catalog_learnedword_request_type_id_tenant_fk FOREIGN KEY (tenant_id, request_type_id) REFERENCES public.catalog_requesttype(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.catalog_learnedword
    ADD CONSTRAINT catalog_learnedword_tenant_id_dfbc6c81_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalog_requesttype
    ADD CONSTRAINT catalog_requesttype_calendar_id_tenant_fk FOREIGN KEY (tenant_id, calendar_id) REFERENCES public.catalog_calendar(tenant_id, id);

ALTER TABLE ONLY public.catalog_requesttype
    ADD CONSTRAINT catalog_requesttype_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.catalog_requesttype
    ADD CONSTRAINT catalog_requesttype_sector_id_tenant_fk FOREIGN KEY (tenant_id, sector_id) REFERENCES public.organisation_sector(tenant_id, id);

ALTER TABLE ONLY public.catalog_requesttype
    ADD CONSTRAINT catalog_requesttype_tenant_id_08ce1f8b_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_bulkitem
    ADD CONSTRAINT desk_bulkitem_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.desk_bulkitem
    ADD CONSTRAINT desk_bulkitem_run_id_tenant_fk FOREIGN KEY (tenant_id, run_id) REFERENCES public.desk_bulkrun(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.desk_bulkitem
    ADD CONSTRAINT desk_bulkitem_tenant_id_d64321b8_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_bulkrun
    ADD CONSTRAINT desk_bulkrun_by_id_tenant_fk FOREIGN KEY (tenant_id, by_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.desk_bulkrun
    ADD CONSTRAINT desk_bulkrun_tenant_id_d56c3be3_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_guidevisit
    ADD CONSTRAINT desk_guidevisit_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.desk_guidevisit
    ADD CONSTRAINT desk_guidevisit_tenant_id_d70a24db_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_listpreference
    ADD CONSTRAINT desk_listpreference_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.desk_listpreference
    ADD CONSTRAINT desk_listpreference_tenant_id_1ed213f7_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_savedview
    ADD CONSTRAINT desk_savedview_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.desk_savedview
    ADD CONSTRAINT desk_savedview_owner_id_tenant_fk FOREIGN KEY (tenant_id, owner_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.desk_savedview
    ADD CONSTRAINT desk_savedview_tenant_id_69b53338_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_viewplacement
    ADD CONSTRAINT desk_viewplacement_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.desk_viewplacement
    ADD CONSTRAINT desk_viewplacement_tenant_id_4d9d6d84_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.desk_viewplacement
    ADD CONSTRAINT desk_viewplacement_view_id_tenant_fk FOREIGN KEY (tenant_id, view_id) REFERENCES public.desk_savedview(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.directory_contactpoint
    ADD CONSTRAINT directory_contactpoi_tenant_id_b7815c21_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_contactpoint
    ADD CONSTRAINT directory_contactpoint_person_id_tenant_fk FOREIGN KEY (tenant_id, person_id) REFERENCES public.directory_person(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.directory_person
    ADD CONSTRAINT directory_person_tenant_id_af769391_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.files_attachment
    ADD CONSTRAINT files_attachment_tenant_id_4bdb07b3_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.history_accesslog
    ADD CONSTRAINT history_accesslog_tenant_id_21767854_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.history_erasure
    ADD CONSTRAINT history_erasure_tenant_id_c2780284_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.history_event
    ADD CONSTRAINT history_event_tenant_id_08936127_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.history_importbatch
    ADD CONSTRAINT history_importbatch_tenant_id_bcbcc482_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.history_tombstone
    ADD CONSTRAINT history_tombstone_tenant_id_aa704774_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.intake_idempotencykey
    ADD CONSTRAINT intake_idempotencyke_tenant_id_c9cf88c5_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.intake_idempotencykey
    ADD CONSTRAINT intake_idempotencykey_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.intake_importedrow
    ADD CONSTRAINT intake_importedrow_batch_id_tenant_fk FOREIGN KEY (tenant_id, batch_id) REFERENCES public.history_importbatch(tenant_id, id);

ALTER TABLE ONLY public.intake_importedrow
    ADD CONSTRAINT intake_importedrow_tenant_id_e5c6120a_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.intake_importrun
    ADD CONSTRAINT intake_importrun_import_batch_id_tenant_fk FOREIGN KEY (tenant_id, import_batch_id) REFERENCES public.history_importbatch(tenant_id, id);

ALTER TABLE ONLY public.intake_importrun
    ADD CONSTRAINT intake_importrun_tenant_id_1dabbff7_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.intake_savedmapping
    ADD CONSTRAINT intake_savedmapping_tenant_id_159eb9f8_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notifications_agentnotice
    ADD CONSTRAINT notifications_agentn_tenant_id_18495d51_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notifications_agentnotice
    ADD CONSTRAINT notifications_agentnotice_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notifications_agentnotice
    ADD CONSTRAINT notifications_agentnotice_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notifications_agentpreference
    ADD CONSTRAINT notifications_agentp_tenant_id_496dd7a1_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notifications_agentpreference
    ADD CONSTRAINT notifications_agentpreference_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notifications_casereading
    ADD CONSTRAINT notifications_casere_tenant_id_67235173_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notifications_casereading
    ADD CONSTRAINT notifications_casereading_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notifications_casereading
    ADD CONSTRAINT notifications_casereading_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notifications_delivery
    ADD CONSTRAINT notifications_delive_tenant_id_f32037c6_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notifications_delivery
    ADD CONSTRAINT notifications_delivery_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.notifications_delivery
    ADD CONSTRAINT notifications_delivery_message_id_tenant_fk FOREIGN KEY (tenant_id, message_id) REFERENCES public.cases_message(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.organisation_agent
    ADD CONSTRAINT organisation_agent_account_id_0976ac8b_fk_organisat FOREIGN KEY (account_id) REFERENCES public.organisation_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_agent
    ADD CONSTRAINT organisation_agent_tenant_id_7e26364b_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_department
    ADD CONSTRAINT organisation_departm_tenant_id_f2ddd6a2_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_department
    ADD CONSTRAINT organisation_department_parent_id_tenant_fk FOREIGN KEY (tenant_id, parent_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.organisation_department
    ADD CONSTRAINT organisation_department_sector_id_tenant_fk FOREIGN KEY (tenant_id, sector_id) REFERENCES public.organisation_sector(tenant_id, id);

ALTER TABLE ONLY public.organisation_membership
    ADD CONSTRAINT organisation_members_tenant_id_d22ba970_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.organisation_membership
    ADD CONSTRAINT organisation_membership_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.organisation_membership
    ADD CONSTRAINT organisation_membership_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.organisation_sector
    ADD CONSTRAINT organisation_sector_tenant_id_9cf22969_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.replies_approval
    ADD CONSTRAINT replies_approval_by_id_tenant_fk FOREIGN KEY (tenant_id, by_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.replies_approval
    ADD CONSTRAINT replies_approval_draft_id_tenant_fk FOREIGN KEY (tenant_id, draft_id) REFERENCES public.replies_draft(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.replies_approval
    ADD CONSTRAINT replies_approval_tenant_id_5c3f90fa_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.replies_approvalrule
    ADD CONSTRAINT replies_approvalrule_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.replies_approvalrule
    ADD CONSTRAINT replies_approvalrule_request_type_id_tenant_fk FOREIGN KEY (tenant_id, request_type_id) REFERENCES public.catalog_requesttype(tenant_id, id);

ALTER TABLE ONLY public.replies_approvalrule
    ADD CONSTRAINT replies_approvalrule_sector_id_tenant_fk FOREIGN KEY (tenant_id, sector_id) REFERENCES public.organisation_sector(tenant_id, id);

ALTER TABLE ONLY public.replies_approvalrule
    ADD CONSTRAINT replies_approvalrule_tenant_id_d2242fe4_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.replies_draft
    ADD CONSTRAINT replies_draft_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.replies_draft
    ADD CONSTRAINT replies_draft_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.replies_draft
    ADD CONSTRAINT replies_draft_first_author_id_tenant_fk FOREIGN KEY (tenant_id, first_author_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.replies_draft
    ADD CONSTRAINT replies_draft_message_id_tenant_fk FOREIGN KEY (tenant_id, message_id) REFERENCES public.cases_message(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.replies_draft
    ADD CONSTRAINT replies_draft_rule_id_tenant_fk FOREIGN KEY (tenant_id, rule_id) REFERENCES public.replies_approvalrule(tenant_id, id);

ALTER TABLE ONLY public.replies_draft
    ADD CONSTRAINT replies_draft_template_version_id_tenant_fk FOREIGN KEY (tenant_id, template_version_id) REFERENCES public.replies_replytemplateversion(tenant_id, id);

ALTER TABLE ONLY public.replies_draft
    ADD CONSTRAINT replies_draft_tenant_id_8d4d8021_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.replies_draftfile
    ADD CONSTRAINT replies_draftfile_attachment_id_tenant_fk FOREIGN KEY (tenant_id, attachment_id) REFERENCES public.files_attachment(tenant_id, id);

ALTER TABLE ONLY public.replies_draftfile
    ADD CONSTRAINT replies_draftfile_draft_id_tenant_fk FOREIGN KEY (tenant_id, draft_id) REFERENCES public.replies_draft(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.replies_draftfile
    ADD CONSTRAINT replies_draftfile_tenant_id_1e6bb32e_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.replies_replytemplate
    ADD CONSTRAINT replies_replytemplat_tenant_id_d18c9d89_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.replies_replytemplateversion
    ADD CONSTRAINT replies_replytemplat_tenant_id_d853bdec_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.replies_replytemplate
    ADD CONSTRAINT replies_replytemplate_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.replies_replytemplate
    ADD CONSTRAINT replies_replytemplate_request_type_id_tenant_fk FOREIGN KEY (tenant_id, request_type_id) REFERENCES public.catalog_requesttype(tenant_id, id);

ALTER TABLE ONLY public.replies_replytemplateversion
    ADD CONSTRAINT replies_replytemplateversion_template_id_tenant_fk FOREIGN KEY (tenant_id, template_id) REFERENCES public.replies_replytemplate(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT routing_rule_agent_id_tenant_fk FOREIGN KEY (tenant_id, agent_id) REFERENCES public.organisation_agent(tenant_id, id);

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT routing_rule_calendar_id_tenant_fk FOREIGN KEY (tenant_id, calendar_id) REFERENCES public.catalog_calendar(tenant_id, id);

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT routing_rule_department_id_tenant_fk FOREIGN KEY (tenant_id, department_id) REFERENCES public.organisation_department(tenant_id, id);

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT routing_rule_district_id_tenant_fk FOREIGN KEY (tenant_id, district_id) REFERENCES public.territory_district(tenant_id, id);

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT routing_rule_request_type_id_tenant_fk FOREIGN KEY (tenant_id, request_type_id) REFERENCES public.catalog_requesttype(tenant_id, id);

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT routing_rule_sector_id_tenant_fk FOREIGN KEY (tenant_id, sector_id) REFERENCES public.organisation_sector(tenant_id, id);

ALTER TABLE ONLY public.routing_rule
    ADD CONSTRAINT routing_rule_tenant_id_43a30109_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.surveys_rating
    ADD CONSTRAINT surveys_rating_case_id_tenant_fk FOREIGN KEY (tenant_id, case_id) REFERENCES public.cases_case(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.surveys_rating
    ADD CONSTRAINT surveys_rating_tenant_id_b6e61331_fk_tenancy_collectivity_id FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tenancy_configurationstamp
    ADD CONSTRAINT tenancy_configuratio_tenant_id_f7669bca_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.tenancy_hostname
    ADD CONSTRAINT tenancy_hostname_collectivity_id_9aa4d59f_fk_tenancy_c FOREIGN KEY (collectivity_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.territory_district
    ADD CONSTRAINT territory_district_tenant_id_0a00c89b_fk_tenancy_c FOREIGN KEY (tenant_id) REFERENCES public.tenancy_collectivity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE public.api_token ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_case ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_caseattachment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_caselink ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_contributor ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_emergencyreading ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_follow ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_formerlink ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_mention ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_message ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_note ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_referencecounter ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_task ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.cases_taskstep ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.catalog_calendar ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.catalog_closure ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.catalog_departmentcalendar ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.catalog_learnedword ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.catalog_requesttype ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.desk_bulkitem ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.desk_bulkrun ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.desk_guidevisit ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.desk_listpreference ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.desk_savedview ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.desk_viewplacement ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_contactpoint ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.files_attachment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.history_accesslog ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.history_erasure ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.history_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.history_importbatch ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.history_tombstone ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.intake_idempotencykey ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.intake_importedrow ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.intake_importrun ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.intake_savedmapping ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_agentnotice ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_agentpreference ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_casereading ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notifications_delivery ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.organisation_agent ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.organisation_department ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.organisation_membership ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.organisation_sector ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.replies_approval ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.replies_approvalrule ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.replies_draft ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.replies_draftfile ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.replies_replytemplate ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.replies_replytemplateversion ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.routing_rule ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.surveys_rating ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.tenancy_configurationstamp ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON public.api_token USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_case USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_caseattachment USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_caselink USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_contributor USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_emergencyreading USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_follow USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_formerlink USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_mention USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_message USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_note USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_referencecounter USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_task USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.cases_taskstep USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.catalog_calendar USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.catalog_closure USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.catalog_departmentcalendar USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.catalog_learnedword USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.catalog_requesttype USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.desk_bulkitem USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.desk_bulkrun USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.desk_guidevisit USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.desk_listpreference USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.desk_savedview USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.desk_viewplacement USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.directory_contactpoint USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.directory_person USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.files_attachment USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.history_accesslog USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.history_erasure USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.history_event USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.history_importbatch USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.history_tombstone USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.intake_idempotencykey USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.intake_importedrow USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.intake_importrun USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.intake_savedmapping USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.notifications_agentnotice USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.notifications_agentpreference USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.notifications_casereading USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.notifications_delivery USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.organisation_agent USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.organisation_department USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.organisation_membership USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.organisation_sector USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.replies_approval USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.replies_approvalrule USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.replies_draft USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.replies_draftfile USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.replies_replytemplate USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.replies_replytemplateversion USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.routing_rule USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.surveys_rating USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.tenancy_configurationstamp USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

CREATE POLICY tenant_isolation ON public.territory_district USING ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint)) WITH CHECK ((tenant_id = (NULLIF(current_setting('parvis.tenant'::text, true), ''::text))::bigint));

ALTER TABLE public.territory_district ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA public TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_case TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_jobs TO parvis_app;

REVOKE ALL ON FUNCTION public.remove_town_events(p_departure bigint) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_token TO parvis_app;

GRANT USAGE ON SEQUENCE public.api_token_id_seq TO parvis_app;

GRANT USAGE ON SEQUENCE public.auth_group_id_seq TO parvis_app;

GRANT USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO parvis_app;

GRANT USAGE ON SEQUENCE public.auth_permission_id_seq TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_case_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_caseattachment TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_caseattachment_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_caselink TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_caselink_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_contributor TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_contributor_id_seq TO parvis_app;

GRANT SELECT,INSERT ON TABLE public.cases_emergencyreading TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_emergencyreading_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_follow TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_follow_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.cases_formerlink TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_formerlink_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.cases_mention TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_mention_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_message TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_message_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_note TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_note_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_referencecounter TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_referencecounter_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_task TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_task_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases_taskstep TO parvis_app;

GRANT USAGE ON SEQUENCE public.cases_taskstep_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.catalog_calendar TO parvis_app;

GRANT USAGE ON SEQUENCE public.catalog_calendar_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.catalog_closure TO parvis_app;

GRANT USAGE ON SEQUENCE public.catalog_closure_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.catalog_departmentcalendar TO parvis_app;

GRANT USAGE ON SEQUENCE public.catalog_departmentcalendar_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.catalog_learnedword TO parvis_app;

GRANT USAGE ON SEQUENCE public.catalog_learnedword_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.catalog_requesttype TO parvis_app;

GRANT USAGE ON SEQUENCE public.catalog_requesttype_id_seq TO parvis_app;

GRANT USAGE ON SEQUENCE public.configuration_stamps TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.desk_bulkitem TO parvis_app;

GRANT USAGE ON SEQUENCE public.desk_bulkitem_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.desk_bulkrun TO parvis_app;

GRANT USAGE ON SEQUENCE public.desk_bulkrun_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.desk_guidevisit TO parvis_app;

GRANT USAGE ON SEQUENCE public.desk_guidevisit_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.desk_listpreference TO parvis_app;

GRANT USAGE ON SEQUENCE public.desk_listpreference_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.desk_savedview TO parvis_app;

GRANT USAGE ON SEQUENCE public.desk_savedview_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.desk_viewplacement TO parvis_app;

GRANT USAGE ON SEQUENCE public.desk_viewplacement_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.directory_contactpoint TO parvis_app;

GRANT USAGE ON SEQUENCE public.directory_contactpoint_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.directory_person TO parvis_app;

GRANT USAGE ON SEQUENCE public.directory_person_id_seq TO parvis_app;

GRANT SELECT ON TABLE public.django_content_type TO parvis_app;

GRANT USAGE ON SEQUENCE public.django_content_type_id_seq TO parvis_app;

GRANT SELECT ON TABLE public.django_migrations TO parvis_app;

GRANT USAGE ON SEQUENCE public.django_migrations_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_session TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.files_attachment TO parvis_app;

GRANT USAGE ON SEQUENCE public.files_attachment_id_seq TO parvis_app;

GRANT SELECT,INSERT ON TABLE public.history_accesslog TO parvis_app;

GRANT USAGE ON SEQUENCE public.history_accesslog_id_seq TO parvis_app;

GRANT SELECT,INSERT ON TABLE public.history_erasure TO parvis_app;

GRANT USAGE ON SEQUENCE public.history_erasure_id_seq TO parvis_app;

GRANT SELECT,INSERT ON TABLE public.history_event TO parvis_app;

GRANT USAGE ON SEQUENCE public.history_event_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.history_importbatch TO parvis_app;

GRANT USAGE ON SEQUENCE public.history_importbatch_id_seq TO parvis_app;

GRANT SELECT ON TABLE public.history_tombstone TO parvis_app;

GRANT USAGE ON SEQUENCE public.history_tombstone_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.intake_idempotencykey TO parvis_app;

GRANT USAGE ON SEQUENCE public.intake_idempotencykey_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.intake_importedrow TO parvis_app;

GRANT USAGE ON SEQUENCE public.intake_importedrow_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.intake_importrun TO parvis_app;

GRANT USAGE ON SEQUENCE public.intake_importrun_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.intake_savedmapping TO parvis_app;

GRANT USAGE ON SEQUENCE public.intake_savedmapping_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notifications_agentnotice TO parvis_app;

GRANT USAGE ON SEQUENCE public.notifications_agentnotice_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notifications_agentpreference TO parvis_app;

GRANT USAGE ON SEQUENCE public.notifications_agentpreference_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notifications_casereading TO parvis_app;

GRANT USAGE ON SEQUENCE public.notifications_casereading_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notifications_delivery TO parvis_app;

GRANT USAGE ON SEQUENCE public.notifications_delivery_id_seq TO parvis_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.organisation_account TO parvis_app;

GRANT USAGE ON SEQUENCE public.organisation_account_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organisation_agent TO parvis_app;

GRANT USAGE ON SEQUENCE public.organisation_agent_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organisation_department TO parvis_app;

GRANT USAGE ON SEQUENCE public.organisation_department_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organisation_membership TO parvis_app;

GRANT USAGE ON SEQUENCE public.organisation_membership_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organisation_sector TO parvis_app;

GRANT USAGE ON SEQUENCE public.organisation_sector_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.organisation_signinattempt TO parvis_app;

GRANT USAGE ON SEQUENCE public.organisation_signinattempt_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_events TO parvis_app;

GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO parvis_app;

GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_periodic_defers TO parvis_app;

GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_workers TO parvis_app;

GRANT USAGE ON SEQUENCE public.procrastinate_workers_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.replies_approval TO parvis_app;

GRANT USAGE ON SEQUENCE public.replies_approval_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.replies_approvalrule TO parvis_app;

GRANT USAGE ON SEQUENCE public.replies_approvalrule_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.replies_draft TO parvis_app;

GRANT USAGE ON SEQUENCE public.replies_draft_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.replies_draftfile TO parvis_app;

GRANT USAGE ON SEQUENCE public.replies_draftfile_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.replies_replytemplate TO parvis_app;

GRANT USAGE ON SEQUENCE public.replies_replytemplate_id_seq TO parvis_app;

GRANT SELECT,INSERT ON TABLE public.replies_replytemplateversion TO parvis_app;

GRANT USAGE ON SEQUENCE public.replies_replytemplateversion_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.routing_rule TO parvis_app;

GRANT USAGE ON SEQUENCE public.routing_rule_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.surveys_rating TO parvis_app;

GRANT USAGE ON SEQUENCE public.surveys_rating_id_seq TO parvis_app;

GRANT SELECT ON TABLE public.tenancy_collectivity TO parvis_app;

GRANT UPDATE(name) ON TABLE public.tenancy_collectivity TO parvis_app;

GRANT UPDATE(address) ON TABLE public.tenancy_collectivity TO parvis_app;

GRANT UPDATE(email) ON TABLE public.tenancy_collectivity TO parvis_app;

GRANT UPDATE(phone) ON TABLE public.tenancy_collectivity TO parvis_app;

GRANT UPDATE(accent) ON TABLE public.tenancy_collectivity TO parvis_app;

GRANT UPDATE(latitude) ON TABLE public.tenancy_collectivity TO parvis_app;

GRANT UPDATE(longitude) ON TABLE public.tenancy_collectivity TO parvis_app;

GRANT USAGE ON SEQUENCE public.tenancy_collectivity_id_seq TO parvis_app;

GRANT SELECT ON TABLE public.tenancy_configurationstamp TO parvis_app;

GRANT USAGE ON SEQUENCE public.tenancy_configurationstamp_id_seq TO parvis_app;

GRANT USAGE ON SEQUENCE public.tenancy_departure_id_seq TO parvis_app;

GRANT SELECT ON TABLE public.tenancy_hostname TO parvis_app;

GRANT USAGE ON SEQUENCE public.tenancy_hostname_id_seq TO parvis_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.territory_district TO parvis_app;

GRANT USAGE ON SEQUENCE public.territory_district_id_seq TO parvis_app;
