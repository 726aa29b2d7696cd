-- INSERT, UPDATE, DELETE, upserts, RETURNING
INSERT INTO users (name, created_at) VALUES ('New', 1700000000000)
INSERT INTO users (id, name, created_at) VALUES (NULL, 'New', 1)
INSERT INTO users (id, name, created_at) VALUES (?, ?, ?) --? NULL, 'New', 1700000000123
INSERT INTO users (id, name, created_at) VALUES (?, ?, ?) --? 77, 'New', 1700000000123
INSERT INTO users (id, name, created_at) VALUES (10, 'New', 1)
INSERT INTO users (name, email, age, score, active, created_at, birthday, profile, balance, code, avatar) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) --? 'N', 'n@n', 5, 2.5, 0, 1234567890123, '2001-02-03', '{"a": 1}', 12.34, 'Q', X'0102'
INSERT INTO users (name, created_at, age) VALUES ('a', 1, '41'), ('b', 2, 42.0), ('c', 3, NULL)
INSERT INTO users (name, created_at, age) VALUES (?, ?, ?) --? 5, '1700000000000', '41'
INSERT INTO users (name, created_at, birthday, active) VALUES ('d', 1, '2024-02-29', 1)
INSERT INTO users (name, created_at, balance) VALUES ('d', 1, 19.99)
INSERT INTO users (name, created_at, balance) VALUES ('d', 1, 20.0)
INSERT INTO users (name, created_at) VALUES ('d', 1) RETURNING id
INSERT INTO users (name, created_at) VALUES ('d', 1) RETURNING id, name AS n, active, created_at, upper(name)
INSERT INTO users (name, created_at) VALUES ('d', 1) RETURNING *
INSERT INTO users (name, email, created_at) VALUES ('d', 'ada@x.org', 1)
INSERT INTO users (name, created_at) VALUES (NULL, 1)
INSERT OR IGNORE INTO users (name, email, created_at) VALUES ('d', 'ada@x.org', 1)
INSERT OR IGNORE INTO settings (key, value) VALUES ('theme', 'x'), ('new', 'y')
INSERT OR ABORT INTO settings (key, value) VALUES ('q', 'y')
INSERT OR REPLACE INTO settings (key, value, updated) VALUES ('theme', 'light', 9)
INSERT OR REPLACE INTO settings (key, value) VALUES ('theme', 'light')
REPLACE INTO settings (key, value) VALUES (?, ?) --? 'limit', '30'
REPLACE INTO settings VALUES ('limit', 30, 5), ('fresh', NULL, NULL)
INSERT OR REPLACE INTO users (id, name, email, created_at) VALUES (4, 'Other', 'ann@new', 5)
INSERT OR REPLACE INTO users (id, name, email, created_at) VALUES (4, 'Other', 'Ann@Y.com', 5)
INSERT INTO settings (key, value) VALUES ('theme', 'x') ON CONFLICT (key) DO UPDATE SET value = excluded.value
INSERT INTO settings (key, value) VALUES ('theme', 'x') ON CONFLICT DO NOTHING
INSERT INTO settings (key, value) VALUES ('theme', 'x') ON CONFLICT (key) DO NOTHING
INSERT INTO settings (key, value, updated) VALUES ('theme', 'x', 1) ON CONFLICT (key) DO UPDATE SET updated = updated + 1, value = value || '/' || excluded.value
INSERT INTO settings (key, value, updated) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated = excluded.updated WHERE excluded.updated > settings.updated --? 'limit', '1', 1
INSERT INTO settings AS s (key, value) VALUES ('theme', 'z') ON CONFLICT (key) DO UPDATE SET value = s.value || 'z' RETURNING key, value
INSERT INTO settings (key, value) VALUES ('theme', 'x') ON CONFLICT DO UPDATE SET value = 'u'
INSERT INTO users (id, name, created_at) VALUES (1, 'x', 5) ON CONFLICT (id) DO UPDATE SET name = excluded.name, active = 0
INSERT INTO settings (key, value) SELECT name, email FROM users WHERE email IS NOT NULL
INSERT INTO settings (key, value) SELECT name, age FROM users
INSERT INTO settings (key, value, updated) SELECT ?, ?, ? --? 'k', 'v', 5
INSERT INTO settings (key, value) SELECT 'k', 'v' WHERE NOT EXISTS (SELECT 1 FROM settings WHERE key = 'k')
INSERT INTO users (name, active, created_at, birthday, balance) SELECT name || '2', active, created_at, birthday, balance FROM users ORDER BY id
INSERT INTO numbers VALUES (1, 2, 'x')
INSERT INTO numbers (n, x, t) VALUES (5, 5, 5)
INSERT INTO numbers (n, x, t) VALUES (?, ?, ?) --? '5', '2.5', 7.5
INSERT INTO numbers DEFAULT VALUES
INSERT INTO numbers (t) SELECT count(*) FROM users
INSERT INTO "OrderItem" VALUES ('0d000000-0000-4000-8000-000000000005', 1, 'Z', 1, 5.5)
INSERT INTO "OrderItem" VALUES ('0d000000-0000-4000-8000-000000000005', 1, 'Z', 0, 5.5)
INSERT INTO "OrderItem" ("OrderId", "Line", "Sku", "Quantity", "Price") VALUES (?, ?, ?, ?, ?) --? '0a000000-0000-4000-8000-000000000001', 9, 'Q', 2, 3
INSERT INTO "Order" ("Id", "UserId", "PlacedAt", "Paid") VALUES ('0e000000-0000-4000-8000-000000000006', 1, '2024-03-01 00:00:00', TRUE)
INSERT INTO "Order" ("Id", "PlacedAt") VALUES ('0e000000-0000-4000-8000-000000000006', datetime('2024-03-01', '+1 hour'))
WITH src AS (SELECT 'w' AS k) INSERT INTO settings (key) SELECT k FROM src
WITH mail AS (SELECT email FROM users WHERE email IS NOT NULL) INSERT INTO settings (key, value) SELECT email, 'm' FROM mail
WITH source AS (SELECT key FROM settings) INSERT INTO users (name, created_at) SELECT key, 1 FROM source ORDER BY key
WITH source AS (SELECT key FROM settings) INSERT INTO users (name, created_at) SELECT key, 1 FROM source ORDER BY key RETURNING id, name
WITH old AS (SELECT key FROM settings) INSERT OR IGNORE INTO users (name, created_at) VALUES (NULL, 1)
WITH old AS (SELECT id FROM users) INSERT INTO settings (key, value) VALUES ('theme', 'x') ON CONFLICT (key) DO UPDATE SET value = 'DO'
INSERT INTO settings (key, value) VALUES ('INSERT OR IGNORE', 'ON CONFLICT DO UPDATE')
UPDATE users SET age = 40 WHERE id = 1
UPDATE users SET age = age + 1 WHERE age IS NOT NULL
UPDATE users SET active = 0
UPDATE users SET active = ? WHERE id = ? --? 0, 1
UPDATE users SET active = NOT active
UPDATE users SET active = 1 - active
UPDATE users SET active = (age > 30) WHERE age IS NOT NULL
UPDATE users SET birthday = '2024-01-01', created_at = created_at + 1000 WHERE id = 1
UPDATE users SET birthday = ?, created_at = ? WHERE id = 2 --? '2020-02-02', 1600000000000
UPDATE users SET birthday = date(birthday, '+1 year') WHERE birthday IS NOT NULL
UPDATE users SET balance = balance + 1 WHERE balance IS NOT NULL
UPDATE users SET balance = balance * 2
UPDATE users SET balance = ? WHERE id = 1 --? 99.5
UPDATE users SET profile = json_set(profile, '$.lang', 'xx') WHERE id = 1
UPDATE users SET name = upper(name), email = NULL WHERE id IN (1, 2)
UPDATE users SET name = name || '-' || id
UPDATE users SET score = age, age = NULL WHERE id = 1
UPDATE users SET (name, age) = ('Pair', 9) WHERE id = 1
UPDATE users SET (name, age) = (SELECT "Sku", "Quantity" FROM "OrderItem" ORDER BY "OrderId", "Line" LIMIT 1) WHERE id = 1
UPDATE users SET age = (SELECT count(*) FROM "Order" o WHERE o."UserId" = users.id)
UPDATE users AS u SET age = 1 WHERE u.id = 2
UPDATE users SET age = o.c FROM (SELECT "UserId" AS uid, count(*) AS c FROM "Order" GROUP BY "UserId") AS o WHERE o.uid = users.id
UPDATE "Order" SET "Paid" = 1 WHERE "Paid" IS NULL RETURNING "Id", "Paid"
UPDATE "Order" SET "PlacedAt" = '2030-01-01 00:00:00' WHERE "Id" = ? --? '0a000000-0000-4000-8000-000000000001'
UPDATE "Order" SET "Note" = coalesce("Note", '') || '!', "Total" = "Total" * 2
UPDATE users SET email = 'bob@x.org' WHERE id = 1
UPDATE users SET name = NULL WHERE id = 1
UPDATE OR ABORT users SET age = 3 WHERE id = 1
--! refused
UPDATE OR IGNORE users SET email = 'bob@x.org' WHERE id = 1
UPDATE users SET age = 7 WHERE id = 99
UPDATE settings SET value = updated
DELETE FROM settings
DELETE FROM settings WHERE key = 'theme'
DELETE FROM settings WHERE key IN ('theme', 'limit') RETURNING key
DELETE FROM "OrderItem" WHERE "OrderId" IN (SELECT "Id" FROM "Order" WHERE "Paid")
DELETE FROM "OrderItem" AS i WHERE i."Line" > 1
DELETE FROM users WHERE id = 1
DELETE FROM users WHERE birthday < '1990-01-01' AND id = 5
WITH old AS (SELECT key FROM settings WHERE updated < 3) DELETE FROM settings WHERE key IN (SELECT key FROM old)
