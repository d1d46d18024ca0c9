"""Calls the lab's address book with impacket, which shares no code with it. Arguments: mapper port, NSPI port."""
import sys

from impacket.dcerpc.v5 import epm, nspi, transport
from impacket.dcerpc.v5.rpcrt import (
    DCERPCException,
    RPC_C_AUTHN_LEVEL_CONNECT,
    RPC_C_AUTHN_LEVEL_PKT_INTEGRITY,
    RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
    RPC_C_AUTHN_WINNT,
)

MAPPER, NSPI = int(sys.argv[1]), int(sys.argv[2])
LEVELS = {
    "connect": RPC_C_AUTHN_LEVEL_CONNECT,
    "integrity": RPC_C_AUTHN_LEVEL_PKT_INTEGRITY,
    "privacy": RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
}
NAMES = ["Anna Lab", "Bob Lab", "Ivy Lab"]


def connect(port):
    link = transport.DCERPCTransportFactory("ncacn_ip_tcp:127.0.0.1[%d]" % port)
    link.set_connect_timeout(20)
    return link


def check_mapper():
    dce = connect(MAPPER).get_dce_rpc()
    dce.connect()
    binding = epm.hept_map("127.0.0.1", nspi.MSRPC_UUID_NSPI, protocol="ncacn_ip_tcp", dce=dce)
    assert binding.endswith("[%d]" % NSPI), binding
    print("ok: endpoint mapper says", binding)


def open_nspi(level, password):
    link = connect(NSPI)
    link.set_credentials("anna", password, "LAB")
    dce = link.get_dce_rpc()
    dce.set_auth_type(RPC_C_AUTHN_WINNT)
    dce.set_auth_level(level)
    dce.connect()
    dce.bind(nspi.MSRPC_UUID_NSPI)
    return dce


def check_nspi(name, level):
    dce = open_nspi(level, "secret")
    handle = nspi.hNspiBind(dce)["contextHandle"]
    lists = nspi.hNspiGetSpecialTable(dce, handle)
    assert lists["ErrorCode"] == 0, lists.dump()
    rows = nspi.hNspiQueryRows(dce, handle, Count=50, pPropTags=[0x3001001F, 0x39FE001F])
    names = []
    for row in rows["ppRows"]["aRow"]:
        properties = nspi.simplifyPropertyRow(row)
        names.append(properties[0x3001001F].rstrip("\0"))
    assert names == NAMES, names
    found = nspi.hNspiResolveNamesW(dce, handle, paStr=["Bob"], pPropTags=[0x3001001F])
    assert found["ErrorCode"] == 0, found.dump()
    nspi.hNspiUnbind(dce, handle)
    dce.disconnect()
    print("ok: NSPI with level", name)


def check_wrong_password():
    try:
        dce = open_nspi(RPC_C_AUTHN_LEVEL_PKT_PRIVACY, "wrong")
        nspi.hNspiBind(dce)
    except DCERPCException as refused:
        print("ok: a wrong password is refused:", str(refused).split("\n")[0])
        return
    raise AssertionError("a wrong password got in")


check_mapper()
for level_name, number in LEVELS.items():
    check_nspi(level_name, number)
check_wrong_password()
