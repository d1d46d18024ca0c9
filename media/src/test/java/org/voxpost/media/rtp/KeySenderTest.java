package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.media.Key;

class KeySenderTest {

    @Test
    void aPressGrowsEndsThreeTimesAndPauses() {
        var keys = new KeySender();
        keys.press(new Key('#'));
        List<TelephoneEvent> sent = new ArrayList<>();
        int pauses = 0;

        while (keys.active()) {
            if (keys.pausing(20)) {
                pauses++;
            } else {
                sent.add(keys.next(20, 8));
            }
        }

        assertThat(sent).hasSize(8).allMatch(event -> event.event() == 11);
        assertThat(sent.stream().map(TelephoneEvent::duration)).containsExactly(160, 320, 480, 640, 800, 960, 960, 960);
        assertThat(sent.stream().map(TelephoneEvent::end)).containsExactly(false, false, false, false, false, true,
                true, true);
        assertThat(pauses).isEqualTo(3);
    }
}
