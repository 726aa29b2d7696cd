-- One statement a line, run for each column {c} with two of its values {v} and {w}; where a line has {x}, for each value
-- of another storage class as well. Read:
SELECT id, {c} FROM samples ORDER BY id
SELECT s.{c} AS value FROM samples AS s WHERE s.id = 1
SELECT * FROM (SELECT id AS i, {c} AS value FROM samples) ORDER BY i
WITH t AS (SELECT id, {c} FROM samples) SELECT {c} FROM t ORDER BY id
SELECT DISTINCT {c} FROM samples
SELECT count({c}), count(DISTINCT {c}) FROM samples
SELECT typeof({c}) FROM samples ORDER BY id
SELECT {c} IS NULL, {c} NOTNULL FROM samples ORDER BY id
SELECT length({c}) FROM samples ORDER BY id
SELECT hex({c}), quote({c}) FROM samples ORDER BY id
SELECT {c} || 'x', 'x' || {c} FROM samples ORDER BY id
SELECT upper({c}), lower({c}), trim({c}) FROM samples ORDER BY id
SELECT substr({c}, 1, 3), instr({c}, '1'), replace({c}, '1', '2') FROM samples ORDER BY id
SELECT coalesce({c}, 'none') FROM samples ORDER BY id
SELECT coalesce({c}, {v}), ifnull({c}, ?) FROM samples ORDER BY id --? {w}
SELECT ifnull({c}, ?) FROM samples ORDER BY id --? {x}
SELECT CASE WHEN id > 2 THEN {c} END FROM samples ORDER BY id
SELECT CASE WHEN id > 2 THEN {c} ELSE 'x' END FROM samples ORDER BY id
SELECT CASE {c} WHEN {v} THEN 'v' WHEN {w} THEN 'w' ELSE 'else' END FROM samples ORDER BY id
SELECT CAST({c} AS TEXT), CAST({c} AS INTEGER), CAST({c} AS REAL) FROM samples ORDER BY id
SELECT {c} + 0, -{c}, {c} * 2 FROM samples ORDER BY id
SELECT min({c}), max({c}) FROM samples
SELECT sum({c}), total({c}), avg({c}) FROM samples
SELECT group_concat({c}, ';' ORDER BY id) FROM samples
SELECT (SELECT t.{c} FROM samples t WHERE t.id = s.id) FROM samples s ORDER BY s.id
SELECT nullif({c}, {v}) FROM samples ORDER BY id
-- Compare:
SELECT id FROM samples WHERE {c} = {v} ORDER BY id
SELECT id FROM samples WHERE {c} <> {v} ORDER BY id
SELECT id FROM samples WHERE {c} < {v} ORDER BY id
SELECT id FROM samples WHERE {c} <= {v} ORDER BY id
SELECT id FROM samples WHERE {c} > {w} ORDER BY id
SELECT id FROM samples WHERE {c} >= {w} ORDER BY id
SELECT id FROM samples WHERE {c} IS {v} ORDER BY id
SELECT id FROM samples WHERE {c} IS NOT {v} ORDER BY id
SELECT id FROM samples WHERE {c} = ? ORDER BY id --? {v}
SELECT id FROM samples WHERE {c} <> ? ORDER BY id --? {v}
SELECT id FROM samples WHERE {c} < ? ORDER BY id --? {w}
SELECT id FROM samples WHERE {c} >= ? ORDER BY id --? {w}
SELECT id FROM samples WHERE {c} IS ? ORDER BY id --? {v}
SELECT id FROM samples WHERE {c} IS ? ORDER BY id --? NULL
SELECT id FROM samples WHERE {v} = {c} ORDER BY id
SELECT id FROM samples WHERE NOT ({c} = {v}) ORDER BY id
SELECT id FROM samples WHERE {c} IN ({v}, {w}) ORDER BY id
SELECT id FROM samples WHERE {c} NOT IN (?, {w}) ORDER BY id --? {v}
SELECT id FROM samples WHERE {c} BETWEEN {v} AND {w} ORDER BY id
SELECT id FROM samples WHERE {c} BETWEEN ? AND ? ORDER BY id --? {v}, {w}
SELECT id FROM samples WHERE {c} = {v} COLLATE NOCASE ORDER BY id
SELECT id FROM samples WHERE {c} COLLATE NOCASE < {w} ORDER BY id
SELECT id FROM samples WHERE {c} = upper({v}) ORDER BY id
SELECT id FROM samples WHERE {c} LIKE '%1%' ORDER BY id
SELECT id FROM samples WHERE {c} LIKE 'a%' ORDER BY id
SELECT id FROM samples WHERE {c} GLOB '*1*' ORDER BY id
SELECT id FROM samples WHERE {c} ORDER BY id
SELECT id FROM samples WHERE NOT {c} ORDER BY id
SELECT {c} = {v}, {c} < {w}, {c} IS {v} FROM samples ORDER BY id
SELECT id FROM samples WHERE {c} = (SELECT {c} FROM samples WHERE id = 1) ORDER BY id
SELECT id FROM samples WHERE {c} IN (SELECT {c} FROM samples WHERE id < 3) ORDER BY id
SELECT id FROM samples s WHERE EXISTS (SELECT 1 FROM samples t WHERE t.{c} = s.{c} AND t.id <> s.id) ORDER BY id
SELECT a.id, b.id FROM samples a JOIN samples b ON a.{c} = b.{c} ORDER BY a.id, b.id
SELECT a.id, b.id FROM samples a LEFT JOIN samples b ON a.{c} < b.{c} ORDER BY a.id, b.id
SELECT {c} = {x}, {c} <> {x}, {c} < {x}, {c} >= {x}, {c} IS {x} FROM samples ORDER BY id
SELECT id FROM samples WHERE {c} = {x} OR {c} > {x} ORDER BY id
SELECT id FROM samples WHERE {c} = ? ORDER BY id --? {x}
SELECT id FROM samples WHERE {c} <> ? ORDER BY id --? {x}
SELECT id FROM samples WHERE {c} < ? ORDER BY id --? {x}
SELECT id FROM samples WHERE {c} IN ({x}, {v}) ORDER BY id
-- Order and group:
SELECT id FROM samples ORDER BY {c}, id
SELECT id FROM samples ORDER BY {c} DESC, id
SELECT id FROM samples ORDER BY {c} NULLS LAST, id LIMIT 3
SELECT id FROM samples ORDER BY {c} COLLATE NOCASE, id
SELECT {c} FROM samples ORDER BY 1
SELECT id FROM samples ORDER BY coalesce({c}, {v}), id
SELECT {c}, count(*) FROM samples GROUP BY {c}
SELECT {c}, count(*) AS n FROM samples GROUP BY {c} HAVING n > 1
SELECT {c} FROM samples UNION SELECT {c} FROM samples
SELECT {c} FROM samples EXCEPT SELECT {c} FROM samples WHERE id < 3
SELECT {c} FROM samples UNION ALL SELECT 'x'
SELECT id, row_number() OVER (ORDER BY {c}, id) FROM samples ORDER BY id
SELECT id, lag({c}) OVER (ORDER BY id), count(*) OVER (PARTITION BY {c}) FROM samples ORDER BY id
-- Write:
UPDATE samples SET {c} = {v} WHERE id = 2
UPDATE samples SET {c} = ? WHERE id = 2 --? {w}
UPDATE samples SET {c} = NULL WHERE id = 1
UPDATE samples SET {c} = ? WHERE {c} = ? --? {w}, {v}
UPDATE samples SET {c} = {c}
UPDATE samples SET {c} = (SELECT t.{c} FROM samples t WHERE t.id = 1) WHERE id = 2
UPDATE samples SET {c} = coalesce({c}, {v})
UPDATE samples SET {c} = CASE WHEN id = 1 THEN {w} ELSE {c} END
UPDATE samples SET {c} = {c} || 'x' WHERE id = 1
UPDATE samples SET {c} = {c} + 1 WHERE id = 1
UPDATE samples SET {c} = id + 9007199254740992 WHERE id = 1
UPDATE samples SET {c} = upper({c}) WHERE id = 1
UPDATE samples SET {c} = lower({c}) WHERE id = 2
UPDATE samples SET {c} = replace({c}, '-', '') WHERE id = 1
UPDATE samples SET {c} = {c} || 'longer than that' WHERE id = 1
SELECT id FROM samples WHERE {c} = {v} || 'longer than that' ORDER BY id
UPDATE samples SET {c} = {x} WHERE id = 2
UPDATE samples SET {c} = ? WHERE id = 2 --? {x}
INSERT INTO samples (id, {c}) VALUES (9, {v})
INSERT INTO samples (id, {c}) VALUES (?, ?) --? 9, {w}
INSERT INTO samples (id, {c}) VALUES (9, {x})
INSERT INTO samples (id, {c}) VALUES (9, ?) --? {x}
INSERT INTO samples (id, {c}) SELECT id + 10, {c} FROM samples
INSERT INTO samples (id, {c}) VALUES (9, {v}), (10, ?) RETURNING {c}, typeof({c}) --? {w}
INSERT OR REPLACE INTO samples (id, {c}) VALUES (1, {w})
INSERT INTO samples (id, {c}) VALUES (1, {w}) ON CONFLICT (id) DO UPDATE SET {c} = excluded.{c}
INSERT INTO samples (id, {c}) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET {c} = excluded.{c} WHERE {c} <> excluded.{c} --? {w}
DELETE FROM samples WHERE {c} = {v}
DELETE FROM samples WHERE {c} = ? RETURNING id, {c} --? {v}
SELECT coalesce(NULL, {c}), coalesce({c}, nullif(NULL, 1)), ifnull((SELECT NULL), {c}) FROM samples ORDER BY id
SELECT id FROM samples WHERE nullif(NULL, {c}) IS {c} ORDER BY id
SELECT NULL IS NOT {c}, {c} IS CASE WHEN id THEN NULL END, {c} = coalesce(NULL, NULL) FROM samples ORDER BY id
SELECT CASE WHEN id > 2 THEN {c} WHEN id > 1 THEN CASE WHEN id THEN NULL END END FROM samples ORDER BY id
SELECT {c} IN (SELECT NULL), NULL IN (SELECT {c} FROM samples), (id, {c}) IN (SELECT id, NULL FROM samples) FROM samples ORDER BY id
SELECT id FROM samples WHERE (id, {c}) = (1, NULL) OR ({c}, id) IN ((NULL, 1)) ORDER BY id
SELECT id, lag({c}, 1, NULL) OVER (ORDER BY id) FROM samples ORDER BY id
SELECT id, lag(NULL, 1, {c}) OVER (ORDER BY id) FROM samples ORDER BY id
SELECT {c} FROM samples UNION ALL SELECT nullif(NULL, 1)
SELECT n, {c} FROM (SELECT NULL AS n, {c} FROM samples WHERE id = 1) WHERE n IS NOT {c}
SELECT id FROM samples WHERE ? IS {c} OR {c} IS NOT ? ORDER BY id --? NULL, NULL
SELECT id FROM samples WHERE coalesce(?, {c}) IS NULL ORDER BY id --? NULL
UPDATE samples SET {c} = nullif(NULL, 1) WHERE {c} IS NOT coalesce(NULL, NULL)
UPDATE samples SET {c} = coalesce(NULL, {c}) WHERE id = 1
