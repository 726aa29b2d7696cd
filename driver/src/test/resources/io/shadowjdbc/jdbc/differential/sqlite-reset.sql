BEGIN;
DROP TABLE IF EXISTS made;
DELETE FROM item;
DELETE FROM sqlite_sequence;
INSERT INTO item (name, price) VALUES ('one', 1), ('two', 2.5), ('three', NULL);
COMMIT;
