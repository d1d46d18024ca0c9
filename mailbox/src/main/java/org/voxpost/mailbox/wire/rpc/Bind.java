package org.voxpost.mailbox.wire.rpc;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * The body of bind and alter_context ([C706] 12.6.4.3).
 *
 * @param largestSent max_xmit_frag in bytes
 * @param largestReceived max_recv_frag in bytes
 * @param group association group; 0 for a new one
 */
public record Bind(int largestSent, int largestReceived, int group, List<Context> contexts) {
    /** What clients here offer. */
    public static final int FRAGMENT = 5840;

    public Bind {
        contexts = List.copyOf(contexts);
    }

    /** One presentation context. */
    public record Context(int id, Syntax abstractSyntax, List<Syntax> transferSyntaxes) {
        public Context {
            transferSyntaxes = List.copyOf(transferSyntaxes);
        }
    }

    /** Asks for one interface in NDR. */
    public static Bind to(Syntax wanted, int contextId, int group) {
        return new Bind(FRAGMENT, FRAGMENT, group, List.of(new Context(contextId, wanted, List.of(Syntax.NDR))));
    }

    public static Bind read(byte[] body) {
        var in = new WireReader(body);
        int sent = in.uint16("max_xmit_frag");
        int received = in.uint16("max_recv_frag");
        int group = in.int32("assoc_group_id");
        int count = in.count("n_context_elem", in.uint8("n_context_elem"), 44);
        in.skip("reserved", 3);
        var contexts = new ArrayList<Context>(count);
        for (int i = 0; i < count; i++) {
            int id = in.uint16("p_cont_id");
            int transfers = in.count("n_transfer_syn", in.uint8("n_transfer_syn"), 1);
            in.skip("reserved", 1);
            Syntax wanted = Syntax.read(in);
            var syntaxes = new ArrayList<Syntax>();
            for (int k = 0; k < transfers; k++) {
                syntaxes.add(Syntax.read(in));
            }
            contexts.add(new Context(id, wanted, syntaxes));
        }
        return new Bind(sent, received, group, contexts);
    }

    public byte[] write() {
        var out = new WireWriter().uint16("max_xmit_frag", largestSent).uint16("max_recv_frag", largestReceived)
                .int32("assoc_group_id", group).uint8("n_context_elem", contexts.size()).zeros("reserved", 3);
        for (Context context : contexts) {
            out.uint16("p_cont_id", context.id()).uint8("n_transfer_syn", context.transferSyntaxes().size())
                    .uint8("reserved", 0);
            context.abstractSyntax().write(out);
            context.transferSyntaxes().forEach(syntax -> syntax.write(out));
        }
        return out.bytes();
    }
}
