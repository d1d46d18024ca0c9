package org.voxpost.sip.jain;

import java.util.UUID;

/** The text of one caller's messages, filled in as the conversation goes on. */
final class Scene {
    final String callId = UUID.randomUUID() + "@127.0.0.1";
    final String fromTag = "from" + callId.substring(0, 6);
    private final RawPeer peer;
    private String toTag = "";
    String branch = "z9hG4bK" + callId.substring(0, 8);
    int sequence = 1;

    Scene(RawPeer peer) {
        this.peer = peer;
    }

    /** Remembers the callee's tag. */
    String heard(String response) {
        toTag = RawPeer.tag(RawPeer.header(response, "To"));
        return response;
    }

    String invite(String body, String... extra) {
        return request("INVITE", body, extra);
    }

    /** A request in or before the dialog; a new branch for each but CANCEL and the first INVITE. */
    String request(String method, String body, String... extra) {
        StringBuilder text = new StringBuilder(method + " sip:8000@127.0.0.1 SIP/2.0\r\n");
        text.append("Via: SIP/2.0/").append(peer.transport()).append(" 127.0.0.1:").append(peer.port())
                .append(";rport;branch=").append(branch).append("\r\n");
        text.append("Max-Forwards: 70\r\nFrom: \"Pat Doe\" <sip:+14255550199@127.0.0.1>;tag=").append(fromTag)
                .append("\r\nTo: <sip:8000@127.0.0.1>").append(toTag.isEmpty() ? "" : ";tag=" + toTag)
                .append("\r\nCall-ID: ").append(callId).append("\r\nCSeq: ").append(sequence).append(' ').append(method)
                .append("\r\nContact: <sip:pat@127.0.0.1:").append(peer.port())
                .append(peer.transport().equals("UDP") ? "" : ";transport=" + peer.transport().toLowerCase())
                .append(">\r\n");
        for (String line : extra) {
            text.append(line).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body).toString();
    }

    /** The next request in the dialog: a sequence number and a branch of its own. */
    String next(String method, String body, String... extra) {
        sequence++;
        branch = "z9hG4bK" + UUID.randomUUID().toString().substring(0, 8);
        return request(method, body, extra);
    }

    String ack(String body) {
        String invite = branch;
        branch = "z9hG4bKack" + UUID.randomUUID().toString().substring(0, 8);
        String ack = request("ACK", body);
        branch = invite;
        return ack;
    }

    /** A response to a request we got. */
    static String ok(String request) {
        StringBuilder text = new StringBuilder("SIP/2.0 200 OK\r\n");
        request.lines().takeWhile(line -> !line.isEmpty())
                .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq):.*"))
                .forEach(line -> text.append(line).append("\r\n"));
        return text.append("Content-Length: 0\r\n\r\n").toString();
    }
}
