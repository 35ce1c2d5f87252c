#!/usr/bin/env bash
# The example site on this machine: an environment, a database, content, a server. Run it again and nothing changes.
#   PORT=8001    another port                 RESET=1   begin anew: forget the demo's database and uploads
#   SERVE=0      stop before the server       PYTHON=   another Python than the first python3 that is new enough
set -euo pipefail
cd "$(dirname "$0")/.."

PORT="${PORT:-8000}"
ENVIRONMENT="${ENVIRONMENT:-.venv-demo}"
PASSWORD="cultuurdemo"
export DEMO_DIR="${DEMO_DIR:-$PWD/.demo}"
export BASE_URL="http://localhost:$PORT"

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; }

find_python() {
  for each in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
    if new_enough "$each"; then
      echo "$each"
      return
    fi
  done
  echo "The demo needs Python 3.10 or newer. Install it, or name one: PYTHON=/path/to/python3 bash example_site/demo.sh" >&2
  exit 1
}

if [ ! -x "$ENVIRONMENT/bin/python" ]; then
  echo "Making an environment in $ENVIRONMENT …"
  python="$(find_python)"
  "$python" -m venv "$ENVIRONMENT"
fi
# The package changes seldom here; install only when what it needs has changed.
if ! cmp -s setup.cfg "$ENVIRONMENT/installed.cfg"; then
  echo "Installing the package and what it needs …"
  "$ENVIRONMENT/bin/python" -m pip install -qq --disable-pip-version-check --editable .
  cp setup.cfg "$ENVIRONMENT/installed.cfg"
fi

if [ "${RESET:-0}" = "1" ]; then
  # Only what the demo made itself; the folder may hold other things.
  rm -rf "$DEMO_DIR/site.sqlite3" "$DEMO_DIR/media"
fi
mkdir -p "$DEMO_DIR"
manage() { "$ENVIRONMENT/bin/python" example_site/manage.py "$@"; }
manage migrate --verbosity 0
echo "Loading the content (half a minute the first time) …"
manage load_demo --password "$PASSWORD"

cat <<TEXT

  The site      $BASE_URL/
  The editor    $BASE_URL/admin/

  Logins, all with the password $PASSWORD:
    beheer        may do everything
    redactie      writes and publishes the council's section
    moderator     also approves what organisations propose
    organisatie   looks after one organisation's own profile

TEXT
if [ "${SERVE:-1}" = "0" ]; then
  exit 0
fi
echo "Stop with Ctrl+C."
exec "$ENVIRONMENT/bin/python" example_site/manage.py runserver --noreload "$PORT"
