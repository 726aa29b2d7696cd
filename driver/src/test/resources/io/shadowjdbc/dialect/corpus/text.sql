-- LIKE, GLOB and functions of text
SELECT id FROM users WHERE name LIKE 'a%' ORDER BY id
SELECT id FROM users WHERE name LIKE '%O%' ORDER BY id
SELECT id FROM users WHERE name LIKE 'Ç%' ORDER BY id
SELECT id FROM users WHERE name LIKE 'ç%' ORDER BY id
SELECT id FROM users WHERE name NOT LIKE 'a%' ORDER BY id
SELECT id FROM users WHERE email LIKE ? ORDER BY id --? '%@Y.COM'
SELECT id FROM users WHERE email LIKE '%' || ? || '%' ORDER BY id --? 'X.org'
SELECT id FROM users WHERE name LIKE 'A_A'
SELECT id FROM users WHERE email NOT LIKE '%x%' ORDER BY id
SELECT "Id" FROM "Order" WHERE "Note" LIKE '50\%%'
SELECT "Id" FROM "Order" WHERE "Note" LIKE '50\%%' ESCAPE '\'
SELECT "Id" FROM "Order" WHERE "Note" LIKE 'under\_%' ESCAPE '\'
SELECT "Id" FROM "Order" WHERE "Note" LIKE 'under#_s%' ESCAPE '#'
SELECT "Id" FROM "Order" WHERE lower("Note") LIKE lower(?) ESCAPE '!' --? '%RUSH!!%'
SELECT id FROM users WHERE age LIKE '2%' ORDER BY id
SELECT id FROM users WHERE created_at LIKE '17%' ORDER BY id
SELECT 'abc' LIKE 'ABC', 'abc' LIKE 'a%c', 'abc' LIKE NULL, 'a' || char(10) || 'b' LIKE 'a%b', '' LIKE '%'
SELECT id FROM users WHERE name GLOB 'A*'
SELECT id FROM users WHERE name GLOB '[a-b]*' ORDER BY id
SELECT id FROM users WHERE name GLOB '?o?' ORDER BY id
SELECT id FROM users WHERE name NOT GLOB '*[aeiou]*' ORDER BY id
SELECT id FROM users WHERE name GLOB '[^A-Z]*' ORDER BY id
SELECT 'a.c' GLOB 'a.c', 'abc' GLOB 'a.c', 'a*c' GLOB 'a[*]c', '[x' GLOB '[', 'a]b' GLOB 'a[]]b', 'x(y' GLOB 'x(*'
SELECT id FROM users WHERE name GLOB ? ORDER BY id --? 'Z*'
SELECT glob('a*', name), like('a%', name) FROM users ORDER BY id
SELECT id FROM users WHERE name REGEXP 'a'
--! refused
SELECT id FROM users WHERE name MATCH 'a'
SELECT 'a' || 'b' || 'c', 'a' || 1, 1 || 2, 'x' || NULL, 'r' || 1.5, 2.0 || ''
SELECT name || ' <' || email || '>' FROM users ORDER BY id
SELECT name || age FROM users ORDER BY id
SELECT name || score FROM users ORDER BY id
SELECT name || balance FROM users ORDER BY id
SELECT 'id:' || ? --? 5
SELECT 'id:' || ? --? 2.0
SELECT upper(name), lower(name), length(name), length(email) FROM users ORDER BY id
SELECT upper('äß'), lower('ÄÖ'), length('äöü'), length(12345), length(1.5), length(X'0102'), length(NULL)
SELECT substr('hello', 2), substr('hello', 2, 3), substr('hello', -3), substr('hello', -3, 2), substr('hello', 0), substr('hello', 0, 2)
SELECT substr('hello', 3, -2), substr('hello', 9), substr('hello', 2, 0), substr('hello', -9, 6), substring('hello', 1, 1), substr('hello', -2, -2)
SELECT substr(name, 1, 1), substr(name, ?, ?) FROM users ORDER BY id --? 2, 2
SELECT substr(12345, 2, 3), substr('äöü', 2, 1), substr(NULL, 1), substr('abc', NULL)
SELECT instr('hello', 'l'), instr('hello', 'x'), instr('hello', ''), instr(name, 'a'), instr(NULL, 'a'), instr('añb', 'b') FROM users ORDER BY id
SELECT replace('aXbX', 'X', '-'), replace('abc', '', 'x'), replace(name, 'a', '4'), replace('abc', 'b', NULL) FROM users ORDER BY id
SELECT trim('  x  '), ltrim('  x  '), rtrim('  x  '), trim('xxhixx', 'x'), ltrim('abcab', 'ab'), rtrim('abcab', 'ab'), trim(char(9) || 'x')
SELECT hex('abc'), hex(X'00FF'), hex(12), hex(NULL), hex(avatar) FROM users ORDER BY id
SELECT quote('it''s'), quote(5), quote(NULL), quote(2.5), quote(X'01'), quote(name) FROM users ORDER BY id
SELECT char(65, 66, 8364), unicode('A'), unicode('€uro'), unicode('')
SELECT typeof(1), typeof(1.5), typeof('a'), typeof(NULL), typeof(X'00'), typeof(age), typeof(score), typeof(balance), typeof(avatar) FROM users ORDER BY id
SELECT typeof(?), typeof(?), typeof(?) --? 1, 'x', 2.5
SELECT printf('%d items', 5), printf('%05d|%5d|%-5d|%+d', 42, 42, 42, 42), printf('%s-%s', 'a', NULL), printf('%.2f', 3.14159), printf('%%')
SELECT printf('%8.3f|%-8.1f|%08.2f', 2.5, 2.5, -2.5), printf('%,d', 1234567), printf('%x %X', 255, 255), printf('%c', 'abc'), printf('%.3s', 'abcdef')
SELECT format('%s is %d', name, age) FROM users ORDER BY id
SELECT printf('%.2f', balance), printf('%d', '12abc'), printf('%s', 2.0) FROM users ORDER BY id
SELECT group_concat(name) FROM users
SELECT group_concat(name, '; ') FROM users WHERE active
SELECT group_concat(name ORDER BY name DESC) FROM users
SELECT group_concat(age) FROM users
SELECT active, group_concat(name, '|') FROM users GROUP BY active ORDER BY active
SELECT string_agg(name, '+' ORDER BY id) FROM users
--! refused
SELECT group_concat(DISTINCT age) FROM users
SELECT concat('a', 1, NULL, 2.5), concat_ws('-', 'a', NULL, 'b')
SELECT cast(name AS TEXT), cast(age AS TEXT), cast(score AS TEXT), cast(balance AS TEXT) FROM users ORDER BY id
SELECT lower(code) = 'abc' FROM users ORDER BY id
SELECT octet_length('äb'), zeroblob(2), length(randomblob(5)), typeof(random())
SELECT soundex IS NULL FROM (SELECT NULL AS soundex)
