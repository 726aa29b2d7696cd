-- ordering and collation
SELECT name FROM users ORDER BY name
SELECT name FROM users ORDER BY name DESC
SELECT email FROM users ORDER BY email
SELECT email, id FROM users ORDER BY email DESC, id
SELECT age, id FROM users ORDER BY age, id
SELECT age, id FROM users ORDER BY age DESC, id DESC
SELECT id FROM users ORDER BY score
SELECT id FROM users ORDER BY score DESC
SELECT id FROM users ORDER BY score ASC NULLS LAST
SELECT id FROM users ORDER BY score DESC NULLS FIRST
SELECT id FROM users ORDER BY birthday
SELECT id FROM users ORDER BY birthday DESC
SELECT id FROM users ORDER BY created_at DESC
SELECT id FROM users ORDER BY active, id
SELECT id FROM users ORDER BY active DESC, name DESC
SELECT id FROM users ORDER BY balance
SELECT id, code FROM users WHERE code IS NOT NULL ORDER BY code
SELECT id FROM users ORDER BY name COLLATE NOCASE
SELECT id FROM users ORDER BY name COLLATE NOCASE DESC
SELECT id FROM users ORDER BY code COLLATE BINARY
SELECT id FROM users ORDER BY lower(name)
SELECT id FROM users ORDER BY length(name), id
SELECT name AS n FROM users ORDER BY n
SELECT name AS n FROM users ORDER BY n COLLATE NOCASE
SELECT name, age FROM users ORDER BY 2, 1
SELECT name FROM users ORDER BY 1 DESC
SELECT -id AS id FROM users ORDER BY id
SELECT id, name FROM users ORDER BY (CASE WHEN active THEN 0 ELSE 1 END), name
SELECT id FROM users ORDER BY age IS NULL, age, id
SELECT id FROM users ORDER BY 'x', id
SELECT id FROM users ORDER BY ?, id --? 5
SELECT "Id" FROM "Order" ORDER BY "Note"
SELECT "Id" FROM "Order" ORDER BY "Paid", "Id"
SELECT "Id" FROM "Order" ORDER BY "PlacedAt" DESC LIMIT 2
SELECT t FROM numbers ORDER BY t
SELECT x FROM numbers ORDER BY x
SELECT name FROM users WHERE name > 'a' ORDER BY name
SELECT name FROM users WHERE name < 'a' ORDER BY name
SELECT name FROM users WHERE name BETWEEN 'A' AND 'Zz' ORDER BY name
SELECT id FROM users WHERE code = 'abc' ORDER BY id
SELECT id FROM users WHERE code < 'ABE' ORDER BY id
SELECT id FROM users WHERE code IN ('ABC', 'ABD') ORDER BY id
SELECT id FROM users WHERE 'abc' = code
SELECT id FROM users WHERE code = 'abc' COLLATE BINARY
SELECT id FROM users WHERE name = 'ADA' COLLATE NOCASE
SELECT id FROM users WHERE name COLLATE NOCASE = 'ADA'
SELECT id FROM users WHERE name COLLATE NOCASE IN ('ADA', 'BOB') ORDER BY id
SELECT id FROM users WHERE code = ? --? 'ABD'
SELECT id FROM users WHERE code COLLATE RTRIM = 'xyz'
SELECT 'a' < 'B', 'a' < 'B' COLLATE NOCASE, 'a' = 'A', 'a' = 'A' COLLATE NOCASE
SELECT 'abc ' = 'abc' COLLATE RTRIM
SELECT id FROM users ORDER BY name COLLATE german
SELECT min(name), max(name) FROM users
SELECT min(email), max(email) FROM users
SELECT max(code COLLATE BINARY) FROM users
