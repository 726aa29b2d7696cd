-- plain selects, labels and spelling
SELECT * FROM users WHERE id = 1
SELECT id, name FROM users ORDER BY id
SELECT ID, Name, "name", [name], `name` FROM USERS ORDER BY id
SELECT u.id, u.NAME FROM users u ORDER BY u.id
SELECT u.* FROM users AS u ORDER BY u.id DESC
SELECT main.users.name FROM main.users WHERE users.id = 2
SELECT 1, 'a', 2.5, NULL, X'0102'
SELECT 1 AS one, 'x' "two", 3 'three'
SELECT count(*) FROM users
SELECT COUNT( * ), max(age)  FROM users
SELECT (id), ((name)) FROM users WHERE id = 1
SELECT id+1, -id, +id FROM users ORDER BY id
SELECT "Id", "UserId" FROM "Order" ORDER BY "Id"
SELECT id FROM "Order" WHERE "userid" = 1 ORDER BY 1
SELECT * FROM "Order" ORDER BY "PlacedAt"
SELECT * FROM "OrderItem" ORDER BY "OrderId", "Line"
SELECT rowid FROM users ORDER BY rowid
SELECT rowid, * FROM users WHERE rowid = 3
SELECT _rowid_, oid FROM users WHERE oid < 3 ORDER BY 1
--! refused
SELECT rowid FROM "Order"
SELECT "nothing" FROM users WHERE id = 1
SELECT "name", "nope" FROM users WHERE id = 1
SELECT name FROM users WHERE name = "Ada"
SELECT nothing FROM users
SELECT * FROM nothing
SELECT DISTINCT age FROM users ORDER BY age
SELECT DISTINCT name FROM users ORDER BY name
SELECT DISTINCT name FROM users ORDER BY name DESC LIMIT 2
SELECT DISTINCT active, age FROM users ORDER BY age, active
SELECT DISTINCT profile IS NULL FROM users ORDER BY 1
SELECT DISTINCT lower(code) FROM users ORDER BY 1
--! refused
SELECT DISTINCT code FROM users ORDER BY 1
SELECT DISTINCT birthday FROM users ORDER BY birthday DESC
SELECT ALL name FROM users ORDER BY id
SELECT TRUE, FALSE, true AND false
SELECT id FROM users WHERE true ORDER BY id
SELECT 5 > 3, 5 < 3, NULL = NULL, 1 IS NULL, 1 IS NOT NULL
SELECT active, active = 1, NOT active FROM users ORDER BY id
SELECT 0x10, 1e3, 1_000, .5, 5.
SELECT 'it''s', "it's"
SELECT 9223372036854775807, -9223372036854775808
SELECT CASE WHEN active THEN 'yes' ELSE 'no' END FROM users ORDER BY id
SELECT CASE active WHEN 1 THEN 'on' WHEN 0 THEN 'off' END AS state FROM users ORDER BY id
SELECT CASE age WHEN 25 THEN name END FROM users ORDER BY id
SELECT CASE WHEN age > 30 THEN age ELSE 0 END FROM users ORDER BY id
SELECT CASE WHEN age > 30 THEN age ELSE 'young' END FROM users ORDER BY id
SELECT CASE WHEN id = 1 THEN birthday ELSE '2000-01-01' END FROM users ORDER BY id
SELECT CASE WHEN id = 1 THEN created_at END FROM users ORDER BY id
SELECT CASE WHEN id = 1 THEN balance ELSE 0 END FROM users ORDER BY id
SELECT (SELECT name FROM users WHERE id = 2)
SELECT (SELECT max(id) FROM users) + 1
SELECT u.name, (SELECT count(*) FROM "Order" o WHERE o."UserId" = u.id) AS orders FROM users u ORDER BY u.id
SELECT u.name, (SELECT o."PlacedAt" FROM "Order" o WHERE o."UserId" = u.id ORDER BY o."PlacedAt" DESC) FROM users u ORDER BY u.id
SELECT name FROM users u WHERE EXISTS (SELECT 1 FROM "Order" WHERE "UserId" = u.id) ORDER BY name
SELECT EXISTS (SELECT 1 FROM users WHERE id = 99), EXISTS(SELECT 1 FROM users)
SELECT x FROM (SELECT id AS x FROM users) WHERE x > 3 ORDER BY x
SELECT * FROM (SELECT count(*), max(id) FROM users)
SELECT t.n FROM (SELECT name AS n, id FROM users) AS t ORDER BY t.id
SELECT sub.total FROM (SELECT sum("Quantity") AS total FROM "OrderItem" GROUP BY "OrderId") sub ORDER BY 1
SELECT * FROM (SELECT * FROM users) ORDER BY id LIMIT 1
SELECT a.id, b.id FROM users a, users b WHERE a.id < b.id AND b.id < 4 ORDER BY 1, 2
SELECT name AS n FROM users WHERE n = 'Ada'
SELECT age * 2 AS doubled FROM users WHERE doubled > 60 ORDER BY doubled
SELECT length(name) AS l, count(*) FROM users GROUP BY l HAVING l > 3 ORDER BY l
VALUES (1, 'a'), (2, 'b')
SELECT * FROM (VALUES (1, 'x'), (2, 'y')) ORDER BY column1 DESC
SELECT column1 FROM (VALUES (3), (1), (2)) AS v ORDER BY 1
SELECT id FROM users ORDER BY id LIMIT 2
SELECT id FROM users ORDER BY id LIMIT 2 OFFSET 1
SELECT id FROM users ORDER BY id LIMIT 1, 2
SELECT id FROM users ORDER BY id LIMIT -1
SELECT id FROM users ORDER BY id LIMIT -1 OFFSET 3
SELECT id FROM users ORDER BY id LIMIT 2 OFFSET -5
SELECT id FROM users ORDER BY id LIMIT 1 + 1
SELECT id FROM users ORDER BY id LIMIT ? OFFSET ? --? 2, 1
SELECT id FROM users ORDER BY id LIMIT ?, ? --? 1, 2
SELECT id FROM users ORDER BY id LIMIT ? --? -1
SELECT id FROM users ORDER BY id LIMIT (SELECT 2)
SELECT name FROM users -- trailing comment
SELECT /* inner */ id FROM users WHERE id = 1;
