-- Each column, whatever its PostgreSQL type, in each place of a query
SELECT id FROM users WHERE id IS NOT NULL ORDER BY id, id
SELECT id, count(*) FROM users GROUP BY id ORDER BY id
SELECT count(id), count(DISTINCT id) FROM users
SELECT typeof(id) FROM users ORDER BY id
SELECT id || '' FROM users ORDER BY id
SELECT coalesce(id, 0) FROM users ORDER BY id
SELECT id IS NULL, id NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE id IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(id AS TEXT), CAST(id AS INTEGER), CAST(id AS REAL) FROM users ORDER BY id
SELECT length(id), hex(id), quote(id) FROM users ORDER BY id
SELECT (SELECT u2.id FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN id THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT id FROM users
SELECT id FROM users UNION SELECT id FROM users
SELECT min(id), max(id) FROM users
SELECT id, row_number() OVER (ORDER BY id, id) FROM users ORDER BY id
SELECT id, lag(id) OVER (ORDER BY id), first_value(id) OVER (ORDER BY id) FROM users ORDER BY id
SELECT name FROM users WHERE name IS NOT NULL ORDER BY name, id
SELECT name, count(*) FROM users GROUP BY name ORDER BY name
SELECT count(name), count(DISTINCT name) FROM users
SELECT typeof(name) FROM users ORDER BY id
SELECT name || '' FROM users ORDER BY id
SELECT coalesce(name, 0) FROM users ORDER BY id
SELECT name IS NULL, name NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE name IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(name AS TEXT), CAST(name AS INTEGER), CAST(name AS REAL) FROM users ORDER BY id
SELECT length(name), hex(name), quote(name) FROM users ORDER BY id
SELECT (SELECT u2.name FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN name THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT name FROM users
SELECT name FROM users UNION SELECT name FROM users
SELECT min(name), max(name) FROM users
SELECT name, row_number() OVER (ORDER BY name, id) FROM users ORDER BY id
SELECT id, lag(name) OVER (ORDER BY id), first_value(name) OVER (ORDER BY id) FROM users ORDER BY id
SELECT email FROM users WHERE email IS NOT NULL ORDER BY email, id
SELECT email, count(*) FROM users GROUP BY email ORDER BY email
SELECT count(email), count(DISTINCT email) FROM users
SELECT typeof(email) FROM users ORDER BY id
SELECT email || '' FROM users ORDER BY id
SELECT coalesce(email, 0) FROM users ORDER BY id
SELECT email IS NULL, email NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE email IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(email AS TEXT), CAST(email AS INTEGER), CAST(email AS REAL) FROM users ORDER BY id
SELECT length(email), hex(email), quote(email) FROM users ORDER BY id
SELECT (SELECT u2.email FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN email THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT email FROM users
SELECT email FROM users UNION SELECT email FROM users
SELECT min(email), max(email) FROM users
SELECT email, row_number() OVER (ORDER BY email, id) FROM users ORDER BY id
SELECT id, lag(email) OVER (ORDER BY id), first_value(email) OVER (ORDER BY id) FROM users ORDER BY id
SELECT age FROM users WHERE age IS NOT NULL ORDER BY age, id
SELECT age, count(*) FROM users GROUP BY age ORDER BY age
SELECT count(age), count(DISTINCT age) FROM users
SELECT typeof(age) FROM users ORDER BY id
SELECT age || '' FROM users ORDER BY id
SELECT coalesce(age, 0) FROM users ORDER BY id
SELECT age IS NULL, age NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE age IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(age AS TEXT), CAST(age AS INTEGER), CAST(age AS REAL) FROM users ORDER BY id
SELECT length(age), hex(age), quote(age) FROM users ORDER BY id
SELECT (SELECT u2.age FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN age THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT age FROM users
SELECT age FROM users UNION SELECT age FROM users
SELECT min(age), max(age) FROM users
SELECT age, row_number() OVER (ORDER BY age, id) FROM users ORDER BY id
SELECT id, lag(age) OVER (ORDER BY id), first_value(age) OVER (ORDER BY id) FROM users ORDER BY id
SELECT score FROM users WHERE score IS NOT NULL ORDER BY score, id
SELECT score, count(*) FROM users GROUP BY score ORDER BY score
SELECT count(score), count(DISTINCT score) FROM users
SELECT typeof(score) FROM users ORDER BY id
SELECT score || '' FROM users ORDER BY id
SELECT coalesce(score, 0) FROM users ORDER BY id
SELECT score IS NULL, score NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE score IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(score AS TEXT), CAST(score AS INTEGER), CAST(score AS REAL) FROM users ORDER BY id
SELECT length(score), hex(score), quote(score) FROM users ORDER BY id
SELECT (SELECT u2.score FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN score THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT score FROM users
SELECT score FROM users UNION SELECT score FROM users
SELECT min(score), max(score) FROM users
SELECT score, row_number() OVER (ORDER BY score, id) FROM users ORDER BY id
SELECT id, lag(score) OVER (ORDER BY id), first_value(score) OVER (ORDER BY id) FROM users ORDER BY id
SELECT active FROM users WHERE active IS NOT NULL ORDER BY active, id
SELECT active, count(*) FROM users GROUP BY active ORDER BY active
SELECT count(active), count(DISTINCT active) FROM users
SELECT typeof(active) FROM users ORDER BY id
SELECT active || '' FROM users ORDER BY id
SELECT coalesce(active, 0) FROM users ORDER BY id
SELECT active IS NULL, active NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE active IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(active AS TEXT), CAST(active AS INTEGER), CAST(active AS REAL) FROM users ORDER BY id
SELECT length(active), hex(active), quote(active) FROM users ORDER BY id
SELECT (SELECT u2.active FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN active THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT active FROM users
SELECT active FROM users UNION SELECT active FROM users
SELECT min(active), max(active) FROM users
SELECT active, row_number() OVER (ORDER BY active, id) FROM users ORDER BY id
SELECT id, lag(active) OVER (ORDER BY id), first_value(active) OVER (ORDER BY id) FROM users ORDER BY id
SELECT created_at FROM users WHERE created_at IS NOT NULL ORDER BY created_at, id
SELECT created_at, count(*) FROM users GROUP BY created_at ORDER BY created_at
SELECT count(created_at), count(DISTINCT created_at) FROM users
SELECT typeof(created_at) FROM users ORDER BY id
SELECT created_at || '' FROM users ORDER BY id
SELECT coalesce(created_at, 0) FROM users ORDER BY id
SELECT created_at IS NULL, created_at NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE created_at IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(created_at AS TEXT), CAST(created_at AS INTEGER), CAST(created_at AS REAL) FROM users ORDER BY id
SELECT length(created_at), hex(created_at), quote(created_at) FROM users ORDER BY id
SELECT (SELECT u2.created_at FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN created_at THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT created_at FROM users
SELECT created_at FROM users UNION SELECT created_at FROM users
SELECT min(created_at), max(created_at) FROM users
SELECT created_at, row_number() OVER (ORDER BY created_at, id) FROM users ORDER BY id
SELECT id, lag(created_at) OVER (ORDER BY id), first_value(created_at) OVER (ORDER BY id) FROM users ORDER BY id
SELECT birthday FROM users WHERE birthday IS NOT NULL ORDER BY birthday, id
SELECT birthday, count(*) FROM users GROUP BY birthday ORDER BY birthday
SELECT count(birthday), count(DISTINCT birthday) FROM users
SELECT typeof(birthday) FROM users ORDER BY id
SELECT birthday || '' FROM users ORDER BY id
SELECT coalesce(birthday, 0) FROM users ORDER BY id
SELECT birthday IS NULL, birthday NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE birthday IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(birthday AS TEXT), CAST(birthday AS INTEGER), CAST(birthday AS REAL) FROM users ORDER BY id
SELECT length(birthday), hex(birthday), quote(birthday) FROM users ORDER BY id
SELECT (SELECT u2.birthday FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN birthday THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT birthday FROM users
SELECT birthday FROM users UNION SELECT birthday FROM users
SELECT min(birthday), max(birthday) FROM users
SELECT birthday, row_number() OVER (ORDER BY birthday, id) FROM users ORDER BY id
SELECT id, lag(birthday) OVER (ORDER BY id), first_value(birthday) OVER (ORDER BY id) FROM users ORDER BY id
SELECT balance FROM users WHERE balance IS NOT NULL ORDER BY balance, id
SELECT balance, count(*) FROM users GROUP BY balance ORDER BY balance
SELECT count(balance), count(DISTINCT balance) FROM users
SELECT typeof(balance) FROM users ORDER BY id
SELECT balance || '' FROM users ORDER BY id
SELECT coalesce(balance, 0) FROM users ORDER BY id
SELECT balance IS NULL, balance NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE balance IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(balance AS TEXT), CAST(balance AS INTEGER), CAST(balance AS REAL) FROM users ORDER BY id
SELECT length(balance), hex(balance), quote(balance) FROM users ORDER BY id
SELECT (SELECT u2.balance FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN balance THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT balance FROM users
SELECT balance FROM users UNION SELECT balance FROM users
SELECT min(balance), max(balance) FROM users
SELECT balance, row_number() OVER (ORDER BY balance, id) FROM users ORDER BY id
SELECT id, lag(balance) OVER (ORDER BY id), first_value(balance) OVER (ORDER BY id) FROM users ORDER BY id
SELECT code FROM users WHERE code IS NOT NULL ORDER BY code, id
SELECT lower(code), count(*) FROM users GROUP BY lower(code) ORDER BY 1
SELECT count(code), count(DISTINCT code) FROM users
SELECT typeof(code) FROM users ORDER BY id
SELECT code || '' FROM users ORDER BY id
SELECT coalesce(code, 0) FROM users ORDER BY id
SELECT code IS NULL, code NOTNULL FROM users ORDER BY id
SELECT id FROM users WHERE code IN (1, 'Ada', 25) ORDER BY id
SELECT CAST(code AS TEXT), CAST(code AS INTEGER), CAST(code AS REAL) FROM users ORDER BY id
SELECT length(code), hex(code), quote(code) FROM users ORDER BY id
SELECT (SELECT u2.code FROM users u2 WHERE u2.id = u.id) FROM users u ORDER BY id
SELECT CASE WHEN code THEN 1 ELSE 0 END FROM users ORDER BY id
SELECT DISTINCT upper(code) FROM users
SELECT upper(code) FROM users UNION SELECT upper(code) FROM users
