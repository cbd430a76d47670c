import { TOKEN_CLASSES } from "#shared/usage/usageRow.ts";

/** Columns of tokens, one for each class. */
export const TOKENS = TOKEN_CLASSES.map((name) => `t_${name}`);
const ALL_TOKENS = TOKENS.join(" + ");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * A request is the same as another by its own id, where it has one, else by everything it says; a sum over a stretch of
 * time by its stretch, kind and owner, or by the session that it is about. Whether two files that share an identity
 * report the same work is decided in shared/usage/overlaps/sameRows.ts.
 */
export const IDENTITY = `
CREATE TEMP TABLE identified AS
SELECT g.*, md5_number(CASE
    WHEN grain = 0 THEN concat('i', chr(0), source, chr(0), row_id)
    WHEN grain > 1 AND row_id IS NOT NULL THEN concat('s', chr(0), source, chr(0), row_id, chr(0), coalesce(origin, chr(1)))
    WHEN grain > 1 THEN concat('w', chr(0), kind, chr(0), began, chr(0), ended, chr(0), coalesce(run, chr(1)), chr(0), coalesce(task, chr(1)), chr(0), coalesce(person, chr(1)), chr(0), coalesce(origin, chr(1)))
    ELSE concat('c', chr(0), kind, chr(0), began, chr(0), coalesce(run, chr(1)), chr(0), coalesce(task, chr(1)), chr(0), coalesce(person, chr(1)), chr(0), coalesce(origin, chr(1)), chr(0),
      ${TOKENS.map((name) => `${name}::BIGINT, chr(0)`).join(", ")}, coalesce(billed::VARCHAR, chr(1)), chr(0), coalesce(listed::VARCHAR, chr(1)), chr(0), coalesce(outcome::TINYINT, 2))
  END) AS identity
FROM (
  SELECT s.* EXCLUDE (kind, began, ended), s.kind::INTEGER AS kind, s.began::BIGINT AS began, s.ended::BIGINT AS ended, k.source, CASE
    WHEN s.ended <= s.began OR (is_whole = 0 AND row_id IS NOT NULL) THEN CASE WHEN row_id IS NULL THEN 1 ELSE 0 END
    WHEN run IS NOT NULL THEN 8
    WHEN s.ended - s.began <= ${HOUR} THEN 2 WHEN s.ended - s.began < ${23 * HOUR} THEN 3 WHEN s.ended - s.began <= ${25 * HOUR} THEN 4 WHEN s.ended - s.began <= ${8 * DAY} THEN 5
    WHEN s.ended - s.began <= ${32 * DAY} THEN 6 ELSE 7 END AS grain
  FROM temp.staged s JOIN kinds k ON k.kind = s.kind) g;`;

/**
 * Equal requests within a file are numbered, so that the second one in one file matches the second one in another. In hex, because the database takes 80 µs to write such a number in decimals. Of an id that stands on several
 * lines of a file the fullest line stays, the last of equals: an answer is written down again while it grows.
 */
export const WITHIN_FILES = `
CREATE TEMP TABLE repeats AS SELECT seq, md5_number(concat(hex(identity), chr(0), nth)) AS identity FROM (
  SELECT seq, identity, row_number() OVER (PARTITION BY file, identity ORDER BY seq) AS nth FROM temp.identified
  WHERE grain = 1 AND (file, identity) IN (SELECT file, identity FROM temp.identified WHERE grain = 1 GROUP BY ALL HAVING count(*) > 1))
WHERE nth > 1;
UPDATE temp.identified SET identity = repeats.identity FROM temp.repeats WHERE identified.seq = repeats.seq;
CREATE TEMP TABLE lesser AS SELECT seq, file FROM (
  SELECT seq, file, row_number() OVER (PARTITION BY file, identity, origin ORDER BY ${ALL_TOKENS} DESC, coalesce(billed, listed, 0) DESC, seq DESC) AS nth FROM temp.identified
  WHERE grain = 0 AND (file, identity) IN (SELECT file, identity FROM temp.identified WHERE grain = 0 GROUP BY ALL HAVING count(*) > 1))
WHERE nth > 1;
DELETE FROM temp.identified WHERE seq IN (SELECT seq FROM temp.lesser);`;

/** Identities that more than one file has, at least one of the files new. */
export const CONTESTED = `
CREATE TEMP TABLE contested AS
SELECT identity FROM temp.identified GROUP BY identity HAVING min(file) <> max(file)
UNION SELECT identity FROM temp.identified WHERE identity IN (SELECT identity FROM entries);`;
