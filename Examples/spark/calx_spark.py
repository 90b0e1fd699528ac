"""Read reports with calx inside Spark: one process a task, JSON lines in, JSON lines out.

    from calx_spark import analyze
    records = analyze(df, "id", "text")             # df has the columns id and text, both strings
    records.selectExpr("id", "explode(findings) f").groupBy("f.organ").count().show()

It runs wherever mapInArrow does (also Spark Connect). The executable must be on every executor: in the image,
by --files, or at a path that all share; `program` says where. Partitions of 16 to 128 MB are a good size.
"""

import subprocess
import tempfile
import threading

import pyarrow as pa
from pyspark.sql import functions as F

# The part of the record that most queries want. Add members of the record as needed: from_json takes what is named.
SCHEMA = """
  id STRING, modality STRING,
  error STRUCT<code: STRING, message: STRING, line: BIGINT>,
  findings ARRAY<STRUCT<
    id: STRING, kind: STRING, organ: STRING, part: STRING, laterality: STRING, host: STRING,
    multiplicity: STRING, count: BIGINT, size_mm: ARRAY<DOUBLE>, morphology: ARRAY<STRING>,
    distribution: ARRAY<STRING>, severity: STRING, change: STRING, presence: STRING,
    temporality: STRING, experiencer: STRING, urgency: STRING, missing: ARRAY<STRING>>>,
  recommendations ARRAY<STRUCT<
    text: STRING, modality: STRING, interval_days: ARRAY<BIGINT>, conditional: BOOLEAN, negated: BOOLEAN>>,
  flags ARRAY<STRUCT<rule: STRING, severity: STRING, finding: STRING, message: STRING>>
"""


def run(batches, program, arguments):
    """One calx for one partition. Every record in must come out, or the task fails."""
    command = [program, "analyze", "--from", "jsonl", "--jobs", "1", *arguments, "-"]
    given = 0
    failure = []

    with tempfile.TemporaryFile() as errors:  # a file, not a pipe that nobody reads
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)

        def feed():  # in a thread of its own: both pipes fill
            nonlocal given
            try:
                with process.stdin as pipe:
                    for batch in batches:
                        for line in batch.column(0).to_pylist():
                            pipe.write(line.encode() + b"\n")
                            given += 1
            except BaseException as error:
                failure.append(error)

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        taken, lines = 0, []
        try:
            for line in process.stdout:
                lines.append(line[:-1].decode())
                taken += 1
                if len(lines) == 1024:
                    yield pa.RecordBatch.from_arrays([pa.array(lines, pa.string())], ["record"])
                    lines = []
            feeder.join()
            status = process.wait()
        finally:
            process.kill()
            process.wait()
        if failure and not isinstance(failure[0], BrokenPipeError):
            raise failure[0]
        if status != 0 or taken != given:
            errors.seek(0)
            message = errors.read(2000).decode(errors="replace")
            raise RuntimeError(f"calx ended with {status}; {given} records in, {taken} out: {message}")
        if lines:
            yield pa.RecordBatch.from_arrays([pa.array(lines, pa.string())], ["record"])


def analyze(df, id="id", text="text", program="calx", arguments=(), schema=SCHEMA):
    """The records of a data frame's reports, one row a report, in the order of each partition."""
    # A text that is null would be left out of the JSON; it comes out as an error record all the same.
    line = F.to_json(F.struct(F.col(id).cast("string").alias("id"), F.col(text).alias("text")))
    records = df.select(line).mapInArrow(lambda batches: run(batches, program, arguments), "record STRING")
    return records.select(F.from_json("record", schema).alias("r")).select("r.*")
