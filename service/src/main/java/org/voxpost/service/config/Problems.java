package org.voxpost.service.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the mistakes of one reading, and where each key was. */
final class Problems {

    /** @param line from 1; 0 for the environment or a default */
    record Place(String origin, int line) {
    }

    private final List<ConfigProblem> found = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final String file;

    Problems(String file) {
        this.file = file;
    }

    void remember(String key, Place place) {
        places.put(key, place);
    }

    void add(Place place, String key, String reason) {
        found.add(new ConfigProblem(place.origin(), place.line(), key, reason));
    }

    /** Adds a mistake at the key, or at the nearest part of its path that was written down. */
    void add(String key, String reason) {
        add(placeOf(key), key, reason);
    }

    /** True if something at this key or below it is wrong. */
    boolean at(String key) {
        return found.stream().anyMatch(problem -> problem.key().startsWith(key));
    }

    private Place placeOf(String key) {
        String path = key;
        while (!path.isEmpty()) {
            Place place = places.get(path);
            if (place != null) {
                return place;
            }
            path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
        }
        return new Place(file, 0);
    }

    List<ConfigProblem> inOrder() {
        return found.stream().distinct().sorted(Comparator.comparingInt(ConfigProblem::line)).toList();
    }
}
