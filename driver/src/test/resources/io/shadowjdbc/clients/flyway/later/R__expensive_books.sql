DROP VIEW IF EXISTS expensive_book;
CREATE VIEW expensive_book AS SELECT id, title FROM book WHERE price > ${limit};
