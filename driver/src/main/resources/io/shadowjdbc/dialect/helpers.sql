-- What SQLite computes and PostgreSQL has no expression for. Installed in one transaction by HelperFunctions; every call
-- of them is qualified by the schema. A function's name says which function or rule of SQLite it stands for.

-- CREATE SCHEMA IF NOT EXISTS asks for the right to create even where the schema is there
DO $$ BEGIN
  IF to_regnamespace('shadow') IS NULL THEN
    CREATE SCHEMA shadow;
  END IF;
END $$;

-- user_version and application_id, which SQLite keeps in the file's header
CREATE TABLE IF NOT EXISTS shadow.setting (name text PRIMARY KEY, value bigint NOT NULL);

-- whoever begins IMMEDIATE locks it, before the transaction's snapshot is taken
CREATE TABLE IF NOT EXISTS shadow.writer ();

CREATE OR REPLACE FUNCTION shadow.sq_setting(setting_name text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  found bigint;
BEGIN
  SELECT s.value INTO found FROM shadow.setting s WHERE s.name = setting_name;
  IF found IS NULL THEN
    RAISE EXCEPTION 'PRAGMA % was not brought over from SQLite', setting_name
      USING HINT = 'Insert its value into shadow.setting.', ERRCODE = 'no_data_found';
  END IF;
  RETURN found;
END $$;

-- Numbers: a numeric of scale 0 is SQLite's INTEGER, any other scale its REAL -----------------------------------------

CREATE OR REPLACE FUNCTION shadow.sq_number(x float8) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN scale(x::text::numeric) = 0 THEN x::text::numeric + 0.0 ELSE x::text::numeric END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_number(x bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT x::numeric $$;

CREATE OR REPLACE FUNCTION shadow.sq_number(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT x $$;

-- a number's text as the nearest double; beyond its range, where PostgreSQL's cast fails, it is infinite or 0
CREATE OR REPLACE FUNCTION shadow.sq_nearest(x text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  mantissa text := split_part(lower(ltrim(x, '+-')), 'e', 1);
  exponent text := split_part(lower(x), 'e', 2);
  whole text := ltrim(split_part(mantissa, '.', 1), '0');
  fraction text := split_part(mantissa, '.', 2);
  -- the number is 0.d1d2... times 10 to this, d1 being its first digit but 0
  size int := CASE WHEN whole <> '' THEN length(whole) ELSE length(ltrim(fraction, '0')) - length(fraction) END;
BEGIN
  IF ltrim(whole || fraction, '0') = '' THEN
    RETURN 0;
  END IF;
  IF length(ltrim(exponent, '+-0')) > 5 THEN
    exponent := CASE WHEN exponent LIKE '-%' THEN '-99999' ELSE '99999' END;
  END IF;
  size := size + COALESCE(NULLIF(exponent, '')::int, 0);
  -- halfway between the greatest double and what would follow it, and half the least one
  IF size > 309 OR (size = 309 AND abs(x::numeric) >= 1.797693134862315807937e308) THEN
    RETURN CASE WHEN x LIKE '-%' THEN '-Infinity' ELSE 'Infinity' END::float8;
  ELSIF size < -323 OR (size = -323 AND abs(x::numeric) <= 2.470328229206232720882e-324) THEN
    RETURN 0;
  END IF;
  RETURN x::float8;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_number(x text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  prefix text := substring(x from '^[ \t-\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)');
BEGIN
  IF prefix IS NULL THEN
    RETURN 0;
  END IF;
  IF prefix ~ '^[+-]?[0-9]+$' AND abs(prefix::numeric) <= 9223372036854775807 THEN
    RETURN prefix::numeric;
  END IF;
  IF prefix ~ '[eE][+-]?[0-9]{3}' OR length(prefix) > 300 THEN
    RETURN shadow.sq_number(shadow.sq_nearest(prefix));
  END IF;
  RETURN shadow.sq_number(prefix::float8);
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_number(x jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(x)
    WHEN 'number' THEN (x #>> '{}')::numeric
    WHEN 'boolean' THEN (CASE WHEN x = 'true' THEN 1 ELSE 0 END)::numeric
    ELSE shadow.sq_number(x #>> '{}') END
$$;

-- a column of NUMERIC affinity keeps a number without a fraction as INTEGER
CREATE OR REPLACE FUNCTION shadow.sq_number_stored(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN x = trunc(x) AND abs(x) <= 9223372036854775807 THEN trunc(x)
    WHEN scale(x) = 0 THEN x + 0.0 ELSE x END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_number_stored(x float8) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_number_stored(x::text::numeric) $$;

-- CAST AS NUMERIC of text: an INTEGER where it has no fraction, but a REAL of 2^51 and more stays one, other than in a column
CREATE OR REPLACE FUNCTION shadow.sq_cast_numeric(x text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN n = trunc(n) AND n >= -2251799813685248 AND n < 2251799813685248 THEN trunc(n) ELSE n END
  FROM (SELECT shadow.sq_number(x) AS n) AS s
$$;
CREATE OR REPLACE FUNCTION shadow.sq_cast_numeric(x jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(x) = 'string' THEN shadow.sq_cast_numeric(x #>> '{}') ELSE shadow.sq_number(x) END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_whole(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN abs(x) <= 9223372036854775807 THEN x ELSE shadow.sq_number(x::float8) END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_add(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN scale(a) = 0 AND scale(b) = 0 THEN shadow.sq_whole(a + b)
    ELSE shadow.sq_number(a::float8 + b::float8) END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_add(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT a + b $$;
CREATE OR REPLACE FUNCTION shadow.sq_subtract(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN scale(a) = 0 AND scale(b) = 0 THEN shadow.sq_whole(a - b)
    ELSE shadow.sq_number(a::float8 - b::float8) END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_subtract(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT a - b $$;
CREATE OR REPLACE FUNCTION shadow.sq_multiply(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN scale(a) = 0 AND scale(b) = 0 THEN shadow.sq_whole(a * b)
    ELSE shadow.sq_number(a::float8 * b::float8) END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_multiply(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT a * b $$;
CREATE OR REPLACE FUNCTION shadow.sq_divide(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN b = 0 THEN NULL WHEN scale(a) = 0 AND scale(b) = 0 THEN shadow.sq_whole(div(a, b))
    ELSE shadow.sq_number(a::float8 / b::float8) END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_divide(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT a / NULLIF(b, 0) $$;
CREATE OR REPLACE FUNCTION shadow.sq_divide(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT a / NULLIF(b, 0) $$;
CREATE OR REPLACE FUNCTION shadow.sq_integer(x float8) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN x >= 9223372036854775807 THEN 9223372036854775807
    WHEN x <= -9223372036854775808 THEN (-9223372036854775808)::bigint ELSE trunc(x)::bigint END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_integer(x numeric) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN x >= 9223372036854775807 THEN 9223372036854775807
    WHEN x <= -9223372036854775808 THEN (-9223372036854775808)::bigint ELSE trunc(x)::bigint END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_integer(x bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT x $$;
CREATE OR REPLACE FUNCTION shadow.sq_integer(x text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN x IS NULL THEN NULL
    ELSE shadow.sq_integer(COALESCE(substring(x from '^[ \t-\r]*([+-]?[0-9]+)')::numeric, 0)) END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_integer(x jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(x) WHEN 'string' THEN shadow.sq_integer(x #>> '{}') ELSE shadow.sq_integer(shadow.sq_number(x)) END
$$;

-- % of whole numbers, a REAL where an operand is one; PostgreSQL would make doubles of all operands where one is
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT a % NULLIF(b, 0) $$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN scale(a) = 0 AND scale(b) = 0 THEN shadow.sq_modulo(shadow.sq_integer(a), shadow.sq_integer(b))::numeric
    ELSE shadow.sq_number(shadow.sq_modulo(shadow.sq_integer(a), shadow.sq_integer(b))::float8) END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_modulo(shadow.sq_integer(a), shadow.sq_integer(b))::float8 $$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a bigint, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_modulo(shadow.sq_integer(a), shadow.sq_integer(b))::float8 $$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a float8, b bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_modulo(shadow.sq_integer(a), shadow.sq_integer(b))::float8 $$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a numeric, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_modulo(shadow.sq_integer(a), shadow.sq_integer(b))::float8 $$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a float8, b numeric) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_modulo(shadow.sq_integer(a), shadow.sq_integer(b))::float8 $$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a bigint, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_modulo(a::numeric, b::numeric) $$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo(a numeric, b bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_modulo(a::numeric, b::numeric) $$;

-- of text that is a REAL only the digits at its start
CREATE OR REPLACE FUNCTION shadow.sq_modulo_operand(x text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN scale(shadow.sq_number(x)) = 0 THEN shadow.sq_number(x) ELSE shadow.sq_integer(x) + 0.0 END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_modulo_operand(x jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(x) = 'string' THEN shadow.sq_modulo_operand(x #>> '{}') ELSE shadow.sq_number(x) END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_shift_left(x bigint, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN n >= 64 THEN 0 WHEN n >= 0 THEN x << n::int
    WHEN n > -64 THEN x >> (-n)::int WHEN x < 0 THEN -1 ELSE x * 0 END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_shift_right(x bigint, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN n <= -64 THEN 0 WHEN n < 0 THEN x << (-n)::int
    WHEN n < 64 THEN x >> n::int WHEN x < 0 THEN -1 ELSE x * 0 END
$$;

-- the exact value of a double, digit for digit
CREATE OR REPLACE FUNCTION shadow.sq_exact(x float8) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  bits bigint := ('x' || encode(float8send(x), 'hex'))::bit(64)::bigint;
  exponent int := ((bits >> 52) & 2047)::int;
  mantissa numeric := (bits & 4503599627370495)::numeric;
BEGIN
  IF exponent > 0 THEN
    mantissa := mantissa + 4503599627370496;
  ELSE
    exponent := 1;
  END IF;
  exponent := exponent - 1075;
  IF bits < 0 THEN
    mantissa := -mantissa;
  END IF;
  IF exponent >= 0 THEN
    RETURN mantissa * power(2::numeric, exponent);
  END IF;
  RETURN (mantissa * trunc(power(5::numeric, -exponent))) * ('1e' || exponent)::numeric;
END $$;

-- SQLite adds reals by the algorithm of Kahan and Babuska; PostgreSQL's own sum() differs in the last digits.
-- The state is the sum and its compensation.
CREATE OR REPLACE FUNCTION shadow.sq_sum_add(state point, x float8) RETURNS point LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  total float8 := state[0] + x;
BEGIN
  IF x IS NULL THEN
    RETURN state;
  ELSIF state IS NULL THEN
    RETURN point(x, 0);
  ELSIF abs(state[0]) > abs(x) THEN
    RETURN point(total, state[1] + ((state[0] - total) + x));
  END IF;
  RETURN point(total, state[1] + ((x - total) + state[0]));
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_sum_end(state point) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN state[1] = 'NaN' OR abs(state[0]) = 'Infinity' THEN state[0] ELSE state[0] + state[1] END
$$;
CREATE OR REPLACE AGGREGATE shadow.sq_sum(float8) (
  SFUNC = shadow.sq_sum_add, STYPE = point, FINALFUNC = shadow.sq_sum_end, PARALLEL = SAFE
);

CREATE OR REPLACE FUNCTION shadow.sq_round(x float8, digits bigint) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  n int := LEAST(GREATEST(digits, 0), 30)::int;
  shortest numeric;
BEGIN
  IF abs(x) > 4503599627370496 OR x = 'NaN' THEN
    RETURN x;
  END IF;
  shortest := x::text::numeric;
  IF abs(shortest * ('1e' || n)::numeric) % 1 = 0.5 THEN
    RETURN round(shadow.sq_exact(x), n)::float8;
  END IF;
  RETURN round(shortest, n)::float8;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_random() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT ('x' || encode(substr(uuid_send(gen_random_uuid()), 1, 4) || substr(uuid_send(gen_random_uuid()), 1, 4), 'hex'))::bit(64)::bigint
$$;
CREATE OR REPLACE FUNCTION shadow.sq_randomblob(n bigint) RETURNS bytea LANGUAGE sql VOLATILE AS $$
  SELECT substr(string_agg(substr(uuid_send(gen_random_uuid()), 1, 4), ''::bytea), 1, GREATEST(n, 1)::int)
  FROM generate_series(0, GREATEST(n, 1) / 4)
$$;

-- Text ----------------------------------------------------------------------------------------------------------------

-- up to 17 significant digits and always a decimal point: SQLite keeps 18 and shows fewer where it sees that they say the same
CREATE OR REPLACE FUNCTION shadow.sq_text(x float8) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  parts text[];
  digits text;
  shortest text;
  exponent int;
  sign text := CASE WHEN x < 0 THEN '-' ELSE '' END;
BEGIN
  IF x = 'Infinity' THEN
    RETURN 'Inf';
  ELSIF x = '-Infinity' THEN
    RETURN '-Inf';
  ELSIF x = 0 THEN
    RETURN '0.0';
  END IF;
  parts := regexp_match(to_char(shadow.sq_exact(abs(x)), '9.99999999999999999EEEE'), '([0-9])\.([0-9]+)e([+-][0-9]+)');
  exponent := parts[3]::int;
  digits := parts[1] || parts[2];
  parts := regexp_match(to_char(abs(x)::text::numeric, '9.99999999999999999EEEE'), '([0-9])\.([0-9]+)e([+-][0-9]+)');
  shortest := rtrim(parts[1] || parts[2], '0');
  IF length(shortest) <= 14 AND (x = trunc(x) OR substr(digits, 15, 2) = '99' OR substr(digits, 14, 3) = '000') THEN
    digits := shortest;
    exponent := parts[3]::int;
  ELSE
    parts := regexp_match(to_char((substr(digits, 1, 1) || '.' || substr(digits, 2) || 'e' || exponent)::numeric, '9.9999999999999999EEEE'),
      '([0-9])\.([0-9]+)e([+-][0-9]+)');
    exponent := parts[3]::int;
    digits := rtrim(parts[1] || parts[2], '0');
  END IF;
  IF exponent < -4 OR exponent >= 17 THEN
    RETURN sign || substr(digits, 1, 1) || '.' || CASE WHEN length(digits) = 1 THEN '0' ELSE substr(digits, 2) END
      || 'e' || CASE WHEN exponent < 0 THEN '-' ELSE '+' END
      || CASE WHEN abs(exponent) < 10 THEN '0' ELSE '' END || abs(exponent);
  ELSIF exponent < 0 THEN
    RETURN sign || '0.' || repeat('0', -exponent - 1) || digits;
  ELSIF length(digits) <= exponent + 1 THEN
    RETURN sign || rpad(digits, exponent + 1, '0') || '.0';
  END IF;
  RETURN sign || substr(digits, 1, exponent + 1) || '.' || substr(digits, exponent + 2);
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_text(x bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT x::text $$;
CREATE OR REPLACE FUNCTION shadow.sq_text(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT x $$;
CREATE OR REPLACE FUNCTION shadow.sq_text(x numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN scale(x) = 0 THEN x::text ELSE shadow.sq_text(x::float8) END $$;
CREATE OR REPLACE FUNCTION shadow.sq_text(x bytea) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT convert_from(x, 'UTF8') $$;
CREATE OR REPLACE FUNCTION shadow.sq_text(x jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(x)
    WHEN 'number' THEN shadow.sq_text((x #>> '{}')::numeric)
    WHEN 'boolean' THEN CASE WHEN x = 'true' THEN '1' ELSE '0' END
    ELSE x #>> '{}' END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_substr(x text, start bigint, length bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  first bigint := start;
  count bigint := abs(length);
  size bigint := char_length(x);
BEGIN
  IF first < 0 THEN
    first := first + size;
    IF first < 0 THEN
      count := GREATEST(count + first, 0);
      first := 0;
    END IF;
  ELSIF first > 0 THEN
    first := first - 1;
  ELSIF count > 0 THEN
    count := count - 1;
  END IF;
  IF length < 0 THEN
    first := first - count;
    IF first < 0 THEN
      count := count + first;
      first := 0;
    END IF;
  END IF;
  IF first >= size THEN
    RETURN '';
  END IF;
  RETURN substr(x, first::int + 1, LEAST(GREATEST(count, 0), size)::int);
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_substr(x text, start bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_substr(x, start, 2000000000) $$;

-- a GLOB pattern as a regular expression
CREATE OR REPLACE FUNCTION shadow.sq_glob(pattern text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  regex text := '^';
  i int := 1;
  first int;
  c text;
  part text;
BEGIN
  WHILE i <= length(pattern) LOOP
    c := substr(pattern, i, 1);
    IF c = '*' THEN
      regex := regex || '(.|\n)*';
    ELSIF c = '?' THEN
      regex := regex || '(.|\n)';
    ELSIF c = '[' THEN
      part := '[';
      i := i + 1;
      IF substr(pattern, i, 1) = '^' THEN
        part := part || '^';
        i := i + 1;
      END IF;
      first := i;
      WHILE i <= length(pattern) AND (substr(pattern, i, 1) <> ']' OR i = first) LOOP
        c := substr(pattern, i, 1);
        part := part || CASE WHEN c IN ('\', ']', '[', '^') THEN '\' || c ELSE c END;
        i := i + 1;
      END LOOP;
      IF i > length(pattern) THEN
        RETURN '^(?!)';
      END IF;
      regex := regex || part || ']';
    ELSIF c ~ '[[:alnum:]_ ]' OR ascii(c) > 127 THEN
      regex := regex || c;
    ELSE
      regex := regex || '\' || c;
    END IF;
    i := i + 1;
  END LOOP;
  RETURN regex || '$';
END $$;

-- printf: arguments as text, which says whether they are numbers
CREATE OR REPLACE FUNCTION shadow.sq_printf(format text, args text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  result text := '';
  rest text := format;
  m text[];
  n int := 0;
  flags text;
  width int;
  digits int;
  conversion text;
  arg text;
  piece text;
  sign text;
  number numeric;
BEGIN
  IF format IS NULL THEN
    RETURN NULL;
  END IF;
  LOOP
    m := regexp_match(rest, '^([^%]*)%([-+ 0#,!]*)(\*|[0-9]+)?(?:\.(\*|[0-9]*))?(?:l|ll)?(.)(.*)$');
    IF m IS NULL THEN
      IF rest LIKE '%\%%' ESCAPE '\' THEN
        RETURN result || regexp_replace(rest, '%.*', '') || '%';
      END IF;
      RETURN result || rest;
    END IF;
    result := result || m[1];
    flags := m[2];
    conversion := m[5];
    rest := m[6];
    IF conversion = '%' THEN
      result := result || '%';
      CONTINUE;
    END IF;
    width := 0;
    IF m[3] = '*' THEN
      n := n + 1;
      width := shadow.sq_integer(COALESCE(args[n], '0'))::int;
      IF width < 0 THEN
        flags := flags || '-';
        width := -width;
      END IF;
    ELSIF m[3] IS NOT NULL THEN
      width := m[3]::int;
    END IF;
    digits := NULL;
    IF m[4] = '*' THEN
      n := n + 1;
      digits := abs(shadow.sq_integer(COALESCE(args[n], '0'))::int);
    ELSIF m[4] IS NOT NULL THEN
      digits := CASE WHEN m[4] = '' THEN 0 ELSE m[4]::int END;
    END IF;
    n := n + 1;
    arg := args[n];
    sign := '';
    IF conversion IN ('d', 'i', 'u', 'x', 'X', 'o') THEN
      number := shadow.sq_integer(shadow.sq_number(COALESCE(arg, '0')))::numeric;
      IF conversion IN ('d', 'i') THEN
        sign := CASE WHEN number < 0 THEN '-' WHEN flags LIKE '%+%' THEN '+' WHEN flags LIKE '% %' THEN ' ' ELSE '' END;
        piece := abs(number)::text;
      ELSIF conversion = 'u' THEN
        piece := (CASE WHEN number < 0 THEN number + 18446744073709551616 ELSE number END)::text;
      ELSIF conversion = 'o' THEN
        RAISE EXCEPTION 'printf with %%o has no counterpart on PostgreSQL';
      ELSE
        piece := to_hex(number::bigint);
        IF conversion = 'X' THEN
          piece := upper(piece);
        END IF;
      END IF;
      IF digits IS NOT NULL AND length(piece) < digits THEN
        piece := lpad(piece, digits, '0');
      END IF;
      IF flags LIKE '%,%' THEN
        piece := reverse(regexp_replace(reverse(piece), '([0-9]{3})(?=[0-9])', '\1,', 'g'));
      END IF;
    ELSIF conversion IN ('f', 'e', 'E', 'g', 'G') THEN
      number := shadow.sq_number(COALESCE(arg, '0'));
      sign := CASE WHEN number < 0 THEN '-' WHEN flags LIKE '%+%' THEN '+' WHEN flags LIKE '% %' THEN ' ' ELSE '' END;
      IF conversion <> 'f' THEN
        RAISE EXCEPTION 'printf with %%% has no counterpart on PostgreSQL', conversion;
      END IF;
      piece := round(abs(shadow.sq_exact(number::float8)), COALESCE(digits, 6))::text;
      IF flags LIKE '%,%' THEN
        piece := reverse(regexp_replace(reverse(split_part(piece, '.', 1)), '([0-9]{3})(?=[0-9])', '\1,', 'g'))
          || CASE WHEN piece LIKE '%.%' THEN '.' || split_part(piece, '.', 2) ELSE '' END;
      END IF;
      IF round(shadow.sq_exact(number::float8), COALESCE(digits, 6)) = 0 AND sign = '-' THEN
        sign := '-';
      END IF;
    ELSIF conversion IN ('s', 'z') THEN
      piece := COALESCE(arg, '');
      IF digits IS NOT NULL THEN
        piece := substr(piece, 1, digits);
      END IF;
    ELSIF conversion = 'c' THEN
      piece := substr(COALESCE(arg, ''), 1, 1);
    ELSE
      RAISE EXCEPTION 'printf with %%% has no counterpart on PostgreSQL', conversion;
    END IF;
    IF length(sign || piece) < width THEN
      IF flags LIKE '%-%' THEN
        piece := sign || piece || repeat(' ', width - length(sign || piece));
      ELSIF flags LIKE '%0%' AND conversion NOT IN ('s', 'z', 'c') THEN
        piece := sign || lpad(piece, width - length(sign), '0');
      ELSE
        piece := repeat(' ', width - length(sign || piece)) || sign || piece;
      END IF;
    ELSE
      piece := sign || piece;
    END IF;
    result := result || piece;
  END LOOP;
END $$;

-- Values of any type, as jsonb scalars --------------------------------------------------------------------------------

DO $$ BEGIN
  CREATE TYPE shadow.sq_key_of_value AS (class int, number numeric, string text COLLATE "C");
EXCEPTION WHEN duplicate_object THEN
  NULL;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_dynamic(x bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT to_jsonb(x) $$;
CREATE OR REPLACE FUNCTION shadow.sq_dynamic(x text) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT to_jsonb(x) $$;
CREATE OR REPLACE FUNCTION shadow.sq_dynamic(x numeric) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT to_jsonb(x) $$;
CREATE OR REPLACE FUNCTION shadow.sq_dynamic(x float8) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT to_jsonb(shadow.sq_number(x)) $$;

CREATE OR REPLACE FUNCTION shadow.sq_sortable(x jsonb) RETURNS shadow.sq_key_of_value LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(x)
    WHEN 'string' THEN ROW(1, 0, x #>> '{}')::shadow.sq_key_of_value
    ELSE ROW(0, shadow.sq_number(x), '')::shadow.sq_key_of_value END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_is_number(x text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT x ~ '^[ \t-\r]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t-\r]*$' $$;

CREATE OR REPLACE FUNCTION shadow.sq_numeric_affinity(x jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(x) = 'string' AND shadow.sq_is_number(x #>> '{}') THEN to_jsonb(shadow.sq_number(x)) ELSE x END
$$;

-- what sum() adds: text that is no number makes the sum a REAL
CREATE OR REPLACE FUNCTION shadow.sq_summand(x text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN shadow.sq_is_number(x) THEN shadow.sq_number(x) ELSE shadow.sq_number(shadow.sq_number(x)::float8) END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_summand(x jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(x) = 'string' THEN shadow.sq_summand(x #>> '{}') ELSE shadow.sq_number(x) END
$$;

-- abs() of text is a REAL
CREATE OR REPLACE FUNCTION shadow.sq_abs(x jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(x) = 'string' THEN shadow.sq_number(abs(shadow.sq_number(x))::float8) ELSE abs(shadow.sq_number(x)) END
$$;

-- text as a number is compared with it: what is no number is greater than all
CREATE OR REPLACE FUNCTION shadow.sq_comparable(x text) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN x IS NULL THEN NULL WHEN shadow.sq_is_number(x) THEN shadow.sq_number(x)::float8 ELSE 'Infinity' END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_typeof(x bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN x IS NULL THEN 'null' ELSE 'integer' END $$;
CREATE OR REPLACE FUNCTION shadow.sq_typeof(x boolean) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN x IS NULL THEN 'null' ELSE 'integer' END $$;
CREATE OR REPLACE FUNCTION shadow.sq_typeof(x float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN x IS NULL THEN 'null' ELSE 'real' END $$;
CREATE OR REPLACE FUNCTION shadow.sq_typeof(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN x IS NULL THEN 'null' ELSE 'text' END $$;
CREATE OR REPLACE FUNCTION shadow.sq_typeof(x bytea) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN x IS NULL THEN 'null' ELSE 'blob' END $$;
CREATE OR REPLACE FUNCTION shadow.sq_typeof(x numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN x IS NULL THEN 'null' WHEN scale(x) = 0 THEN 'integer' ELSE 'real' END $$;
CREATE OR REPLACE FUNCTION shadow.sq_typeof(x jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(x) WHEN 'string' THEN 'text' WHEN 'number' THEN shadow.sq_typeof((x #>> '{}')::numeric)
    WHEN 'boolean' THEN 'integer' ELSE 'null' END
$$;

-- a column of mixed storage classes, as text to which NUMERIC affinity gives them back
CREATE OR REPLACE FUNCTION shadow.sq_mixed(x text) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_numeric_affinity(to_jsonb(x)) $$;
CREATE OR REPLACE FUNCTION shadow.sq_store_mixed(x text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF NOT shadow.sq_is_number(x) THEN
    RETURN x;
  END IF;
  RETURN shadow.sq_text(shadow.sq_number_stored(shadow.sq_number(x)));
END $$;

-- a column of mixed storage classes and REAL affinity
CREATE OR REPLACE FUNCTION shadow.sq_store_mixed_real(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN shadow.sq_is_number(x) THEN shadow.sq_text(shadow.sq_number(x)::float8) ELSE x END
$$;

-- a column that holds a value of any storage class behind a tag: AnyCodec says how
CREATE OR REPLACE FUNCTION shadow.sq_any(x bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  bits bigint;
  exponent int;
  mantissa float8;
BEGIN
  IF get_byte(x, 0) = 2 THEN
    RETURN to_jsonb(convert_from(substr(x, 2), 'UTF8'));
  ELSIF get_byte(x, 0) = 1 AND length(x) = 18 THEN
    bits := ('x' || encode(substr(x, 11), 'hex'))::bit(64)::bigint;
    RETURN to_jsonb(bits # '-9223372036854775808'::bigint);
  ELSIF get_byte(x, 0) <> 1 THEN
    RAISE EXCEPTION 'a blob beside values of other types in an expression' USING ERRCODE = 'datatype_mismatch';
  END IF;
  bits := ('x' || encode(substr(x, 2, 8), 'hex'))::bit(64)::bigint;
  bits := CASE WHEN bits < 0 THEN bits # '-9223372036854775808'::bigint ELSE ~bits END;
  exponent := ((bits >> 52) & 2047)::int;
  mantissa := (bits & 4503599627370495)::float8;
  IF exponent = 2047 THEN
    RAISE EXCEPTION 'an infinite number beside values of other types in an expression' USING ERRCODE = 'datatype_mismatch';
  ELSIF exponent > 0 THEN
    mantissa := mantissa + 4503599627370496;
  ELSE
    exponent := 1;
  END IF;
  RETURN to_jsonb(shadow.sq_number(CASE WHEN bits < 0 THEN -mantissa ELSE mantissa END * power(2::float8, exponent - 1075)));
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_store_any(x jsonb) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  number numeric;
  bits bigint;
BEGIN
  IF jsonb_typeof(x) = 'string' THEN
    RETURN '\x02'::bytea || convert_to(x #>> '{}', 'UTF8');
  END IF;
  number := shadow.sq_number(x);
  bits := ('x' || encode(float8send(number::float8), 'hex'))::bit(64)::bigint;
  bits := bits # ((bits >> 63) | '-9223372036854775808'::bigint);
  RETURN '\x01'::bytea || int8send(bits) || CASE WHEN scale(number) = 0
    THEN '\x01'::bytea || int8send(number::bigint # '-9223372036854775808'::bigint) ELSE '\x00'::bytea END;
END $$;

-- text whose U+0000 are written as U+2400 and 0, and U+2400 twice: NulEscapeCodec
CREATE OR REPLACE FUNCTION shadow.sq_unescaped(x text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF strpos(replace(x, U&'\2400\2400', ''), U&'\2400') > 0 THEN
    RAISE EXCEPTION 'text with U+0000 in an expression' USING ERRCODE = 'datatype_mismatch';
  END IF;
  RETURN replace(x, U&'\2400\2400', U&'\2400');
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_escaped(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT replace(x, U&'\2400', U&'\2400\2400') $$;

-- Storing: what a column's type would round or cut is an error --------------------------------------------------------

CREATE OR REPLACE FUNCTION shadow.sq_misfit(what text) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RAISE EXCEPTION 'the column''s type can''t hold this % exactly', what USING ERRCODE = 'datatype_mismatch';
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_store_integer(x numeric) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF x <> trunc(x) THEN
    PERFORM shadow.sq_misfit('real number');
  END IF;
  RETURN x::bigint;
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_store_integer(x float8) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_store_integer(shadow.sq_number(x)) $$;
CREATE OR REPLACE FUNCTION shadow.sq_store_integer(x bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT x $$;

-- an INTEGER in a column of doubles, where SQLite's column would have kept it; 9223372036854774784 is the last double of 64 bits
CREATE OR REPLACE FUNCTION shadow.sq_store_real(x numeric) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF scale(x) = 0 AND abs(x) > 9007199254740992 AND (abs(x) > 9223372036854774784 OR x::float8::bigint <> x) THEN
    PERFORM shadow.sq_misfit('integer');
  END IF;
  RETURN x::float8;
END $$;

-- what counts in seconds or days on PostgreSQL
CREATE OR REPLACE FUNCTION shadow.sq_multiple(x bigint, step bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF x % step <> 0 THEN
    PERFORM shadow.sq_misfit('number');
  END IF;
  RETURN x;
END $$;

-- seconds or milliseconds since 1970; by days, since an interval is multiplied by a double, which has not all the digits
CREATE OR REPLACE FUNCTION shadow.sq_epoch(x bigint, per_second int) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT TIMESTAMP '1970-01-01' + x / (86400 * per_second) * INTERVAL '1 day'
    + x % (86400 * per_second) * (INTERVAL '1 second' / per_second)
$$;

CREATE OR REPLACE FUNCTION shadow.sq_store_number(x text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF NOT shadow.sq_is_number(x) THEN
    PERFORM shadow.sq_misfit('text');
  END IF;
  RETURN shadow.sq_number(x);
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_store_number(x jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_store_number(shadow.sq_text(x)) $$;

-- in a column of a numeric affinity, where SQLite makes a number of it
CREATE OR REPLACE FUNCTION shadow.sq_store_text(x text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF shadow.sq_is_number(x) THEN
    PERFORM shadow.sq_misfit('number');
  END IF;
  RETURN x;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_store_boolean(x numeric) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF x NOT IN (0, 1) THEN
    PERFORM shadow.sq_misfit('number');
  END IF;
  RETURN x = 1;
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_store_boolean(x bigint) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_store_boolean(x::numeric) $$;
CREATE OR REPLACE FUNCTION shadow.sq_store_boolean(x float8) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_store_boolean(x::numeric) $$;

-- the last digits of a double are its rounding, so 15 significant ones decide
CREATE OR REPLACE FUNCTION shadow.sq_store_numeric(x numeric, digits int) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF digits < 0 OR x = round(x, digits) THEN
    RETURN x;
  END IF;
  IF x::float8::numeric <> round(x, digits) THEN
    PERFORM shadow.sq_misfit('real number');
  END IF;
  RETURN round(x, digits);
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_to_timestamp(x text, format text) RETURNS timestamp LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  result timestamp;
BEGIN
  IF x ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' THEN
    result := replace(regexp_replace(x, '(Z|[+-][0-9]{2}:?[0-9]{2})$', ''), 'T', ' ')::timestamp;
  END IF;
  IF result IS NULL OR to_char(result, format) <> x THEN
    PERFORM shadow.sq_misfit('text');
  END IF;
  RETURN result;
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_to_date(x text, format text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_to_timestamp(x, format)::date $$;

CREATE OR REPLACE FUNCTION shadow.sq_to_time(x text, format text) RETURNS time LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_to_timestamp('2000-01-01 ' || x, 'YYYY-MM-DD ' || format)::time $$;

CREATE OR REPLACE FUNCTION shadow.sq_store_uuid(x text, in_capitals boolean) RETURNS uuid LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF x <> (CASE WHEN in_capitals THEN upper(x::uuid::text) ELSE x::uuid::text END) THEN
    PERFORM shadow.sq_misfit('text');
  END IF;
  RETURN x::uuid;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_store_jsonb(x text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF x::jsonb::text <> x THEN
    PERFORM shadow.sq_misfit('text');
  END IF;
  RETURN x::jsonb;
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_store_characters(x text, size int) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF length(x) <> size THEN
    PERFORM shadow.sq_misfit('text');
  END IF;
  RETURN x;
END $$;

-- the key of a new row: the given one, which the sequence then follows, or the next
CREATE OR REPLACE FUNCTION shadow.sq_key(given bigint, table_name text, column_name text) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  sequence text := pg_get_serial_sequence(table_name, column_name);
BEGIN
  IF given IS NULL THEN
    RETURN nextval(sequence);
  END IF;
  IF sequence IS NOT NULL AND given > COALESCE(pg_sequence_last_value(sequence::regclass), 0) THEN
    PERFORM setval(sequence, given);
  END IF;
  RETURN given;
END $$;

-- takes a row for a moment, so that a transaction gets a number
CREATE TABLE IF NOT EXISTS shadow.number ();

-- whether the caller's snapshot shows all that has been committed by now: of the transactions that it does not show, and
-- that began before this call, none has committed
CREATE OR REPLACE FUNCTION shadow.sq_sees_all() RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  seen pg_snapshot := pg_current_snapshot();
  first bigint := pg_snapshot_xmax(seen)::text::bigint;
  latest bigint;
BEGIN
  BEGIN
    INSERT INTO shadow.number DEFAULT VALUES RETURNING xmin::text::bigint INTO latest;
    RAISE EXCEPTION USING ERRCODE = 'SQ000';
  EXCEPTION WHEN SQLSTATE 'SQ000' THEN
    NULL;
  END;
  -- a row has the lower half of the number
  latest := first + (latest - first & 4294967295);
  IF latest - first > 1000 THEN
    RETURN FALSE;
  END IF;
  RETURN NOT EXISTS (
    SELECT FROM (
      SELECT pg_snapshot_xip(seen) AS xid UNION ALL
      SELECT n::text::xid8 FROM generate_series(first, latest) AS n) AS unseen
    WHERE pg_xact_status(xid) = 'committed');
END $$;

-- sets a key's sequence so that it goes on after the highest key, or with AUTOINCREMENT where it was before it gave so many
-- keys in vain; not while others write to the table, nor in a transaction that does not show what they wrote
CREATE OR REPLACE FUNCTION shadow.sq_settle(table_name text, column_name text, lost bigint, known bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  sequence text := pg_get_serial_sequence(table_name, column_name);
  highest bigint;
BEGIN
  IF sequence IS NULL THEN
    RETURN FALSE;
  END IF;
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE NOWAIT', table_name);
  -- under read committed each query from here on shows all that was committed before the lock was given
  IF current_setting('transaction_isolation') <> 'read committed' AND NOT shadow.sq_sees_all() THEN
    RETURN FALSE;
  END IF;
  EXECUTE format(
    (SELECT CASE WHEN a.atttypid = 'uuid'::regtype THEN 'SELECT shadow.sq_key_integer(shadow.sq_max(%I)) FROM %s'
      ELSE 'SELECT max(%I) FROM %s' END
      FROM pg_attribute a WHERE a.attrelid = table_name::regclass AND a.attname = column_name),
    column_name, table_name) INTO highest;
  highest := GREATEST(COALESCE(highest, 0), known, COALESCE(pg_sequence_last_value(sequence::regclass) - lost, 0), 0);
  PERFORM setval(sequence, GREATEST(highest, 1), highest > 0);
  RETURN TRUE;
EXCEPTION WHEN lock_not_available THEN
  RETURN FALSE;
END $$;

-- sqlite_sequence: the tables whose keys are generated, and the last key of each
CREATE OR REPLACE VIEW shadow.sq_sequence AS
SELECT s.name::text AS name, s.seq, s.relation, s.key FROM (
  SELECT c.relname AS name, c.oid::regclass AS relation, a.attname AS key,
    pg_sequence_last_value(pg_get_serial_sequence(c.oid::regclass::text, a.attname)::regclass) AS seq
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind = 'r' AND a.attidentity <> '' AND NOT a.attisdropped) AS s
WHERE s.seq IS NOT NULL;

CREATE OR REPLACE FUNCTION shadow.sq_change_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  highest bigint;
BEGIN
  EXECUTE format('SELECT max(%I) FROM %s', OLD.key, OLD.relation) INTO highest;
  highest := COALESCE(highest, 0);
  IF TG_OP = 'UPDATE' THEN
    highest := GREATEST(highest, NEW.seq);
  END IF;
  PERFORM setval(pg_get_serial_sequence(OLD.relation::text, OLD.key), GREATEST(highest, 1), highest > 0);
  IF TG_OP = 'UPDATE' THEN
    RETURN NEW;
  END IF;
  RETURN OLD;
END $$;
CREATE OR REPLACE TRIGGER sq_change_sequence INSTEAD OF UPDATE OR DELETE ON shadow.sq_sequence
  FOR EACH ROW EXECUTE FUNCTION shadow.sq_change_sequence();

-- Integer keys as UUIDs of version 8: twelve hex digits of the table's tag, four of the version and the tag's end and the integer's
-- first two bits, sixteen of the variant and its last 62 bits; the integer's sign bit is flipped. 4611686018427387903 is those 62 bits.
CREATE OR REPLACE FUNCTION shadow.sq_key_uuid(tag text, versioned int, key bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (tag || to_hex(versioned + (((key >> 62) & 3) # 2)::int)
    || to_hex((key & 4611686018427387903) | '-9223372036854775808'::bigint))::uuid
$$;
CREATE OR REPLACE FUNCTION shadow.sq_key_integer(key uuid) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((('x' || substr(key::text, 18, 1))::bit(4)::int::bigint << 62) # '-9223372036854775808'::bigint)
    | (('x' || substr(key::text, 20, 4) || substr(key::text, 25, 12))::bit(64)::bigint & 4611686018427387903)
$$;

CREATE OR REPLACE FUNCTION shadow.sq_greater(a uuid, b uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT greatest(a, b) $$;
CREATE OR REPLACE FUNCTION shadow.sq_less(a uuid, b uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT least(a, b) $$;
-- with a sort operator an index answers them
CREATE OR REPLACE AGGREGATE shadow.sq_max(uuid) (SFUNC = shadow.sq_greater, STYPE = uuid, COMBINEFUNC = shadow.sq_greater, SORTOP = >, PARALLEL = SAFE);
CREATE OR REPLACE AGGREGATE shadow.sq_min(uuid) (SFUNC = shadow.sq_less, STYPE = uuid, COMBINEFUNC = shadow.sq_less, SORTOP = <, PARALLEL = SAFE);

-- min() and max() of INTEGERs and REALs together: of equal ones SQLite gives the first that it has read, which is not defined.
-- The state is the value, and after it one that is equal and of the other type, if there was one.
CREATE OR REPLACE FUNCTION shadow.sq_less(state numeric[], x numeric) RETURNS numeric[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF x < state[1] OR (state IS NULL AND x IS NOT NULL) THEN
    RETURN ARRAY[x];
  ELSIF x = state[1] AND (scale(x) = 0) <> (scale(state[1]) = 0) THEN
    RETURN ARRAY[state[1], x];
  END IF;
  RETURN state;
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_greater(state numeric[], x numeric) RETURNS numeric[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF x > state[1] OR (state IS NULL AND x IS NOT NULL) THEN
    RETURN ARRAY[x];
  ELSIF x = state[1] AND (scale(x) = 0) <> (scale(state[1]) = 0) THEN
    RETURN ARRAY[state[1], x];
  END IF;
  RETURN state;
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_untied(state numeric[]) RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF cardinality(state) > 1 THEN
    RAISE EXCEPTION 'min() or max() of an INTEGER and a REAL that are equal' USING ERRCODE = 'SQ001';
  END IF;
  RETURN state[1];
END $$;
CREATE OR REPLACE AGGREGATE shadow.sq_min(numeric) (SFUNC = shadow.sq_less, STYPE = numeric[], FINALFUNC = shadow.sq_untied, PARALLEL = SAFE);
CREATE OR REPLACE AGGREGATE shadow.sq_max(numeric) (SFUNC = shadow.sq_greater, STYPE = numeric[], FINALFUNC = shadow.sq_untied, PARALLEL = SAFE);

-- RAISE(ABORT) of a trigger, where SQLite allows an expression
CREATE OR REPLACE FUNCTION shadow.sq_raise(message text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = message, ERRCODE = 'integrity_constraint_violation';
END $$;

-- Dates: milliseconds since noon of November 24th, 4714 BC, as SQLite counts them ------------------------------------
-- Immutable, though to_char() is not: their formats do not depend on the locale. Text that says 'now' in a column would be
-- the exception; SQLite too refuses that where an expression must not change.

-- the same: to_char(x, format)
CREATE OR REPLACE FUNCTION shadow.sq_stored_time(x timestamp, format text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN to_char(x, format);
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_day(y int, m int, d int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((make_date(2000 + (y + (m - 1 - ((m - 1) % 12 + 12) % 12) / 12) % 400, ((m - 1) % 12 + 12) % 12 + 1, 1) - DATE '1970-01-01')
    + ((y + (m - 1 - ((m - 1) % 12 + 12) % 12) / 12) / 400 - 5) * 146097 + d - 1)::bigint * 86400000 + 210866760000000
$$;

CREATE OR REPLACE FUNCTION shadow.sq_instant(ijd bigint) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_epoch(ijd - 210866760000000, 1000) $$;

CREATE OR REPLACE FUNCTION shadow.sq_clock(h text, m text, s text, sign int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT sign * (h::bigint * 3600000 + m::bigint * 60000 + COALESCE(round(s::numeric * 1000), 0)::bigint) $$;

CREATE OR REPLACE FUNCTION shadow.sq_parse_time(value text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  m text[];
  result bigint;
  r float8;
BEGIN
  IF lower(value) IN ('now', 'subsec', 'subsecond') THEN
    RETURN floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint + 210866760000000;
  END IF;
  m := regexp_match(value, '^\s*([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]+([0-9]{2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?\s*(Z|z|([+-])([0-9]{2}):([0-9]{2}))?\s*|[ T]*)$');
  IF m IS NOT NULL THEN
    IF m[2]::int NOT BETWEEN 1 AND 12 OR m[3]::int NOT BETWEEN 1 AND 31 THEN
      RETURN NULL;
    END IF;
    result := shadow.sq_day(m[1]::int, m[2]::int, m[3]::int);
    IF m[4] IS NOT NULL THEN
      m := m[4:10];
    ELSE
      RETURN result;
    END IF;
  ELSE
    m := regexp_match(value, '^\s*([0-9]{2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?\s*(Z|z|([+-])([0-9]{2}):([0-9]{2}))?\s*$');
    IF m IS NOT NULL THEN
      result := shadow.sq_day(2000, 1, 1);
    ELSIF shadow.sq_is_number(value) THEN
      r := shadow.sq_number(value)::float8;
      IF r < 0 OR r >= 5373484.5 THEN
        RETURN NULL;
      END IF;
      RETURN trunc(r * 86400000.0 + 0.5)::bigint;
    ELSE
      RETURN NULL;
    END IF;
  END IF;
  IF m[1]::int > 24 OR m[2]::int > 59 OR floor(COALESCE(m[3], '0')::numeric) > 59 THEN
    RETURN NULL;
  END IF;
  result := result + shadow.sq_clock(m[1], m[2], m[3], 1);
  IF m[5] IS NOT NULL THEN
    IF m[6]::int > 14 OR m[7]::int > 59 THEN
      RETURN NULL;
    END IF;
    result := result - shadow.sq_clock(m[6], m[7], NULL, CASE WHEN m[5] = '-' THEN -1 ELSE 1 END);
  END IF;
  RETURN result;
END $$;

-- months that overflow into the next one, until floor takes the days back
CREATE OR REPLACE FUNCTION shadow.sq_add_months(ijd bigint, months int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT shadow.sq_day(extract(year FROM t)::int, extract(month FROM t)::int + months, extract(day FROM t)::int)
    + (extract(epoch FROM t - date_trunc('day', t)) * 1000)::bigint
  FROM (SELECT shadow.sq_instant(ijd) AS t) AS s
$$;

CREATE OR REPLACE FUNCTION shadow.sq_modify_time(ijd bigint, modifier text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  word text := lower(btrim(modifier));
  m text[];
  r float8;
  n int;
  t timestamp := shadow.sq_instant(ijd);
  sign int;
BEGIN
  IF word = 'start of day' THEN
    RETURN ijd - (ijd + 43200000) % 86400000;
  ELSIF word = 'start of month' THEN
    RETURN shadow.sq_day(extract(year FROM t)::int, extract(month FROM t)::int, 1);
  ELSIF word = 'start of year' THEN
    RETURN shadow.sq_day(extract(year FROM t)::int, 1, 1);
  ELSIF word IN ('subsec', 'subsecond', 'utc') AND word <> 'utc' THEN
    RETURN ijd;
  END IF;
  m := regexp_match(word, '^weekday ([0-6])(?:\.0*)?$');
  IF m IS NOT NULL THEN
    n := ((m[1]::int - extract(dow FROM t)::int) + 7) % 7;
    RETURN ijd + n * 86400000::bigint;
  END IF;
  m := regexp_match(word, '^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)\s*(day|hour|minute|second|month|year)s?$');
  IF m IS NOT NULL THEN
    r := m[1]::float8;
    IF m[2] IN ('month', 'year') THEN
      n := trunc(r)::int;
      r := r - n;
      RETURN shadow.sq_add_months(ijd, n * CASE m[2] WHEN 'year' THEN 12 ELSE 1 END)
        + trunc(r * CASE m[2] WHEN 'year' THEN 31536000000 ELSE 2592000000 END + CASE WHEN r < 0 THEN -0.5 ELSE 0.5 END)::bigint;
    END IF;
    RETURN ijd + trunc(r * CASE m[2] WHEN 'day' THEN 86400000 WHEN 'hour' THEN 3600000 WHEN 'minute' THEN 60000 ELSE 1000 END
      + CASE WHEN r < 0 THEN -0.5 ELSE 0.5 END)::bigint;
  END IF;
  m := regexp_match(word, '^([+-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ t]([0-9]{2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?)?$');
  IF m IS NOT NULL THEN
    IF m[3]::int > 11 OR m[4]::int > 30 THEN
      RETURN NULL;
    END IF;
    sign := CASE m[1] WHEN '-' THEN -1 ELSE 1 END;
    RETURN shadow.sq_add_months(ijd, sign * (m[2]::int * 12 + m[3]::int)) + sign * m[4]::bigint * 86400000
      + shadow.sq_clock(COALESCE(m[5], '0'), COALESCE(m[6], '0'), m[7], sign);
  END IF;
  m := regexp_match(word, '^([+-]?)([0-9]{2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?$');
  IF m IS NOT NULL THEN
    RETURN ijd + shadow.sq_clock(m[2], m[3], m[4], CASE m[1] WHEN '-' THEN -1 ELSE 1 END);
  END IF;
  IF word IN ('localtime', 'utc', 'floor', 'ceiling') THEN
    RAISE EXCEPTION 'date modifier % has no counterpart on PostgreSQL', word;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_time_of(value text, modifiers text[]) RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  result bigint;
  word text;
  i int;
  r numeric;
  from_number boolean := value IS NOT NULL AND shadow.sq_is_number(value);
BEGIN
  IF value IS NULL OR array_position(modifiers, NULL) IS NOT NULL THEN
    RETURN NULL;
  END IF;
  result := shadow.sq_parse_time(value);
  FOR i IN 1 .. COALESCE(array_length(modifiers, 1), 0) LOOP
    word := lower(btrim(modifiers[i]));
    IF word IN ('unixepoch', 'auto', 'julianday') THEN
      IF i > 1 OR NOT from_number THEN
        RETURN NULL;
      END IF;
      r := shadow.sq_number(value);
      IF word = 'unixepoch' OR (word = 'auto' AND (r < 0 OR r >= 5373484.5)) THEN
        IF r NOT BETWEEN -210866760000 AND 253402300799.999 THEN
          RETURN NULL;
        END IF;
        result := trunc(r * 1000 + CASE WHEN r < 0 THEN -0.5 ELSE 0.5 END)::bigint + 210866760000000;
      END IF;
    ELSIF result IS NOT NULL THEN
      result := shadow.sq_modify_time(result, modifiers[i]);
    END IF;
  END LOOP;
  IF result < 0 OR result >= 464269060800000 THEN
    RETURN NULL;
  END IF;
  RETURN result;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_fraction(modifiers text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM unnest(modifiers) AS m WHERE lower(m) IN ('subsec', 'subsecond')) THEN '.MS' ELSE '' END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_datetime(value text, modifiers text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT to_char(shadow.sq_instant(shadow.sq_time_of(value, modifiers)), 'YYYY-MM-DD HH24:MI:SS' || shadow.sq_fraction(modifiers)) $$;
CREATE OR REPLACE FUNCTION shadow.sq_date(value text, modifiers text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT to_char(shadow.sq_instant(shadow.sq_time_of(value, modifiers)), 'YYYY-MM-DD') $$;
CREATE OR REPLACE FUNCTION shadow.sq_time(value text, modifiers text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT to_char(shadow.sq_instant(shadow.sq_time_of(value, modifiers)), 'HH24:MI:SS' || shadow.sq_fraction(modifiers)) $$;
CREATE OR REPLACE FUNCTION shadow.sq_julianday(value text, modifiers text[]) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_time_of(value, modifiers)::float8 / 86400000.0::float8 $$;
CREATE OR REPLACE FUNCTION shadow.sq_unixepoch(value text, modifiers text[]) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_time_of(value, modifiers) / 1000 - 210866760000 $$;
CREATE OR REPLACE FUNCTION shadow.sq_unixepoch_subsec(value text, modifiers text[]) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (shadow.sq_time_of(value, modifiers) - 210866760000000)::float8 / 1000.0::float8 $$;

CREATE OR REPLACE FUNCTION shadow.sq_strftime(format text, value text, modifiers text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  ijd bigint := shadow.sq_time_of(value, modifiers);
  t timestamp := shadow.sq_instant(ijd);
  result text := '';
  i int := 1;
  c text;
  day_of_year int;
  dow int;
BEGIN
  IF ijd IS NULL OR format IS NULL THEN
    RETURN NULL;
  END IF;
  day_of_year := extract(doy FROM t)::int - 1;
  dow := extract(dow FROM t)::int;
  WHILE i <= length(format) LOOP
    c := substr(format, i, 1);
    IF c <> '%' THEN
      result := result || c;
      i := i + 1;
      CONTINUE;
    END IF;
    c := substr(format, i + 1, 1);
    i := i + 2;
    IF c = 'd' THEN result := result || to_char(t, 'DD');
    ELSIF c = 'e' THEN result := result || lpad(to_char(t, 'FMDD'), 2, ' ');
    ELSIF c = 'f' THEN result := result || to_char(t, 'SS.MS');
    ELSIF c = 'F' THEN result := result || to_char(t, 'YYYY-MM-DD');
    ELSIF c = 'G' THEN result := result || to_char(t, 'IYYY');
    ELSIF c = 'g' THEN result := result || to_char(t, 'IY');
    ELSIF c = 'H' THEN result := result || to_char(t, 'HH24');
    ELSIF c = 'I' THEN result := result || to_char(t, 'HH12');
    ELSIF c = 'j' THEN result := result || to_char(t, 'DDD');
    ELSIF c = 'J' THEN result := result || shadow.sq_strip_real(ijd::float8 / 86400000.0::float8);
    ELSIF c = 'k' THEN result := result || lpad(to_char(t, 'FMHH24'), 2, ' ');
    ELSIF c = 'l' THEN result := result || lpad(to_char(t, 'FMHH12'), 2, ' ');
    ELSIF c = 'm' THEN result := result || to_char(t, 'MM');
    ELSIF c = 'M' THEN result := result || to_char(t, 'MI');
    ELSIF c = 'p' THEN result := result || to_char(t, 'AM');
    ELSIF c = 'P' THEN result := result || to_char(t, 'am');
    ELSIF c = 'R' THEN result := result || to_char(t, 'HH24:MI');
    ELSIF c = 's' THEN result := result || (ijd / 1000 - 210866760000)::text;
    ELSIF c = 'S' THEN result := result || to_char(t, 'SS');
    ELSIF c = 'T' THEN result := result || to_char(t, 'HH24:MI:SS');
    ELSIF c = 'u' THEN result := result || to_char(t, 'ID');
    ELSIF c = 'U' THEN result := result || lpad(((day_of_year + 7 - dow) / 7)::text, 2, '0');
    ELSIF c = 'V' THEN result := result || to_char(t, 'IW');
    ELSIF c = 'w' THEN result := result || dow;
    ELSIF c = 'W' THEN result := result || lpad(((day_of_year + 7 - (dow + 6) % 7) / 7)::text, 2, '0');
    ELSIF c = 'Y' THEN result := result || to_char(t, 'YYYY');
    ELSIF c = '%' THEN result := result || '%';
    ELSE RETURN NULL;
    END IF;
  END LOOP;
  RETURN result;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_strip_real(x float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT x::text
$$;

-- JSON: texts are kept as they are written, without blanks ------------------------------------------------------------

-- by its name in an error's context the driver knows that it is SQLite's "malformed JSON"
CREATE OR REPLACE FUNCTION shadow.sq_json_of(x text) RETURNS json LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN x::json;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_json(x text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT regexp_replace(shadow.sq_json_of(x)::text, '("(?:[^"\\]|\\.)*")|[ \t\n\r]+', '\1', 'g') $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_valid(x text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  PERFORM x::json;
  RETURN 1;
EXCEPTION WHEN OTHERS THEN
  RETURN 0;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_quote(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT COALESCE(to_json(x)::text, 'null') $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_quote(x bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT COALESCE(x::text, 'null') $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_quote(x float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT COALESCE(shadow.sq_text(x), 'null') $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_quote(x numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT COALESCE(shadow.sq_text(x), 'null') $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_quote(x jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(x) WHEN 'string' THEN to_json(x #>> '{}')::text WHEN 'null' THEN 'null'
    WHEN 'number' THEN shadow.sq_text(x) ELSE COALESCE(shadow.sq_text(x), 'null') END
$$;

-- the steps of a path: labels as text, positions as [n] or [#-n]
CREATE OR REPLACE FUNCTION shadow.sq_json_steps(path text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  rest text := substr(path, 2);
  steps text[] := '{}';
  m text[];
BEGIN
  IF path NOT LIKE '$%' THEN
    RAISE EXCEPTION 'bad JSON path';
  END IF;
  WHILE rest <> '' LOOP
    m := regexp_match(rest, '^(?:\."((?:[^"\\]|\\.)*)"|\.([^.["]+)|(\[(?:[0-9]+|#(?:-[0-9]+)?)\]))(.*)$');
    IF m IS NULL THEN
      RAISE EXCEPTION 'bad JSON path';
    END IF;
    steps := steps || CASE WHEN m[3] IS NOT NULL THEN m[3] ELSE '.' || COALESCE(m[1], m[2]) END;
    rest := m[4];
  END LOOP;
  RETURN steps;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_position(j json, step text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN step = '[#]' THEN json_array_length(j)
    WHEN step LIKE '[#-%' THEN CASE WHEN json_array_length(j) >= substring(step from '[0-9]+')::int
      THEN json_array_length(j) - substring(step from '[0-9]+')::int ELSE 1000000000 END
    ELSE substring(step from '[0-9]+')::int END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_json_at(x text, path text) RETURNS json LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  j json := shadow.sq_json_of(x);
  step text;
BEGIN
  FOREACH step IN ARRAY shadow.sq_json_steps(path) LOOP
    IF step LIKE '[%' THEN
      IF json_typeof(j) <> 'array' THEN
        RETURN NULL;
      END IF;
      j := j -> shadow.sq_json_position(j, step);
    ELSE
      IF json_typeof(j) <> 'object' THEN
        RETURN NULL;
      END IF;
      j := j -> substr(step, 2);
    END IF;
    IF j IS NULL THEN
      RETURN NULL;
    END IF;
  END LOOP;
  RETURN j;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_scalar(j json) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE json_typeof(j)
    WHEN 'null' THEN NULL
    WHEN 'string' THEN to_jsonb(j #>> '{}')
    WHEN 'boolean' THEN to_jsonb(CASE j #>> '{}' WHEN 'true' THEN 1 ELSE 0 END)
    WHEN 'number' THEN CASE WHEN j #>> '{}' ~ '[.eE]' THEN to_jsonb(shadow.sq_number(shadow.sq_nearest(j #>> '{}')))
      ELSE to_jsonb(shadow.sq_number(j #>> '{}')) END
    ELSE to_jsonb(shadow.sq_json(j::text)) END
$$;

CREATE OR REPLACE FUNCTION shadow.sq_json_extract(x text, path text) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_json_scalar(shadow.sq_json_at(x, path)) $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_element(x text, label text) RETURNS json LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  j json := shadow.sq_json_of(x);
BEGIN
  IF label LIKE '$%' THEN
    RETURN shadow.sq_json_at(x, label);
  END IF;
  IF json_typeof(j) = 'object' THEN
    RETURN j -> label;
  ELSIF json_typeof(j) = 'array' AND label ~ '^[0-9]+$' THEN
    RETURN j -> label::int;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_element(x text, place bigint) RETURNS json LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  j json := shadow.sq_json_of(x);
BEGIN
  IF json_typeof(j) = 'array' THEN
    RETURN j -> place::int;
  ELSIF json_typeof(j) = 'object' THEN
    RETURN j -> place::text;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_arrow(x text, label text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_json(shadow.sq_json_element(x, label)::text) $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_arrow(x text, place bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_json(shadow.sq_json_element(x, place)::text) $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_value(x text, label text) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_json_scalar(shadow.sq_json_element(x, label)) $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_value(x text, place bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_json_scalar(shadow.sq_json_element(x, place)) $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_kind(j json) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE json_typeof(j) WHEN 'string' THEN 'text' WHEN 'boolean' THEN j #>> '{}'
    WHEN 'number' THEN CASE WHEN j #>> '{}' ~ '[.eE]' THEN 'real' ELSE 'integer' END ELSE json_typeof(j) END
$$;
CREATE OR REPLACE FUNCTION shadow.sq_json_type(x text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT shadow.sq_json_kind(shadow.sq_json_at(x, path)) $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_array_length(x text, path text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN j IS NULL THEN NULL WHEN json_typeof(j) = 'array' THEN json_array_length(j)::bigint ELSE 0 END
  FROM (SELECT shadow.sq_json_at(x, path) AS j) AS s
$$;

-- sets, inserts or replaces what lies at the end of the steps; value null removes it
CREATE OR REPLACE FUNCTION shadow.sq_json_put(j json, steps text[], value text, mode text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  step text := steps[1];
  rest text[] := steps[2:];
  parts text[] := '{}';
  found boolean := false;
  entry record;
  piece text;
  place int := 0;
  wanted int;
BEGIN
  IF step IS NULL THEN
    RETURN CASE WHEN mode = 'insert' THEN shadow.sq_json(j::text) ELSE value END;
  END IF;
  IF step LIKE '[%' AND json_typeof(j) = 'array' THEN
    wanted := shadow.sq_json_position(j, step);
    FOR entry IN SELECT e.value AS v FROM json_array_elements(j) AS e LOOP
      IF place = wanted THEN
        found := true;
        piece := shadow.sq_json_put(entry.v, rest, value, mode);
      ELSE
        piece := shadow.sq_json(entry.v::text);
      END IF;
      parts := CASE WHEN piece IS NULL THEN parts ELSE parts || piece END;
      place := place + 1;
    END LOOP;
    IF NOT found AND wanted = place AND mode IN ('set', 'insert') AND value IS NOT NULL AND array_length(rest, 1) IS NULL THEN
      parts := parts || value;
    END IF;
    RETURN '[' || array_to_string(parts, ',') || ']';
  ELSIF step LIKE '.%' AND json_typeof(j) = 'object' THEN
    FOR entry IN SELECT e.key AS k, e.value AS v FROM json_each(j) AS e LOOP
      IF NOT found AND entry.k = substr(step, 2) THEN
        found := true;
        piece := shadow.sq_json_put(entry.v, rest, value, mode);
      ELSE
        piece := shadow.sq_json(entry.v::text);
      END IF;
      parts := CASE WHEN piece IS NULL THEN parts ELSE parts || (to_json(entry.k)::text || ':' || piece) END;
    END LOOP;
    IF NOT found AND mode IN ('set', 'insert') AND value IS NOT NULL AND array_length(rest, 1) IS NULL THEN
      parts := parts || (to_json(substr(step, 2))::text || ':' || value);
    ELSIF NOT found AND mode IN ('set', 'insert') AND value IS NOT NULL THEN
      RAISE EXCEPTION 'a JSON path that makes more than one level is not supported on PostgreSQL';
    END IF;
    RETURN '{' || array_to_string(parts, ',') || '}';
  END IF;
  RETURN shadow.sq_json(j::text);
END $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_change(x text, path text, value text, mode text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT shadow.sq_json_put(shadow.sq_json_of(x), shadow.sq_json_steps(path), value, mode) $$;
CREATE OR REPLACE FUNCTION shadow.sq_json_remove(x text, path text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT shadow.sq_json_put(shadow.sq_json_of(x), shadow.sq_json_steps(path), NULL, 'remove') $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_label(label text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN label ~ '^[A-Za-z][A-Za-z0-9]*$' THEN '.' || label ELSE '.' || to_json(label)::text END $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_each(x text, root text)
RETURNS TABLE ("key" jsonb, "value" jsonb, "type" text, "atom" jsonb, "fullkey" text, "path" text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  j json := shadow.sq_json_at(x, root);
BEGIN
  IF j IS NULL THEN
    RETURN;
  ELSIF json_typeof(j) = 'array' THEN
    RETURN QUERY SELECT to_jsonb(e.n - 1), shadow.sq_json_scalar(e.v), shadow.sq_json_kind(e.v),
      CASE WHEN json_typeof(e.v) IN ('array', 'object') THEN NULL ELSE shadow.sq_json_scalar(e.v) END,
      root || '[' || (e.n - 1) || ']', root
      FROM json_array_elements(j) WITH ORDINALITY AS e(v, n);
  ELSIF json_typeof(j) = 'object' THEN
    RETURN QUERY SELECT to_jsonb(e.k), shadow.sq_json_scalar(e.v), shadow.sq_json_kind(e.v),
      CASE WHEN json_typeof(e.v) IN ('array', 'object') THEN NULL ELSE shadow.sq_json_scalar(e.v) END,
      root || shadow.sq_json_label(e.k), root
      FROM json_each(j) AS e(k, v);
  ELSE
    RETURN QUERY SELECT NULL::jsonb, shadow.sq_json_scalar(j), shadow.sq_json_kind(j), shadow.sq_json_scalar(j), root, root;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION shadow.sq_json_tree(x text, root text)
RETURNS TABLE ("key" jsonb, "value" jsonb, "type" text, "atom" jsonb, "fullkey" text, "path" text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  j json := shadow.sq_json_at(x, root);
  child record;
BEGIN
  IF j IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT NULL::jsonb, shadow.sq_json_scalar(j), shadow.sq_json_kind(j),
    CASE WHEN json_typeof(j) IN ('array', 'object') THEN NULL ELSE shadow.sq_json_scalar(j) END, root, root;
  FOR child IN SELECT * FROM shadow.sq_json_each(x, root) AS c WHERE json_typeof(j) IN ('array', 'object') LOOP
    RETURN QUERY SELECT CASE WHEN t."fullkey" = child."fullkey" THEN child."key" ELSE t."key" END, t."value", t."type", t."atom",
      t."fullkey", CASE WHEN t."fullkey" = child."fullkey" THEN root ELSE t."path" END
      FROM shadow.sq_json_tree(x, child."fullkey") AS t;
  END LOOP;
END $$;
