-- whatever an application may combine
SELECT id FROM users WHERE active = (SELECT 1) ORDER BY id
SELECT id FROM users WHERE active = (1 = 1) ORDER BY id
SELECT id FROM users WHERE active = EXISTS (SELECT 1) ORDER BY id
SELECT id FROM users ORDER BY CASE WHEN active THEN name ELSE email END, id
SELECT max(id) FROM users GROUP BY active HAVING max(id) > 4
SELECT DISTINCT u.active FROM users u ORDER BY u.active DESC
SELECT count(DISTINCT active || name) FROM users
SELECT age > 30 AS old, count(*) FROM users GROUP BY age > 30 ORDER BY old
SELECT id FROM users WHERE id = '1' OR id = '02' ORDER BY id
SELECT id FROM users WHERE created_at IN (SELECT max(created_at) FROM users)
SELECT avg(created_at), sum(created_at) FROM users
SELECT NULL IN (), 1 IN (NULL), NULL IN (1), 1 NOT IN (NULL), 2 IN (1, NULL, 2)
SELECT 'abc' BETWEEN 'ABC' AND 'abd', 'b' NOT BETWEEN 'a' AND 'c'
SELECT id FROM users WHERE code BETWEEN 'abc' AND 'abe' ORDER BY id
SELECT CASE code WHEN 'abc' THEN 1 WHEN 'ABD' THEN 2 ELSE 0 END FROM users ORDER BY id
SELECT id FROM users WHERE balance = round(balance) ORDER BY id
SELECT round(balance, 1), balance / 3, balance % 2, abs(balance) FROM users ORDER BY id
SELECT balance || '', balance = '10.5', balance IN (10.5, '20') FROM users ORDER BY id
SELECT sum(balance) > 20, sum(age) / count(age), sum(age) * 1.0 / count(*) FROM users
SELECT age / 2.0 * 3, age * age, age % 7, age + score FROM users ORDER BY id
SELECT u.name || ': ' || coalesce(group_concat(o."Note", ', ' ORDER BY o."Id"), '-') FROM users u LEFT JOIN "Order" o ON o."UserId" = u.id GROUP BY u.id ORDER BY u.id
SELECT (SELECT group_concat(name ORDER BY name) FROM users u2 WHERE u2.active = u.active) FROM users u ORDER BY u.id
SELECT u.id, (SELECT max("PlacedAt") FROM "Order" WHERE "UserId" = u.id) AS last FROM users u ORDER BY last DESC, u.id
SELECT u.id, (SELECT max("PlacedAt") FROM "Order" WHERE "UserId" = u.id) AS last FROM users u WHERE last > '2024-01-20' ORDER BY u.id
SELECT u.active, max(o."PlacedAt"), min(u.birthday), sum(o."Total") FROM users u JOIN "Order" o ON o."UserId" = u.id GROUP BY u.active ORDER BY 1
SELECT o."Id", o."PlacedAt", i."Sku", i."Price" * i."Quantity" AS amount FROM "Order" o LEFT JOIN "OrderItem" i ON i."OrderId" = o."Id" AND i."Quantity" > 1 ORDER BY o."Id", i."Line"
SELECT "Sku", sum("Quantity") q FROM "OrderItem" GROUP BY "Sku" HAVING q >= 1 ORDER BY q DESC, "Sku"
SELECT upper("Sku"), sum("Quantity") FROM "OrderItem" GROUP BY upper("Sku") ORDER BY 1
SELECT count(*), count("Note"), count(DISTINCT "Note"), max(length("Note")) FROM "Order"
SELECT "Note" IS NULL OR "Note" = '', coalesce("Note", '') = '' FROM "Order" ORDER BY "Id"
SELECT * FROM "Order" WHERE "Note" = '' OR "Note" IS NULL ORDER BY "Id"
SELECT * FROM users WHERE email IS NOT NULL AND active AND (age > 18 OR age IS NULL) ORDER BY name LIMIT 3
SELECT id, name FROM users WHERE lower(name) = 'ada' OR lower(email) LIKE '%@y.com' ORDER BY id
SELECT strftime('%Y', created_at / 1000, 'unixepoch') AS year, sum(active), avg(score) FROM users GROUP BY year ORDER BY year
SELECT date(created_at / 1000, 'unixepoch', 'start of month') m, count(*) FROM users GROUP BY 1 ORDER BY 1 DESC
SELECT birthday, julianday(birthday) - julianday('1980-01-01') FROM users WHERE birthday > '1980' || '-01-01' ORDER BY birthday
SELECT CAST((julianday('2024-01-01') - julianday(birthday)) / 365.25 AS INTEGER) AS years FROM users ORDER BY id
SELECT id FROM users WHERE birthday BETWEEN date('1980-01-01') AND date('1999-12-31') ORDER BY id
SELECT id, name FROM users a WHERE NOT EXISTS (SELECT 1 FROM users b WHERE b.age > a.age) ORDER BY id
SELECT a.id FROM users a WHERE a.age = (SELECT max(b.age) FROM users b WHERE b.active = a.active) ORDER BY a.id
SELECT x.n, x.c FROM (SELECT active AS n, count(*) AS c FROM users GROUP BY active) x WHERE x.n = 1
SELECT x.n FROM (SELECT active AS n FROM users) x WHERE x.n ORDER BY x.n
SELECT y.d FROM (SELECT birthday AS d FROM users UNION SELECT "PlacedAt" FROM "Order") y WHERE y.d LIKE '2024%' ORDER BY y.d
SELECT z.b + 1, z.b || 'x', typeof(z.b) FROM (SELECT active AS b FROM users) z ORDER BY 1, 2
SELECT z.t / 1000 FROM (SELECT max(created_at) AS t FROM users) z
SELECT coalesce(z.t, 0), z.t > 5 FROM (SELECT created_at AS t, id FROM users) z ORDER BY z.id
SELECT t.v, count(*) FROM (SELECT CASE WHEN age > 30 THEN 'old' ELSE 'young' END AS v FROM users) t GROUP BY t.v ORDER BY t.v
SELECT 1 AS a, 2 AS a
SELECT id AS "the id", name AS 'the name' FROM users WHERE id = 1
SELECT users.id, users . name FROM users WHERE users.id=1
SELECT count(*) AS "count(*)" FROM users
SELECT   id   +   1   FROM users WHERE id = 1
SELECT "id" || 'x', ("name"), name COLLATE NOCASE, +age, -age FROM users WHERE id = 1
SELECT max(name), MAX(name), Max( name ) FROM users
SELECT name name2, age AS "Age2" FROM users WHERE id = 1
SELECT (SELECT 1), EXISTS (SELECT 1), CASE WHEN 1 THEN 2 END, CAST(1 AS TEXT), NOT 1, 1 IS NULL
SELECT id, (id), [id], "ID", users."Id" FROM users WHERE id = 1
SELECT * FROM users u JOIN "Order" o ON o."UserId" = u.id WHERE u.id = 2
SELECT u.*, o."Total" * 2 FROM users u JOIN "Order" o ON o."UserId" = u.id WHERE u.id = 2
SELECT DISTINCT * FROM settings ORDER BY key
SELECT settings.* FROM settings ORDER BY updated DESC
SELECT id FROM users WHERE name LIKE '%a%' AND name NOT LIKE '%d%' OR id = 1 ORDER BY id
SELECT id FROM users WHERE NOT (active AND age > 30) ORDER BY id
SELECT id FROM users WHERE NOT (active = 1 AND birthday = 'x') ORDER BY id
SELECT id FROM users WHERE (age = 25) IS NOT TRUE ORDER BY id
SELECT id FROM users WHERE (age > 20) IS NULL ORDER BY id
SELECT id FROM users WHERE ifnull(age, 0) > 20 AND nullif(score, 3.0) IS NOT NULL ORDER BY id
SELECT sum(CASE WHEN active THEN 1 ELSE 0 END), sum(CASE WHEN active THEN balance END), count(CASE WHEN active THEN 1 END) FROM users
SELECT sum(iif(active, age, 0)), avg(iif(active, 1.0, 0.0)), max(iif(active, name, '')) FROM users
SELECT min(age, 30), max(score, 5), max(birthday, '1990-01-01') FROM users ORDER BY id
SELECT total(balance) / count(*), round(avg(balance), 2) FROM users
SELECT id, rank() OVER (PARTITION BY active ORDER BY score DESC) FROM users ORDER BY id
SELECT id, count(*) OVER () AS n FROM users WHERE active ORDER BY id LIMIT 2 OFFSET 1
SELECT id, sum(age) OVER (PARTITION BY active ORDER BY id ROWS UNBOUNDED PRECEDING) FROM users ORDER BY id
SELECT id, first_value(name) OVER (ORDER BY score DESC NULLS LAST, id) FROM users ORDER BY id
SELECT active, sum(count(*)) OVER (ORDER BY active) FROM users GROUP BY active ORDER BY active
SELECT id, group_concat(name, ',') OVER (ORDER BY id) FROM users ORDER BY id
SELECT id, lag(active) OVER (ORDER BY id), lag(birthday, 1, 'none') OVER (ORDER BY id) FROM users ORDER BY id
WITH ranked AS (SELECT id, name, row_number() OVER (PARTITION BY active ORDER BY age DESC, id) AS rn FROM users) SELECT id, name FROM ranked WHERE rn <= 1 ORDER BY id
WITH RECURSIVE tree(id, depth) AS (SELECT 1, 0 UNION ALL SELECT u.id, depth + 1 FROM users u JOIN tree t ON u.id = t.id + 1 WHERE depth < 3) SELECT * FROM tree ORDER BY depth
WITH RECURSIVE days(d) AS (VALUES ('2024-01-30') UNION ALL SELECT date(d, '+1 day') FROM days WHERE d < '2024-02-02') SELECT d, count(o."Id") FROM days LEFT JOIN "Order" o ON date(o."PlacedAt") = d GROUP BY d ORDER BY d
WITH RECURSIVE s(n, total) AS (SELECT 1, 1.5 UNION ALL SELECT n + 1, total * 2 FROM s WHERE n < 4) SELECT n, total FROM s ORDER BY n
WITH RECURSIVE s(n, v) AS (SELECT 1, 0 UNION ALL SELECT n + 1, v + 0.5 FROM s WHERE n < 3) SELECT n, v FROM s ORDER BY n
SELECT * FROM (SELECT 1 AS a UNION ALL SELECT NULL) ORDER BY a
SELECT age FROM users UNION ALL SELECT score FROM users ORDER BY 1
SELECT active FROM users WHERE id = 1 UNION ALL SELECT age FROM users WHERE id = 1 ORDER BY 1
SELECT id, NULL AS note FROM users WHERE id = 1 UNION ALL SELECT 9, "Note" FROM "Order" WHERE "Total" = 12.0 ORDER BY 1
SELECT name FROM users WHERE id = 1 INTERSECT SELECT 'Ada'
SELECT birthday FROM users EXCEPT SELECT birthday FROM users WHERE active ORDER BY 1
SELECT count(*) FROM (SELECT name FROM users UNION SELECT key FROM settings)
UPDATE users SET name = (SELECT name FROM users u2 WHERE u2.id = users.id + 1) WHERE id < 5
UPDATE users SET age = age + 1, score = score * 1.5, name = upper(name) || '!' WHERE active
UPDATE users SET email = lower(email), birthday = NULL WHERE email LIKE '%Y.COM' RETURNING id, email, birthday
UPDATE "OrderItem" SET "Price" = "Price" + 0.25 WHERE "Quantity" BETWEEN 1 AND 3
UPDATE "OrderItem" SET "Price" = round("Price" * 1.1, 2)
UPDATE "OrderItem" SET "Quantity" = "Quantity" - 1 WHERE "Quantity" > 1
UPDATE "OrderItem" SET "Quantity" = 0
UPDATE "Order" SET "Total" = (SELECT sum("Price" * "Quantity") FROM "OrderItem" WHERE "OrderId" = "Order"."Id")
UPDATE "Order" AS o SET "Paid" = 1, "Note" = u.name FROM users u WHERE u.id = o."UserId" AND u.active
DELETE FROM "OrderItem" WHERE EXISTS (SELECT 1 FROM "Order" o WHERE o."Id" = "OrderItem"."OrderId" AND o."Paid" = 0)
DELETE FROM settings WHERE updated IS NULL OR value = ''
INSERT INTO settings (key, value, updated) SELECT 'u' || id, name, created_at FROM users WHERE active ON CONFLICT (key) DO NOTHING
INSERT INTO "OrderItem" SELECT "OrderId", "Line" + 10, "Sku", "Quantity", "Price" FROM "OrderItem"
INSERT INTO "Order" ("Id", "PlacedAt", "Paid", "Total") SELECT '0f000000-0000-4000-8000-00000000000' || id, '2024-05-0' || id || ' 00:00:00', active, age FROM users
INSERT INTO numbers (n, x, t) SELECT id, age, score FROM users
INSERT INTO numbers (n) VALUES (1 + 1), (length('abc')), (NULL)
INSERT INTO numbers (x) VALUES (5), ('2.5'), (1 / 2.0)
--! refused
INSERT INTO numbers (n) VALUES ('abc')
--! refused
INSERT INTO numbers (n) VALUES (2.5)
--! refused
INSERT INTO numbers (n) SELECT 2.5 WHERE 1
--! error
INSERT INTO numbers (n) SELECT score FROM users WHERE score = 9.5
--! error
INSERT INTO numbers (n) VALUES (?) --? 'abc'
