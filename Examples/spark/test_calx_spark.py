"""Runs calx_spark.py in local-cluster mode, with real executors, and counts what comes back.

    CALX=.build/release/calx python3 Examples/spark/test_calx_spark.py     # needs Java and: pip install pyspark==3.5.*

Exit 77 when pyspark or Java is not there.
"""

import glob
import os
import shutil
import stat
import sys
import tempfile

try:
    import pyarrow  # noqa: F401
    import pyspark
except ImportError:
    print("skipped: pyspark or pyarrow is not installed")
    sys.exit(77)
if not shutil.which("java"):
    print("skipped: no Java")
    sys.exit(77)

here = os.path.dirname(os.path.abspath(__file__))
calx = os.path.abspath(os.environ.get("CALX", os.path.join(here, "../../.build/release/calx")))
# Executors are started from a Spark home; the one inside the package of pip will do.
os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["PYTHONPATH"] = os.pathsep.join(
    [here, os.environ["SPARK_HOME"] + "/python", os.environ.get("PYTHONPATH", "")]
    + glob.glob(os.environ["SPARK_HOME"] + "/python/lib/*.zip"))
sys.path.insert(0, here)

from pyspark.sql import SparkSession  # noqa: E402

from calx_spark import analyze  # noqa: E402


def fails(action, words):
    try:
        action()
    except Exception as error:
        assert words in str(error), str(error)[:2000]
        return
    raise AssertionError(f"expected a failure with {words}")


def script(folder, name, body):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + body)
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def main():
    spark = (
        SparkSession.builder.master(os.environ.get("MASTER", "local-cluster[2,1,1024]"))
        .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
        .config("spark.task.maxFailures", "1")
        .config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate())
    spark.sparkContext.setLogLevel("OFF")
    texts = ["A 4 mm stone in the left kidney.", "No gallstones.", "Normal.", "Calcified \"granuloma\"\nof the lung. é 🫁"]
    rows = [(str(i), texts[i % len(texts)]) for i in range(20000)] + [("none", None)]
    df = spark.createDataFrame(rows, "id STRING, text STRING").repartition(6)

    records = analyze(df, program=calx).cache()
    assert records.count() == len(rows), records.count()
    assert sorted(r.id for r in records.select("id").collect()) == sorted(i for i, _ in rows)
    bad = records.where("error IS NOT NULL").collect()
    assert [(r.id, r.error.code) for r in bad] == [("none", "missing-text")], bad
    found = records.selectExpr("explode(findings) f").groupBy("f.organ", "f.presence").count().collect()
    assert {(r.organ, r.presence): r["count"] for r in found} == {
        ("kidney", "present"): 5000, ("gallbladder", "absent"): 5000, ("lung", "present"): 5000}, found
    assert records.where("id = '0'").collect()[0].findings[0].size_mm == [4.0]

    # More partitions than rows: an empty one starts a calx too, and is no error.
    few = spark.createDataFrame(rows[:3], "id STRING, text STRING").repartition(8)
    assert analyze(few, program=calx).count() == 3
    # Wide text: both pipes fill several times over.
    wide = spark.createDataFrame([(str(i), "No stones. " * 20000) for i in range(8)], "id STRING, text STRING")
    assert analyze(wide.coalesce(1), program=calx).count() == 8

    with tempfile.TemporaryDirectory() as folder:
        early = script(folder, "early", "head -1\n")
        fails(lambda: analyze(df, program=early).count(), "records in, ")
        broken = script(folder, "broken", "cat >/dev/null; echo trouble >&2; exit 2\n")
        fails(lambda: analyze(df, program=broken).count(), "calx ended with 2")
    fails(lambda: analyze(df, program="/nonexistent/calx").count(), "No such file")
    spark.stop()
    print(f"spark {pyspark.__version__}: {len(rows)} records in, {len(rows)} out")


if __name__ == "__main__":
    main()
