-- grouping, windows, set operations, common table expressions
SELECT age, count(*) FROM users GROUP BY age ORDER BY age
SELECT age, count(*) AS c FROM users GROUP BY age HAVING count(*) > 1
SELECT age AS a, count(*) FROM users GROUP BY a ORDER BY a
SELECT age, count(*) FROM users GROUP BY 1 ORDER BY 1
SELECT active, age, count(*) FROM users GROUP BY active, age ORDER BY active, age
SELECT age / 10 * 10 AS decade, count(*) FROM users GROUP BY age / 10 * 10 ORDER BY decade
SELECT birthday, count(*) FROM users GROUP BY birthday ORDER BY birthday
SELECT date(created_at / 1000, 'unixepoch') AS d, count(*) FROM users GROUP BY d ORDER BY d
SELECT id, name, count(*) FROM users GROUP BY id ORDER BY id
SELECT email, name, count(*) FROM users WHERE email IS NOT NULL GROUP BY id ORDER BY id
--! refused
SELECT age, name FROM users GROUP BY age
SELECT age, name, max(score) FROM users WHERE age = 25 GROUP BY age
SELECT name, max(score) FROM users
SELECT name, min(created_at) FROM users
SELECT active, name, max(created_at) FROM users GROUP BY active ORDER BY active
--! refused
SELECT name, count(*) FROM users
SELECT lower(code) AS c, count(*) FROM users GROUP BY lower(code) ORDER BY c
SELECT count(*) FROM users GROUP BY code ORDER BY 1
SELECT upper(substr(name, 1, 1)) AS initial, count(*) FROM users GROUP BY initial ORDER BY initial
SELECT count(*) FILTER (WHERE active), sum(age) FILTER (WHERE age > 30) FROM users
SELECT count(*) FROM users HAVING count(*) > 100
SELECT sum(age) s FROM users GROUP BY active HAVING s > 60 ORDER BY s
SELECT typeof(age), count(*) FROM users GROUP BY typeof(age) ORDER BY 1
SELECT CASE WHEN age < 30 THEN 'young' ELSE 'old' END AS class, count(*) FROM users GROUP BY class ORDER BY class
SELECT active, count(*) FROM users GROUP BY active ORDER BY count(*) DESC
SELECT o."UserId", u.name, count(*) FROM "Order" o JOIN users u ON u.id = o."UserId" GROUP BY o."UserId" ORDER BY 1
SELECT id, row_number() OVER (ORDER BY age DESC, id) FROM users ORDER BY id
SELECT id, rank() OVER (ORDER BY age), dense_rank() OVER (ORDER BY age) FROM users ORDER BY id
SELECT id, sum(age) OVER (ORDER BY id), avg(age) OVER () FROM users ORDER BY id
SELECT id, count(*) OVER (PARTITION BY active), max(name) OVER (PARTITION BY active ORDER BY name) FROM users ORDER BY id
SELECT id, lag(name) OVER (ORDER BY id), lead(name, 2, '-') OVER (ORDER BY id) FROM users ORDER BY id
SELECT id, lag(created_at) OVER (ORDER BY id), first_value(birthday) OVER (ORDER BY id) FROM users ORDER BY id
SELECT id, ntile(2) OVER (ORDER BY id), percent_rank() OVER (ORDER BY id), cume_dist() OVER (ORDER BY id) FROM users ORDER BY id
SELECT id, sum(score) OVER w FROM users WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY id
SELECT id, nth_value(name, 2) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM users ORDER BY id
SELECT id, sum(balance) OVER (ORDER BY id), total(age) OVER (ORDER BY id) FROM users ORDER BY id
SELECT name FROM (SELECT name, row_number() OVER (PARTITION BY active ORDER BY id) AS rn FROM users) WHERE rn = 1 ORDER BY name
SELECT id FROM users WHERE id < 3 UNION SELECT id FROM users WHERE id > 4 ORDER BY 1
SELECT name FROM users UNION ALL SELECT email FROM users ORDER BY 1
SELECT name FROM users UNION SELECT email FROM users ORDER BY name DESC
SELECT age FROM users EXCEPT SELECT 25 ORDER BY 1
SELECT age FROM users INTERSECT SELECT 25
SELECT 1 UNION SELECT 2 INTERSECT SELECT 2
SELECT 1 UNION ALL SELECT 2.5 ORDER BY 1
SELECT 1 UNION ALL SELECT 'a'
SELECT NULL UNION ALL SELECT 1
SELECT 'user' AS kind, name AS label FROM users WHERE id = 1 UNION ALL SELECT 'order', "Note" FROM "Order" WHERE "Total" > 50 ORDER BY kind
SELECT created_at FROM users UNION ALL SELECT created_at FROM users ORDER BY 1 LIMIT 3
SELECT active FROM users UNION SELECT "Paid" FROM "Order" ORDER BY 1
SELECT birthday FROM users WHERE id = 1 UNION SELECT "PlacedAt" FROM "Order" WHERE "Total" > 50 ORDER BY 1
SELECT * FROM (SELECT id FROM users UNION SELECT 100) ORDER BY id DESC LIMIT 2
WITH t AS (SELECT id, name FROM users WHERE active) SELECT name FROM t ORDER BY id
WITH t(a, b) AS (SELECT id, age FROM users) SELECT a, b FROM t WHERE b > 30 ORDER BY a
WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT x, y FROM a, b
WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT n FROM c
WITH c(n, s) AS (VALUES (1, 'a') UNION ALL SELECT n + 1, s || 'b' FROM c WHERE n < 3) SELECT n, s FROM c ORDER BY n
WITH RECURSIVE d(day) AS (SELECT '2024-02-27' UNION ALL SELECT date(day, '+1 day') FROM d WHERE day < '2024-03-02') SELECT day FROM d ORDER BY day
WITH RECURSIVE f(a, b) AS (SELECT 0, 1 UNION ALL SELECT b, a + b FROM f WHERE b < 50) SELECT a FROM f
WITH t AS MATERIALIZED (SELECT max(created_at) AS m FROM users) SELECT u.id, t.m FROM users u, t WHERE u.created_at = t.m
WITH totals AS (SELECT "OrderId" oid, sum("Price" * "Quantity") total FROM "OrderItem" GROUP BY 1) SELECT o."Id", t.total FROM "Order" o JOIN totals t ON t.oid = o."Id" ORDER BY t.total
WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 5) SELECT n FROM c
SELECT id FROM users WHERE id = (WITH m AS (SELECT max(id) AS x FROM users) SELECT x FROM m)
