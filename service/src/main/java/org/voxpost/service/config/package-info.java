/**
 * Settings: one YAML file, bound to immutable records.
 *
 * <p>Every record component is one key (kebab-case) and says in its {@link org.voxpost.service.config.Setting} what it
 * means, its unit and its default. {@link org.voxpost.service.config.ConfigLoader} reports every mistake at once, with
 * line and reason. Every value can be overridden by environment: {@code sip.listeners[0].port} by
 * {@code VOXPOST_SIP_LISTENERS_0_PORT}. Secrets stand in files or in the environment, never in the YAML file. Pure but
 * for reading files; no thread of its own.
 */
@NullMarked
package org.voxpost.service.config;

import org.jspecify.annotations.NullMarked;
