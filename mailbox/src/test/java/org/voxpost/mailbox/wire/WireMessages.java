package org.voxpost.mailbox.wire;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.voxpost.mailbox.wire.emsmdb.ConnectEx;
import org.voxpost.mailbox.wire.emsmdb.Emsmdb;
import org.voxpost.mailbox.wire.emsmdb.RpcExt2;
import org.voxpost.mailbox.wire.mapihttp.AnswerReader;
import org.voxpost.mailbox.wire.mapihttp.MailboxBody;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.nspi.NspiHttp;
import org.voxpost.mailbox.wire.nspi.NspiStub;
import org.voxpost.mailbox.wire.nspi.Stat;
import org.voxpost.mailbox.wire.ntlm.NegotiateMessage;
import org.voxpost.mailbox.wire.ntlm.TargetInfo;
import org.voxpost.mailbox.wire.rop.AddressEntryId;
import org.voxpost.mailbox.wire.rop.ExtendedBuffer;
import org.voxpost.mailbox.wire.rop.FolderEntryId;
import org.voxpost.mailbox.wire.rop.LongTermId;
import org.voxpost.mailbox.wire.rop.MessageEntryId;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.RopBuffer;
import org.voxpost.mailbox.wire.rpc.Bind;
import org.voxpost.mailbox.wire.rpc.BindAck;
import org.voxpost.mailbox.wire.rpc.Calls;
import org.voxpost.mailbox.wire.rpc.EndpointMap;
import org.voxpost.mailbox.wire.rpc.Pdu;
import org.voxpost.mailbox.wire.rpc.Rts;
import org.voxpost.mailbox.wire.rpc.Tower;

/** Which reader reads which vector, for tests that are the same for all of them. */
final class WireMessages {
    private static final int MOST = 1 << 20;
    private static final int AUXILIARY = 4; // bytes of an auxiliary buffer with nothing in it

    private WireMessages() {
    }

    /** Files whose messages have readers here; replies of ROPs need their requests and have tests of their own. */
    static final List<String> FILES = List.of("emsmdb-ndr.txt", "entryids.txt", "epm.txt", "mapihttp-emsmdb.txt",
            "mapihttp-framing.txt", "mapihttp-nspi.txt", "nspi-ndr.txt", "nspi-stat.txt", "ntlmv2.txt",
            "rop-logon.txt", "rop-misc.txt", "rop-notify.txt", "rop-table.txt", "rop-voicemail-create.txt",
            "rop-voicemail-read.txt", "rpc-header-ext.txt", "rpc-ntlm-privacy.txt", "rpc-pdu.txt", "rts.txt");

    /** One message and what reads it. */
    record Message(String file, String name, byte[] bytes, Fuzz.Reader reader) {
        @Override
        public String toString() {
            return file + " " + name;
        }
    }

    /** @param length at which it is a whole message, too */
    static boolean mayEndAt(Message message, int length) {
        int missing = message.bytes().length - length;
        return switch (message.file()) {
            case "mapihttp-framing.txt" -> length >= payload(message.bytes()); // its length is HTTP's affair
            case "mapihttp-nspi.txt" ->
                message.name().endsWith(".response") && (missing == AUXILIARY || fails(message, length));
            case "mapihttp-emsmdb.txt" -> message.name().equals("connect.failure.response") && missing == AUXILIARY;
            case "ntlmv2.txt" ->
                message.name().equals("negotiate.message") && length == 16; // signature, type and flags: the form of old clients
            case "rpc-header-ext.txt" -> message.name().equals("chained") && length == 24; // between two payloads
            case "rpc-pdu.txt" -> message.name().equals("fragments") && length == 32; // between two fragments
            default -> false;
        };
    }

