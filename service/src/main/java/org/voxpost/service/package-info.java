/**
 * The service: {@link org.voxpost.service.Voxpost} reads the configuration, builds everything and starts it.
 *
 * <p>Only here does a telephone call become a mail: the libraries {@code sip}, {@code media} and {@code mailbox} know
 * nothing of one another. The packages below hold one concern each; this one wires them and holds no logic of its own.
 */
@NullMarked
package org.voxpost.service;

import org.jspecify.annotations.NullMarked;
