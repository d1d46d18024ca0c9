package org.voxpost.service.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one key of the configuration; the reference in {@code docs/configuration.md} is made of these. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** The value of {@link #fallback} that means: there is none, the key must be given. */
    String REQUIRED = "(required)";

    /** What it means, one sentence. */
    String value();

    /** The default, as the file would write it. {@link java.util.Optional} components are empty if absent. */
    String fallback() default REQUIRED;

    /** Smallest number, for numbers; for durations in ms. */
    long min() default Long.MIN_VALUE;

    /** Largest number, for numbers; for durations in ms. */
    long max() default Long.MAX_VALUE;
}
