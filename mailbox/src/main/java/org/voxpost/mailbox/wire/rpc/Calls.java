package org.voxpost.mailbox.wire.rpc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** Bodies of request, response and fault, and their fragments ([C706] 12.6.4.7 to 12.6.4.10). */
public final class Calls {
    /** The longest stub taken, all fragments together. */
    public static final int LONGEST_STUB = 16 * 1024 * 1024;

    private static final int CALL_HEADER = 24;
    private static final int STUB_BOUNDARY = 16;

    private Calls() {
    }

    /** A part of a request. @param opnum number of the operation */
    public record Request(int context, int opnum, byte[] stub) {
    }

    /** A refusal. @param status for example 5 for access denied */
    public record Fault(int context, int status) {
    }

    /** @param largest bytes in one PDU, its verifier included */
    public static List<Pdu> request(int callId, Request request, int largest, int overhead) {
        return fragments(Pdu.REQUEST, callId, request.context(), request.opnum(), request.stub(), largest - overhead);
    }

    /** @param largest bytes in one PDU, its verifier included */
    public static List<Pdu> response(int callId, int context, byte[] stub, int largest, int overhead) {
        return fragments(Pdu.RESPONSE, callId, context, 0, stub, largest - overhead);
    }

    private static List<Pdu> fragments(int type, int callId, int context, int opnum, byte[] stub, int largest) {
        int room = (largest - CALL_HEADER) / STUB_BOUNDARY * STUB_BOUNDARY;
        if (room <= 0) {
            throw new IllegalArgumentException("no stub fits into " + largest + " bytes");
        }
        var pdus = new ArrayList<Pdu>();
        int from = 0;
        do {
            int to = Math.min(stub.length, from + room);
            int flags = (from == 0 ? Pdu.FIRST : 0) | (to == stub.length ? Pdu.LAST : 0);
            byte[] body = new WireWriter().uint32("alloc_hint", stub.length - from).uint16("p_cont_id", context)
                    .uint16("opnum", opnum).bytes("stub", Arrays.copyOfRange(stub, from, to)).bytes();
            pdus.add(new Pdu(type, flags, callId, body, Optional.empty()));
            from = to;
        } while (from < stub.length);
        return pdus;
    }

    public static Pdu fault(int callId, Fault fault) {
        byte[] body = new WireWriter().uint32("alloc_hint", 0).uint16("p_cont_id", fault.context())
                .uint16("cancel_count", 0).int32("status", fault.status()).uint32("reserved", 0).bytes();
        return new Pdu(Pdu.FAULT, Pdu.WHOLE | Pdu.NOT_EXECUTED, callId, body, Optional.empty());
    }

    public static Request readRequest(Pdu pdu) {
        var in = new WireReader(pdu.body());
        in.int32("alloc_hint");
        int context = in.uint16("p_cont_id");
        int opnum = in.uint16("opnum");
        if ((pdu.flags() & Pdu.OBJECT) != 0) {
            in.skip("object", 16);
        }
        return new Request(context, opnum, in.bytes("stub", in.remaining()));
    }

    /** The part of the stub in a response. */
    public static byte[] readResponse(Pdu pdu) {
        var in = new WireReader(pdu.body());
        in.skip("alloc_hint, p_cont_id and cancel_count", 8);
        return in.bytes("stub", in.remaining());
    }

    public static Fault readFault(Pdu pdu) {
        var in = new WireReader(pdu.body());
        in.int32("alloc_hint");
        int context = in.uint16("p_cont_id");
        in.uint16("cancel_count");
        return new Fault(context, in.int32("status"));
    }

    /** Puts the fragments of one call together. */
    public static final class Assembly {
        private final WireWriter stub = new WireWriter();

        /** @return the whole stub after the last fragment */
        public Optional<byte[]> add(Pdu pdu, byte[] part) {
            if (stub.size() == 0 != ((pdu.flags() & Pdu.FIRST) != 0) && stub.size() + part.length > 0) {
                throw new WireException("fragments of call " + pdu.callId() + " are out of order");
            }
            if (stub.size() + part.length > LONGEST_STUB) {
                throw new WireException("a stub is longer than " + LONGEST_STUB + " bytes");
            }
            stub.bytes("stub", part);
            return (pdu.flags() & Pdu.LAST) != 0 ? Optional.of(stub.bytes()) : Optional.empty();
        }
    }
}
