CREATE TABLE item (id serial PRIMARY KEY, name text NOT NULL UNIQUE, price double precision);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE pair AS (a int, b text);
CREATE TABLE kinds (
  id int PRIMARY KEY, i integer, b bigint, s smallint, r real, f float8, d numeric(10, 2), t text, vc varchar(20),
  c char(3), num text, x bytea, bo boolean, bi bit(3), da date, ti time, titz timetz, ts timestamp, tstz timestamptz,
  iv interval, u uuid, j jsonb, ia int[], ta text[], xm xml, lob oid, m mood, p pair, pt point, url text, ip inet,
  cash money);
SELECT lo_from_bytea(4711, '\x0001ff616263');
INSERT INTO kinds VALUES (
  1, 42, 9007199254740993, -7, 1.5, 2.25, 12.34, 'text', 'varchar',
  'abc', '17', '\x0001ff', true, B'101', '2024-02-29', '13:14:15', '13:14:15+02', '2024-02-29 13:14:15.123',
  '2024-02-29 13:14:15.123+02', '1 day 2 hours', '00000000-0000-0000-0000-000000000001', '{"a": 1}', '{1,2,NULL}',
  '{a,NULL}', '<a/>', 4711, 'ok', '(1,x)', '(1,2)', 'http://localhost/a', '::1', 12.5);
INSERT INTO kinds (id) VALUES (2);
CREATE TABLE child (id int PRIMARY KEY, item_id int REFERENCES item (id) ON DELETE CASCADE);
CREATE INDEX child_item ON child (item_id);
CREATE VIEW cheap AS SELECT * FROM item WHERE price < 2;
CREATE FUNCTION item_twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
CREATE FUNCTION item_out(INOUT a int, OUT b text, OUT c timestamp) LANGUAGE sql
  AS 'SELECT a + 1, text ''b'', timestamp ''2024-02-29 13:14:15''';
CREATE PROCEDURE item_noop(n int) LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''noop %'', n; END';
CREATE FUNCTION reset_items() RETURNS void LANGUAGE plpgsql SET client_min_messages = error SET lock_timeout = '5s' AS
  'BEGIN
     IF to_regclass(''made'') IS NOT NULL THEN DROP TABLE made; END IF;
     IF (SELECT last_value FROM item_id_seq) <> 3
        OR (SELECT string_agg(concat_ws('' '', id, name, price), '','' ORDER BY id) FROM item)
          IS DISTINCT FROM ''1 one 1,2 two 2.5,3 three'' THEN
       DELETE FROM item;
       PERFORM setval(''item_id_seq'', 3);
       INSERT INTO item VALUES (1, ''one'', 1), (2, ''two'', 2.5), (3, ''three'', NULL);
     END IF;
   END';
