package org.voxpost.service.exchange;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.FailoverDirectory;
import org.voxpost.mailbox.FailoverMailbox;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.RoadListener;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.UnifiedMessaging;
import org.voxpost.mailbox.graph.GraphNotifications;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.mailbox.mapi.VoicemailForm;
import org.voxpost.service.config.ExchangeProfile;
import org.voxpost.service.config.MwiConfig;
import org.voxpost.service.config.Protocol;

/**
 * One organisation, by every protocol that its profile names or that is asked for. Nothing goes over the network before it
 * is used. What is handed out is closed with this. Safe for use by many threads.
 */
public final class Exchange implements AutoCloseable {
    private final Reach reach;
    private final WebRoads web;
    private final RpcRoads rpc;
    private final Opened opened = new Opened();
    private final Map<Protocol, MailboxServer> servers = new EnumMap<>(Protocol.class); // guarded by this
    private final Map<Protocol, Directory> directories = new EnumMap<>(Protocol.class); // guarded by this

    private Exchange(Reach reach) {
        this.reach = reach;
        var names = new DistinguishedNames(this::directory, reach.places()::distinguishedName);
        this.web = new WebRoads(reach, names);
        this.rpc = new RpcRoads(reach, names);
        opened.add(reach);
    }

    /** @param anyMailbox one of the profile's: Autodiscover and EWS' address book are asked in its name; empty if none */
    public static Exchange open(ExchangeProfile profile, MwiConfig mwi, Optional<SmtpAddress> anyMailbox,
            InstantSource clock) {
        return new Exchange(Reach.of(profile, mwi, anyMailbox, clock));
    }

    public ExchangeProfile profile() {
        return reach.profile();
    }

    /**
     * The mailboxes by the protocols of the profile, each job in its order.
     *
     * @param listener hears which protocol carried what, if there are several
     */
    public MailboxServer mailboxes(RoadListener listener) {
        List<MailboxServer> deliver = servers(profile().protocols().deliver());
        List<MailboxServer> read = servers(profile().protocols().read());
        List<MailboxServer> watch = servers(profile().watchOrder());
        return profile().mailboxProtocols().size() == 1
                ? deliver.getFirst()
                : new FailoverMailbox(deliver, read, watch, profile().deadline(), listener, reach.clock());
    }

    private List<MailboxServer> servers(List<Protocol> protocols) {
        return protocols.stream().map(this::server).toList();
    }

    /** The mailboxes by one protocol; the same server each time. */
    public synchronized MailboxServer server(Protocol protocol) {
        return servers.computeIfAbsent(protocol, p -> opened.add(switch (p) {
            case EWS -> web.ews();
            case GRAPH -> web.graph();
            case MAPI -> web.mapi();
            case RPC -> rpc.overTcp();
            case RPC_HTTP -> rpc.overHttp();
            case IMAP -> MailRoads.imap(reach);
            case POP3 -> MailRoads.pop3(reach);
            case SMTP -> MailRoads.smtp(reach);
            case WEBDAV -> web.webdav();
        }));
    }

    /** The address book in the profile's order of protocols; empty if nobody is looked up. */
    public Optional<Directory> directory() {
        List<Directory> ways = profile().directoryOrder().stream().map(this::directory).toList();
        return ways.isEmpty() ? Optional.empty() : Optional.of(new FailoverDirectory(ways));
    }

    /**
     * The address book by one protocol; the same each time.
     *
     * @throws IllegalArgumentException if that protocol has none
     */
    public synchronized Directory directory(Protocol protocol) {
        return directories.computeIfAbsent(protocol, p -> opened.add(switch (p) {
            case EWS -> web.peopleByEws();
            case GRAPH -> web.peopleByGraph();
            case MAPI -> web.addressBook();
            case RPC -> rpc.addressBookOverTcp();
            case RPC_HTTP -> rpc.addressBookOverHttp();
            case IMAP, POP3, SMTP, WEBDAV -> throw new IllegalArgumentException(p.word() + " looks nobody up");
        }));
    }

    /**
     * Calendars, automatic replies and the like by EWS, over connections of their own; the caller closes them.
     *
     * @throws org.voxpost.mailbox.MailboxException if its address has to be discovered and cannot be
     */
    public MailboxFacets facets() {
        return web.facets();
    }

    /** Where Graph's change notifications have to be handed over; empty if it does not watch, or is only asked. */
    public Optional<GraphNotifications> graphNotifications() {
        return profile().watchOrder().contains(Protocol.GRAPH) ? web.graphNotifications() : Optional.empty();
    }

    /**
     * The unified messaging settings of the account itself.
     *
     * @throws org.voxpost.mailbox.MailboxException if its address has to be discovered and cannot be
     */
    public UnifiedMessaging unifiedMessaging() {
        return opened.add(web.unifiedMessaging());
    }

    /**
     * Where a protocol is spoken for a mailbox.
     *
     * @throws org.voxpost.mailbox.MailboxException if it has to be discovered and cannot be
     */
    public Endpoint endpoint(Protocol protocol, SmtpAddress owner) {
        return switch (protocol) {
            case EWS -> web.ewsPlace(owner);
            case GRAPH -> web.graphPlace();
            case MAPI -> web.mapiPlace(owner);
            case RPC -> rpc.tcpPlace(owner);
            case RPC_HTTP -> rpc.httpPlace();
            case IMAP -> MailRoads.imapPlace(reach);
            case POP3 -> MailRoads.pop3Place(reach);
            case SMTP -> MailRoads.smtpPlace(reach);
            case WEBDAV -> web.webdavPlace();
        };
    }

    /**
     * Where the unified messaging service is.
     *
     * @throws org.voxpost.mailbox.MailboxException if it has to be discovered and cannot be
     */
    public Endpoint unifiedMessagingEndpoint() {
        return web.unifiedMessagingPlace();
    }

    /** Whom to trust in TLS. */
    public TlsTrust trust() {
        return reach.trust();
    }

    /** Whether Outlook shows its voicemail form for this mailbox; asked by EWS. */
    public boolean hasVoicemailForm(SmtpAddress owner) {
        return web.hasVoicemailForm(owner);
    }

    /** Switches Outlook's voicemail form on in one mailbox; tells whether that changed anything. */
    public Predicate<SmtpAddress> voicemailForm() {
        if (!profile().mailboxProtocols().contains(Protocol.EWS)
                && profile().mailboxProtocols().contains(Protocol.MAPI)) {
            return opened.add(new VoicemailForm(web.mapiSettings()))::provision;
        }
        return web.voicemailForm(opened);
    }

    @Override
    public void close() {
        opened.close();
    }
}
