# sqlite - a table of 5,000 rows: indexes, joins, groups, a vacuum, json.
# Packages: sqlite3
# Seen: sqlite3
. "${0%/*}/common.bash"
need sqlite3 >/dev/null
run sqlite3 -batch test.db <<'SQL'
CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price REAL, kind INT);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
    INSERT INTO item SELECT i, printf('item %05d', i * 7919 % 5003),
        i * 0.25, i % 17 FROM n;
CREATE INDEX by_name ON item (name);
CREATE TABLE kind (kind INT, label TEXT);
INSERT INTO kind SELECT DISTINCT kind, 'kind ' || kind FROM item;
.headers on
.mode column
SELECT label, count(*) AS n, sum(price) AS total, min(name) AS first
    FROM item JOIN kind USING (kind) GROUP BY label ORDER BY total DESC;
.mode csv
SELECT * FROM item WHERE name GLOB '*7?1' ORDER BY name LIMIT 20;
SELECT length(group_concat(name, ';')) FROM item;
SELECT json_group_array(json_object('k', label)) FROM kind;
DELETE FROM item WHERE id % 3 = 0;
UPDATE item SET name = upper(name) || '!' WHERE kind = 5;
VACUUM;
PRAGMA integrity_check;
SELECT count(*), sum(length(name)) FROM item;
SQL
cksum < test.db
run sqlite3 -batch test.db '.dump kind'
run sqlite3 -batch test.db 'SELECT nothing FROM nowhere' || echo "status $?"
