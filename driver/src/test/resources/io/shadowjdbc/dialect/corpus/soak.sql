-- Found by the soak: IN, NOT IN and null
SELECT id FROM users WHERE (age IN (25, 36)) NOT IN (0, 5) ORDER BY id
SELECT (? NOT IN (-3.25, 20)) NOT IN (?, 42) --? 20, -5000000000
SELECT id FROM users WHERE CASE WHEN id IN (SELECT "UserId" FROM "Order" WHERE ? IN (?)) THEN age ELSE score END NOT IN (25) ORDER BY id --? 0.1, 'x'
SELECT id FROM users WHERE (SELECT "Sku" FROM "OrderItem" WHERE 2.675 NOT IN (?, 0.1) ORDER BY 1 LIMIT 1) NOT IN ('C-3', 'B-2') ORDER BY id --? 0.1
SELECT id FROM users WHERE name || ' IN (' NOT IN ('Ada IN (', 'x') ORDER BY id
SELECT id, profile IN (NULL), profile NOT IN (NULL, '[]'), profile IN ('[1,2,{"k":"v"}]', NULL) FROM users ORDER BY id
SELECT id FROM users WHERE profile IN (?, NULL) ORDER BY id --? '[1,2,{"k":"v"}]'
SELECT id, created_at IN (NULL, 1700000000000), birthday NOT IN (NULL), avatar IN (NULL, X'41'), active IN (NULL, 1) FROM users ORDER BY id
SELECT id, age IN (SELECT NULL FROM users), profile NOT IN (SELECT NULL FROM users), age IN (SELECT NULL FROM users WHERE 0) FROM users ORDER BY id
SELECT id, (id, age) IN (SELECT 1, NULL FROM users), (NULL, age) IN (SELECT 9, 36 FROM users) FROM users ORDER BY id
SELECT id, json_extract(profile, '$.n') IN (5, NULL), (NULL + age) IN (1, NULL) FROM users WHERE id < 4 ORDER BY id
SELECT q."Sku" FROM (SELECT 'x' || i."Sku" AS "Sku" FROM "OrderItem" i) q ORDER BY 1
-- Found by the soak: texts that are no JSON
SELECT json_array_length(json_type(profile)) FROM users
SELECT json_extract(name, '$.a') FROM users
SELECT json_type(?) --? 'nope'
SELECT name -> 'a', name ->> 0 FROM users
SELECT json(name) FROM users
SELECT json_set(name, '$.a', 1) FROM users
SELECT json_remove(name, '$.a') FROM users
SELECT value FROM json_each('nope')
SELECT u.id, e.fullkey FROM users u, json_tree(u.name) e
SELECT json_array_length(CASE WHEN id = 1 THEN 'array' ELSE '[]' END) FROM users
SELECT json_valid(name), json_valid(profile) FROM users ORDER BY id
SELECT id FROM users WHERE json_extract(code, '$') = 1
SELECT json_extract('{"a":1e400,"b":-1e-400}', '$.a') > 1e300, json_extract(?, '$.b') = 0 --? '{"a":1e400,"b":-1e-400}'
-- Found by the soak: integers that a double can't hold
SELECT n % ?, ? % n FROM numbers WHERE n > 100 --? -2.5, -2.5
SELECT n % 99.99, n % 10.0, x % 7, n % t, t % 2.5, t % ? FROM numbers --? 7.9
SELECT 9007199254740993 % 9223372036854775807.0, 1e20 % 7, -1e300 % 10, '9007199254740993' % 2.5, 5.5 % -1, 5 % 0.5
SELECT (n % 99.99) = 42, coalesce(n, t) % ?, ? % coalesce(n, t) FROM numbers WHERE n > 100 --? 2.5, 1e20
SELECT t % x, x % t, (n + t) % x, x % (n + t), (n + t) % n, n % (n + t) FROM numbers
SELECT id FROM users WHERE created_at % ? = 0 --? 7.5
SELECT n = ?, n > ?, n < ?, n IN (?), n BETWEEN ? AND ? FROM numbers --? 9007199254740992.0, 9007199254740992.0, 9007199254740992.0, 9007199254740992.0, 9007199254740992.0, 9007199254740992.0
SELECT id FROM users WHERE age = ? OR score < ? OR balance IN (?, 20) ORDER BY id --? 25.0, 7.0, -4.0
SELECT n < ?, n > ?, n = ? FROM numbers --? 1e19, -1e19, 1e19
SELECT x = ?, x < ?, x IN (?, ?) FROM numbers --? 1e15, 1e300, 3.0, 1e15
SELECT (x * 0 + 9007199254740992.0) = 9007199254740993, (x * 0 + 9007199254740992.0) IN (9007199254740993, 5) FROM numbers
SELECT 9007199254740993 > x, x < 9223372036854775807, abs('9007199254740993') = 9007199254740993, 1e999 > 9223372036854775807, n < 9e999, n > -9e999, t < 9e999 FROM numbers
--! refused
SELECT x = ? FROM numbers --? 9007199254740993
SELECT x = ?, x > ? FROM numbers --? 9007199254740992, -9007199254740992
SELECT sum('9007199254740993|x'), abs(json_extract('["9007199254740993"]', '$[0]')) % 10 FROM numbers
SELECT '1e2' % 7, 7 % '1e2', '9007199254740993.5' % 10, '-3.9x' % 2, ? % 7, CAST(? AS INTEGER), CAST('1e2' AS INTEGER) --? '1e2', '1e2'
SELECT avg(t || 'e400'), total(t || 'e400'), sum('1e-400' || t) FROM numbers WHERE n < 3
SELECT '1e400' + n, '-1e400x' + n, '1e-400' * n FROM numbers
SELECT replace(t, '12', '1e999') + 0, CAST(replace(t, '12', '0e99999999999') AS REAL) FROM numbers
SELECT strftime('%f', '9999-12-31 23:59:59.999'), strftime('%Y-%m-%d %H:%M:%f', 253402300799.999, 'unixepoch'), strftime('%f', '9000-01-01 00:00:00.001')
UPDATE users SET created_at = age + 9007199254740968 WHERE id = 3
UPDATE users SET created_at = created_at - 100000000000001 WHERE id < 3
INSERT INTO users (id, name, created_at) SELECT 9, 'big', n FROM numbers WHERE n > 100
UPDATE users SET created_at = id - 1
SELECT min(age, 25.0), min(25.0, age), max(age, 25.0), max(25.0, age), min(1, 1.0, 1), max(1.0, 1) FROM users ORDER BY id
SELECT min(CASE WHEN id = 1 THEN age ELSE score END, 3, 36.0), max(CASE WHEN id = 1 THEN age ELSE score END, 3, 36.0) FROM users ORDER BY id
SELECT CAST(? AS NUMERIC), CAST(? AS NUMERIC), CAST(? AS NUMERIC), CAST(? AS NUMERIC) --? '3.0', 3.0, '1e2x', ' 2.5 '
SELECT CAST(t AS NUMERIC), CAST('3.0' AS NUMERIC), CAST('4e18' AS NUMERIC), CAST(t || 'e16' AS NUMERIC), CAST(? AS NUMERIC), CAST(json_extract('["3.0"]', '$[0]') AS NUMERIC) FROM numbers --? '4e18'
-- Found by the soak: the collation of a column of a subquery
SELECT count(*) FROM (VALUES ('abc'), ('ABD')) v, users u WHERE v.column1 = u.code
SELECT count(*) FROM (VALUES ('abc'), ('ABD')) v, users u WHERE u.code = v.column1
SELECT column1 FROM (VALUES ('abc'), ('AbC')) WHERE column1 IN (SELECT code FROM users)
SELECT column1 FROM (VALUES ('abc'), ('AbC')) WHERE column1 NOT IN (SELECT code FROM users WHERE code IS NOT NULL)
SELECT id FROM users WHERE upper(code) IN (SELECT code FROM users) ORDER BY id
SELECT count(*) FROM (SELECT upper(code) AS c FROM users) v, users u WHERE v.c = u.code
SELECT count(*) FROM (SELECT upper(code) AS c FROM users) v JOIN users u ON u.code = v.c
SELECT count(*) FROM (SELECT CASE code WHEN code THEN code END AS c FROM users) v JOIN users u ON v.c >= u.code
SELECT count(*) FROM (SELECT code AS c FROM users) v JOIN users u ON v.c = upper(u.code)
WITH v(c) AS (SELECT lower(name) FROM users) SELECT v.c FROM v JOIN users u ON v.c = u.code ORDER BY 1
WITH v(c) AS (VALUES ('abc'), ('xyz')) SELECT count(*) FROM v, users WHERE c BETWEEN code AND code
WITH RECURSIVE v(c) AS (SELECT code FROM users WHERE id = 1 UNION ALL SELECT c || 'D' FROM v WHERE length(c) < 5) SELECT c FROM v WHERE c = 'ABC' OR c = 'abcd'
WITH RECURSIVE v(c) AS (SELECT 'abc' UNION ALL SELECT c || 'd' FROM v WHERE length(c) < 5) SELECT count(*) FROM v, users WHERE v.c = code
SELECT c FROM (SELECT 'b' AS c UNION ALL SELECT code FROM users) WHERE c = 'ABC' OR c = 'ABE'
SELECT 'Aa' UNION ALL SELECT code FROM users ORDER BY 1
SELECT c FROM (SELECT upper(code) || name AS c FROM users) ORDER BY c
SELECT id FROM users u WHERE (SELECT code FROM users v WHERE v.id = u.id) = 'ABC'
SELECT id FROM users u WHERE (SELECT upper(code) FROM users v WHERE v.id = u.id) = code ORDER BY id
SELECT id FROM users u WHERE (SELECT name COLLATE NOCASE FROM users v WHERE v.id = u.id) = 'ADA'
SELECT e.value FROM users u, json_each('["abc","ABD"]') e WHERE e.type = 'text' AND u.code = e.type
SELECT v.c FROM (SELECT rtrim(code) AS c, id FROM users) v JOIN users u USING (id) WHERE c = code COLLATE RTRIM ORDER BY 1
--! refused
SELECT code FROM users UNION SELECT upper(code) FROM users
--! refused
SELECT upper(code) FROM users EXCEPT SELECT code FROM users
--! refused
SELECT max('B', code) FROM users
SELECT min('B', name, code), max('a', code COLLATE BINARY) FROM users ORDER BY id
SELECT nullif(code, 'ABC'), nullif('ABC', code) FROM users ORDER BY id
SELECT nullif(age, '25'), nullif('25', age), nullif(active, '1'), nullif(score, 3), nullif(age, ?) FROM users ORDER BY id --? '25'
SELECT nullif(created_at, 1700000000000), nullif(created_at, '1700000000000'), nullif(birthday, '1999-01-01'), nullif(active, 1) FROM users ORDER BY id
-- Found by the soak: rows in order, whose first column is a date
SELECT id FROM users WHERE (?, ?) < (birthday, 100.25) ORDER BY id --? '1999-01-01 10:00:00', -0.001
SELECT id FROM users WHERE (birthday, id) > (?, ?) ORDER BY id --? '1999-01-01', 2
SELECT id FROM users WHERE (birthday, id) >= (?, ?) ORDER BY id --? '1999-01', 2
SELECT id FROM users WHERE (birthday, id) <= (?, ?) ORDER BY id --? '1999-01-01 ', 2
SELECT id FROM users WHERE (birthday, id) < ('1999-01-01T', 2) OR (birthday, id) < ('1999-01-01', 9) ORDER BY id
SELECT "Id" FROM "Order" WHERE ("PlacedAt", "Id") > (?, ?) ORDER BY 1 --? '2024-01-15 10:00:00', '0b000000-0000-4000-8000-000000000003'
SELECT "Id" FROM "Order" WHERE ("PlacedAt", "UserId", "Total") <= (?, ?, ?) ORDER BY 1 --? '2024-01-15', 2, 5
SELECT "Id" FROM "Order" WHERE ("UserId", "PlacedAt", "Id") < (?, ?, ?) ORDER BY 1 --? 1, '2024-02-01', '0b000000-0000-4000-8000-000000000003'
SELECT id, (birthday, id) < (?, 3), (birthday, id) < ('1999', NULL) FROM users ORDER BY id --? NULL
-- Found by the soak: blobs as arguments of functions of text
--! refused
SELECT substr(?, -3, 3) --? X'41'
--! refused
SELECT length(?) --? X'C3A9'
--! refused
SELECT instr(?, 'a') --? X'41'
SELECT substr(?, 2), length(?), instr(?, 2) --? 'abc', 1.5, 123
SELECT upper(?), hex(?), replace(?, 'A', 'b'), trim(?) --? X'61', X'61', X'41', X'20'
--! refused
UPDATE users SET name = nullif(avatar, X'FF') WHERE id = 5
UPDATE users SET name = upper(avatar) WHERE id = 5
-- Found by the soak: REPLACE where the key has its default
REPLACE INTO settings (value) VALUES ('x')
INSERT OR REPLACE INTO "Order" ("UserId", "PlacedAt") VALUES (1, '2024-01-15 10:00:00')
REPLACE INTO users (email, name, created_at) VALUES ('ada@x.org', 'New', 1)
-- Found by the soak: INTEGERs and REALs together
SELECT id, sum(balance) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING), total(balance) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM users ORDER BY id
SELECT id, sum(age) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), sum(score) OVER w FROM users WINDOW w AS (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) ORDER BY id
--! refused
SELECT id, sum(balance) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM users ORDER BY id
--! refused
SELECT id, sum(balance) OVER w FROM users WINDOW w AS (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) ORDER BY id
SELECT min(balance), max(balance), min(balance * 1), max(balance + 0.5), max(balance + id) FROM users
SELECT active, max(balance * age), min(balance - age) FROM users GROUP BY active ORDER BY active
--! refused
SELECT min(balance - balance) FROM users
--! refused
SELECT id, max(balance - balance) OVER () FROM users
-- Found by the soak: whole numbers of parameters are averaged exactly
SELECT avg(CASE WHEN id < 100 THEN ? ELSE ? END) FROM users --? 9007199254740993, 1
SELECT avg(?), avg(DISTINCT ?), avg(? + id) FROM users --? 9007199254740993, 9007199254740995, 0.5
SELECT id, avg(coalesce(?, id)) OVER (ORDER BY id), avg(? * id) FILTER (WHERE id > 2) OVER () FROM users ORDER BY id --? NULL, 3002399751580331
SELECT avg(CASE WHEN id = 1 THEN ? ELSE ? END) FROM users --? 0.1, 25
