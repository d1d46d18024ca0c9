# What the interoperability scripts share: sourced, not run. A script sources this, calls start_lab and start_service, and uses what they set:
#   $tree $work $java $lab_url $lab $sip_port $http_port
# Everything is on loopback, in a directory of its own that is removed at the end; every process started here is ended by its pid.

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
name=$(basename "$0")
work=$(mktemp -d)
pids=()
classpath="$tree/service/demo/target/voxpost-demo.jar:$tree/service/demo/target/lib/*"

fail() { echo "$name: $*" >&2; exit 1; }
need() { for tool; do command -v "$tool" >/dev/null || fail "$tool is not installed"; done; }

finish() {
    local status=${exit_status:-$?} pid
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    if [ $status -ne 0 ]; then
        echo "--- $name failed; the last lines of every log:" >&2
        for log in "$work"/*.log; do [ -f "$log" ] && { echo "--- $(basename "$log")"; tail -n 15 "$log"; } >&2; done
    fi
    rm -rf "$work"
}
trap finish EXIT

for home in "${VOXPOST_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*25*; do
    if [ -n "$home" ] && grep -q '^JAVA_VERSION="25[."]' "$home/release" 2>/dev/null; then java=$home/bin/java; break; fi
done
[ -n "${java:-}" ] || fail "no Java 25 found"
[ -f "$tree/service/demo/target/voxpost-demo.jar" ] || fail "the tree is not built: run mvn -DskipTests package"

# free_port: one that nobody has, neither for UDP nor for TCP, and that the kernel gives to no outgoing connection before it is used
free_port() {
    python3 - <<'PORT'
import random, socket
for port in random.sample(range(10000, 20000), 1000):
    try:
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", port))
            udp.bind(("127.0.0.1", port))
    except OSError:
        continue
    print(port)
    break
PORT
}

# wait_for SECONDS WHAT COMMAND…: until the command succeeds
wait_for() {
    local until=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $until ] || fail "waited in vain for $what"
        sleep 0.3
    done
}

# start_lab [OPTION…]: a mailbox each for 2001 to 2009 of corp.example
start_lab() {
    local boxes=() n
    rm -f "$work/lab.out" # an earlier lab's: its "ready" must not be taken for that of this one
    for n in 1 2 3 4 5 6 7 8 9; do boxes+=(--mailbox "m200$n@corp.example:pin"); done
    "$java" -Xmx256m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "$classpath" org.voxpost.lab.LabMain "${boxes[@]}" --store "$work/store" "$@" \
        >"$work/lab.out" 2>"$work/lab.log" &
    pids+=($!)
    wait_for 60 "the lab" grep -q '^ready ' "$work/lab.out"
    lab_url=$(sed -n 's/^ready //p' "$work/lab.out")
    lab=${lab_url%/EWS/*}
}

# start_service [YAML]: subscribers 2001 to 2009, any caller from loopback ($peer_known_by: another way to know him); YAML is added at the top level; $instance tells several apart
start_service() {
    rm -f "$work/service${instance:-}.out"
    http_port=$(free_port)
    sip_port=$(free_port)
    export LAB_PASSWORD=secret
    {
        cat <<YAML
exchange:
  ews-url: $lab_url
  account: { user: svc, password: "\${LAB_PASSWORD}" }
  sender: voicemail@corp.example
${profile_yaml:-}
sip:
  listeners: [{ transport: udp, port: $sip_port }, { transport: tcp, port: $sip_port }${more_listeners:-}]
  peers:
    - { name: loopback, ${peer_known_by:-sources: [127.0.0.1]}, own-numbers: ["8000"], trust-identity: true${peer_yaml:-} }
${sip_yaml:-}
state: { directory: $work/state${instance:-}, stop-below: 1 MB, resume-above: 2 MB }
http: { port: $http_port }
subscribers:
YAML
        for n in 1 2 3 4 5 6 7 8 9; do echo "  - { mailbox: m200$n@corp.example, name: Person $n, numbers: [\"200$n\"] }"; done
        echo "${1:-}"
    } >"$work/voxpost${instance:-}.yaml"
    "$java" -Xmx256m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -Dorg.bytedeco.javacpp.cachedir="$tree/service/demo/target/native" -cp "$classpath" \
        org.voxpost.service.Voxpost run --config "$work/voxpost${instance:-}.yaml" >"$work/service${instance:-}.out" 2>"$work/service${instance:-}.log" &
    service_pid=$!
    pids+=($service_pid)
    wait_for 60 "the service" grep -q '^ready' "$work/service${instance:-}.out"
}

# use_tls: a certificate for 127.0.0.1 that is its own authority in $work/cert.pem, and a TLS listener at $tls_port; call it before start_service
use_tls() {
    need openssl
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/cert.pem" -days 2 -subj /CN=127.0.0.1 \
        -addext 'subjectAltName = IP:127.0.0.1, DNS:localhost' >"$work/openssl.log" 2>&1
    tls_port=$(free_port)
    more_listeners=", { transport: tls, port: $tls_port }"
    sip_yaml="  tls: { certificate: $work/cert.pem, key: $work/key.pem }"
}

# items MAILBOX: the lab's JSON of what lies in it
items() { curl -sS --max-time 10 "$lab/lab/items?mailbox=$1"; }

has_items() { [ "$(items "$1" | grep -c '"PidTagMessageClass"\|"messageClass"')" -ge "$2" ]; }

# wait_item MAILBOX [COUNT]: until so many items are there
wait_item() { wait_for 60 "${2:-1} item(s) in $1" has_items "$1" "${2:-1}"; }

# audio_of MAILBOX: path of the first exported attachment
audio_of() { find "$work/store/$1" -type f \( -name '*.mp3' -o -name '*.wav' \) | head -n 1; }

# duration FILE: seconds, from the decoded audio
duration() { sox "$1" -n stat 2>&1 | awk '/^Length/ {print $3}' || fail "sox cannot read $1 (MP3 needs libsox-fmt-mp3)"; }

# between VALUE LOW HIGH
between() { awk -v v="$1" -v l="$2" -v h="$3" 'BEGIN {exit !(v >= l && v <= h)}'; }

# capture FILTER: tshark writes what passes on loopback to $work/wire.pcap, until end_capture
capture() {
    need tshark
    tshark -q -i lo -w "$work/wire.pcap" -f "$1" >"$work/tshark.log" 2>&1 &
    shark=$!
    pids+=($shark)
    wait_for 60 "tshark" grep -q Capturing "$work/tshark.log"
}

# end_capture [TSHARK OPTION…]: fails if a dissector finds a malformed packet
end_capture() {
    local malformed
    sleep 1 # what has passed is written by then
    kill -INT $shark
    wait $shark 2>/dev/null || true
    malformed=$(tshark -r "$work/wire.pcap" "$@" -Y _ws.malformed 2>/dev/null | sed -n 1,5p)
    [ -z "$malformed" ] || fail "malformed packets: $malformed"
}

# captured FILTER [TSHARK OPTION…]: how many of the captured packets pass a display filter
captured() { tshark -r "$work/wire.pcap" -Y "$@" 2>/dev/null | wc -l; }

# rpc_ports: the lab's RPC ports as a capture filter
rpc_ports() { sed -n 's/^rpc mapper=\([0-9]*\) mailbox=\([0-9]*\) addressbook=\([0-9]*\).*/tcp port \1 or tcp port \2 or tcp port \3/p' "$work/lab.out"; }
