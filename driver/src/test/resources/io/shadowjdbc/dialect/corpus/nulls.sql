-- NULL of no type: literals, subqueries, CASE and functions that know nothing else
SELECT coalesce((SELECT NULL FROM users ORDER BY birthday LIMIT 1), ? - 1.5) --? 1.5
SELECT coalesce((SELECT NULL), id), coalesce(birthday, (SELECT NULL)), coalesce(active, (SELECT NULL)) FROM users ORDER BY id
SELECT id FROM users WHERE coalesce(NULL, NULL) IS NOT ? ORDER BY id --? -7
SELECT id FROM users WHERE coalesce(NULL, NULL) IS ? ORDER BY id --? NULL
SELECT NULL IS ?, NULL IS NOT ?, ? IS NULL, NULL IS DISTINCT FROM ?, ? IS NOT DISTINCT FROM NULL --? NULL, 'x', 2, 2.5, NULL
SELECT NULL IS name, NULL IS NOT birthday, NULL IS profile, profile IS DISTINCT FROM coalesce(NULL, NULL), NULL IS (age > 30) FROM users ORDER BY id
SELECT NULL IS NULL, NULL IS NOT NULL, nullif(NULL, 1) IS NULL, coalesce(NULL, NULL) NOTNULL
SELECT id FROM users WHERE nullif(NULL, name) IS unixepoch(?) ORDER BY id --? '1999-12-31 12:30:45'
SELECT id FROM users WHERE nullif(NULL, age) IS age OR nullif(NULL, 'x') IS birthday ORDER BY id
SELECT CASE WHEN ? LIKE 'a%' THEN ? - NULL WHEN age > 30 THEN nullif(NULL, -3.25) END FROM users ORDER BY id --? '', 10.5
SELECT CASE WHEN id > 2 THEN CASE WHEN id > 3 THEN NULL END WHEN age > 30 THEN ceil(10.5) ELSE NULL END FROM users ORDER BY id
SELECT CASE WHEN id > 2 THEN CASE WHEN id > 3 THEN NULL ELSE NULL END ELSE birthday END, CASE id WHEN 1 THEN iif(age, NULL) ELSE active END FROM users ORDER BY id
SELECT CASE WHEN age > 30 THEN NULL WHEN active THEN NULL ELSE NULL END, typeof(CASE WHEN age > 30 THEN NULL END) FROM users ORDER BY id
SELECT CASE WHEN age > 30 THEN NULL ELSE NULL END + 1, CASE WHEN age > 30 THEN NULL END || 'a', -coalesce(NULL, NULL), abs(nullif(NULL, 1)) FROM users ORDER BY id
SELECT upper(nullif(NULL, 1)), length(coalesce(NULL, NULL)), round((SELECT NULL)), date((SELECT NULL)), hex(nullif(NULL, X'00'))
SELECT sign(NULL), ceil(NULL), floor(nullif(NULL, 1.5)), max(1, NULL), min(NULL, 'a', age), max(?, NULL) FROM users WHERE id = 1 --? 5
SELECT CAST(nullif(NULL, 1) AS TEXT), CAST(coalesce(NULL, NULL) AS REAL), CAST((SELECT NULL) AS INTEGER), CAST(CASE WHEN 1 THEN NULL END AS BLOB)
SELECT CAST((NULL + age) AS REAL), CAST(birthday AS TEXT) FROM users UNION SELECT CAST(score AS REAL), CAST(typeof(1) AS TEXT) FROM users WHERE NULL IS NOT ? ORDER BY 1, 2 --? NULL
SELECT ? = (SELECT NULL), (SELECT NULL) < age, age BETWEEN nullif(NULL, 1) AND 5, (SELECT NULL) LIKE name FROM users ORDER BY id --? 3
SELECT n, n IS NULL, n = 5, coalesce(n, id), typeof(n), n || 'x', n + 1 FROM (SELECT NULL AS n, id FROM users) ORDER BY id
SELECT * FROM (SELECT NULL AS n, coalesce(NULL, NULL) AS m, id FROM users) ORDER BY n, id
SELECT n, coalesce(n, birthday) FROM (SELECT id, birthday, (SELECT NULL) AS n FROM users) WHERE n IS NOT birthday ORDER BY id
WITH v(n, m) AS (SELECT NULL, id FROM users) SELECT coalesce(n, m), n IS m FROM v ORDER BY m
WITH v(n) AS (VALUES (NULL), (NULL)) SELECT n, coalesce(n, 1.5), n < 5 FROM v
WITH RECURSIVE c(n, p) AS (SELECT 1, NULL UNION ALL SELECT n + 1, n FROM c WHERE n < 3) SELECT n, p FROM c ORDER BY n
WITH RECURSIVE c(n, p) AS (SELECT 1, NULL UNION ALL SELECT n + 1, p FROM c WHERE n < 3) SELECT n, p, coalesce(p, n) FROM c ORDER BY n
SELECT a.id FROM users a LEFT JOIN (SELECT NULL AS id, 'x' AS t) b ON b.id = a.id ORDER BY a.id
SELECT a.id, t FROM users a LEFT JOIN (SELECT NULL AS id, 'x' AS t) b USING (id) ORDER BY a.id
SELECT NULL, id FROM users UNION SELECT coalesce(NULL, NULL), 1.5 UNION SELECT 'x', nullif(NULL, 2) ORDER BY 1, 2
SELECT birthday FROM users UNION ALL SELECT CASE WHEN 1 THEN NULL END ORDER BY 1
SELECT id FROM users WHERE age IN (SELECT NULL) OR name IN (SELECT nullif(NULL, id) FROM users) ORDER BY id
SELECT age IN (SELECT NULL), birthday NOT IN (SELECT NULL FROM users), NULL IN (SELECT profile FROM users), NULL NOT IN (SELECT id FROM users WHERE 0), 5 IN (SELECT NULL WHERE 0) FROM users ORDER BY id
SELECT (id, NULL) IN (SELECT id, birthday FROM users), (id, age) NOT IN (SELECT 99, NULL) FROM users ORDER BY id
SELECT id FROM users WHERE (profile, 1) = (NULL, 2) OR (id, NULL) > (3, birthday) ORDER BY id
SELECT id FROM users WHERE (?, id) < (NULL, 5) OR (id, ?) > (3, NULL) ORDER BY id --? 2, 'x'
-- parameters that are null and of which nothing says the type
SELECT json_quote(?), json_array(?, 1), json_object('a', ?), typeof(?), typeof((SELECT ?)) --? NULL, NULL, NULL, NULL, NULL
SELECT DISTINCT ?, id FROM users ORDER BY id --? NULL
SELECT ? UNION SELECT ? UNION ALL SELECT NULL --? NULL, NULL
SELECT (?, 1) = (?, 1), (?, 1) < (NULL, 2), (NULL, ?) <> (1, ?), (?, id) >= (age, 2) FROM users ORDER BY id --? NULL, 2, NULL, NULL, NULL, NULL
SELECT CASE ? WHEN ? THEN 1 ELSE 2 END, CASE NULL WHEN ? THEN 1 END, CASE WHEN ? THEN ? END, nullif(?, ?), coalesce(?, NULL), coalesce(NULL, ?) IS ? --? NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
SELECT CASE ? WHEN ? THEN 1 ELSE 2 END, CASE NULL WHEN ? THEN 1 END, CASE WHEN ? THEN ? END, nullif(?, ?), coalesce(?, NULL), coalesce(NULL, ?) IS ? --? 1, 'a', 2.5, 1, 3, 2.5, 'x', 'y', 'z', 2
SELECT count(?), count(DISTINCT ?), group_concat(?), sum(?), max(?), total(?) FROM users --? NULL, NULL, NULL, NULL, NULL, NULL
SELECT id, lag(?) OVER (ORDER BY id), first_value(?) OVER (PARTITION BY ? ORDER BY ?, id), lead(id, 1, ?) OVER (ORDER BY id) FROM users ORDER BY ?, id --? NULL, NULL, NULL, NULL, NULL, NULL
SELECT * FROM (SELECT ? AS p, id FROM users) WHERE p IS NOT ? ORDER BY id --? NULL, 3
SELECT (SELECT ?) IS NULL, EXISTS (SELECT ?), (SELECT ?) IS (SELECT ?), ? IS ? --? NULL, NULL, NULL, NULL, NULL, NULL
SELECT ? || NULL, ? + NULL, -?, ~?, NOT ?, +?, ? COLLATE NOCASE --? NULL, NULL, NULL, NULL, NULL, NULL, NULL
SELECT hex(?), printf('%s %d', ?, NULL), substr(?, NULL), abs(?), round(?, NULL), upper(?), length(?), date(?) --? NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
SELECT id FROM users WHERE ? ORDER BY id --? NULL
SELECT id FROM users WHERE ? BETWEEN NULL AND ? OR ? BETWEEN id AND ? OR ? NOT BETWEEN ? AND NULL ORDER BY id --? NULL, NULL, 3, NULL, NULL, 5
SELECT id FROM users WHERE ? LIKE ? OR name LIKE ? OR ? GLOB NULL ORDER BY id --? NULL, NULL, NULL, NULL
WITH v(p) AS (VALUES (?), (NULL)) SELECT p, coalesce(p, ?) FROM v --? NULL, NULL
-- NULL beside aggregates and windows
SELECT id, lag(typeof(NULL)) OVER (PARTITION BY avatar ORDER BY id) FROM users ORDER BY id
SELECT id, lag(NULL) OVER (ORDER BY id), lag(nullif(NULL, 1), 1, id) OVER (ORDER BY id), lead(NULL, 1, birthday) OVER (ORDER BY id) FROM users ORDER BY id
SELECT id, lag(age, 1, NULL) OVER (ORDER BY id), lead(birthday, 1, NULL) OVER (ORDER BY id), lag(NULL, 1, active) OVER (ORDER BY id), lag(NULL, 1, 'x') OVER (ORDER BY id) FROM users ORDER BY id
SELECT id, first_value(NULL) OVER (ORDER BY id), first_value(char()) OVER (ORDER BY id), nth_value(coalesce(NULL, NULL), 2) OVER (ORDER BY id) FROM users ORDER BY id
SELECT id, row_number() OVER (PARTITION BY nullif(NULL, 1) ORDER BY NULL, id) FROM users ORDER BY CASE WHEN age THEN NULL END, id
SELECT count(*) = NULL FROM users
SELECT nullif(NULL, count(*)) FROM users
SELECT coalesce(NULL, nullif(NULL, max(age)), 5), typeof(nullif(NULL, sum(age))) FROM users
SELECT CASE WHEN count(*) > 2 THEN NULL END FROM users WHERE id > 100
SELECT count(NULL), count(nullif(NULL, 1)), sum(nullif(NULL, 1)), max(coalesce(NULL, NULL)), group_concat((SELECT NULL)), total(CASE WHEN id THEN NULL END), avg(NULL) FROM users
SELECT count(DISTINCT nullif(NULL, 1)), sum(n), min(n), count(n) FROM (SELECT NULL AS n FROM users)
SELECT n, age, count(*) FROM (SELECT NULL AS n, age FROM users) GROUP BY age ORDER BY age
SELECT n, count(*) FROM (SELECT NULL AS n FROM users) GROUP BY n
-- GROUP BY a constant
SELECT CAST(typeof(NULL) AS TEXT), min(id), coalesce(sum(CAST(age AS TEXT)), CAST(typeof(NULL) AS TEXT)) FROM users GROUP BY CAST(typeof(NULL) AS TEXT) ORDER BY CAST(typeof(NULL) AS TEXT) DESC
SELECT count(*) FROM users GROUP BY 'x'
SELECT count(*) FROM users WHERE id > 100 GROUP BY 'x'
SELECT count(*) FROM users GROUP BY -1
SELECT age, count(*) FROM users GROUP BY 'x', age, NULL ORDER BY age
SELECT 'x' AS kind, count(*) FROM users GROUP BY kind
SELECT 5, max(name) FROM users GROUP BY 1
SELECT count(*) FROM users GROUP BY ? --? 'x'
SELECT count(*), typeof(NULL) FROM users GROUP BY typeof(NULL), typeof(1), X'00', 1.5, CURRENT_DATE IS NULL
SELECT max(id) FROM users GROUP BY nullif(NULL, 1) HAVING count(*) > 1
-- NULL of no type that is stored
UPDATE users SET age = nullif(NULL, 3), birthday = (SELECT NULL), profile = CASE WHEN id THEN NULL END WHERE NULL IS NOT ? --? 2
UPDATE users SET age = 1 WHERE NULL IS DISTINCT FROM ? AND 1 IS NOT 2 RETURNING id, NULL, coalesce(NULL, NULL) --? NULL
INSERT INTO settings (key, value, updated) SELECT 'null', nullif(NULL, 1), coalesce(NULL, NULL) WHERE coalesce(NULL, NULL) IS NOT ? --? -7
INSERT INTO settings (key, value) SELECT 'counted', nullif(NULL, count(*)) FROM users
DELETE FROM settings WHERE coalesce(NULL, NULL) IS NOT ? --? NULL
-- numbers beyond a double's range
SELECT avg(hex('3.25' || name)), sum(hex('-3.25')), min(hex('0.25' || name) + 0.0) FROM users
SELECT CAST(x AS REAL), x + 1, -x, typeof(x * 2) FROM (SELECT replace('1a999', 'a', 'e') AS x)
SELECT CAST(x AS REAL) FROM (SELECT replace('1a-999', 'a', 'e') AS x UNION ALL SELECT replace('-2a400x', 'a', 'e') UNION ALL SELECT replace('1a308', 'a', 'e') UNION ALL SELECT replace('179a306', 'a', 'e') UNION ALL SELECT replace('180a306', 'a', 'e')) ORDER BY 1
SELECT CAST(x AS REAL) FROM (SELECT replace('5a-324', 'a', 'e') AS x UNION ALL SELECT replace('2a-324', 'a', 'e') UNION ALL SELECT replace('0.0a999', 'a', 'e') UNION ALL SELECT replace('0.00001a313', 'a', 'e') UNION ALL SELECT replace('1a99999999999', 'a', 'e')) ORDER BY 1
SELECT name FROM users WHERE name < replace('1a999', 'a', 'e') + 0 ORDER BY id
