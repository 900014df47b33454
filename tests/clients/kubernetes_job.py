"""Validates engines/kubernetes.yaml against the published schema of Kubernetes, then does what its pods would do.

kubernetes_job.py DHUB OUT SCALE PARTS [FLAG...]: the command of the container runs once per index, with the environment that it declares but
this program, directory, scale and number of parts. FLAG is what another user would add to the command.
"""

import os
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import yaml

dhub, out, scale, parts, *flags = sys.argv[1:]
text = (Path(__file__).parents[2] / "engines" / "kubernetes.yaml").read_text(encoding="utf-8")
job = yaml.safe_load(text)

# Image volumes are on by default since 1.35.
versions = ["1.35", kubernetes_validate.latest_version()]
for version in versions:
    kubernetes_validate.validate(job, version, strict=True)
    broken = yaml.safe_load(text.replace("completions:", "completionz:"))
    try:
        kubernetes_validate.validate(broken, version, strict=True)
    except kubernetes_validate.ValidationError:
        continue
    sys.exit(f"Kubernetes {version}: a misspelled key was not found")

spec = job["spec"]
pod = spec["template"]["spec"]
(container,) = pod["containers"]
declared = {entry["name"]: entry["value"] for entry in container["env"]}
assert spec["completionMode"] == "Indexed", spec["completionMode"]
assert str(spec["completions"]) == declared["PARTS"], f"{spec['completions']} completions, {declared['PARTS']} parts"
mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
assert mounts.keys() == {volume["name"] for volume in pod["volumes"]}, mounts
assert declared["DHUB"] == f"{mounts['dhub']}/dhub" and declared["OUT"] == mounts["bank"], declared

given = {"DHUB": dhub, "OUT": out, "SCALE": scale, "PARTS": parts}
assert given.keys() == declared.keys(), declared
*arguments, script = container["command"] + container["args"]
for index in range(int(parts)):
    environment = os.environ | given | {"JOB_COMPLETION_INDEX": str(index)}
    subprocess.run([*arguments, script.rstrip() + "".join(f" {flag}" for flag in flags)], env=environment, check=True)
print(f"Kubernetes: valid for {' and '.join(versions)}, {parts} indexes")
