ALTER TABLE book ADD COLUMN sold INTEGER NOT NULL DEFAULT 0;

CREATE TABLE sale (
    book_id BIGINT NOT NULL REFERENCES book (id),
    amount INTEGER NOT NULL
);

CREATE TRIGGER sale_counts AFTER INSERT ON sale
BEGIN
    UPDATE book SET sold = sold + NEW.amount WHERE id = NEW.book_id;
    UPDATE book SET price = price WHERE id = NEW.book_id;
END;
