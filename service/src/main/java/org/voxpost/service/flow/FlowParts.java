package org.voxpost.service.flow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.voxpost.media.Conversation;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.Transcoder;
import org.voxpost.service.config.RecordingConfig;
import org.voxpost.service.metrics.ServiceMetrics;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.spool.CallRecord;
import org.voxpost.service.routing.CallRouting;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.service.trace.TraceLog;

/**
 * What the flows work with.
 *
 * @param people the address book, for callers' names
 * @param namePatience how long a call waits for its caller's name
 * @param mediaPeer what is special about a SIP peer's media, by the peer's name
 * @param conversation how a session is talked with
 * @param transcoder decodes greetings
 * @param records keeps the record of a call that has ended
 * @param transfers lead callers to somebody else
 */
public record FlowParts(SubscriberTable subscribers, CallRouting routing, AddressBook people,
        Duration namePatience, MediaPorts ports,
        Function<String, MediaPeer> mediaPeer, Function<MediaSession, Conversation> conversation,
        Transcoder transcoder, MessageIntake intake, RecordingConfig recording, ServiceMetrics metrics,
        TraceLog trace, Consumer<CallRecord> records, Transfers transfers, InstantSource clock) {
}
