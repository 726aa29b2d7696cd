INSERT INTO author (name) VALUES ('Ursula'), ('Stanisław');
INSERT INTO book (author_id, title, price) VALUES (1, 'The Dispossessed', 12.50), (2, 'Solaris', 9.99);
INSERT INTO sale (book_id, amount) VALUES (1, 3), (1, 4);
