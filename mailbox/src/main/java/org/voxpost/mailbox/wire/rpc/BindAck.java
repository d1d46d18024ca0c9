package org.voxpost.mailbox.wire.rpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * The body of bind_ack and alter_context_resp ([C706] 12.6.4.4).
 *
 * @param address the port as text, or nothing
 * @param results one for each context of the bind, in order
 */
public record BindAck(int largestSent, int largestReceived, int group, String address, List<Result> results) {
    public static final int ACCEPTED = 0;
    public static final int PROVIDER_REJECTION = 2;
    public static final int UNKNOWN_INTERFACE = 1;
    public static final int UNKNOWN_TRANSFER_SYNTAX = 2;

    public BindAck {
        results = List.copyOf(results);
    }

    /** What became of one context. */
    public record Result(int result, int reason, Syntax transferSyntax) {
        public static Result accepted() {
            return new Result(ACCEPTED, 0, Syntax.NDR);
        }

        public static Result rejected(int reason) {
            return new Result(PROVIDER_REJECTION, reason, new Syntax(new UUID(0, 0), 0, 0));
        }
    }

    public static BindAck read(byte[] body) {
        var in = new WireReader(body);
        int sent = in.uint16("max_xmit_frag");
        int received = in.uint16("max_recv_frag");
        int group = in.int32("assoc_group_id");
        byte[] address = in.bytes("sec_addr", in.uint16("sec_addr length"));
        in.skip("padding", (4 - in.offset() % 4) % 4); // the header before it has 16 bytes
        int count = in.count("n_results", in.uint8("n_results"), 24);
        in.skip("reserved", 3);
        var results = new ArrayList<Result>(count);
        for (int i = 0; i < count; i++) {
            results.add(new Result(in.uint16("result"), in.uint16("reason"), Syntax.read(in)));
        }
        String text = new String(address, StandardCharsets.ISO_8859_1);
        return new BindAck(sent, received, group, text.isEmpty() ? "" : text.substring(0, text.length() - 1), results);
    }

    public byte[] write() {
        var out = new WireWriter().uint16("max_xmit_frag", largestSent).uint16("max_recv_frag", largestReceived)
                .int32("assoc_group_id", group);
        if (address.isEmpty()) {
            out.uint16("sec_addr length", 0);
        } else {
            out.uint16("sec_addr length", address.length() + 1).string8Z("sec_addr", address);
        }
        out.align(4).uint8("n_results", results.size()).zeros("reserved", 3);
        for (Result result : results) {
            out.uint16("result", result.result()).uint16("reason", result.reason());
            result.transferSyntax().write(out);
        }
        return out.bytes();
    }
}
