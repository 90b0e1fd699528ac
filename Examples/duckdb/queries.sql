-- Three questions to the records of calx, for DuckDB:
--
--     calx analyze reports/ -o records.jsonl
--     duckdb < queries.sql
--
-- A query that writes to standard output for longer than two seconds needs this, or the progress bar is in the data.
SET enable_progress_bar = false;

-- The schema is fixed, so it need not be guessed from a sample. Offsets, mentions and evidence can be added alike.
CREATE OR REPLACE VIEW records AS
SELECT * FROM read_json('records.jsonl', format = 'newline_delimited', maximum_object_size = 67108864, columns = {
  id: 'VARCHAR', modality: 'VARCHAR',
  error: 'STRUCT(code VARCHAR, message VARCHAR, line BIGINT)',
  findings: 'STRUCT(id VARCHAR, kind VARCHAR, organ VARCHAR, part VARCHAR, laterality VARCHAR, size_mm DOUBLE[],
    severity VARCHAR, "change" VARCHAR, presence VARCHAR, temporality VARCHAR, experiencer VARCHAR,
    causes STRUCT(name VARCHAR, "class" VARCHAR, rank INTEGER)[], urgency VARCHAR, missing VARCHAR[])[]',
  recommendations: 'STRUCT(modality VARCHAR, interval_days BIGINT[], conditional BOOLEAN, negated BOOLEAN,
    findings VARCHAR[])[]',
  flags: 'STRUCT(rule VARCHAR, severity VARCHAR, finding VARCHAR, message VARCHAR)[]'});

-- 1. What was found, by organ, and in how many of the reports that could be read.
WITH found AS (SELECT id, unnest(findings) AS f FROM records)
SELECT f.organ,
       count(*) FILTER (f.presence = 'present') AS present,
       count(*) FILTER (f.presence = 'possible') AS possible,
       count(*) FILTER (f.presence = 'absent') AS absent,
       count(DISTINCT id) AS reports,
       (SELECT count(*) FROM records WHERE error IS NULL) AS of
FROM found
WHERE f.temporality = 'current' AND f.experiencer = 'patient'
GROUP BY f.organ
ORDER BY present DESC, f.organ;

-- 2. What somebody should act on soon and the report gives no advice about.
SELECT id, f.id AS finding, f.kind, f.laterality, f.organ, list_max(f.size_mm) AS mm, f.urgency,
       f.causes[1].name AS likely
FROM (SELECT id, recommendations, unnest(findings) AS f FROM records)
WHERE f.urgency IN ('soon', 'urgent')
  AND NOT list_contains(flatten(list_transform(recommendations, lambda r: r.findings)), f.id)
ORDER BY f.urgency DESC, id, finding;

-- 3. Which descriptors reports leave out, by organ: n of N findings.
WITH present AS (SELECT unnest(findings) AS f FROM records),
     all_of AS (SELECT f.organ AS organ, count(*) AS n FROM present WHERE f.presence = 'present' GROUP BY ALL),
     gaps AS (SELECT f.organ AS organ, unnest(f.missing) AS missing FROM present WHERE f.presence = 'present')
SELECT gaps.organ, missing, count(*) AS left_out, any_value(n) AS of, round(100 * count(*) / any_value(n)) AS percent
FROM gaps JOIN all_of ON gaps.organ IS NOT DISTINCT FROM all_of.organ
GROUP BY gaps.organ, missing
ORDER BY left_out DESC, gaps.organ, missing
LIMIT 20;
