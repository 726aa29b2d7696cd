-- arithmetic and numbers
SELECT 7 / 2, -7 / 2, 7 / 2.0, 7 % 3, -7 % 3, 7.5 % 2, 5 / 0, 5 % 0, 5.0 / 0, 1 / 3.0
SELECT n / 2, n % 4, n * 2, n + 0.5, -n FROM numbers ORDER BY n
SELECT x / 2, x * n, x + 1, x - 1 FROM numbers ORDER BY x
SELECT t + 1, t * 2, -t FROM numbers ORDER BY t
SELECT n / (n - n) FROM numbers
SELECT 2147483647 + 1, 2147483647 * 2, 3000000000 + 1, 65536 * 65536
SELECT age * 100000000 FROM users ORDER BY id
SELECT balance * 2, balance + 1, balance - 0.5, balance / 2, balance / 4 FROM users ORDER BY id
SELECT balance * age FROM users ORDER BY id
SELECT "Quantity" * "Price" FROM "OrderItem" ORDER BY "OrderId", "Line"
SELECT sum("Quantity" * "Price"), avg("Price"), sum("Price"), max("Price"), min("Price"), total("Price") FROM "OrderItem"
SELECT "OrderId", sum("Quantity" * "Price") AS total FROM "OrderItem" GROUP BY "OrderId" ORDER BY total DESC
SELECT sum(age), avg(age), min(age), max(age), count(age), total(age) FROM users
SELECT sum(score), avg(score), total(score), max(score) FROM users
SELECT sum(balance), avg(balance), min(balance), max(balance) FROM users
SELECT sum(age), total(age), avg(age), max(age), count(*) FROM users WHERE id > 99
SELECT sum(t), avg(t), total(t) FROM numbers
SELECT sum(DISTINCT age), count(DISTINCT age), avg(DISTINCT age) FROM users
SELECT count(DISTINCT birthday), count(DISTINCT active), count(DISTINCT code) FROM users
SELECT count(DISTINCT profile) FROM users
SELECT sum(1), sum(1.0), sum(n) FROM numbers WHERE n < 100
SELECT abs(-5), abs(5.5), abs('-3'), abs(NULL), abs(n) FROM numbers ORDER BY n
SELECT round(2.5), round(-2.5), round(2.675, 2), round(3.14159, 3), round(1234.5, -2), round(5), round(NULL), round('2.6')
SELECT round(x), round(x, 1), round(x, 2) FROM numbers ORDER BY x
SELECT round(avg(score), 1), round(sum("Total"), 2) FROM users, "Order"
SELECT max(1, 2, 3), min(1, 2.5, 0), max('a', 'B'), min(NULL, 1), max(age, 30) FROM users ORDER BY id
SELECT max(name, 'b'), min(birthday, '1990-01-01') FROM users ORDER BY id
SELECT cast('12abc' AS INTEGER), cast('abc' AS INTEGER), cast(2.9 AS INTEGER), cast(-2.9 AS INTEGER), cast('  7 ' AS INT), cast(NULL AS INTEGER)
SELECT cast('2.5x' AS REAL), cast(5 AS REAL), cast('1e3' AS REAL), cast('' AS REAL)
SELECT cast(5 AS TEXT), cast(5.0 AS TEXT), cast(1e20 AS TEXT), cast(0.1 AS TEXT), cast(123456789012345678 AS TEXT)
SELECT cast('5' AS NUMERIC), cast('5.0' AS NUMERIC), cast('5.5' AS NUMERIC), cast('abc' AS NUMERIC), cast(3 AS NUMERIC)
SELECT cast(t AS INTEGER), cast(t AS REAL), cast(t AS NUMERIC) FROM numbers ORDER BY t
SELECT cast(x AS TEXT), cast(x AS INTEGER) FROM numbers ORDER BY x
SELECT cast(active AS TEXT), cast(created_at AS TEXT), cast(birthday AS INTEGER) FROM users ORDER BY id
SELECT cast('abc' AS BLOB), cast(X'616263' AS TEXT)
SELECT 5 & 3, 5 | 3, ~5, 1 << 4, 256 >> 2, -1 >> 1, 1 << 64, 1 << -1
SELECT 1 + '2', '3' * '4', 'abc' + 1, '1.5' + 1, 1 + NULL
SELECT 1 + ?, ? * 2.5, ? / 2 --? 2, 3, 7
SELECT ? + ? --? 1.5, 2
SELECT ? + 1 --? '5'
SELECT age + ? FROM users ORDER BY id --? 10
SELECT age * ? FROM users ORDER BY id --? 1.5
SELECT age / ? FROM users ORDER BY id --? 2
SELECT score * ? FROM users ORDER BY id --? 2
SELECT balance * ? FROM users ORDER BY id --? 2
SELECT 1.0, 1e10, 1.5e-7, 123456789.123456789, 1e15, 1e16, 0.1 + 0.2, 1/3.0
SELECT 1.0 || '', 1e15 || '', 1e16 || '', 1.5e-7 || '', (0.1 + 0.2) || '', (1/3.0) || '', 1e100 || '', -0.0 || ''
SELECT 9223372036854775807 || '', 100000.0 || '', 123456.789e3 || '', 5e-324 || ''
SELECT sign(-5), sign(0), sign(2.5), ceil(1.2), floor(-1.2), ceiling(3), trunc(2.7), trunc(-2.7)
SELECT sqrt(16), sqrt(-1), pow(2, 10), power(2, 0.5), exp(0), ln(1), log(100), log10(1000), pi()
SELECT total(balance) - sum(balance) FROM users
SELECT avg(active) * 100 FROM users
SELECT count(*) * 1.0 / 3, count(*) / 3 FROM users
SELECT id * 1.0 / 2, id / 2 FROM users ORDER BY id
SELECT coalesce(sum(balance), 0), coalesce(sum(age), 0) FROM users WHERE id = 4
SELECT random() BETWEEN -9223372036854775808 AND 9223372036854775807, abs(random() % 10) < 10
SELECT typeof(sum(age)), typeof(sum(score)), typeof(avg(age)), typeof(total(age)), typeof(sum(balance)) FROM users
SELECT typeof(7 / 2), typeof(7 / 2.0), typeof(1 + 1.0), typeof('1' + 1), typeof('1.5' + 1), typeof(5 % 2.0)
