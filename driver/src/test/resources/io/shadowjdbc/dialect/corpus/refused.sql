-- what has no equal
--! refused
ATTACH DATABASE 'x.db' AS other
--! refused
EXPLAIN QUERY PLAN SELECT 1
--! refused
CREATE VIRTUAL TABLE f USING fts5(x)
CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END
--! refused
PRAGMA integrity_check
--! refused
PRAGMA page_count
--! refused
VACUUM INTO 'x.db'
SELECT load_extension('x')
SELECT my_function(id) FROM users
SELECT sql FROM sqlite_master
SELEC 1
PRAGMA table_info(numbers)
SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'users'
SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('users', 'nope')
SELECT last_insert_rowid() IS NOT NULL
