"""Runs queries.sql over the example reports and counts against the records themselves.

    CALX=.build/release/calx python3 Examples/duckdb/test_queries.py     # needs: pip install duckdb

Exit 77 when duckdb is not there.
"""

import json
import os
import subprocess
import sys
import tempfile

try:
    import duckdb
except ImportError:
    print("skipped: duckdb is not installed")
    sys.exit(77)

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.join(here, "../..")
calx = os.path.abspath(os.environ.get("CALX", os.path.join(root, ".build/release/calx")))


def main():
    with open(os.path.join(here, "queries.sql"), encoding="utf-8") as file:
        statements = duckdb.extract_statements(file.read())
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "records.jsonl")
        inputs = [os.path.join(root, "Fixtures/reports"), os.path.join(root, "Fixtures/formats/notes.jsonl")]
        subprocess.run([calx, "analyze", "--quiet", *inputs, "-o", out], check=True)
        with open(out, encoding="utf-8") as file:
            records = [json.loads(line) for line in file]
        os.chdir(folder)
        connection = duckdb.connect()
        organs, unadvised, missing = [
            connection.execute(s).fetchall() for s in statements
        ][-3:]
        os.chdir(root)

    current = [(r["id"], f) for r in records if "error" not in r for f in r["findings"]
               if f["temporality"] == "current" and f["experiencer"] == "patient"]
    assert sum(sum(row[1:4]) for row in organs) == len(current)
    assert {row[0] for row in organs} == {f["organ"] for _, f in current}
    assert organs[0][5] == sum("error" not in r for r in records)
    expected = {(r["id"], f["id"]) for r in records if "error" not in r for f in r["findings"]
                if f["urgency"] in ("soon", "urgent")
                and not any(f["id"] in a["findings"] for a in r["recommendations"])}
    assert {(row[0], row[1]) for row in unadvised} == expected and expected
    present = [f for r in records if "error" not in r for f in r["findings"] if f["presence"] == "present"]
    for organ, item, count, total, _ in missing:
        same = [f for f in present if f["organ"] == organ]
        assert (count, total) == (sum(item in f["missing"] for f in same), len(same)), (organ, item)
    assert len(missing) == 20
    print(f"duckdb {duckdb.__version__}: {len(records)} records; {len(organs)} organs, "
          f"{len(unadvised)} findings without advice, {len(missing)} gaps")


if __name__ == "__main__":
    main()
