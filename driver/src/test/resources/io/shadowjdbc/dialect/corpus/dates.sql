-- date columns and date functions
SELECT created_at, birthday FROM users ORDER BY id
SELECT id FROM users WHERE created_at = 1700000000000
SELECT id FROM users WHERE created_at > 1650000000000 ORDER BY id
SELECT id FROM users WHERE created_at >= ? ORDER BY id --? 1650000000000
SELECT id FROM users WHERE created_at BETWEEN ? AND ? ORDER BY id --? 1600000000000, 1700000000000
SELECT id FROM users WHERE created_at = '1700000000000'
SELECT id FROM users WHERE created_at + 0 > 1650000000000 ORDER BY id
SELECT created_at / 1000 FROM users ORDER BY id
SELECT min(created_at), max(created_at) FROM users
SELECT max(created_at) - min(created_at) FROM users
SELECT birthday FROM users WHERE birthday = '1999-01-01'
SELECT id FROM users WHERE birthday = ? --? '1999-01-01'
SELECT id FROM users WHERE birthday >= '1990' ORDER BY id
SELECT id FROM users WHERE birthday < '1990-01' ORDER BY id
SELECT id FROM users WHERE birthday > '1987-12-10 00:00:00' ORDER BY id
SELECT id FROM users WHERE birthday >= ? ORDER BY id --? '1990-01'
--! refused
SELECT id FROM users WHERE birthday >= ? ORDER BY id --? '1990'
SELECT id FROM users WHERE birthday <= ? ORDER BY id --? '1999-01-01 12:00:00'
SELECT id FROM users WHERE birthday BETWEEN '1960-01-01' AND '1990-12-31' ORDER BY id
SELECT id FROM users WHERE birthday IN ('1999-01-01', '2000-02-29') ORDER BY id
SELECT id FROM users WHERE birthday = 'garbage'
SELECT id FROM users WHERE birthday = ? --? 'garbage'
SELECT id FROM users WHERE birthday LIKE '19%' ORDER BY id
SELECT id FROM users WHERE birthday IS NULL
SELECT min(birthday), max(birthday) FROM users
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" >= '2024-01-15' ORDER BY 1
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" < '2024-02-01' ORDER BY 1
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" <= '2024-01-15' ORDER BY 1
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" > '2024-02' ORDER BY 1
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" >= ? AND "PlacedAt" < ? ORDER BY 1 --? '2024-01-15', '2024-02-01'
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" BETWEEN ? AND ? ORDER BY 1 --? '2024-01-01', '2024-02-29'
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" > ? ORDER BY 1 --? '2024-01-15 10:00:00'
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" <= ? ORDER BY 1 --? '2024-01-15 10:00:00.500'
SELECT "PlacedAt" FROM "Order" WHERE "PlacedAt" LIKE '2024-02%' ORDER BY 1
SELECT date("PlacedAt"), time("PlacedAt"), datetime("PlacedAt") FROM "Order" ORDER BY "Id"
SELECT strftime('%Y-%m', "PlacedAt") AS month, count(*) FROM "Order" GROUP BY month ORDER BY month
SELECT strftime('%Y', "PlacedAt") FROM "Order" GROUP BY strftime('%Y', "PlacedAt") ORDER BY 1
SELECT substr("PlacedAt", 1, 7), count(*) FROM "Order" GROUP BY substr("PlacedAt", 1, 7) ORDER BY 1
SELECT "PlacedAt" || '!' FROM "Order" ORDER BY "Id"
SELECT max("PlacedAt"), min("PlacedAt") FROM "Order"
SELECT "UserId", max("PlacedAt") FROM "Order" GROUP BY "UserId" ORDER BY "UserId"
SELECT date(created_at / 1000, 'unixepoch') FROM users ORDER BY id
SELECT datetime(created_at / 1000, 'unixepoch'), strftime('%H:%M:%f', created_at / 1000.0, 'unixepoch') FROM users ORDER BY id
SELECT date('2024-01-31', '+1 month'), date('2024-02-29', '+1 year'), date('2024-03-31', '-1 month')
SELECT date('2024-05-15', 'start of month'), date('2024-05-15', 'start of year'), datetime('2024-05-15 13:45:01', 'start of day')
SELECT date('2024-05-15', 'start of month', '+1 month', '-1 day')
SELECT date('2024-05-15', 'weekday 0'), date('2024-05-15', 'weekday 3'), date('2024-05-15', 'weekday 1')
SELECT datetime('2024-01-01', '+90 minutes'), datetime('2024-01-01', '-1.5 hours'), datetime('2024-01-01', '+1 day', '+1 second')
SELECT datetime('2024-01-01 10:00', '+02:30'), datetime('2024-01-01 10:00', '-00:30:15')
SELECT datetime('2024-01-01', '+0001-02-03 04:05')
SELECT datetime('2024-01-01T10:20:30Z'), datetime('2024-01-01 10:20:30+02:00'), datetime('2024-01-01 10:20:30.5', 'subsec')
SELECT date('garbage'), date('2024-13-01'), date('2024-02-30'), date('2024-02-31'), date(NULL), time('25:00')
SELECT time('10:20'), time('10:20:30.9'), date('10:20')
SELECT julianday('2024-01-01'), julianday('2024-01-01 12:34:56')
SELECT date(2460310.5), datetime(2460310.75), date('2460310.5')
SELECT unixepoch('2024-01-01'), unixepoch('2024-01-01 00:00:01.9'), unixepoch('1969-12-31 23:59:59')
SELECT strftime('%s', '2024-01-01'), strftime('%J', '2024-01-01'), strftime('%w %j %W %U %u', '2024-05-15')
SELECT strftime('%d/%m/%Y %H:%M:%S %%', '2024-05-06 07:08:09')
SELECT strftime('%e|%k|%l|%I|%p|%P|%R|%T|%F|%G-%V|%g', '2024-05-06 17:08:09')
SELECT strftime('%Q', '2024-01-01')
SELECT strftime('%Y', 'now') = strftime('%Y', CURRENT_TIMESTAMP), date('now') = CURRENT_DATE
SELECT length(CURRENT_TIMESTAMP), length(CURRENT_DATE), length(CURRENT_TIME), length(datetime('now')), typeof(unixepoch())
SELECT date(1700000000, 'unixepoch'), datetime(1700000000, 'auto'), date(2460310.5, 'auto'), datetime(1700000000.5, 'unixepoch', 'subsec')
SELECT date(?, '+1 day') --? '2024-02-28'
SELECT date('2024-01-01', ?) --? '+3 months'
SELECT (julianday('2024-03-01') - julianday('2024-02-01'))
SELECT CAST(strftime('%Y', birthday) AS INTEGER) FROM users ORDER BY id
SELECT id FROM users WHERE strftime('%m', birthday) = '01'
SELECT id FROM users WHERE date(birthday) < date('1990-01-01') ORDER BY id
SELECT birthday < created_at FROM users ORDER BY id
SELECT date(birthday, '+1 day') FROM users ORDER BY id
SELECT typeof(birthday), typeof(created_at) FROM users ORDER BY id
SELECT datetime('now', 'localtime')
