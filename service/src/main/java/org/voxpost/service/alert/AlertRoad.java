package org.voxpost.service.alert;

import java.io.IOException;

/** One way to reach people. */
public interface AlertRoad {

    /** Its name in logs. */
    String name();

    /** Blocks until the next hop has taken it. @throws IOException naming the hop and what it answered */
    void tell(Alert alert) throws IOException;
}
