"""A stand-in for the part of DataHub's server that `datahub datapack load` uses.

stand_in.py COMMAND... runs a command with DATAHUB_GMS_URL, and ends with its status, or with 1 if the command sends nothing.
"""

import http.server
import json
import os
import subprocess
import sys
import threading


class StandIn(http.server.BaseHTTPRequestHandler):
    """The part of DataHub's server that its client uses; it keeps what it receives."""

    received = {}

    def answer(self, value, status=200):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # noqa: N802, the name that http.server calls
        if self.path.startswith("/config"):
            version = {"acryldata/datahub": {"version": "v1.3.0"}}
            self.answer({"noCode": "true", "versions": version, "datahub": {"serverType": "prod"}})
        else:
            self.answer({}, 404)

    def do_POST(self):  # noqa: N802
        entities = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.startswith("/openapi/v3/entity/"):
            for entity in entities:
                for name, value in entity.items():
                    if name != "urn":
                        key = (entity["urn"], name)
                        assert key not in self.received, f"{key} was sent twice"
                        self.received[key] = value["value"]
            self.answer(entities)
        else:
            self.answer({}, 404)

    def log_message(self, *_):
        pass


def serve():
    """Starts it and returns it with its URL."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


if __name__ == "__main__":
    running, url = serve()
    done = subprocess.run(sys.argv[1:], env={**os.environ, "DATAHUB_GMS_URL": url}, check=False)
    running.shutdown()
    if done.returncode == 0 and not StandIn.received:
        sys.exit("stand_in.py: nothing was sent")
    sys.exit(done.returncode)
