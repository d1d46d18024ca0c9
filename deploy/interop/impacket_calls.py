"""Calls the lab with impacket, which shares no code with it. Arguments: port of the endpoint mapper, URL of the lab's HTTP server."""
import sys

from impacket.dcerpc.v5 import epm, nspi, oxabref, rpch, transport
from impacket.dcerpc.v5.rpcrt import (
    DCERPCException,
    RPC_C_AUTHN_LEVEL_CONNECT,
    RPC_C_AUTHN_LEVEL_PKT_INTEGRITY,
    RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
    RPC_C_AUTHN_WINNT,
)
from impacket.http import AUTH_BASIC, AUTH_NTLM

MAPPER, LAB = int(sys.argv[1]), sys.argv[2]
LEVELS = {
    "connect": RPC_C_AUTHN_LEVEL_CONNECT,
    "integrity": RPC_C_AUTHN_LEVEL_PKT_INTEGRITY,
    "privacy": RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
}
NAMES = ["M%d" % number for number in range(2001, 2010)]
SERVER_DN = "/o=Lab/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=LABEX1"


def by_tcp(port):
    link = transport.DCERPCTransportFactory("ncacn_ip_tcp:127.0.0.1[%d]" % port)
    link.set_connect_timeout(20)
    return link


def by_http(port, scheme):
    link = transport.DCERPCTransportFactory("ncacn_http:labex1[%d,RpcProxy=127.0.0.1:80]" % port)
    link.set_rpc_proxy_url("%s/rpc/rpcproxy.dll?labex1:%d" % (LAB, port))
    link.set_auth_type(scheme)
    return link


def mapped(interface):
    dce = by_tcp(MAPPER).get_dce_rpc()
    dce.connect()
    binding = epm.hept_map("127.0.0.1", interface, protocol="ncacn_ip_tcp", dce=dce)
    dce.disconnect()
    return int(binding.split("[")[1].rstrip("]"))


def bound(link, interface, level, password="pin"):
    link.set_credentials("m2001", password, "LAB")
    dce = link.get_dce_rpc()
    if level is not None:
        dce.set_credentials("m2001", password, "LAB")
        dce.set_auth_type(RPC_C_AUTHN_WINNT)
        dce.set_auth_level(level)
    dce.connect()
    dce.bind(interface)
    return dce


def check_nspi(name, link, level):
    dce = bound(link, nspi.MSRPC_UUID_NSPI, level)
    handle = nspi.hNspiBind(dce)["contextHandle"]
    lists = nspi.hNspiGetSpecialTable(dce, handle)
    assert lists["ErrorCode"] == 0, lists.dump()
    rows = nspi.hNspiQueryRows(dce, handle, Count=50, pPropTags=[0x3001001F, 0x39FE001F])
    names = []
    for row in rows["ppRows"]["aRow"]:
        names.append(nspi.simplifyPropertyRow(row)[0x3001001F].rstrip("\0"))
    assert names == NAMES, names
    found = nspi.hNspiResolveNamesW(dce, handle, paStr=["M2003"], pPropTags=[0x3001001F])
    assert found["ErrorCode"] == 0, found.dump()
    nspi.hNspiUnbind(dce, handle)
    dce.disconnect()
    print("ok: NSPI", name)


def check_rfr(name, link, level):
    dce = bound(link, oxabref.MSRPC_UUID_OXABREF, level)
    assert oxabref.hRfrGetNewDSA(dce)["ppszServer"] == "127.0.0.1"
    assert oxabref.hRfrGetFQDNFromServerDN(dce, SERVER_DN)["ppszServerFQDN"] == "127.0.0.1"
    dce.disconnect()
    print("ok: RFR", name)


def check_refused(name, attempt):
    try:
        attempt()
    except (DCERPCException, rpch.RPCProxyClientException) as refused:
        print("ok:", name, "is refused:", str(refused).split("\n")[0])
        return
    raise AssertionError(name + " got in")


NSPI, RFR = mapped(nspi.MSRPC_UUID_NSPI), mapped(oxabref.MSRPC_UUID_OXABREF)
print("ok: endpoint mapper")
for level_name, number in LEVELS.items():
    check_nspi("over TCP with level " + level_name, by_tcp(NSPI), number)
    check_rfr("over TCP with level " + level_name, by_tcp(RFR), number)
check_refused("a wrong password over TCP",
              lambda: nspi.hNspiBind(bound(by_tcp(NSPI), nspi.MSRPC_UUID_NSPI, LEVELS["privacy"], "wrong")))
for scheme_name, scheme in {"Basic": AUTH_BASIC, "NTLM": AUTH_NTLM}.items():
    check_nspi("over HTTP by %s" % scheme_name, by_http(6004, scheme), None)
    check_nspi("over HTTP by %s with level privacy" % scheme_name, by_http(6004, scheme), LEVELS["privacy"])
    check_rfr("over HTTP by %s" % scheme_name, by_http(6002, scheme), LEVELS["privacy"])
check_refused("a wrong password over HTTP",
              lambda: bound(by_http(6004, AUTH_BASIC), nspi.MSRPC_UUID_NSPI, None, "wrong"))
