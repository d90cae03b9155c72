#!/bin/sh
# Requests a second beside nginx serving the same bytes as static files, in one run, by turns: what a request costs us beyond what
# any server pays. Usage: scripts/beside_nginx.sh [PROGRAM]; needs nginx, wrk and curl.
set -eu

program=${1:-target/release/footprint}
seconds=${SECONDS_EACH:-4}
folder=$(mktemp -d)
ours=127.0.0.1:18080
theirs=127.0.0.1:18081
trap 'kill "$footprint" 2>/dev/null; nginx -p "$folder" -c nginx.conf -s stop 2>/dev/null; rm -rf "$folder"' EXIT

# Neither writes a line for each request: nginx's access log is off too.
RUST_LOG=warn "$program" serve --bind "$ours" --store "$folder/scenarios.sqlite" 2>/dev/null &
footprint=$!
until curl -sf "http://$ours/health/live" >/dev/null; do sleep 0.1; done

cat >"$folder/nginx.conf" <<CONF
worker_processes auto;
pid $folder/nginx.pid;
error_log $folder/error.log;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=100;
    client_body_temp_path $folder; proxy_temp_path $folder; fastcgi_temp_path $folder; uwsgi_temp_path $folder; scgi_temp_path $folder;
    server { listen $theirs; root $folder; }
}
CONF

number=0
paths='/postcodes/OX11ND /v1/resolve?postcode=OX1%201ND /collections/neighbourhoods/items /xyz/neighbourhoods/10/508/339 /xyz/areas/10/508/339'
for path in $paths; do
    number=$((number + 1))
    curl -sf "http://$ours$path" -o "$folder/$number"
done
nginx -p "$folder" -c nginx.conf

rate() { wrk -t1 -c64 -d"${seconds}s" "$1" | awk '/Requests\/sec/ { print $2 }'; }
number=0
for path in $paths; do
    number=$((number + 1))
    for round in 1 2 3; do
        a=$(rate "http://$ours$path")
        b=$(rate "http://$theirs/$number")
        awk -v path="$path" -v a="$a" -v b="$b" 'BEGIN { printf "%-36s %8.0f a second, nginx %8.0f: %3.0f %%\n", path, a, b, 100 * a / b }'
    done
done
