"""Tables of a dhub bank as a data source of Spark 4: each partition runs `dhub` for one part of the customers and takes its Arrow batches.

    from dhub_spark import Dhub

    spark.dataSource.register(Dhub)
    spark.read.format("dhub").option("table", "accounts_db.transactions").option("scale", 100).load()

Options: `table` (needed); `scale`, `seed`, `as_of`, `months`, `customers`, `employees` and `aml_rate`, which are the flags of `dhub seed all`;
`parts`, how many partitions there are, which changes no row; `binary`, the path of the program where it is not on the PATH of every executor.
A program that is sent along with `spark.sparkContext.addFile("dhub")` is found, too. Nothing else needs to be on an executor.
"""

import math
import os
import shutil
import subprocess
import sys

from pyspark import cloudpickle
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition

# The options that determine the rows, named like the flags.
FLAGS = ("scale", "seed", "as_of", "months", "customers", "employees", "aml_rate")
OPTIONS = ("table", *FLAGS, "parts", "binary")

# Customers per partition unless `parts` is set: about 150 MB in memory for the largest table.
CUSTOMERS_OF_A_PART = 50_000

# The driver keeps a line for each.
MOST_PARTS = 100_000

# Metadata that must be the same in the streams of all parts: the generator and the bank.
BANK = ("version", "data_version", "seed", "scale", "as_of", "months", "customers", "employees", "aml_rate")


class Dhub(DataSource):
    """One table of a bank."""

    @classmethod
    def name(cls):
        return "dhub"

    def schema(self):
        """The columns, types and comments that the program declares."""
        from pyspark.sql.pandas.types import from_arrow_schema
        from pyspark.sql.types import StructField, StructType

        arrow = header(self.options)
        fields = zip(from_arrow_schema(arrow, prefer_timestamp_ntz=True), arrow)
        return StructType(
            [
                StructField(field.name, field.dataType, field.nullable, {"comment": column.metadata[b"description"].decode()})
                for field, column in fields
            ]
        )

    def reader(self, schema):
        return Reader(self.options)


class Reader(DataSourceReader):
    """Reads a table part by part."""

    def __init__(self, options):
        self.options = options
        # Asked once, on the driver; it travels to the executors.
        self.bank = about(header(options))

    def partitions(self):
        # With fewer parts than cores, some cores would be idle, at least on this machine.
        usual = max(os.cpu_count() or 1, math.ceil(int(self.bank["customers"]) / CUSTOMERS_OF_A_PART))
        of = parts(self.options) or min(usual, MOST_PARTS)
        return [InputPartition(f"{number}/{of}") for number in range(1, of + 1)]

    def read(self, partition):
        with Stream(self.options, partition.value) as stream:
            found = about(stream.schema)
            for name in BANK:
                if found.get(name) != self.bank[name]:
                    raise RuntimeError(
                        f"part {partition.value} on {host()}: expected {name} {self.bank[name]} as on the driver,"
                        f" found {found.get(name)}; install the same dhub everywhere"
                    )
            yield from stream


class Stream:
    """Yields the Arrow batches that one run of the program prints; leaving it early ends the program."""

    def __init__(self, options, part):
        self.command = command(options, part)

    def __enter__(self):
        import pyarrow as pa

        try:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        except OSError as error:
            raise RuntimeError(
                f"{self.command[0]} does not run on {host()}: {error.strerror}; install dhub there, name its path by the option binary,"
                ' or send it along with spark.sparkContext.addFile("dhub")'
            ) from None
        try:
            self.batches = pa.ipc.open_stream(self.process.stdout)
        except (pa.ArrowInvalid, OSError) as error:
            raise self.failure(error) from None
        self.schema = self.batches.schema
        return self

    def __iter__(self):
        import pyarrow as pa

        try:
            yield from self.batches
        except (pa.ArrowInvalid, OSError) as error:
            raise self.failure(error) from None
        # A stream truncated between two batches looks complete.
        if self.process.wait() != 0:
            raise self.failure("it ended early")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def failure(self, otherwise):
        """Returns the program's error message, if it has exited with one."""
        self.process.stdout.close()
        said = self.process.stderr.read().decode(errors="replace").strip()
        status = self.process.wait()
        return RuntimeError(said or f"{' '.join(self.command)}: exit status {status} on {host()}: {otherwise}")


def command(options, part):
    """Returns the command for a part of the table; raises an exception for an unknown option."""
    unknown = [name for name in options if name.lower() not in OPTIONS]
    if unknown:
        raise ValueError(f"option {unknown[0]}: expected one of {', '.join(OPTIONS)}; leave it out")
    if "table" not in options:
        raise ValueError('expected the option table, such as .option("table", "accounts_db.transactions")')
    flags = [f"--{name.replace('_', '-')}={options[name]}" for name in FLAGS if name in options]
    table = f"--only={options['table']}"
    # One thread: Spark runs a partition on each of its cores.
    return [
        program(options), "seed", "all", "--quiet", table, "--stdout", "--format=arrow-stream", f"--part={part}", "--threads=1", *flags,
    ]


def program(options):
    """Returns the program: from the option, from the PATH, or distributed with the job."""
    from pyspark import SparkFiles

    named = options.get("binary", "dhub")
    if not shutil.which(named):
        try:
            sent = SparkFiles.get(os.path.basename(named))
        except Exception:
            return named
        if os.access(sent, os.X_OK):
            return sent
    return named


def parts(options):
    """Returns the number of parts in the options, if set."""
    given = options.get("parts")
    if given is None:
        return None
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= MOST_PARTS:
        raise ValueError(f"option parts: expected a whole number from 1 to {MOST_PARTS}, found {given}")
    return int(given)


def header(options):
    """Returns the schema at the start of a table's stream, and the stream's metadata."""
    of = parts(options) or 1
    with Stream(options, f"{of}/{of}") as stream:
        return stream.schema


def about(schema):
    """Returns a stream's metadata."""
    return {name.decode().removeprefix("dhub."): value.decode() for name, value in schema.metadata.items()}


def host():
    import socket

    return socket.gethostname()


# The classes travel with the job instead of being imported on each executor.
cloudpickle.register_pickle_by_value(sys.modules[__name__])
