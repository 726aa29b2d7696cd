-- Found by generated statements: parameters whose type nothing decides
SELECT coalesce(age, ?), typeof(coalesce(age, ?)) FROM users ORDER BY id --? 2.5, 2.5
SELECT coalesce(score, ?) FROM users ORDER BY id --? 7
SELECT CASE WHEN id = 1 THEN ? ELSE ? END FROM users ORDER BY id --? 1, 'x'
SELECT ifnull(balance, ?) FROM users ORDER BY id --? 3
SELECT coalesce(?, ?) --? NULL, 5
SELECT nullif(?, '') --? 'x'
--! refused
SELECT nullif(?, '') --? 5
SELECT nullif(?, 0) --? 5
SELECT nullif(?, ?) --? 'a', 'b'
SELECT max(?), min(?) FROM users --? 12, 1000.5
SELECT sum(?) FROM users --? 'it''s'
SELECT sum(t), sum('12'), sum('2024-02-29') FROM numbers
SELECT sum(t) FROM numbers WHERE t = '12'
SELECT id FROM users WHERE ? = ? ORDER BY id --? 1, 1
SELECT id FROM users WHERE ? IN (?, -7, '') ORDER BY id --? 'a', 'a'
SELECT id FROM users WHERE ? BETWEEN 0 AND ? ORDER BY id --? 1, 2
SELECT id FROM users WHERE avatar <> ? ORDER BY id --? X'41'
SELECT id FROM users WHERE ? <> x'41' ORDER BY id --? X'0041'
--! refused
SELECT id FROM users WHERE avatar <> ? ORDER BY id --? 'A'
SELECT count(?), count(DISTINCT ?) FROM users --? X'00', 1
SELECT ? IS NULL, ? NOTNULL --? X'00FF', NULL
SELECT * FROM (VALUES ('a', ?)) --? 1700000000000
SELECT c, typeof(c), c + 1 FROM (SELECT ? AS c) --? 5
SELECT upper(c) FROM (SELECT ? AS c) --? 'abc'
WITH c(x) AS (VALUES (?)) SELECT x || '' FROM c --? 2.5
SELECT ? UNION ALL SELECT age FROM users WHERE id < 3 ORDER BY 1 --? 'x'
SELECT ? - age, 0 FROM users WHERE id = 1 UNION ALL SELECT balance, balance FROM users WHERE id = 2 --? 10.5
-- Found by generated statements: types, affinities and collations
SELECT NULL, name FROM users WHERE id = 1 UNION SELECT score, code FROM users WHERE id = 2 ORDER BY 2
SELECT id, lead('x') OVER (ORDER BY id), lag(NULL, 1, 'y') OVER (ORDER BY id), first_value(?) OVER (ORDER BY id) FROM users ORDER BY id --? 4
--! refused
SELECT id, max(avatar) OVER (ORDER BY id) FROM users ORDER BY id
SELECT age, coalesce(max(NULL), age) FROM users GROUP BY age ORDER BY age
SELECT coalesce(max(score > 3), name) FROM users WHERE id = 1 GROUP BY name
SELECT (id = 1) * 3000000000 FROM users ORDER BY id
SELECT ? + 1, abs(?), -? --? X'31', 'x', X''
SELECT id FROM users WHERE birthday < name ORDER BY id
SELECT id FROM users WHERE (birthday, 5) < (name, id) ORDER BY id
SELECT id FROM users WHERE created_at < 1700000000000000 ORDER BY id
--! refused
SELECT DISTINCT CAST(code AS TEXT) FROM users
SELECT id FROM users WHERE CAST(code AS TEXT) = 'ABC' ORDER BY id
--! refused
SELECT id FROM users WHERE name < ? ORDER BY id --? X'41'
SELECT abs(json_extract('{"a":"12"}', '$.a'))
--! refused
SELECT created_at * created_at * created_at FROM users WHERE id = 1
SELECT id FROM users WHERE NULL IN (SELECT age FROM users) IS NULL ORDER BY id
SELECT NULL IN ('12abc', 2.5, ?), NULL NOT IN (1, 'a') --? 5
SELECT avg(created_at + 9007199254740993 - created_at) FROM users
--! refused
SELECT id FROM users WHERE code > json_extract(profile, '$.lang') ORDER BY id
-- Found by generated statements: changes
INSERT OR IGNORE INTO users (id, created_at) VALUES (9, 1)
INSERT OR IGNORE INTO "OrderItem" VALUES ('0d000000-0000-4000-8000-000000000005', 1, 'Z', 0, 5.5)
--! refused
INSERT OR IGNORE INTO users (name) SELECT name FROM users
INSERT INTO users (id, name, created_at) VALUES (1, 'Up', 1) ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id, name
UPDATE users SET active = substr('01', id, 1) WHERE id < 3
--! error
UPDATE users SET birthday = ' 42' || ' ' WHERE id = 1
