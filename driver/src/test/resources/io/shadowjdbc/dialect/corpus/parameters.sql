-- parameters in all places
SELECT ? AS x FROM users ORDER BY x --? 5
SELECT id FROM users WHERE ? = id --? 2
SELECT id FROM users WHERE ? = name --? 'Ada'
SELECT id FROM users WHERE id = ? + 1 --? 2
SELECT id FROM users WHERE id = -? --? -2
SELECT CASE WHEN ? THEN name ELSE email END FROM users ORDER BY id --? 0
--! refused
SELECT CASE ? WHEN 1 THEN 'a' WHEN 'x' THEN 'b' END --? 1
SELECT id FROM users WHERE id IN (SELECT ?) --? 3
SELECT id FROM users WHERE name LIKE ? ESCAPE ? ORDER BY id --? '%!_%', '!'
SELECT substr(?, 2), length(?), upper(?), round(?, 1), abs(?) --? 'hello', 'abc', 'x', 2.55, -3
SELECT substr(?, 2), length(?), abs(?), round(?) --? 12345, 12345, '-3', '2.5'
SELECT date(?), datetime(?, ?), strftime(?, ?) --? '2024-01-02 03:04:05', '2024-01-01', '+1 day', '%Y', '2024-05-05'
SELECT coalesce(?, ?), coalesce(NULL, ?), ifnull(?, 'z') --? NULL, 'b', 7, NULL
SELECT ? || ?, ? || name FROM users WHERE id = 1 --? 'a', 1, 2.5
SELECT NOT ?, NOT ?, ? AND 1, ? OR 0 --? 0, 5, 'abc', '1'
SELECT ? BETWEEN 1 AND 5, ? IN (1, 2), ? IS NULL, ? IS NOT NULL, ? IS 5 --? 3, 9, NULL, 'x', 5
SELECT id FROM users WHERE id BETWEEN ? AND 3 ORDER BY id --? 2
SELECT json_extract(?, '$.a'), ? ->> 'a' --? '{"a":5}', '{"a":"x"}'
SELECT count(?), sum(?), max(?) FROM users --? 'x', 2, 'q'
SELECT nullif(?, 5), iif(?, 'y', 'n'), typeof(?) --? 5, 1, NULL
SELECT id FROM users ORDER BY id LIMIT ? + 1 --? 1
SELECT * FROM (SELECT id, name FROM users WHERE active = ?) WHERE id > ? ORDER BY id --? 1, 1
WITH p AS (SELECT id FROM users WHERE age > ?) SELECT id FROM p WHERE id < ? ORDER BY id --? 20, 4
SELECT name FROM users WHERE name > ? ORDER BY name --? 'Zz'
SELECT name FROM users WHERE code = ? COLLATE BINARY --? 'AbC'
SELECT id FROM users WHERE (name = ? OR ? = '') AND (age > ? OR ? = 0) ORDER BY id --? '', '', 0, 0
SELECT id FROM users WHERE coalesce(?, name) = name ORDER BY id --? NULL
SELECT id FROM users WHERE coalesce(?, active) = active ORDER BY id --? NULL
SELECT id FROM users WHERE active = coalesce(?, 1) ORDER BY id --? NULL
SELECT id FROM users WHERE created_at > ? - 1000 ORDER BY id --? 1700000000000
SELECT id FROM users WHERE created_at = ? --? '1700000000000'
SELECT id FROM users WHERE created_at = ? --? 1700000000000.0
SELECT id FROM users WHERE score = ? --? 3
SELECT id FROM users WHERE score = ? --? '3'
SELECT id FROM users WHERE balance = ? --? 20
SELECT id FROM users WHERE balance = ? --? '20.0'
SELECT id FROM users WHERE balance IN (?, ?) ORDER BY id --? 0.99, 20
SELECT "Id" FROM "Order" WHERE "Id" IN (?, ?) ORDER BY 1 --? '0a000000-0000-4000-8000-000000000001', 'none'
SELECT "Id" FROM "Order" WHERE "PlacedAt" = ? --? '2024-01-15 10:00:00'
SELECT "Id" FROM "Order" WHERE "PlacedAt" IN (?, ?) --? '2024-01-15 10:00:00', 'x'
SELECT "Id" FROM "Order" WHERE "Paid" IS ? ORDER BY 1 --? NULL
SELECT "Id" FROM "Order" WHERE "Paid" IS ? ORDER BY 1 --? 1
SELECT "Id" FROM "Order" WHERE ("UserId" = ? OR (? IS NULL AND "UserId" IS NULL)) ORDER BY 1 --? NULL, NULL
UPDATE users SET active = coalesce(?, active), name = coalesce(?, name), created_at = ? WHERE id = ? --? NULL, 'Z', 5, 1
UPDATE users SET active = coalesce(?, active) WHERE id = ? --? 0, 1
UPDATE users SET age = age + ?, balance = balance - ? WHERE id = ? --? 5, 1.5, 1
UPDATE users SET age = CASE WHEN ? THEN 0 ELSE age + 1 END --? 1
UPDATE users SET birthday = coalesce(?, birthday) --? '2001-01-01'
UPDATE users SET score = ?, email = ? WHERE id = 3 --? 5, NULL
UPDATE "Order" SET "PlacedAt" = ?, "Total" = ? WHERE "Id" = ? --? '2024-12-31 23:59:59', 7, '0a000000-0000-4000-8000-000000000001'
INSERT INTO numbers (n, x, t) VALUES (?, ?, ?), (?, ?, ?) --? 1, 1.5, 'a', 2, NULL, NULL
INSERT INTO settings (key, value, updated) VALUES (?1, ?1 || '-', ?2) ON CONFLICT (key) DO UPDATE SET value = ?1 --? 'theme', 5
INSERT INTO users (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at --? 1, 'Q', 9
INSERT OR REPLACE INTO users (id, name, email, created_at, active) VALUES (?, ?, ?, ?, ?) --? 4, 'R', 'Ann@Y.com', 7, 0
INSERT INTO settings (key, value) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM settings WHERE key = ?) --? 'theme', 'v', 'theme'
DELETE FROM users WHERE name = ? AND active = ? --? 'ann', 0
VALUES (?, ?), (3, 'c') --? 1, 'b'
SELECT id FROM users WHERE name IN (SELECT key FROM settings WHERE value = ?) OR id = ? --? 'x', 1
SELECT id FROM users WHERE lower(name) LIKE '%' || lower(?) || '%' ORDER BY id --? 'A'
SELECT max(age, ?), min(?, 3) FROM users WHERE id = 1 --? 50, 2
