package org.voxpost.mailbox.wire.rop;

/**
 * Takes ROP buffers to a server and back: EcDoConnectEx, EcDoRpcExt2 and EcDoDisconnect of [MS-OXCRPC], or their twins
 * of [MS-OXCMAPIHTTP]. One session; calls block. {@link #awaitEvent} may run beside {@link #execute}, everything else
 * comes one at a time.
 */
public interface RopCarrier extends AutoCloseable {

    /** Whom it talks to, for messages to people. */
    String peer();

    /**
     * Opens the session, or a new one in place of one that was lost.
     *
     * @param userDn X500 DN of who signs in
     * @throws CarrierException also with the error code of the server's answer
     */
    void connect(String userDn);

    /** True between {@link #connect} and the loss of the session. */
    boolean isConnected();

    /**
     * Takes one buffer there and the answer back.
     *
     * @param ropBuffer with its RPC_HEADER_EXT
     * @param chain true: the answer may consist of several payloads
     * @param mostBytes most bytes of answer wanted
     * @return with its RPC_HEADER_EXTs
     * @throws CarrierException saying whether it may have been executed
     */
    byte[] execute(byte[] ropBuffer, boolean chain, int mostBytes);

    /**
     * Waits until the server says that notifications are to be fetched, or that there are none for now (minutes).
     *
     * @return true if an {@link #execute} will bring something
     */
    boolean awaitEvent();

    /** Ends the session at the server, as far as that can be done, and wakes up {@link #awaitEvent}. */
    @Override
    void close();
}
