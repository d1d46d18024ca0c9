/**
 * What is counted and measured, for Prometheus: names begin with {@code voxpost_}, units are base units (seconds, bytes),
 * labels have few values. {@link org.voxpost.service.metrics.ServiceMetrics} is the only place that names them; the rest
 * of the service calls its methods. Any thread; nothing here blocks.
 */
@NullMarked
package org.voxpost.service.metrics;

import org.jspecify.annotations.NullMarked;
