SET lock_timeout = '5s';
DROP TABLE IF EXISTS made;
DELETE FROM item;
SELECT setval('item_id_seq', 3);
INSERT INTO item VALUES (1, 'one', 1), (2, 'two', 2.5), (3, 'three', NULL);
