"""Answers of tollbook by Spark, whose workers have the program and names.jsonl under the same paths:

    spark-submit answers.py rows.jsonl ANSWERS 64 tollbook answer - --names /lake/names.jsonl --policy latest"""
import shlex
import subprocess
import sys
import tempfile

import pyarrow
from pyspark.sql import SparkSession
from pyspark.sql.functions import get_json_object


def rows_of(spark, file):
    """A row a line, as it was written, and beside it what decides where it goes."""
    family, order = (get_json_object("value", f"$.{name}").alias(name) for name in ("family", "order"))
    return spark.read.text(file).select(family, order.cast("long"), "value")


def by_arrow(rows, n, command):
    """The rows of a family come together, in their order, and one run of the program has each partition."""

    def pipe(batches):
        with tempfile.TemporaryFile() as answers:
            with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=answers) as judge:
                for batch in batches:
                    judge.stdin.writelines(line.encode() + b"\n" for line in batch["value"].to_pylist())
            if judge.returncode != 0:
                raise RuntimeError(f"{shlex.join(command)} exits with {judge.returncode}; its message is in the log")
            answers.seek(0)
            while lines := answers.readlines(1 << 20):
                yield pyarrow.record_batch({"answer": [line.decode().rstrip("\n") for line in lines]})

    return rows.repartition(n, "family").sortWithinPartitions("family", "order").mapInArrow(pipe, "answer string")


def by_lines(rows, n, command):
    """The same, without Arrow."""
    parted = rows.repartition(n, "family").sortWithinPartitions("family", "order")
    return parted.rdd.map(lambda row: row.value).pipe(shlex.join(command), checkCode=True)


if __name__ == "__main__":
    rows, answers, n, *command = sys.argv[1:]
    with SparkSession.builder.getOrCreate() as spark:
        by_arrow(rows_of(spark, rows), int(n), command).write.text(answers)
