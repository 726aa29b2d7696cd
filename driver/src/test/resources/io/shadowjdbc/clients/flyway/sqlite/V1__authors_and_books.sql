CREATE TABLE author (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(100) NOT NULL UNIQUE
);

CREATE TABLE book (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    author_id BIGINT NOT NULL REFERENCES author (id),
    title VARCHAR(200) NOT NULL, -- not unique; authors agree on that
    price DECIMAL(10, 2)
);

CREATE INDEX book_title ON book (title);
