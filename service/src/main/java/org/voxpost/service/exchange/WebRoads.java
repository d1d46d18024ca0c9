package org.voxpost.service.exchange;

import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.UnifiedMessaging;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.autodiscover.DiscoveredServer;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.mailbox.ews.VoicemailForm;
import org.voxpost.mailbox.graph.GraphNotifications;
import org.voxpost.mailbox.graph.GraphProvider;
import org.voxpost.mailbox.graph.GraphSettings;
import org.voxpost.mailbox.mapi.MapiLocator;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiSettings;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.mailbox.umws.UmwsProvider;
import org.voxpost.mailbox.webdav.WebDavProvider;
import org.voxpost.mailbox.webdav.WebDavSettings;
import org.voxpost.service.config.ExchangeProfile;
import org.voxpost.service.config.GraphConfig;
import org.voxpost.service.config.WebDavConfig;

/** EWS, MAPI over HTTP, WebDAV and the unified messaging service as a profile describes them. */
final class WebRoads {
    private final Reach reach;
    private final DistinguishedNames names;
    private final Optional<GraphNotifications> notifications;

    WebRoads(Reach reach, DistinguishedNames names) {
        this.reach = reach;
        this.names = names;
        this.notifications = reach.profile().graph().notificationUrl().map(GraphNotifications::new);
    }

    MailboxServer ews() {
        return reach.profile().ewsUrl().map(url -> EwsProvider.server(ewsAt(url)))
                .orElseGet(() -> new DiscoveredServer(EwsProvider.PROTOCOL, EnumSet.allOf(Capability.class),
                        reach.places().whereabouts(this::ewsUrl), url -> EwsProvider.server(ewsAt(url)),
                        reach.clock()));
    }

    private URI ewsUrl(SmtpAddress owner) {
        return reach.profile().ewsUrl()
                .orElseGet(() -> reach.places().of(owner, "EWS", found -> found.ews()));
    }

    Endpoint ewsPlace(SmtpAddress owner) {
        return Endpoint.of(ewsUrl(owner));
    }

    Endpoint mapiPlace(SmtpAddress owner) {
        String pinned = reach.profile().mapi().url();
        return Endpoint.of(pinned.isEmpty()
                ? mailStore(owner)
                : URI.create(pinned.replace("{address}", owner.value()).replace("{domain}", owner.domain())));
    }

    Endpoint webdavPlace() {
        return Endpoint.of(webdavUrl());
    }

    private URI webdavUrl() {
        return reach.profile().webdav().url()
                .orElseGet(() -> URI.create("https://" + reach.profile().usualHost() + "/exchange/"));
    }

    private EwsSettings ewsAt(URI url) {
        ExchangeProfile profile = reach.profile();
        return EwsSettings.of(url, new Account.Anonymous()).withHttp(reach.http()).within(profile.deadline())
                .withRecount(reach.mwi().recount()).withAccess(switch (profile.access()) {
                    case IMPERSONATION -> EwsSettings.Access.IMPERSONATION;
                    case DELEGATE -> EwsSettings.Access.DELEGATE;
                });
    }

    /** @throws org.voxpost.mailbox.MailboxException if its address has to be discovered and cannot be */
    MailboxFacets facets() {
        return EwsProvider.facets(ewsAt(ewsUrl(reach.someMailbox())));
    }

    Directory peopleByEws() {
        return new LazyDirectory(() -> {
            SmtpAddress asked = reach.someMailbox();
            return EwsProvider.directory(ewsAt(ewsUrl(asked)), asked);
        });
    }

    /** The pinned pattern, or what Autodiscover tells of each mailbox. */
    MailboxServer mapi() {
        String pinned = reach.profile().mapi().url();
        return pinned.isEmpty()
                ? new DiscoveredServer(MapiProvider.PROTOCOL, EnumSet.allOf(Capability.class),
                        reach.places().whereabouts(owner -> mailStore(owner).resolve("/")),
                        place -> MapiProvider.server(mapiSettings()), reach.clock())
                : MapiProvider.server(mapiSettings());
    }

    private URI mailStore(SmtpAddress owner) {
        return reach.places().of(owner, "MAPI over HTTP", found -> found.mapiMailStore());
    }

    MapiSettings mapiSettings() {
        ExchangeProfile.Mapi mapi = reach.profile().mapi();
        MapiLocator locator = mapi.url().isEmpty() ? owner -> {
            String dn = names.of(owner);
            return new MapiLocator.Place(mailStore(owner), mapi.accountDn().orElse(dn), dn);
        } : MapiLocator.fixed(mapi.url(), names::of, mapi.accountDn().orElse(""));
        return new MapiSettings(reach.http(), locator, reach.mapiAccess(), reach.profile().deadline());
    }

    Directory addressBook() {
        return new LazyDirectory(() -> NspiProvider.overMapiHttp(
                reach.profile().nspiUrl().orElseGet(() -> reach.places().of(reach.someMailbox(),
                        "address book over MAPI/HTTP", found -> found.mapiAddressBook())),
                reach.http()));
    }

    MailboxServer graph() {
        GraphSettings polled = graphSettings();
        return GraphProvider.server(notifications.map(there -> polled.notifiedBy(there, reach.mwi().recount()))
                .orElse(polled));
    }

    /** Where Graph's change notifications come in; empty if it is only asked. */
    Optional<GraphNotifications> graphNotifications() {
        return notifications;
    }

    Directory peopleByGraph() {
        return GraphProvider.directory(graphSettings());
    }

    private GraphSettings graphSettings() {
        GraphConfig graph = reach.profile().graph();
        Account account = reach.accounts().of(reach.profile().account(), graph.scope());
        return GraphSettings.of(account).at(graph.url()).withHttp(reach.http(account))
                .within(reach.profile().deadline()).polledEvery(graph.poll());
    }

    Endpoint graphPlace() {
        return Endpoint.of(reach.profile().graph().url());
    }

    MailboxServer webdav() {
        WebDavConfig webdav = reach.profile().webdav();
        Optional<WebDavSettings.Forms> forms = webdav.logonForm().map(
                form -> new WebDavSettings.Forms(form, reach.accounts().password(reach.profile().account())));
        return WebDavProvider.server(new WebDavSettings(webdavUrl(),
                forms.isPresent() ? reach.http(new Account.Anonymous()) : reach.http(), forms,
                reach.profile().deadline(), webdav.poll()));
    }

    /** Of the account itself: the service acts for whoever signs in. Nothing is sent yet, but to Autodiscover. */
    UnifiedMessaging unifiedMessaging() {
        return UmwsProvider.of(umwsUrl(), reach.http());
    }

    Endpoint unifiedMessagingPlace() {
        return Endpoint.of(umwsUrl());
    }

    private URI umwsUrl() {
        return reach.profile().umwsUrl().orElseGet(
                () -> reach.places().of(reach.someMailbox(), "unified messaging", found -> found.unifiedMessaging()));
    }

    /** Whether Outlook's voicemail form is on in a mailbox. */
    boolean hasVoicemailForm(SmtpAddress owner) {
        try (var form = new VoicemailForm(ewsAt(ewsUrl(owner)))) {
            return form.isOn(owner);
        }
    }

    /** Switches Outlook's voicemail form on in a mailbox, by EWS. @param parts closes what is opened */
    Predicate<SmtpAddress> voicemailForm(Opened parts) {
        Map<URI, VoicemailForm> forms = new ConcurrentHashMap<>();
        return owner -> forms.computeIfAbsent(ewsUrl(owner), url -> parts.add(new VoicemailForm(ewsAt(url))))
                .provision(owner);
    }
}
