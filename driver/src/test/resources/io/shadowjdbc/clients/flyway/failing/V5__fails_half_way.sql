CREATE TABLE half (id INTEGER);
INSERT INTO author (name) VALUES ('Ursula');
