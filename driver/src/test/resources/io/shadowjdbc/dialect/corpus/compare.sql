-- comparisons, affinity, null
SELECT id FROM users WHERE age = '25' ORDER BY id
SELECT id FROM users WHERE age = ' 25 ' ORDER BY id
SELECT id FROM users WHERE age = 'abc' ORDER BY id
SELECT id FROM users WHERE age < 'abc' ORDER BY id
SELECT id FROM users WHERE age > 24.5 ORDER BY id
SELECT id FROM users WHERE age = ? ORDER BY id --? '25'
SELECT id FROM users WHERE age = ? ORDER BY id --? 'x'
SELECT id FROM users WHERE age < ? ORDER BY id --? 'x'
SELECT id FROM users WHERE age > ? ORDER BY id --? 24.5
SELECT id FROM users WHERE age = ? --? NULL
SELECT id FROM users WHERE age IS ? ORDER BY id --? NULL
SELECT id FROM users WHERE age IS NOT ? ORDER BY id --? 25
SELECT id FROM users WHERE age IS NOT DISTINCT FROM 25 ORDER BY id
SELECT id FROM users WHERE age IS DISTINCT FROM 25 ORDER BY id
SELECT id FROM users WHERE age ISNULL
SELECT id FROM users WHERE age NOTNULL ORDER BY id
SELECT id FROM users WHERE age NOT NULL ORDER BY id
SELECT id FROM users WHERE age IS NULL OR age = 25 ORDER BY id
SELECT id FROM users WHERE age = NULL
SELECT id FROM users WHERE name = 5
SELECT id FROM users WHERE score = 7.25
SELECT id FROM users WHERE score = '7.25'
SELECT id FROM users WHERE score > 3 ORDER BY id
SELECT id FROM users WHERE score IN (3, 7.25) ORDER BY id
SELECT id FROM users WHERE balance = 20
SELECT id FROM users WHERE balance = 20.0
SELECT id FROM users WHERE balance = 0.99
SELECT id FROM users WHERE balance = '0.99'
SELECT id FROM users WHERE balance > ? ORDER BY id --? 0.5
SELECT id FROM users WHERE balance = ? ORDER BY id --? 10.5
SELECT id FROM users WHERE balance > ? ORDER BY id --? 0.987
SELECT id FROM users WHERE balance BETWEEN 0 AND 15 ORDER BY id
SELECT id FROM users WHERE balance < age ORDER BY id
SELECT id FROM users WHERE age IN (25, 36) ORDER BY id
SELECT id FROM users WHERE age IN ('25', 36) ORDER BY id
SELECT id FROM users WHERE age NOT IN (25) ORDER BY id
SELECT id FROM users WHERE age NOT IN (25, NULL) ORDER BY id
SELECT id FROM users WHERE age IN () ORDER BY id
SELECT id FROM users WHERE age NOT IN () ORDER BY id
SELECT id FROM users WHERE id IN (?, ?, ?) ORDER BY id --? 1, 3, 99
SELECT id FROM users WHERE name IN (?, ?) ORDER BY id --? 'Ada', 'Zoe'
SELECT id FROM users WHERE id IN (SELECT "UserId" FROM "Order") ORDER BY id
SELECT id FROM users WHERE id NOT IN (SELECT "UserId" FROM "Order" WHERE "UserId" IS NOT NULL) ORDER BY id
SELECT id FROM users WHERE id NOT IN (SELECT "UserId" FROM "Order") ORDER BY id
SELECT "Id" FROM "Order" WHERE "Id" IN (SELECT "OrderId" FROM "OrderItem" WHERE "Sku" = 'A-1') ORDER BY 1
SELECT "Id" FROM "Order" WHERE "Id" = '0a000000-0000-4000-8000-000000000001'
SELECT "Id" FROM "Order" WHERE "Id" = ? --? '0a000000-0000-4000-8000-000000000002'
SELECT "Id" FROM "Order" WHERE "Id" = 'nonsense'
SELECT "Id" FROM "Order" WHERE "Id" = ? --? 'nonsense'
SELECT "Id" FROM "Order" WHERE "Id" LIKE '0b%'
SELECT "Id" FROM "Order" WHERE "Id" > '0b' ORDER BY "Id"
SELECT "Id" FROM "Order" WHERE "Id" <> '0a000000-0000-4000-8000-000000000001' ORDER BY "Id"
SELECT id FROM users WHERE (name, age) = ('Ada', 36)
SELECT id FROM users WHERE (id, age) IN ((1, 36), (3, 25), (4, 99)) ORDER BY id
SELECT id FROM users WHERE (id, age) > (3, 20) ORDER BY id
SELECT id FROM users WHERE (id, name) IN (SELECT id, name FROM users WHERE age = 25) ORDER BY id
SELECT n FROM numbers WHERE n = t
SELECT n FROM numbers WHERE x > t ORDER BY n
SELECT n FROM numbers WHERE t > 5 ORDER BY n
SELECT n FROM numbers WHERE t = 12
SELECT n FROM numbers WHERE t = '12'
SELECT n FROM numbers WHERE t = ? --? 12
SELECT n FROM numbers WHERE length(t) = ? ORDER BY n --? 3
SELECT n FROM numbers WHERE length(t) = '3'
SELECT n FROM numbers WHERE length(t) < 'a' ORDER BY n
SELECT n FROM numbers WHERE n = ? --? 9007199254740993
SELECT 1 = 1.0, 1 = '1', '1' = 1, 'a' > 5, 5 < 'a', x'00' > 'z'
SELECT 2 > 1 > 0, 1 < 2 = 1
SELECT NULL IS NULL, NULL IS NOT NULL, NULL IS 5, 5 IS 5, 5 IS NOT 6, 'a' IS 'b'
SELECT coalesce(NULL, 5), coalesce(age, 0), ifnull(email, 'none') FROM users ORDER BY id
SELECT coalesce(birthday, '1900-01-01') FROM users ORDER BY id
SELECT coalesce(birthday, 'unknown') FROM users ORDER BY id
SELECT coalesce(balance, 0), coalesce(score, 0) FROM users ORDER BY id
SELECT coalesce(age, 'none') FROM users ORDER BY id
SELECT coalesce(?, name) FROM users ORDER BY id --? 'given'
SELECT coalesce(?, name) FROM users ORDER BY id --? NULL
SELECT nullif(age, 25), nullif(name, 'bob'), nullif(1, 1.0) FROM users ORDER BY id
SELECT nullif(code, 'ABC') FROM users ORDER BY id
SELECT ? IS NULL, ? IS NOT NULL --? NULL, 1
SELECT id FROM users WHERE ? IS NULL OR age = ? ORDER BY id --? NULL, 5
SELECT id FROM users WHERE (?1 IS NULL OR age = ?1) ORDER BY id --? 25
SELECT id FROM users WHERE name = :name OR email = :name --? 'Ada'
SELECT id FROM users WHERE name = @name AND age = $age --? 'Ada', 36
SELECT id FROM users WHERE age = ?2 AND name = ?1 --? 'Ada', 36
SELECT ?, ?, ?, ? --? 1, 2.5, 'x', NULL
SELECT id FROM users WHERE age BETWEEN ? AND ? ORDER BY id --? 20, 40
SELECT id FROM users WHERE name BETWEEN ? AND ? ORDER BY id --? 'A', 'b'
SELECT id FROM users WHERE avatar = X'41'
SELECT id FROM users WHERE avatar = ? --? X'00FF10'
SELECT id FROM users WHERE avatar > X'00' ORDER BY id
