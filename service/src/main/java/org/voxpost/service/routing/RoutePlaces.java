package org.voxpost.service.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.voxpost.service.config.RoutingConfig;
import org.voxpost.service.config.RoutingConfig.Target;
import org.voxpost.service.config.RoutingConfig.Telephones;
import org.voxpost.service.routing.LookupResult.Leg;
import org.voxpost.sip.SipUri;

/** Where numbers are reached. Pure. */
final class RoutePlaces {
    private static final Duration VOICEMAIL_ANSWERS = Duration.ofSeconds(10);
    private static final String NUMBER = "{number}";

    private final Map<String, Telephones> telephones = new HashMap<>();
    private final Optional<Leg> voicemail;

    /** @throws IllegalArgumentException if an address is none */
    RoutePlaces(RoutingConfig config) {
        config.telephones().forEach(place -> {
            SipUri.parse(place.uri().replace(NUMBER, "1"));
            telephones.put(place.site(), place);
        });
        this.voicemail = config.voicemail().map(RoutePlaces::leg);
    }

    private static Leg leg(Target target) {
        return new Leg(SipUri.parse(target.uri()).encode(), target.proxy(), VOICEMAIL_ANSWERS, "");
    }

    /** Our own place, where messages are taken; empty if the configuration does not tell. */
    Optional<Leg> voicemail() {
        return voicemail;
    }

    /** The telephone of an extension or a number with {@code +}. */
    Optional<Leg> telephone(String site, String number, Duration ring, String ifFailed) {
        Telephones place = telephones.getOrDefault(site, telephones.get(""));
        return place == null
                ? Optional.empty()
                : Optional.of(new Leg(place.uri().replace(NUMBER, number.replace("#", "%23")), place.proxy(), ring,
                        ifFailed));
    }

    /** A SIP address as it is, a number at the site's telephones. */
    Optional<Leg> any(String site, String place, Duration ring, String ifFailed) {
        return place.startsWith("sip:") || place.startsWith("sips:")
                ? Optional.of(new Leg(SipUri.parse(place).encode(), "", ring, ifFailed))
                : telephone(site, place, ring, ifFailed);
    }
}
