"""Audits a DynamoDB export with Apache Spark: the one-machine audit, many times side by side.

Nothing of the audit is written here a second time. Spark reads the export's lines, asks `dynascope audit-partition --keys`
which stream each belongs to, brings a stream's items together, and pipes every partition through
`dynascope audit-partition`. Findings come out exactly as `dynascope audit --json` prints them.
"""

import argparse
import json
import shlex
import subprocess
import sys
import threading
import traceback
from typing import Iterable, Iterator, NamedTuple, Sequence

from pyspark import StorageLevel
from pyspark.rdd import RDD, portable_hash
from pyspark.sql import SparkSession
from pyspark.sql.types import LongType, StringType, StructField, StructType

FINDINGS = StructType(
    [
        StructField("kind", StringType(), False),
        StructField("severity", StringType(), False),
        StructField("task", StringType(), False),
        StructField("seq", LongType(), True),
        StructField("finding", StringType(), False),
    ]
)


class Audit(NamedTuple):
    """How each partition is audited: the command and what it judges by."""

    command: Sequence[str]
    layout: str
    reducer: str | None

    def arguments(self, *more: str) -> list[str]:
        reducer = [] if self.reducer is None else ["--reducer", self.reducer]
        return [*self.command, "audit-partition", "--layout", self.layout, *reducer, *more]


def through(arguments: Sequence[str], lines: Iterable[str]) -> Iterator[str]:
    """Pipes lines through a program as fast as it takes them, and gives its lines; holds neither in memory."""
    program = subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    problems: list[str] = []
    failed: list[BaseException] = []

    def feed() -> None:
        try:
            with program.stdin as pipe:
                for line in lines:
                    pipe.write(line.encode("utf-8", "surrogatepass") + b"\n")
        except BrokenPipeError:
            pass  # It ended early; its exit status says why.
        except BaseException as error:  # pylint: disable=broad-except
            failed.append(error)

    def listen() -> None:
        for line in program.stderr:
            problems.append(line.decode("utf-8", "replace").rstrip())
            del problems[:-20]

    threads = [threading.Thread(target=work, daemon=True) for work in (feed, listen)]
    for thread in threads:
        thread.start()
    try:
        for line in program.stdout:
            yield line.decode("utf-8").rstrip("\n")
        status = program.wait()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]
        if status != 0:
            raise RuntimeError(f"{shlex.join(arguments)} ended with {status}: " + " ".join(problems))
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()


def split_key(line: str) -> tuple[str, str]:
    """`<stream as JSON><tab><item>`: what `audit-partition --keys` prints. An item of no stream has `null`."""
    key, item = line.split("\t", 1)
    return key, item


def by_stream(lines: RDD, audit: Audit, partitions: int) -> RDD:
    """The same lines with all items of a stream in one partition, one stream after another."""
    keyed = lines.mapPartitions(lambda part: through(audit.arguments("--keys"), part)).map(split_key)
    grouped = keyed.repartitionAndSortWithinPartitions(
        numPartitions=partitions, partitionFunc=portable_hash
    )
    return grouped.values()


def audited(lines: RDD, audit: Audit, partitions: int) -> RDD:
    """What the audit of every partition prints: findings, and one summary per partition."""
    return by_stream(lines, audit, partitions).mapPartitions(
        lambda part: through(audit.arguments("--summary"), part)
    )


def is_summary(line: str) -> bool:
    """Whether a line is a partition's summary, rather than a finding."""
    return line.startswith('{"summary"')


def added(one: dict, other: dict) -> dict:
    """Two summaries as one: counts add up, and the work was done side by side."""
    names = {**one, **other}
    return {
        name: max(one.get(name, 0), other.get(name, 0)) if name == "seconds" else one.get(name, 0) + other.get(name, 0)
        for name in names
    }


def row_of(line: str) -> tuple:
    """A finding as a row: what is looked for, and the finding as it was printed."""
    finding = json.loads(line)
    seq = finding.get("seq", finding.get("firstDivergentSeq"))
    return finding["kind"], finding["severity"], finding["task"], seq, line


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--export", required=True, help="folder of the export's data files, such as s3://bucket/AWSDynamoDB/<id>/data")
    parser.add_argument("--output", required=True, help="folder to write the findings to; it must not exist yet")
    parser.add_argument("--format", choices=("json", "parquet"), default="json")
    parser.add_argument("--layout", required=True, help="a layout's name, or its file on every worker")
    parser.add_argument("--reducer", help="a reducer's file on every worker")
    parser.add_argument("--partitions", type=int, default=200, help="about one for each 64 MB of items")
    parser.add_argument("--dynascope", default="dynascope", help="how the program is called on a worker")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Runs the whole audit; 0: no finding of severity error, 1: there are some."""
    options = parse(arguments)
    audit = Audit(shlex.split(options.dynascope), options.layout, options.reducer)
    spark = SparkSession.builder.appName("dynascope audit").getOrCreate()
    lines = spark.sparkContext.textFile(options.export)
    # On disk where memory is short: what is thrown away would be audited again.
    results = audited(lines, audit, options.partitions).persist(StorageLevel.MEMORY_AND_DISK)
    summaries = results.filter(is_summary).map(lambda line: json.loads(line)["summary"])
    summary = summaries.fold({}, added)
    findings = results.filter(lambda line: not is_summary(line))
    if options.format == "json":
        findings.saveAsTextFile(options.output)
    else:
        spark.createDataFrame(findings.map(row_of), FINDINGS).write.parquet(options.output)
    clean = findings.filter(lambda line: json.loads(line)["severity"] == "error").isEmpty()
    print(json.dumps({"summary": summary}))
    spark.stop()
    return 0 if clean else 1


if __name__ == "__main__":
    try:
        STATUS = main(sys.argv[1:])
    except Exception:  # pylint: disable=broad-except
        traceback.print_exc()
        # Python's own 1 would say that errors were found.
        STATUS = 70
    sys.exit(STATUS)
