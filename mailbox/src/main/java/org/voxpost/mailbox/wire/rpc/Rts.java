package org.voxpost.mailbox.wire.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * An RTS PDU ([MS-RPCH] 2.2.3.6): what the ends of a virtual connection of RPC over HTTP say to one another beside the RPC
 * PDUs. {@code Flags u16 | NumberOfCommands u16 | commands} behind the common header.
 *
 * @param flags {@link #PING} and others
 */
public record Rts(int flags, List<RtsCommand> commands) {
    public static final int NONE = 0;
    public static final int PING = 0x01;
    public static final int OTHER_COMMAND = 0x02;
    public static final int RECYCLE_CHANNEL = 0x04;
    public static final int IN_CHANNEL = 0x08;
    public static final int OUT_CHANNEL = 0x10;
    public static final int EOF = 0x20;
    public static final int ECHO = 0x40;
    private static final int LEAST_COMMAND = 4;

    public Rts {
        commands = List.copyOf(commands);
    }

    public static Rts of(int flags, RtsCommand... commands) {
        return new Rts(flags, List.of(commands));
    }

    /** True of the bytes of a PDU. */
    public static boolean is(byte[] pdu) {
        return pdu.length > 2 && pdu[2] == Pdu.RTS;
    }

    /** @throws WireException if it is none */
    public static Rts read(byte[] bytes) {
        Pdu pdu = Pdu.read(bytes);
        if (pdu.type() != Pdu.RTS) {
            throw new WireException("ptype " + pdu.type() + " is not RTS");
        }
        var in = new WireReader(pdu.body());
        int flags = in.uint16("Flags");
        int count = in.count("NumberOfCommands", in.uint16("NumberOfCommands"), LEAST_COMMAND);
        var commands = new ArrayList<RtsCommand>(count);
        for (int i = 0; i < count; i++) {
            commands.add(RtsCommand.read(in));
        }
        if (in.remaining() > 0) {
            throw in.error("NumberOfCommands", count + " leaves " + in.remaining() + " bytes");
        }
        return new Rts(flags, commands);
    }

    public byte[] write() {
        var out = new WireWriter().uint16("Flags", flags).uint16("NumberOfCommands", commands.size());
        commands.forEach(command -> command.write(out));
        return Pdu.of(Pdu.RTS, 0, out.bytes()).write();
    }

    /** The first command of a kind. */
    public <T extends RtsCommand> Optional<T> first(Class<T> kind) {
        return commands.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Ids of its cookies, in order. */
    public List<UUID> cookies() {
        return commands.stream().filter(RtsCommand.Cookie.class::isInstance).map(RtsCommand.Cookie.class::cast)
                .map(RtsCommand.Cookie::id).toList();
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** CONN/A1: opens the OUT channel. */
    public static Rts connA1(UUID connection, UUID out, int window) {
        return of(NONE, RtsCommand.Version.ONE, new RtsCommand.Cookie(connection), new RtsCommand.Cookie(out),
                new RtsCommand.ReceiveWindowSize(window));
    }

    /** CONN/B1: opens the IN channel. */
    public static Rts connB1(UUID connection, UUID in, int lifetime, int keepAlive, UUID group) {
        return of(NONE, RtsCommand.Version.ONE, new RtsCommand.Cookie(connection), new RtsCommand.Cookie(in),
                new RtsCommand.ChannelLifetime(lifetime), new RtsCommand.ClientKeepalive(keepAlive),
                new RtsCommand.AssociationGroup(group));
    }

    /** CONN/A3: the OUT channel is open. */
    public static Rts connA3(int timeout) {
        return of(NONE, new RtsCommand.ConnectionTimeout(timeout));
    }

    /** CONN/C2: both are. */
    public static Rts connC2(int window, int timeout) {
        return of(NONE, RtsCommand.Version.ONE, new RtsCommand.ReceiveWindowSize(window),
                new RtsCommand.ConnectionTimeout(timeout));
    }

    public static Rts ping() {
        return of(PING);
    }

    /** FlowControlAckWithDestination. */
    public static Rts acknowledge(RtsCommand.Destination to, int received, int window, UUID channel) {
        return of(OTHER_COMMAND, to, new RtsCommand.FlowControlAck(received, window, channel));
    }

    /** OUT_R1/A2 and OUT_R2/A2: the client has to open another OUT channel. */
    public static Rts outA2() {
        return of(RECYCLE_CHANNEL, RtsCommand.Destination.CLIENT);
    }

    /** OUT_R1/A3 and OUT_R2/A3: opens the successor of an OUT channel. */
    public static Rts outA3(UUID connection, UUID predecessor, UUID successor, int window) {
        return of(RECYCLE_CHANNEL, RtsCommand.Version.ONE, new RtsCommand.Cookie(connection),
                new RtsCommand.Cookie(predecessor), new RtsCommand.Cookie(successor),
                new RtsCommand.ReceiveWindowSize(window));
    }

    /** OUT_R2/A6: the proxy knows of the successor. */
    public static Rts outA6() {
        return of(NONE, RtsCommand.Destination.CLIENT, RtsCommand.Sign.ANCE);
    }

    /** OUT_R2/A7: the client tells the server of the successor. */
    public static Rts outA7(UUID successor) {
        return of(OUT_CHANNEL, RtsCommand.Destination.SERVER, new RtsCommand.Cookie(successor),
                RtsCommand.Version.ONE);
    }

    /** OUT_R1/A6: the successor leads by another proxy. @param timeout that proxy's, in ms */
    public static Rts outR1A6(int timeout) {
        return of(OUT_CHANNEL, RtsCommand.Destination.CLIENT, RtsCommand.Version.ONE,
                new RtsCommand.ConnectionTimeout(timeout));
    }

    /** OUT_R1/A7: the client tells the server of the successor. */
    public static Rts outR1A7(UUID successor) {
        return of(OUT_CHANNEL, RtsCommand.Destination.SERVER, new RtsCommand.Cookie(successor));
    }

    /** OUT_R1/A10: the last PDU of an OUT channel. */
    public static Rts outA10() {
        return of(NONE, RtsCommand.Sign.ANCE);
    }

    /** OUT_R1/A11: the client tells the other proxy that it has taken over. */
    public static Rts outA11() {
        return of(NONE, RtsCommand.Sign.ANCE);
    }

    /** OUT_R2/B3: the last PDU of an OUT channel. */
    public static Rts outB3() {
        return of(EOF, RtsCommand.Sign.ANCE);
    }

    /** OUT_R2/C1: the client is ready for the successor. */
    public static Rts outC1() {
        return of(PING, RtsCommand.Sign.EMPTY);
    }

    /** IN_R1/A1 and IN_R2/A1: opens the successor of an IN channel. */
    public static Rts inA1(UUID connection, UUID predecessor, UUID successor) {
        return of(RECYCLE_CHANNEL, RtsCommand.Version.ONE, new RtsCommand.Cookie(connection),
                new RtsCommand.Cookie(predecessor), new RtsCommand.Cookie(successor));
    }

    /** IN_R2/A4: the server knows of the successor. */
    public static Rts inA4() {
        return of(NONE, RtsCommand.Destination.CLIENT);
    }

    /** IN_R1/A4: the server knows of the successor, which leads by another proxy. */
    public static Rts inR1A4(int window, int timeout) {
        return of(NONE, RtsCommand.Destination.CLIENT, RtsCommand.Version.ONE,
                new RtsCommand.ReceiveWindowSize(window), new RtsCommand.ConnectionTimeout(timeout));
    }

    /** IN_R1/A5 and IN_R2/A5: the last PDU of an IN channel. */
    public static Rts inA5(UUID successor) {
        return of(NONE, new RtsCommand.Cookie(successor));
    }
}
