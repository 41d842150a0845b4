package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudienceTest {
    @Test
    void comesToEachAlsoWhenOneFails() {
        Audience audience = new Audience(3);
        Set<EventStream> all = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            EventStream stream = new EventStream(null, null, audience::leave);
            audience.enter(stream);
            all.add(stream);
        }
        Set<EventStream> seen = new HashSet<>();
        audience.each(stream -> {
            seen.add(stream);
            throw new IllegalStateException("wanted");
        });
        assertEquals(all, seen);
    }
}
