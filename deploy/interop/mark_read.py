#!/usr/bin/env python3
"""Marks every item of an Inbox as read over Exchange Web Services, as its owner: what reading it in Outlook does.

mark_read.py URL USER PASSWORD
"""
import base64
import re
import sys
import urllib.request

URL, USER, PASSWORD = sys.argv[1:4]
ENVELOPE = """<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
 xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
<s:Header><t:RequestServerVersion Version="Exchange2010_SP2"/></s:Header><s:Body>%s</s:Body></s:Envelope>"""
FIND = """<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>
<m:IndexedPageItemView MaxEntriesReturned="100" Offset="0" BasePoint="Beginning"/>
<m:ParentFolderIds><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderIds></m:FindItem>"""
READ = """<m:UpdateItem MessageDisposition="SaveOnly" ConflictResolution="AlwaysOverwrite"><m:ItemChanges><t:ItemChange>
<t:ItemId Id="%s" ChangeKey="%s"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="message:IsRead"/>
<t:Message><t:IsRead>true</t:IsRead></t:Message></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>"""


def call(body):
    request = urllib.request.Request(URL, (ENVELOPE % body).encode(), {
        "Content-Type": "text/xml; charset=utf-8",
        "Authorization": "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()})
    with urllib.request.urlopen(request, timeout=20) as answer:
        text = answer.read().decode()
    if 'ResponseClass="Success"' not in text:
        sys.exit("EWS refused: " + text)
    return text


items = re.findall(r'ItemId Id="([^"]+)" ChangeKey="([^"]+)"', call(FIND))
for item in items:
    call(READ % item)
print(len(items), "marked as read")
