#!/usr/bin/env bash
# Makes sure that what a local run needs is installed: the .NET 10 SDK (checked), PostgreSQL and RabbitMQ (checked, and
# installed with apt where that can be done without asking anybody). Their system-wide daemons are neither started nor
# used: the platform runs its own. What is installed already is left as it is.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

have_sdk() { command -v dotnet > /dev/null && dotnet --list-sdks | grep -q '^10\.'; }

have_postgres() {
  [[ -n "${JEUGDREGIO_POSTGRES_BIN:-}" ]] && return 0
  local initdb major
  for initdb in /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb $(command -v initdb || true); do
    [[ -x "$initdb" ]] || continue
    major=$("$initdb" --version | sed -E 's/.* ([0-9]+).*/\1/')
    [[ "$major" -ge 15 ]] && return 0
  done
  return 1
}

have_rabbitmq() {
  command -v epmd > /dev/null || return 1
  [[ -n "${JEUGDREGIO_RABBITMQ_SERVER:-}" || -e /usr/lib/rabbitmq/bin/rabbitmq-server ]] && return 0
  compgen -G '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server' > /dev/null
}

if ! have_sdk; then
  say 'The .NET 10 SDK is missing. Get it from https://dot.net/download, or without installing anything system-wide:'
  say '  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 && export PATH="$HOME/.dotnet:$PATH"'
  exit 1
fi
[[ "${1:-}" == --sdk-only ]] && exit 0

packages=()
have_postgres || packages+=(postgresql)
have_rabbitmq || packages+=(rabbitmq-server)
command -v setpriv > /dev/null || packages+=(util-linux)
[[ ${#packages[@]} -eq 0 ]] && exit 0

as_root=()
if [[ $EUID -ne 0 ]]; then
  as_root=(sudo -n)
  sudo -n true 2> /dev/null || as_root=(false)
fi
if ! command -v apt-get > /dev/null || [[ "${as_root[*]:-}" == false ]]; then
  say "Missing on this machine: ${packages[*]}. The platform needs PostgreSQL 15 or later and RabbitMQ 3.10 or later"
  say '(their programs only; it runs its own servers). Install them, on Debian or Ubuntu with:'
  say "  sudo apt-get install ${packages[*]}"
  say 'and start again. Programs in unusual places: JEUGDREGIO_POSTGRES_BIN (directory), JEUGDREGIO_RABBITMQ_SERVER (script).'
  exit 1
fi

# Debian starts a daemon as soon as it is installed, unless this file says no; and it makes a cluster nobody here uses.
policy=/usr/sbin/policy-rc.d
no_cluster=/etc/postgresql-common/createcluster.d/jeugdregio.conf
made_policy=
cleanup() {
  [[ -n "$made_policy" ]] && "${as_root[@]}" rm -f "$policy"
  "${as_root[@]}" rm -f "$no_cluster"
}
trap cleanup EXIT
if [[ ! -e "$policy" ]]; then
  made_policy=1
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" > /dev/null
  "${as_root[@]}" chmod 755 "$policy"
fi
"${as_root[@]}" mkdir -p "$(dirname "$no_cluster")"
echo 'create_main_cluster = false' | "${as_root[@]}" tee "$no_cluster" > /dev/null

say "Installing ${packages[*]} (a few minutes, once) …"
log=$(mktemp)
if ! { "${as_root[@]}" apt-get update -qq \
    && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      -o DPkg::Lock::Timeout=300 "${packages[@]}"; } > "$log" 2>&1; then
  say "apt could not install ${packages[*]}:"
  tail -20 "$log" >&2
  exit 1
fi
rm -f "$log"
if [[ " ${packages[*]} " == *' rabbitmq-server '* ]] && [[ -d /run/systemd/system ]]; then
  # nobody asked for a broker at every boot
  "${as_root[@]}" systemctl disable rabbitmq-server > /dev/null 2>&1 || true
fi
have_postgres && have_rabbitmq && exit 0
say 'What apt installed is too old: PostgreSQL 15 or later and RabbitMQ 3.10 or later are needed.'
exit 1
