-- Comparisons of columns with values of each storage class
SELECT id FROM users WHERE name = 'Ada' ORDER BY id
SELECT id FROM users WHERE name <> 'Ada' ORDER BY id
SELECT id FROM users WHERE name < 'Ada' ORDER BY id
SELECT id FROM users WHERE name >= 'Ada' ORDER BY id
SELECT id FROM users WHERE name IS 'Ada' ORDER BY id
SELECT id FROM users WHERE name IS NOT 'Ada' ORDER BY id
SELECT id FROM users WHERE name = 5 ORDER BY id
SELECT id FROM users WHERE name <> 5 ORDER BY id
SELECT id FROM users WHERE name < 5 ORDER BY id
SELECT id FROM users WHERE name >= 5 ORDER BY id
SELECT id FROM users WHERE name IS 5 ORDER BY id
SELECT id FROM users WHERE name IS NOT 5 ORDER BY id
SELECT id FROM users WHERE name = NULL ORDER BY id
SELECT id FROM users WHERE name <> NULL ORDER BY id
SELECT id FROM users WHERE name < NULL ORDER BY id
SELECT id FROM users WHERE name >= NULL ORDER BY id
SELECT id FROM users WHERE name IS NULL ORDER BY id
SELECT id FROM users WHERE name IS NOT NULL ORDER BY id
SELECT id FROM users WHERE age = 25 ORDER BY id
SELECT id FROM users WHERE age <> 25 ORDER BY id
SELECT id FROM users WHERE age < 25 ORDER BY id
SELECT id FROM users WHERE age >= 25 ORDER BY id
SELECT id FROM users WHERE age IS 25 ORDER BY id
SELECT id FROM users WHERE age IS NOT 25 ORDER BY id
SELECT id FROM users WHERE age = '25' ORDER BY id
SELECT id FROM users WHERE age <> '25' ORDER BY id
SELECT id FROM users WHERE age < '25' ORDER BY id
SELECT id FROM users WHERE age >= '25' ORDER BY id
SELECT id FROM users WHERE age IS '25' ORDER BY id
SELECT id FROM users WHERE age IS NOT '25' ORDER BY id
SELECT id FROM users WHERE age = 25.0 ORDER BY id
SELECT id FROM users WHERE age <> 25.0 ORDER BY id
SELECT id FROM users WHERE age < 25.0 ORDER BY id
SELECT id FROM users WHERE age >= 25.0 ORDER BY id
SELECT id FROM users WHERE age IS 25.0 ORDER BY id
SELECT id FROM users WHERE age IS NOT 25.0 ORDER BY id
SELECT id FROM users WHERE age = NULL ORDER BY id
SELECT id FROM users WHERE age <> NULL ORDER BY id
SELECT id FROM users WHERE age < NULL ORDER BY id
SELECT id FROM users WHERE age >= NULL ORDER BY id
SELECT id FROM users WHERE age IS NULL ORDER BY id
SELECT id FROM users WHERE age IS NOT NULL ORDER BY id
SELECT id FROM users WHERE active = 1 ORDER BY id
SELECT id FROM users WHERE active <> 1 ORDER BY id
SELECT id FROM users WHERE active < 1 ORDER BY id
SELECT id FROM users WHERE active >= 1 ORDER BY id
SELECT id FROM users WHERE active IS 1 ORDER BY id
SELECT id FROM users WHERE active IS NOT 1 ORDER BY id
SELECT id FROM users WHERE active = 0 ORDER BY id
SELECT id FROM users WHERE active <> 0 ORDER BY id
SELECT id FROM users WHERE active < 0 ORDER BY id
SELECT id FROM users WHERE active >= 0 ORDER BY id
SELECT id FROM users WHERE active IS 0 ORDER BY id
SELECT id FROM users WHERE active IS NOT 0 ORDER BY id
SELECT id FROM users WHERE active = '1' ORDER BY id
SELECT id FROM users WHERE active <> '1' ORDER BY id
SELECT id FROM users WHERE active < '1' ORDER BY id
SELECT id FROM users WHERE active >= '1' ORDER BY id
SELECT id FROM users WHERE active IS '1' ORDER BY id
SELECT id FROM users WHERE active IS NOT '1' ORDER BY id
SELECT id FROM users WHERE active = 2 ORDER BY id
SELECT id FROM users WHERE active <> 2 ORDER BY id
SELECT id FROM users WHERE active < 2 ORDER BY id
SELECT id FROM users WHERE active >= 2 ORDER BY id
SELECT id FROM users WHERE active IS 2 ORDER BY id
SELECT id FROM users WHERE active IS NOT 2 ORDER BY id
SELECT id FROM users WHERE active = NULL ORDER BY id
SELECT id FROM users WHERE active <> NULL ORDER BY id
SELECT id FROM users WHERE active < NULL ORDER BY id
SELECT id FROM users WHERE active >= NULL ORDER BY id
SELECT id FROM users WHERE active IS NULL ORDER BY id
SELECT id FROM users WHERE active IS NOT NULL ORDER BY id
SELECT id FROM users WHERE created_at = 1700000000000 ORDER BY id
SELECT id FROM users WHERE created_at <> 1700000000000 ORDER BY id
SELECT id FROM users WHERE created_at < 1700000000000 ORDER BY id
SELECT id FROM users WHERE created_at >= 1700000000000 ORDER BY id
SELECT id FROM users WHERE created_at IS 1700000000000 ORDER BY id
SELECT id FROM users WHERE created_at IS NOT 1700000000000 ORDER BY id
SELECT id FROM users WHERE created_at = '1700000000000' ORDER BY id
SELECT id FROM users WHERE created_at <> '1700000000000' ORDER BY id
SELECT id FROM users WHERE created_at < '1700000000000' ORDER BY id
SELECT id FROM users WHERE created_at >= '1700000000000' ORDER BY id
SELECT id FROM users WHERE created_at IS '1700000000000' ORDER BY id
SELECT id FROM users WHERE created_at IS NOT '1700000000000' ORDER BY id
SELECT id FROM users WHERE created_at = NULL ORDER BY id
SELECT id FROM users WHERE created_at <> NULL ORDER BY id
SELECT id FROM users WHERE created_at < NULL ORDER BY id
SELECT id FROM users WHERE created_at >= NULL ORDER BY id
SELECT id FROM users WHERE created_at IS NULL ORDER BY id
SELECT id FROM users WHERE created_at IS NOT NULL ORDER BY id
SELECT id FROM users WHERE birthday = '1999-01-01' ORDER BY id
SELECT id FROM users WHERE birthday <> '1999-01-01' ORDER BY id
SELECT id FROM users WHERE birthday < '1999-01-01' ORDER BY id
SELECT id FROM users WHERE birthday >= '1999-01-01' ORDER BY id
SELECT id FROM users WHERE birthday IS '1999-01-01' ORDER BY id
SELECT id FROM users WHERE birthday IS NOT '1999-01-01' ORDER BY id
SELECT id FROM users WHERE birthday = '1999' ORDER BY id
SELECT id FROM users WHERE birthday <> '1999' ORDER BY id
SELECT id FROM users WHERE birthday < '1999' ORDER BY id
SELECT id FROM users WHERE birthday >= '1999' ORDER BY id
SELECT id FROM users WHERE birthday IS '1999' ORDER BY id
SELECT id FROM users WHERE birthday IS NOT '1999' ORDER BY id
SELECT id FROM users WHERE birthday = NULL ORDER BY id
SELECT id FROM users WHERE birthday <> NULL ORDER BY id
SELECT id FROM users WHERE birthday < NULL ORDER BY id
SELECT id FROM users WHERE birthday >= NULL ORDER BY id
SELECT id FROM users WHERE birthday IS NULL ORDER BY id
SELECT id FROM users WHERE birthday IS NOT NULL ORDER BY id
SELECT id FROM users WHERE balance = 10.5 ORDER BY id
SELECT id FROM users WHERE balance <> 10.5 ORDER BY id
SELECT id FROM users WHERE balance < 10.5 ORDER BY id
SELECT id FROM users WHERE balance >= 10.5 ORDER BY id
SELECT id FROM users WHERE balance IS 10.5 ORDER BY id
SELECT id FROM users WHERE balance IS NOT 10.5 ORDER BY id
SELECT id FROM users WHERE balance = 20 ORDER BY id
SELECT id FROM users WHERE balance <> 20 ORDER BY id
SELECT id FROM users WHERE balance < 20 ORDER BY id
SELECT id FROM users WHERE balance >= 20 ORDER BY id
SELECT id FROM users WHERE balance IS 20 ORDER BY id
SELECT id FROM users WHERE balance IS NOT 20 ORDER BY id
SELECT id FROM users WHERE balance = '20' ORDER BY id
SELECT id FROM users WHERE balance <> '20' ORDER BY id
SELECT id FROM users WHERE balance < '20' ORDER BY id
SELECT id FROM users WHERE balance >= '20' ORDER BY id
SELECT id FROM users WHERE balance IS '20' ORDER BY id
SELECT id FROM users WHERE balance IS NOT '20' ORDER BY id
SELECT id FROM users WHERE balance = NULL ORDER BY id
SELECT id FROM users WHERE balance <> NULL ORDER BY id
SELECT id FROM users WHERE balance < NULL ORDER BY id
SELECT id FROM users WHERE balance >= NULL ORDER BY id
SELECT id FROM users WHERE balance IS NULL ORDER BY id
SELECT id FROM users WHERE balance IS NOT NULL ORDER BY id
SELECT id FROM users WHERE score = 9.5 ORDER BY id
SELECT id FROM users WHERE score <> 9.5 ORDER BY id
SELECT id FROM users WHERE score < 9.5 ORDER BY id
SELECT id FROM users WHERE score >= 9.5 ORDER BY id
SELECT id FROM users WHERE score IS 9.5 ORDER BY id
SELECT id FROM users WHERE score IS NOT 9.5 ORDER BY id
SELECT id FROM users WHERE score = 3 ORDER BY id
SELECT id FROM users WHERE score <> 3 ORDER BY id
SELECT id FROM users WHERE score < 3 ORDER BY id
SELECT id FROM users WHERE score >= 3 ORDER BY id
SELECT id FROM users WHERE score IS 3 ORDER BY id
SELECT id FROM users WHERE score IS NOT 3 ORDER BY id
SELECT id FROM users WHERE score = '3.0' ORDER BY id
SELECT id FROM users WHERE score <> '3.0' ORDER BY id
SELECT id FROM users WHERE score < '3.0' ORDER BY id
SELECT id FROM users WHERE score >= '3.0' ORDER BY id
SELECT id FROM users WHERE score IS '3.0' ORDER BY id
SELECT id FROM users WHERE score IS NOT '3.0' ORDER BY id
SELECT id FROM users WHERE score = NULL ORDER BY id
SELECT id FROM users WHERE score <> NULL ORDER BY id
SELECT id FROM users WHERE score < NULL ORDER BY id
SELECT id FROM users WHERE score >= NULL ORDER BY id
SELECT id FROM users WHERE score IS NULL ORDER BY id
SELECT id FROM users WHERE score IS NOT NULL ORDER BY id