    private static int payload(byte[] stream) {
        return new String(stream, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    /** Answers may end behind an error code. */
    private static boolean fails(Message message, int length) {
        return length == 8 && message.bytes()[7] == (byte) 0x80;
    }

    static List<Message> all() {
        var all = new ArrayList<Message>();
        for (String file : FILES) {
            Vectors.of(file).all().forEach((name, bytes) -> reader(file, name)
                    .ifPresent(reader -> all.add(new Message(file, name, bytes, reader))));
        }
        return all;
    }

    /** Empty for what is no message but a key, a digest or a plain text, and for replies of ROPs. */
    private static Optional<Fuzz.Reader> reader(String file, String name) {
        return Optional.ofNullable(switch (file) {
            case "emsmdb-ndr.txt" -> EMSMDB.get(name);
            case "entryids.txt" -> ENTRY_IDS.get(name);
            case "epm.txt" -> MAPPER.get(name);
            case "mapihttp-emsmdb.txt" -> mailbox(name);
            case "mapihttp-framing.txt" ->
                bytes -> AnswerReader.read(new ByteArrayInputStream(bytes), MOST);
            case "mapihttp-nspi.txt" -> nspiHttp(name);
            case "nspi-ndr.txt" -> nspiStub(name);
            case "nspi-stat.txt" -> bytes -> Stat.read(new WireReader(bytes));
            case "ntlmv2.txt" -> NTLM.get(name);
            case "rpc-header-ext.txt" -> name.equals("packed.plainpayload") ? null : ExtendedBuffer::unpack;
            case "rpc-ntlm-privacy.txt" -> name.equals("plain.signed.region") ? null : Pdu::read;
            case "rpc-pdu.txt" -> pdu(name);
            case "rts.txt" -> Rts::read;
            default -> name.contains("request") && !name.endsWith("extended")
                    ? bytes -> new RopBuffer(bytes, new int[0]).requests()
                    : name.endsWith("extended") ? ExtendedBuffer::unpack : null;
        });
    }

    private static final Map<String, Fuzz.Reader> EMSMDB = Map.of("ecdoconnectex.request", ConnectEx.Request::read,
            "ecdoconnectex.response", ConnectEx.Answer::read, "ecdorpcext2.request", RpcExt2.Request::read,
            "ecdorpcext2.response", RpcExt2.Answer::read, "ecdodisconnect.request", Emsmdb::readHandle,
            "ecdodisconnect.response", Emsmdb.HandleAnswer::read, "ecdoasyncconnectex.request", Emsmdb::readHandle,
            "ecdoasyncconnectex.response", Emsmdb.HandleAnswer::read, "ecdoasyncwaitex.request", Emsmdb::readWait,
            "ecdoasyncwaitex.response", Emsmdb.WaitAnswer::read);

    private static final Map<String, Fuzz.Reader> ENTRY_IDS = Map.of(
            "folderid", bytes -> ObjectId.read(new WireReader(bytes), "FolderId"),
            "longtermid", bytes -> LongTermId.read(new WireReader(bytes)),
            "folder.entryid", FolderEntryId::read, "message.entryid", MessageEntryId::read,
            "addressbook.permanent", AddressEntryId.AddressBook::read, "oneoff.unicode", AddressEntryId.OneOff::read);

    private static final Map<String, Fuzz.Reader> MAPPER = Map.of("tower.emsmdb", Tower::read,
            "ept_map.request", EndpointMap::request, "ept_map.response", EndpointMap::answer);

    private static final Map<String, Fuzz.Reader> NTLM = Map.of(
            "target.info", bytes -> TargetInfo.read(new WireReader(bytes)),
            "negotiate.message", NegotiateMessage::read);

    private static Fuzz.Reader mailbox(String name) {
        return switch (name) {
            case "connect.request" -> MailboxBody.ConnectRequest::read;
            case "execute.request" -> MailboxBody.ExecuteRequest::read;
            case "disconnect.request" -> MailboxBody.DisconnectRequest::read;
            case "notificationwait.request" -> MailboxBody.WaitRequest::read;
            case "execute.response" -> answer(MailboxBody.ExecuteResponse::read);
            case "disconnect.response" -> answer(MailboxBody.DisconnectResponse::read);
            case "notificationwait.response" -> answer(MailboxBody.WaitResponse::read);
            default -> answer(MailboxBody.ConnectResponse::read);
        };
    }

    private static Fuzz.Reader answer(Function<WireReader, Object> read) {
        return bytes -> {
            var in = new WireReader(bytes);
            int status = in.int32("StatusCode");
            if (status == 0) {
                read.apply(in);
            } else {
                MailboxBody.Failure.read(status, in);
            }
        };
    }

    private static Fuzz.Reader nspiHttp(String name) {
        String operation = name.substring(0, name.indexOf('.'));
        if (name.endsWith(".filter") || operation.equals("getmailboxurl")) { // the latter Autodiscover tells
            return null;
        }
        return name.endsWith(".request")
                ? bytes -> NspiHttp.request(call(operation).type(), bytes)
                : bytes -> NspiHttp.answer(call(operation), bytes);
    }

    private static Fuzz.Reader nspiStub(String name) {
        String operation = name.substring(0, name.indexOf('.'));
        return name.endsWith(".request")
                ? bytes -> NspiStub.request(call(operation).opnum(), bytes)
                : bytes -> NspiStub.answer(call(operation), bytes);
    }

    private static NspiCall<?> call(String operation) {
        return switch (operation) {
            case "bind" -> new NspiCall.Bind(0, Stat.START);
            case "unbind" -> new NspiCall.Unbind();
            case "getmatches" -> new NspiCall.GetMatches(Stat.START, Optional.empty(), 2, List.of());
            case "resolvenames", "resolvenamesw" -> new NspiCall.ResolveNames(Stat.START, List.of(), List.of());
            case "dntomid" -> new NspiCall.DnToMid(List.of());
            case "getprops" -> new NspiCall.GetProps(0, Stat.START, List.of());
            case "queryrows" -> new NspiCall.QueryRows(0, Stat.START, List.of(), 2, List.of());
            case "seekentries" -> new NspiCall.SeekEntries(Stat.START,
                    new PropertyValue(PidTag.DISPLAY_NAME, "An"), List.of(), List.of());
            case "comparemids" -> new NspiCall.CompareMids(Stat.START, 1, 2);
            case "getspecialtable" -> new NspiCall.GetSpecialTable(4, Stat.START, 0);
            case "updatestat" -> new NspiCall.UpdateStat(Stat.START, true);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static Fuzz.Reader pdu(String name) {
        return switch (name) {
            case "bind.nspi", "bind.emsmdb" -> bytes -> Bind.read(Pdu.read(bytes).body());
            case "bind_ack" -> bytes -> BindAck.read(Pdu.read(bytes).body());
            case "request", "request.object" -> bytes -> Calls.readRequest(Pdu.read(bytes));
            case "response" -> bytes -> Calls.readResponse(Pdu.read(bytes));
            case "fault", "fault.badstub" -> bytes -> Calls.readFault(Pdu.read(bytes));
            case "fragments" -> bytes -> {
                var in = new ByteArrayInputStream(bytes);
                for (Optional<byte[]> next = Pdu.next(in); next.isPresent(); next = Pdu.next(in)) {
                    Pdu.read(next.get());
                }
            };
            default -> Pdu::read;
        };
    }
}
