ALTER TABLE book ADD COLUMN sold INTEGER NOT NULL DEFAULT 0;

CREATE TABLE sale (
    book_id BIGINT NOT NULL REFERENCES book (id),
    amount INTEGER NOT NULL
);

CREATE FUNCTION count_sale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE book SET sold = sold + NEW.amount WHERE id = NEW.book_id;
    RETURN NEW;
END;
$$;

CREATE TRIGGER sale_counts AFTER INSERT ON sale FOR EACH ROW EXECUTE FUNCTION count_sale();
