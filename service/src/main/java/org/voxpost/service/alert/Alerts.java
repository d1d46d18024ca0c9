package org.voxpost.service.alert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.AlertConfig;

/** All roads to people; an alert is told when one of them took it. */
public final class Alerts {
    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    private final List<AlertRoad> roads;

    public Alerts(List<AlertRoad> roads) {
        this.roads = List.copyOf(roads);
    }

    /** The roads that the configuration names. */
    public static Alerts of(AlertConfig config) {
        var roads = new ArrayList<AlertRoad>();
        config.smtp().ifPresent(smtp -> roads.add(new SmtpRoad(smtp)));
        config.webhook().ifPresent(webhook -> roads.add(new WebhookRoad(webhook)));
        return new Alerts(roads);
    }

    /**
     * Tells by every road, and writes it to the log in any case.
     *
     * @return true if somebody was told, or if no road is configured: there is nothing more to try
     */
    public boolean tell(Alert alert) {
        log.warn("alert {}: {}", alert.kind(), alert.subject());
        boolean told = roads.isEmpty();
        for (AlertRoad road : roads) {
            try {
                road.tell(alert);
                told = true;
            } catch (IOException | RuntimeException e) {
                log.error("the alert could not be told: {}", e.getMessage());
            }
        }
        return told;
    }
}
