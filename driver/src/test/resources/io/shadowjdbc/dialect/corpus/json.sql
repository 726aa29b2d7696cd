-- JSON
SELECT profile FROM users ORDER BY id
SELECT json_extract(profile, '$.lang') FROM users ORDER BY id
SELECT json_extract(profile, '$.n'), json_extract(profile, '$.tags'), json_extract(profile, '$.deep.x'), json_extract(profile, '$.flag') FROM users ORDER BY id
SELECT json_extract(profile, '$.tags[0]'), json_extract(profile, '$.tags[#-1]'), json_extract(profile, '$[2].k') FROM users ORDER BY id
SELECT profile ->> 'lang', profile -> 'tags', profile ->> '$.deep', profile ->> 0 FROM users ORDER BY id
SELECT profile -> '$.lang', profile ->> '$.quote', profile ->> 'missing' FROM users ORDER BY id
SELECT id FROM users WHERE json_extract(profile, '$.lang') = 'en' ORDER BY id
SELECT id FROM users WHERE profile ->> 'lang' = ? --? 'de'
SELECT id FROM users WHERE json_extract(profile, '$.n') = 5
SELECT id FROM users WHERE json_extract(profile, '$.n') > 3
SELECT id FROM users WHERE json_extract(profile, '$.n') IS NULL ORDER BY id
SELECT id FROM users WHERE json_extract(profile, '$.lang') LIKE 'E%' ORDER BY id
SELECT id FROM users WHERE json_extract(profile, '$.lang') IN ('de', 'fr')
SELECT json_extract(profile, '$.lang') AS lang, count(*) FROM users GROUP BY lang ORDER BY lang
SELECT json_extract(profile, '$.n') + 1, typeof(json_extract(profile, '$.n')), typeof(json_extract(profile, '$.lang')) FROM users ORDER BY id
SELECT json_type(profile), json_type(profile, '$.tags'), json_type(profile, '$.n'), json_type(profile, '$.nope') FROM users ORDER BY id
SELECT json_array_length(profile), json_array_length(profile, '$.tags') FROM users ORDER BY id
SELECT json_valid(profile), json_valid('{x'), json_valid('[1, 2]') FROM users ORDER BY id
SELECT json(profile) FROM users ORDER BY id
SELECT json_array(1, 'a', NULL, 2.5), json_array(), json_object('a', 1, 'b', 'x"y'), json_quote('a"b'), json_quote(5)
SELECT json_object('id', id, 'name', name, 'tags', json(profile)) FROM users WHERE id = 1
SELECT json_group_array(name), json_group_object(name, id) FROM users
SELECT json_group_array(age) FROM users
SELECT json_set('{"a":1}', '$.b', 2), json_set('{"a":1}', '$.a', 'x'), json_insert('{"a":1}', '$.a', 5), json_replace('{"a":1}', '$.z', 5), json_remove('{"a":1,"b":2}', '$.a')
SELECT json_set(profile, '$.lang', 'fr') FROM users WHERE id = 1
SELECT u.id, e.value FROM users u, json_each(u.profile, '$.tags') e ORDER BY u.id, e.value
SELECT key, value, type, atom, fullkey, path FROM json_each('{"a":1,"b":[2,3],"c":"x"}') ORDER BY key
SELECT value FROM json_each('[1,"a",2.5,null]')
SELECT id FROM users WHERE EXISTS (SELECT 1 FROM json_each(users.profile, '$.tags') WHERE value = 'b')
SELECT fullkey, type FROM json_tree('{"a":[1,{"b":2}]}') ORDER BY fullkey
SELECT id FROM users WHERE profile LIKE '%"lang"%' ORDER BY id
SELECT length(profile) FROM users ORDER BY id
SELECT profile = '[1,2,{"k":"v"}]' FROM users ORDER BY id
