-- views, and SQLite's catalogue
SELECT * FROM active_users ORDER BY id
SELECT name, active FROM Active_Users WHERE created_at > 1650000000000 ORDER BY name
SELECT v.name, v.birthday FROM active_users AS v WHERE v.birthday >= '1990-01-01' ORDER BY v.id
SELECT * FROM "OrderTotals" ORDER BY total DESC
SELECT oid, placed FROM main.OrderTotals WHERE placed < '2024-02-01' ORDER BY placed
SELECT * FROM view_of_view
SELECT u.name, t.total FROM users u JOIN "Order" o ON o."UserId" = u.id JOIN OrderTotals t ON t.oid = o."Id" ORDER BY t.total
SELECT id FROM active_users WHERE code = 'ABC'
WITH users AS (SELECT 1 AS x) SELECT * FROM active_users, users ORDER BY id
INSERT INTO settings (key, value) SELECT name, birthday FROM active_users WHERE birthday IS NOT NULL
INSERT INTO active_users (name) VALUES ('x')
SELECT name FROM sqlite_master WHERE type = 'table' AND name = ? --? 'users'
SELECT count(tbl_name) FROM "main".sqlite_master WHERE type='table' AND tbl_name='settings'
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name
SELECT name FROM sqlite_master
SELECT name FROM sqlite_master WHERE type = 'index' AND name = 'x'
