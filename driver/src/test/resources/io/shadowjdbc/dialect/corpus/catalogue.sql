-- PRAGMA: settings and the catalogue, which SQLite itself answers over the schema without rows
PRAGMA foreign_keys
PRAGMA foreign_keys = ON
PRAGMA synchronous
PRAGMA synchronous = NORMAL
PRAGMA busy_timeout
PRAGMA cache_size
PRAGMA cache_size = -4000
PRAGMA temp_store
PRAGMA temp_store = MEMORY
PRAGMA encoding
PRAGMA page_size
PRAGMA auto_vacuum
PRAGMA recursive_triggers
PRAGMA automatic_index
PRAGMA read_uncommitted
PRAGMA secure_delete
PRAGMA locking_mode
PRAGMA threads
PRAGMA analysis_limit
PRAGMA wal_autocheckpoint
PRAGMA journal_size_limit
PRAGMA optimize
PRAGMA shrink_memory
PRAGMA trusted_schema
PRAGMA cell_size_check
PRAGMA query_only
PRAGMA compile_options
PRAGMA collation_list
PRAGMA pragma_list
PRAGMA no_such_pragma
PRAGMA no_such_pragma = 1
PRAGMA table_info(users)
PRAGMA table_info("Order")
PRAGMA table_info('OrderItem')
PRAGMA table_info(nothing)
PRAGMA table_xinfo(users)
PRAGMA table_xinfo(settings)
PRAGMA main.table_info(settings)
PRAGMA table_list
PRAGMA table_list(users)
PRAGMA index_list(users)
PRAGMA index_list("OrderItem")
PRAGMA index_list(numbers)
PRAGMA index_info(sqlite_autoindex_users_1)
PRAGMA index_xinfo(sqlite_autoindex_OrderItem_1)
PRAGMA foreign_key_list("Order")
PRAGMA foreign_key_list(users)
PRAGMA table_info(active_users)
PRAGMA ignore_check_constraints
PRAGMA defer_foreign_keys
PRAGMA writable_schema
PRAGMA legacy_alter_table
-- PRAGMA that reads the file or would change what statements mean
--! refused
PRAGMA quick_check
--! refused
PRAGMA freelist_count
--! refused
PRAGMA data_version
--! refused
PRAGMA foreign_key_check
--! refused
PRAGMA case_sensitive_like = 1
--! refused
PRAGMA ignore_check_constraints = 1
-- The catalogue in queries: sqlite_master and the table-valued forms of PRAGMAs
SELECT type, name, tbl_name FROM sqlite_master
SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name
SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1
SELECT sql FROM sqlite_master WHERE name = 'users'
SELECT count(*) FROM sqlite_master
SELECT name FROM main.sqlite_master WHERE name LIKE 'o%'
SELECT name FROM sqlite_master WHERE type = ? AND name = ? --? 'table', 'users'
SELECT m.name, l.name FROM sqlite_master m JOIN pragma_index_list(m.name) l WHERE m.type = 'table' ORDER BY 1, 2
SELECT m.name, i.name, i.type FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.type = 'table' ORDER BY m.name, i.cid
SELECT name FROM pragma_table_info('users') WHERE pk
SELECT group_concat(name) FROM pragma_table_info('settings')
SELECT * FROM pragma_foreign_key_list('Order')
SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'nope')
SELECT name FROM sqlite_temp_master
WITH t AS (SELECT name FROM sqlite_master WHERE type = 'table') SELECT count(*) FROM t
--! refused
SELECT m.name FROM sqlite_master m, users
-- What reads no table is answered by SQLite where PostgreSQL has no equal
SELECT sqlite_version()
SELECT sqlite_source_id()
SELECT printf('%q', 'it''s')
SELECT printf('%Q', 'it''s')
SELECT printf('%e', 12345.678)
SELECT printf('%g', 0.0001)
SELECT printf('%o', 8)
SELECT char(65, 66, 67)
SELECT soundex('x')
SELECT (1, 2) = (1, 2)
SELECT json_patch('{"a":1}', '{"b":2}')
SELECT json_extract('{"a":1,"b":2}', '$.a', '$.b')
SELECT json_pretty('{"a":1}')
SELECT unhex('414243')
SELECT quote(x'00ff')
SELECT timediff('2024-01-01', '2023-01-01')
SELECT sqlite_compileoption_used('ENABLE_FTS5')
SELECT typeof(?) --? 5
WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c LIMIT 3) SELECT sum(n) FROM c
SELECT value FROM json_each('[1,2,3]') ORDER BY value DESC
VALUES (1, 'a'), (2, 'b')
