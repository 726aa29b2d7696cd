-- boolean columns and conditions
SELECT id FROM users WHERE active ORDER BY id
SELECT id FROM users WHERE NOT active ORDER BY id
SELECT id FROM users WHERE active = 1 ORDER BY id
SELECT id FROM users WHERE active = 0 ORDER BY id
SELECT id FROM users WHERE active == 1 ORDER BY id
SELECT id FROM users WHERE active <> 1 ORDER BY id
SELECT id FROM users WHERE active != 0 ORDER BY id
SELECT id FROM users WHERE 1 = active ORDER BY id
SELECT id FROM users WHERE active = ? ORDER BY id --? 1
SELECT id FROM users WHERE active = ? ORDER BY id --? 0
SELECT id FROM users WHERE active IN (0, 1) ORDER BY id
SELECT id FROM users WHERE active IN (?, ?) ORDER BY id --? 1, 1
SELECT id FROM users WHERE active IS 1 ORDER BY id
SELECT id FROM users WHERE active IS NOT 1 ORDER BY id
SELECT id FROM users WHERE active IS TRUE ORDER BY id
SELECT id FROM users WHERE active IS NOT TRUE ORDER BY id
SELECT id FROM users WHERE active = TRUE ORDER BY id
SELECT id FROM users WHERE active = false ORDER BY id
SELECT id FROM users WHERE active = '1' ORDER BY id
SELECT id FROM users WHERE active = 2 ORDER BY id
SELECT id FROM users WHERE active > 0 ORDER BY id
SELECT id FROM users WHERE active >= 1 ORDER BY id
SELECT id FROM users WHERE active + 0 = 1 ORDER BY id
SELECT sum(active), avg(active), max(active), min(active), count(active), total(active) FROM users
SELECT active, count(*) FROM users GROUP BY active ORDER BY active
SELECT "Paid", count(*) FROM "Order" GROUP BY "Paid" ORDER BY 1
SELECT "Paid" IS NULL, coalesce("Paid", 0), ifnull("Paid", 1) FROM "Order" ORDER BY "Id"
SELECT "Id" FROM "Order" WHERE "Paid" IS NULL
SELECT "Id" FROM "Order" WHERE coalesce("Paid", 0) = 0 ORDER BY "Id"
SELECT "Id" FROM "Order" WHERE "Paid" = 1 OR "Total" > 50 ORDER BY "Id"
SELECT active AND age > 30, active OR age > 30 FROM users ORDER BY id
SELECT id FROM users WHERE age ORDER BY id
SELECT id FROM users WHERE score ORDER BY id
SELECT id FROM users WHERE NOT age ORDER BY id
SELECT id FROM users WHERE age AND active ORDER BY id
SELECT n FROM numbers WHERE t ORDER BY n
SELECT id FROM users WHERE (age > 20) = active ORDER BY id
SELECT id FROM users WHERE (age > 20) = 1 ORDER BY id
SELECT id FROM users WHERE (age > 20) + active = 2 ORDER BY id
SELECT id FROM users WHERE id = 1 OR 0 ORDER BY id
SELECT id FROM users WHERE 'abc'
SELECT id FROM users WHERE '1x' ORDER BY id
SELECT id FROM users WHERE ? ORDER BY id --? 1
SELECT id FROM users WHERE ? ORDER BY id --? 0
SELECT iif(active, 'a', 'i') FROM users ORDER BY id
SELECT active || '', typeof(active), abs(active), -active FROM users ORDER BY id
SELECT max(active, 0), min(active, 5) FROM users ORDER BY id
SELECT u.active = v.active FROM users u JOIN users v ON v.id = u.id + 1 ORDER BY u.id
SELECT (1 = 1) + (2 = 2), (1 = 1) || 'x', NOT 5, NOT 0, NOT NULL
SELECT 1 AND NULL, 0 AND NULL, 1 OR NULL, 0 OR NULL
SELECT 3 BETWEEN 1 AND 5, 3 NOT BETWEEN 1 AND 5, 3 IN (1, 3), 3 NOT IN (1, NULL)
SELECT sum(age > 20), count(age > 20) FROM users
SELECT x'41' IS NULL, active IS NULL FROM users WHERE id = 1
