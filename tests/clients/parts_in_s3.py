"""Writes parts of a bank to a stand-in for S3 with pyarrow and reads them back as one table.

parts_in_s3.py WHOLE PARTS: WHOLE is the bank made at once, as Parquet; PARTS holds its parts, part-1 and so on.
"""

import sys
from pathlib import Path

import pyarrow.dataset
import pyarrow.fs
import pyarrow.parquet
from moto.server import ThreadedMotoServer

whole, parts = map(Path, sys.argv[1:3])
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
s3 = pyarrow.fs.S3FileSystem(
    access_key="any", secret_key="any", region="us-east-1", scheme="http", endpoint_override=f"{host}:{port}", allow_bucket_creation=True
)
local = pyarrow.fs.LocalFileSystem()
s3.create_dir("lake")
names = sorted(path.name for path in parts.glob("part-*"))
assert len(names) > 1, f"no parts in {parts}"
for name in names:
    pyarrow.fs.copy_files(str(parts / name), f"lake/bank/{name}", source_filesystem=local, destination_filesystem=s3)

tables, rows = sorted(whole.glob("*/*.parquet")), 0
assert tables, f"no tables in {whole}"
for path in tables:
    table = f"{path.parent.name}/{path.name}"
    found = pyarrow.dataset.dataset([f"lake/bank/{name}/{table}" for name in names], filesystem=s3).to_table()
    wanted = pyarrow.parquet.read_table(path)
    assert found.schema.equals(wanted.schema), f"{table}: expected {wanted.schema}, found {found.schema}"
    assert found.equals(wanted), f"{table}: {len(found)} rows in S3 are not the {len(wanted)} rows of the whole"
    rows += len(found)
print(f"S3: {len(tables)} tables of {len(names)} parts, {rows} rows")
server.stop()
