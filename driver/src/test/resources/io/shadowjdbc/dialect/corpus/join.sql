-- joins
SELECT u.name, o."Total" FROM users u JOIN "Order" o ON o."UserId" = u.id ORDER BY o."Id"
SELECT u.name, o."Id" FROM users u LEFT JOIN "Order" o ON o."UserId" = u.id ORDER BY u.id, o."Id"
SELECT u.name, o."Paid", o."PlacedAt" FROM users u LEFT OUTER JOIN "Order" o ON o."UserId" = u.id AND o."Paid" ORDER BY u.id, o."Id"
SELECT u.name, count(o."Id") FROM users u LEFT JOIN "Order" o ON o."UserId" = u.id GROUP BY u.id ORDER BY u.id
SELECT u.name, count(o."Id") AS c FROM users u LEFT JOIN "Order" o ON o."UserId" = u.id GROUP BY u.id, u.name HAVING c > 0 ORDER BY c DESC, u.name
SELECT u.id, o."Id" FROM users u RIGHT JOIN "Order" o ON o."UserId" = u.id ORDER BY o."Id"
SELECT u.id, o."Id" FROM users u FULL JOIN "Order" o ON o."UserId" = u.id ORDER BY u.id, o."Id"
SELECT count(*) FROM users, "Order"
SELECT count(*) FROM users CROSS JOIN "Order"
SELECT count(*) FROM users JOIN "Order"
SELECT count(*) FROM users, "Order" JOIN "OrderItem" ON "OrderId" = "Order"."Id" AND users.id = "UserId"
SELECT u.name, i."Sku" FROM users u, "Order" o, "OrderItem" i WHERE o."UserId" = u.id AND i."OrderId" = o."Id" ORDER BY i."OrderId", i."Line"
SELECT * FROM "Order" o JOIN "OrderItem" i ON i."OrderId" = o."Id" ORDER BY o."Id", i."Line"
SELECT o.*, i."Sku" FROM "Order" o INNER JOIN "OrderItem" i ON i."OrderId" = o."Id" WHERE i."Line" = 1 ORDER BY o."Id"
SELECT a.name, b.name FROM users a JOIN users b USING (age) WHERE a.id < b.id
SELECT age, count(*) FROM users a JOIN users b USING (age) GROUP BY age ORDER BY age
SELECT * FROM (SELECT id, name FROM users) a NATURAL JOIN (SELECT id, age FROM users) b ORDER BY id
SELECT a.id FROM users a LEFT JOIN users b ON b.id = a.id + 1 WHERE b.id IS NULL
SELECT a.id, b.active FROM users a LEFT JOIN users b ON b.id = a.id + 3 ORDER BY a.id
SELECT a.id, b.created_at, b.balance FROM users a LEFT JOIN users b ON b.id = a.id + 3 ORDER BY a.id
SELECT o."Id", s.total FROM "Order" o LEFT JOIN (SELECT "OrderId", sum("Price" * "Quantity") AS total FROM "OrderItem" GROUP BY "OrderId") s ON s."OrderId" = o."Id" ORDER BY o."Id"
SELECT u.name FROM users u JOIN (SELECT "UserId" AS uid, max("PlacedAt") AS last FROM "Order" GROUP BY "UserId") m ON m.uid = u.id WHERE m.last > '2024-01-20' ORDER BY 1
SELECT (SELECT count(*) FROM "OrderItem" i WHERE i."OrderId" = o."Id") FROM "Order" o ORDER BY o."Id"
SELECT u.id FROM users u WHERE (SELECT count(*) FROM "Order" o WHERE o."UserId" = u.id) > 1
SELECT u.id FROM users u LEFT JOIN "Order" o ON o."UserId" = u.id WHERE o."Id" IS NULL ORDER BY u.id
SELECT u.id, u2.id FROM users u JOIN users u2 ON u.birthday < u2.birthday ORDER BY u.id, u2.id
SELECT count(*) FROM (users u JOIN "Order" o ON o."UserId" = u.id)
SELECT count(*) FROM users u JOIN ("Order" o JOIN "OrderItem" i ON i."OrderId" = o."Id") ON o."UserId" = u.id
SELECT u.active, o."Paid", u.active = o."Paid" FROM users u JOIN "Order" o ON o."UserId" = u.id ORDER BY o."Id"
